import type { KMSClient, KMSClientConfig } from '@aws-sdk/client-kms'

export interface KmsSettings {
  /** Key id, key ARN, alias or alias ARN. */
  readonly keyId: string
  /** Null: AWS itself. */
  readonly endpoint: string | null
  /** Null: that of the key's ARN, else what the default provider chain says. */
  readonly region: string | null
}

const connectionTimeoutMs = 2_000
const requestTimeoutMs = 4_000
/** The first one included; only throttling, 5xx and broken lines are tried again. */
const maxAttempts = 3
/** For all attempts of a call together. */
export const callTimeoutMs = 10_000

type Sdk = typeof import('@aws-sdk/client-kms')

/** Loaded on first use: an installation with a local key file never pays for it. */
export const loadSdk = (): Promise<Sdk> => import('@aws-sdk/client-kms')

/** Credentials and region come from the default provider chain; an endpoint of one's own needs no region. */
export function createKmsClient(
  { KMSClient: Client }: Sdk,
  { keyId, endpoint, region }: KmsSettings,
  more: KMSClientConfig = {},
): KMSClient {
  const home =
    region ?? /^arn:[^:]*:kms:([^:]+):/.exec(keyId)?.[1] ?? (endpoint === null ? null : 'us-east-1')
  return new Client({
    maxAttempts,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // It only warns otherwise.
      throwOnRequestTimeout: true,
    },
    ...(home !== null && { region: home }),
    ...(endpoint !== null && { endpoint }),
    ...more,
  })
}
