import { toAttempt } from '../attempt.ts'
import type { Access, LookUp, Manifest, PlannedCall } from '../provider.ts'
import { sentOf } from './call.ts'
import { ask, requestIdHeader } from './client.ts'
import type { PushKind } from './push-kind.ts'

/** Whether a call was carried out, read off Square's objects. */
export async function lookUp(
  kind: PushKind,
  call: PlannedCall,
  access: Access,
  limits: Manifest['limits'],
): Promise<LookUp> {
  const { method, path, put, linkIn } = kind.question(call)
  const asked = await ask(access, limits, put)
  const attempt = toAttempt({ method, path, members: null }, asked.outcome, requestIdHeader, sentOf(call))
  // Whatever hinders the question, the call itself stays in doubt.
  const failed = { outcome: 'failed', certainty: 'unknown', learned: null, attempt } as const
  if (!asked.ok) {
    const { code, retryable, retryAfterMs, detail } = asked
    return { ...failed, code, retryable, retryAfterMs, detail }
  }
  const link = linkIn(asked.answer)
  if (link === undefined)
    return { ...failed, code: 'PROVIDER_MALFORMED_RESPONSE', retryable: true, retryAfterMs: 0, detail: null }
  return link ? { outcome: 'present', link, attempt } : { outcome: 'absent', attempt }
}
