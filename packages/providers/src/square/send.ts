import { toAttempt } from '../attempt.ts'
import { exchange } from '../http.ts'
import type { Access, Manifest, PlannedCall, PushOutcome } from '../provider.ts'
import { headerValue } from '../shape.ts'
import { membersOf, sentOf } from './call.ts'
import { noToken, requestIdHeader } from './client.ts'
import { getCustomer, linkIn } from './look-up.ts'
import { apiVersion } from './manifest.ts'
import { toOutcome, writtenSchema } from './outcome.ts'

/** One try: the planned bytes, past the SDK (README.md says why). */
export async function sendCall(
  call: PlannedCall,
  idempotencyKey: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<PushOutcome> {
  const token = headerValue.safeParse(access.secrets.api_key)
  if (!token.success)
    return {
      outcome: 'failed',
      ...noToken,
      certainty: 'not_executed',
      learned: null,
      attempt: toAttempt(sentOf(call), null, requestIdHeader),
    }
  const body = keyed(call, idempotencyKey)
  const outcome = await exchange({
    method: call.method,
    baseUrl: access.baseUrl,
    path: call.path,
    headers: {
      authorization: `Bearer ${token.data}`,
      'square-version': apiVersion,
      ...(body === '' ? {} : { 'content-type': 'application/json' }),
      accept: 'application/json',
    },
    body,
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  const pushed = toOutcome(call, outcome, access.now())
  return pushed.outcome === 'failed' && pushed.code === 'VERSION_CONFLICT'
    ? settleConflict(call, pushed, access, limits)
    : pushed
}

/** Square takes the key in the body, and only of creations: a change is kept from happening twice by its version. */
function keyed(call: PlannedCall, idempotencyKey: string): string {
  if (call.effect !== 'created') return call.body
  return JSON.stringify({ idempotency_key: idempotencyKey, ...membersOf(call) })
}

/**
 * A version that is not the current one is also what the repeat of a change meets whose answer was lost. So the object
 * is looked at: if it holds all that was sent, the change is done; else its version is what the next plan goes by.
 */
async function settleConflict(
  call: PlannedCall,
  conflict: Extract<PushOutcome, { outcome: 'failed' }>,
  access: Access,
  limits: Manifest['limits'],
): Promise<PushOutcome> {
  const { externalId } = call
  if (externalId === null) return conflict
  const asked = await getCustomer(externalId, access, limits)
  const link = asked.ok ? linkIn(call, asked.answer) : undefined
  if (link) return { outcome: 'done', link, effect: 'unchanged', attempt: conflict.attempt }
  const current = asked.ok ? writtenSchema.safeParse(asked.answer).data?.customer : undefined
  return { ...conflict, learned: { externalId, externalVersion: current?.version ?? null } }
}
