import { isIP } from 'node:net'
import type { KmsSettings } from '@syncline/db/custody/kms'
import type { BreakerPolicy } from '@syncline/domain/connection'
import { z } from 'zod'
import {
  type ConnectionsEnv,
  connectionProblems,
  connectionsOf,
  connectionVariables,
} from './env/connections.ts'
import { type MailEnv, mailOf, mailProblems, mailVariables } from './env/mail.ts'
import {
  flag,
  flagOn,
  list,
  number,
  origin,
  postgresUrl,
  secretText,
  together,
  webUrl,
} from './env/readers.ts'
import { type SsoEnv, ssoOf, ssoProblems, ssoVariables } from './env/sso.ts'

/** The only reader of the process environment. Everything else gets its settings as arguments. */

const originList = list.pipe(z.array(origin).max(20))
const addressList = list.pipe(
  z.array(z.string().refine(isAddressOrNetwork, 'must be addresses or networks like 10.0.0.0/8')).max(20),
)

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** 32 bytes, as 64 hexadecimal digits or in base64. */
const keyText = z
  .string()
  .regex(/^(?:[0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/i, 'must be 32 bytes, in hexadecimal or base64')
  .transform((text) => Buffer.from(text, text.length === 64 ? 'hex' : 'base64'))

const variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** 0 takes a free one. */
  PORT: number(0, 65_535, 3_000),
  HOST: z.string().min(1).max(253).default('127.0.0.1'),
  SYNCLINE_DATA: z.string().min(1).max(4_096).default('.syncline'),
  SYNCLINE_DEMO: flag,
  /** Where the played providers are, for a demo that is loaded later. */
  SYNCLINE_SANDBOX: z.url({ protocol: /^http$/, error: 'must be an http:// address' }).optional(),
  /** What the first admin has to know while there is nobody at all; made and shown at start when it is not set. */
  SYNCLINE_SETUP_TOKEN: z.string().min(12, 'must have at least 12 characters').max(200).optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  BASE_URL: origin.optional(),
  TRUSTED_ORIGINS: originList,
  /** Addresses or networks of proxies that may name the caller's address and scheme. */
  TRUSTED_PROXIES: addressList,
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').max(512).optional(),
  REQUEST_TIMEOUT_MS: number(1_000, 600_000, 30_000),
  /** Syncs that a worker has out at once; 0 holds them, the log is followed all the same. */
  SYNC_CONCURRENCY: number(0, 1_000, 10),
  /** Off: nothing is read again by itself, at no connection. */
  ENABLE_SCHEDULES: flagOn,
  MAX_CONCURRENT_REQUESTS: number(1, 100_000, 100),
  RATE_LIMIT_WINDOW_MS: number(1_000, 86_400_000, 15 * 60_000),
  RATE_LIMIT_MAX_REQUESTS: number(1, 1_000_000, 100),
  /** AWS KMS wraps the organization keys instead of the local key file. */
  KMS_ENABLED: flag,
  /** Key id, key ARN, alias or alias ARN. */
  KMS_KEY_ID: z.string().min(1).max(2_048).optional(),
  /** A key service other than AWS's own, such as a local one. */
  KMS_ENDPOINT: webUrl.optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be the name of a region')
    .optional(),
  /** Read by AWS's own provider chain; looked at here so that one half is noticed at start. */
  AWS_ACCESS_KEY_ID: secretText.optional(),
  AWS_SECRET_ACCESS_KEY: secretText.optional(),
  /** The local key file of a machine that has none yet is made with it. */
  ENCRYPTION_KEY: keyText.optional(),
  /** Of programs from before there were organizations: open the only one. */
  API_KEYS: list.pipe(z.array(secretText.min(16, 'must be keys of 16 to 128 characters').max(128)).max(100)),
  /** Calls of one API key in a minute, at all instances together. */
  RATE_LIMIT_KEY_MAX_REQUESTS: number(1, 1_000_000, 1_000),
  /** Failures in a row that open a breaker, and how long it stays open; a provider's own rule and a connection's win. */
  CIRCUIT_BREAKER_THRESHOLD: number(1, 100, 5),
  CIRCUIT_BREAKER_TIMEOUT_MS: number(1_000, 3_600_000, 60_000),
  /** Milliseconds between two looks at how a connection is. */
  HEALTH_CHECK_INTERVAL: number(10_000, 86_400_000, 300_000),
  /** Off: nothing answers at /metrics. */
  ENABLE_METRICS: flagOn,
  /** Where /metrics answers without a key as well: for a network that only the scraper reaches. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_KEY: z.string().min(16, 'must have at least 16 characters').max(512).optional(),
  QBO_CLIENT_ID: secretText.optional(),
  QBO_CLIENT_SECRET: secretText.optional(),
  QBO_ENVIRONMENT: z.enum(['production', 'sandbox']).optional(),
  /** Signs the webhooks of all companies of the app. */
  QBO_VERIFIER_TOKEN: secretText.optional(),
  QUICKBOOKS_CLIENT_ID: secretText.optional(),
  QUICKBOOKS_CLIENT_SECRET: secretText.optional(),
  QUICKBOOKS_ENVIRONMENT: z.enum(['production', 'sandbox']).optional(),
  QUICKBOOKS_VERIFIER_TOKEN: secretText.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Webhooks of one address in a minute at FlashERP's doors, at all instances together. */
  RATE_LIMIT_FLASHERP_MAX_REQUESTS: number(1, 1_000_000, 100),
  /** Webhooks of one address in a minute that prove nothing, for each door. */
  RATE_LIMIT_FAILED_SIGNATURES: number(1, 1_000_000, 100),
  ...ssoVariables,
  ...mailVariables,
  ...connectionVariables,
})

