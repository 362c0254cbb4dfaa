import { toAttempt } from '../attempt.ts'
import type { Access, Manifest, PlannedCall, PushOutcome } from '../provider.ts'
import { ask, noCredentials, requestIdHeader, sentOf } from './call.ts'
import { toOutcome } from './outcome.ts'

/** One try: the planned bytes. Mailchimp takes no key; that a repeat does no harm lies in the calls themselves. */
export async function sendCall(
  call: PlannedCall,
  access: Access,
  limits: Manifest['limits'],
): Promise<PushOutcome> {
  const outcome = await ask(call, access, limits)
  return outcome ? toOutcome(call, outcome, access.now()) : unsent(call)
}

/** A call that never left. */
export const unsent = (call: PlannedCall): PushOutcome => ({
  outcome: 'failed',
  ...noCredentials,
  certainty: 'not_executed',
  learned: null,
  attempt: toAttempt(sentOf(call), null, requestIdHeader),
})
