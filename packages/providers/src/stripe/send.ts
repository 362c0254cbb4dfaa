import { toAttempt } from '../attempt.ts'
import { exchange } from '../http.ts'
import type { Access, Manifest, PlannedCall, PushOutcome } from '../provider.ts'
import { headerValue } from '../shape.ts'
import { noKey } from './client.ts'
import { apiVersion } from './manifest.ts'
import { requestIdHeader, sentOf, toOutcome } from './outcome.ts'

/** One try: the planned bytes, past the SDK (README.md says why). */
export async function sendCall(
  call: PlannedCall,
  idempotencyKey: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<PushOutcome> {
  const key = headerValue.safeParse(access.secrets.api_key)
  if (!key.success)
    return {
      outcome: 'failed',
      ...noKey,
      certainty: 'not_executed',
      learned: null,
      attempt: toAttempt(sentOf(call), null, requestIdHeader),
    }
  const outcome = await exchange({
    method: call.method,
    baseUrl: access.baseUrl,
    path: call.path,
    headers: {
      authorization: `Bearer ${key.data}`,
      'stripe-version': apiVersion,
      'idempotency-key': idempotencyKey,
      ...(call.accountId === null ? {} : { 'stripe-account': call.accountId }),
      ...(call.body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      accept: 'application/json',
    },
    body: call.body,
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  return toOutcome(call, outcome, access.now())
}