export const variableNames: readonly string[] = Object.keys(variables.shape)

export interface Env {
  readonly environment: 'development' | 'test' | 'production'
  readonly port: number
  readonly host: string
  /** Folder of the embedded database, the key file and the like. */
  readonly dataDirectory: string
  readonly demo: boolean
  /** Where the played providers are; null where there are none. */
  readonly sandboxUrl: string | null
  /** Null: one is made. */
  readonly setupToken: string | null
  /** Null: the embedded one. */
  readonly databaseUrl: string | null
  /** Reaches the server itself where a pooler stands between; for LISTEN and migrations. */
  readonly databaseDirectUrl: string | null
  /** Where browsers reach us; null until the port is known. */
  readonly baseUrl: string | null
  readonly trustedOrigins: readonly string[]
  /** Addresses or networks of proxies that may name the caller's address and scheme. */
  readonly trustedProxies: readonly string[]
  /** Null: one is made and kept in the data folder. Never null in production. */
  readonly sessionSecret: string | null
  readonly requestTimeoutMs: number
  readonly maxConcurrentRequests: number
  /** Syncs that a worker has out at once; 0 holds them, the log is followed all the same. */
  readonly syncConcurrency: number
  /** False: nothing is read again by itself, at no connection. */
  readonly schedules: boolean
  readonly rateLimit: { readonly windowMs: number; readonly maxRequests: number }
  /** Null: the local key file. */
  readonly kms: KmsSettings | null
  /** Of each API key, at all instances together. */
  readonly keyRateLimit: { readonly windowMs: number; readonly maxRequests: number }
  readonly protection: { readonly breaker: BreakerPolicy; readonly lookEveryMs: number }
  readonly metricsKey: string | null
  /** Whether there are metrics, and a port of their own; null: none. */
  readonly metrics: { readonly enabled: boolean; readonly port: number | null }
  /** For a machine without a key file; null: one is drawn. */
  readonly encryptionKey: Buffer | null
  /** Each opens the only organization. */
  readonly apiKeys: readonly string[]
  readonly sso: SsoEnv | null
  readonly mail: MailEnv | null
  readonly connections: ConnectionsEnv
  readonly logLevel: string
  /** Webhooks of one address in a minute: at FlashERP's doors, and unproved ones at each door. */
  readonly doorLimits: { readonly flasherp: number; readonly failures: number }
  /** Our app at Intuit; null where there is none. */
  readonly quickbooks: {
    readonly clientId: string
    readonly clientSecret: string
    readonly environment: 'production' | 'sandbox'
    readonly verifierToken: string | null
  } | null
}

/** Thrown at start; each problem is a sentence that names a variable and never shows its value. */
export class EnvError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The environment is not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'EnvError'
    this.problems = problems
  }
}

