import type { Access, Manifest, PlannedCall, PushOutcome } from '../provider.ts'
import { membersOf } from './call.ts'
import { countWrites } from './inventory-writes.ts'
import { toOutcome } from './outcome.ts'
import { put, unsent } from './send.ts'

/** What Square takes at once, as its guide says; the specification names no number. */
export const maxCounts = 100

const address = '/v2/inventory/changes/batch-create'

/**
 * Writes up to 100 counts by one call, as each was planned; each has an outcome of its own, in the order given. Square
 * takes all of them or none, and a count may be repeated.
 * @param idempotencyKey of the whole: the same counts again under it change nothing
 * @throws Error for more than 100, or for what is no count: whoever calls has a bug
 */
export async function writeCounts(
  calls: readonly PlannedCall[],
  idempotencyKey: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<readonly PushOutcome[]> {
  if (calls.length > maxCounts) throw new Error(`A batch holds at most ${maxCounts} counts`)
  if (calls.some(({ path }) => path !== address)) throw new Error('A batch holds counts only')
  const changes = calls.flatMap((call) => membersOf(call)['changes'] as readonly unknown[])
  // Else an answer about what was so already says nothing.
  const body = JSON.stringify({ idempotency_key: idempotencyKey, changes, ignore_unchanged_counts: false })
  const outcome = await put({ method: 'POST', path: address }, body, access, limits)
  return calls.map((call) => (outcome ? toOutcome(countWrites, call, outcome, access.now()) : unsent(call)))
}
