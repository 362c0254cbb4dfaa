import { toAttempt } from '../attempt.ts'
import { exchange } from '../http.ts'
import type { Access, Manifest, PlannedCall, PushOutcome } from '../provider.ts'
import { headerValue } from '../shape.ts'
import { flasherpHeaders, signFlasherp } from '../verification/flasherp.ts'
import { requestIdHeader, sentOf } from './call.ts'
import { toOutcome } from './outcome.ts'

export interface Credentials {
  readonly apiKey: string
  readonly apiSecret: string
}

/** Key and secret of a connection; null when one is missing or can't be sent. */
export function credentialsOf({ secrets }: Access): Credentials | null {
  const apiKey = headerValue.safeParse(secrets.api_key)
  const apiSecret = secrets.api_secret ?? ''
  return apiKey.success && apiSecret !== '' ? { apiKey: apiKey.data, apiSecret } : null
}

export function signedHeaders(
  { apiKey, apiSecret }: Credentials,
  body: string,
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  return {
    authorization: `Bearer ${apiKey}`,
    [flasherpHeaders.timestamp]: timestamp,
    [flasherpHeaders.signature]: signFlasherp(apiSecret, timestamp, body),
    accept: 'application/json',
  }
}

/** One try: the planned bytes, signed with the time of this try. */
export async function sendCall(
  call: PlannedCall,
  idempotencyKey: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<PushOutcome> {
  const credentials = credentialsOf(access)
  if (!credentials) return unsent(call)
  const outcome = await exchange({
    method: call.method,
    baseUrl: access.baseUrl,
    path: call.path,
    headers: {
      ...signedHeaders(credentials, call.body, access.now()),
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: call.body,
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  return toOutcome(call, outcome, access.now())
}

export const noCredentials = {
  code: 'NOT_CONFIGURED',
  retryable: false,
  retryAfterMs: 0,
  detail: 'The API key or the API secret is missing.',
} as const

/** A call that never left. */
export function unsent(call: PlannedCall): PushOutcome {
  return {
    outcome: 'failed',
    ...noCredentials,
    certainty: 'not_executed',
    learned: null,
    attempt: toAttempt(sentOf(call), null, requestIdHeader),
  }
}