/**
 * Reads and checks the environment. An empty variable counts as unset.
 * @throws EnvError with everything that is wrong at once
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = variables.safeParse(set)
  if (!parsed.success)
    throw new EnvError(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`))
  const values = parsed.data
  const problems = [
    ...kmsProblems(values),
    ...(values.NODE_ENV === 'production' ? productionProblems(values) : []),
    ...quickbooksProblems(values),
    ...ssoProblems(values),
    ...mailProblems(values),
    ...connectionProblems(values),
    ...together(values, ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']),
  ]
  if (problems.length > 0) throw new EnvError(problems)
  return {
    environment: values.NODE_ENV,
    port: values.PORT,
    host: values.HOST,
    dataDirectory: values.SYNCLINE_DATA,
    demo: values.SYNCLINE_DEMO,
    sandboxUrl: values.SYNCLINE_SANDBOX ?? null,
    setupToken: values.SYNCLINE_SETUP_TOKEN ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    databaseDirectUrl: values.DATABASE_DIRECT_URL ?? values.DATABASE_URL ?? null,
    baseUrl: values.BASE_URL ?? null,
    trustedOrigins: values.TRUSTED_ORIGINS,
    trustedProxies: values.TRUSTED_PROXIES,
    sessionSecret: values.SESSION_SECRET ?? null,
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
    maxConcurrentRequests: values.MAX_CONCURRENT_REQUESTS,
    schedules: values.ENABLE_SCHEDULES,
    syncConcurrency: values.SYNC_CONCURRENCY,
    rateLimit: { windowMs: values.RATE_LIMIT_WINDOW_MS, maxRequests: values.RATE_LIMIT_MAX_REQUESTS },
    kms: kmsOf(values),
    keyRateLimit: { windowMs: 60_000, maxRequests: values.RATE_LIMIT_KEY_MAX_REQUESTS },
    protection: {
      breaker: { threshold: values.CIRCUIT_BREAKER_THRESHOLD, openMs: values.CIRCUIT_BREAKER_TIMEOUT_MS },
      lookEveryMs: values.HEALTH_CHECK_INTERVAL,
    },
    metricsKey: values.METRICS_KEY ?? null,
    metrics: { enabled: values.ENABLE_METRICS, port: values.METRICS_PORT ?? null },
    encryptionKey: values.ENCRYPTION_KEY ?? null,
    apiKeys: values.API_KEYS,
    sso: ssoOf(values),
    mail: mailOf(values),
    connections: connectionsOf(values),
    logLevel: values.LOG_LEVEL,
    doorLimits: {
      flasherp: values.RATE_LIMIT_FLASHERP_MAX_REQUESTS,
      failures: values.RATE_LIMIT_FAILED_SIGNATURES,
    },
    quickbooks: quickbooksApp(values),
  }
}

function kmsOf(values: z.output<typeof variables>): KmsSettings | null {
  const { KMS_ENABLED, KMS_KEY_ID, KMS_ENDPOINT, AWS_REGION } = values
  if (!KMS_ENABLED || !KMS_KEY_ID) return null
  return { keyId: KMS_KEY_ID, endpoint: KMS_ENDPOINT ?? null, region: AWS_REGION ?? null }
}

function kmsProblems({ KMS_ENABLED, KMS_KEY_ID }: z.output<typeof variables>): string[] {
  return KMS_ENABLED && !KMS_KEY_ID ? ['KMS_KEY_ID: is needed with KMS_ENABLED'] : []
}

/** Each name also with QUICKBOOKS in front. */
function quickbooksApp(values: z.output<typeof variables>): Env['quickbooks'] {
  const clientId = values.QBO_CLIENT_ID ?? values.QUICKBOOKS_CLIENT_ID
  const clientSecret = values.QBO_CLIENT_SECRET ?? values.QUICKBOOKS_CLIENT_SECRET
  if (!clientId || !clientSecret) return null
  const environment = values.QBO_ENVIRONMENT ?? values.QUICKBOOKS_ENVIRONMENT ?? 'sandbox'
  const verifierToken = values.QBO_VERIFIER_TOKEN ?? values.QUICKBOOKS_VERIFIER_TOKEN ?? null
  return { clientId, clientSecret, environment, verifierToken }
}

function quickbooksProblems(values: z.output<typeof variables>): string[] {
  const hasId = (values.QBO_CLIENT_ID ?? values.QUICKBOOKS_CLIENT_ID) !== undefined
  const hasSecret = (values.QBO_CLIENT_SECRET ?? values.QUICKBOOKS_CLIENT_SECRET) !== undefined
  if (hasId === hasSecret) return []
  return [`${hasId ? 'QBO_CLIENT_SECRET' : 'QBO_CLIENT_ID'}: is needed with the other half of the app`]
}

/** What of a good environment would be missing or wrong if it were production’s, a sentence each. */
export const lackingForProduction = (source: Readonly<Record<string, string | undefined>> = process.env) => {
  try {
    readEnv({ ...source, NODE_ENV: 'production' })
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
}

function productionProblems(values: z.output<typeof variables>): string[] {
  const problems: string[] = []
  if (!values.DATABASE_URL) problems.push('DATABASE_URL: is needed in production')
  if (!values.SESSION_SECRET) problems.push('SESSION_SECRET: is needed in production')
  if (!values.BASE_URL?.startsWith('https:'))
    problems.push('BASE_URL: must be an https:// address in production')
  if (values.SYNCLINE_DEMO) problems.push('SYNCLINE_DEMO: shows sign-ins to everybody, not for production')
  if (values.SYNCLINE_SANDBOX)
    problems.push('SYNCLINE_SANDBOX: lets connections lead to this machine, not for production')
  return problems
}
