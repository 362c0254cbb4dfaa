import { toAttempt } from '../attempt.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type { Access, Manifest, PlannedCall, PushOutcome } from '../provider.ts'
import { headerValue } from '../shape.ts'
import { membersOf, sentOf } from './call.ts'
import { ask, noToken, requestIdHeader } from './client.ts'
import { apiVersion } from './manifest.ts'
import { toOutcome } from './outcome.ts'
import type { PushKind } from './push-kind.ts'

/** One try: the planned bytes, past the SDK (README.md says why). */
export async function sendCall(
  kind: PushKind,
  call: PlannedCall,
  idempotencyKey: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<PushOutcome> {
  const outcome = await put(call, keyed(call, idempotencyKey), access, limits)
  if (!outcome) return unsent(call)
  const pushed = toOutcome(kind, call, outcome, access.now())
  return pushed.outcome === 'failed' && pushed.code === 'VERSION_CONFLICT'
    ? settleConflict(kind, call, pushed, access, limits)
    : pushed
}

/** One exchange; null without a token, or with one that can't be sent. */
export async function put(
  { method, path }: Pick<PlannedCall, 'method' | 'path'>,
  body: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<HttpOutcome | null> {
  const token = headerValue.safeParse(access.secrets.api_key)
  if (!token.success) return null
  return exchange({
    method,
    baseUrl: access.baseUrl,
    path,
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
}

/** A call that never left. */
export const unsent = (call: PlannedCall): PushOutcome => ({
  outcome: 'failed',
  ...noToken,
  certainty: 'not_executed',
  learned: null,
  attempt: toAttempt(sentOf(call), null, requestIdHeader),
})

/** Square takes the key in the body. A customer's change has none: its version keeps it from happening twice. */
function keyed(call: PlannedCall, idempotencyKey: string): string {
  if (call.effect !== 'created' && call.path.startsWith('/v2/customers/')) return call.body
  return JSON.stringify({ idempotency_key: idempotencyKey, ...membersOf(call) })
}

/**
 * A version that is not the current one is also what the repeat of a change meets whose answer was lost. So the object
 * is looked at: if it holds all that was sent, the change is done; else its version is what the next plan goes by.
 */
async function settleConflict(
  kind: PushKind,
  call: PlannedCall,
  conflict: Extract<PushOutcome, { outcome: 'failed' }>,
  access: Access,
  limits: Manifest['limits'],
): Promise<PushOutcome> {
  const { externalId } = call
  if (externalId === null) return conflict
  const { put, linkIn } = kind.question(call)
  const asked = await ask(access, limits, put)
  const link = asked.ok ? linkIn(asked.answer) : undefined
  if (link) return { outcome: 'done', link, effect: 'unchanged', attempt: conflict.attempt }
  const current = asked.ok ? kind.current(asked.answer) : null
  return { ...conflict, learned: current ?? { externalId, externalVersion: null } }
}
