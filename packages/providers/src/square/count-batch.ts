import { jsonOf, partOf } from '../answer.ts'
import { sentAmong, sentBy } from '../attempt.ts'
import { keyOfAll } from '../key-of-all.ts'
import type { Access, Manifest, PushOutcome, Together, TogetherItem } from '../provider.ts'
import { membersOf } from './call.ts'
import { countsAddress, countWrites, idOfCount, ownCount } from './inventory-writes.ts'
import { toOutcome } from './outcome.ts'
import { put, unsent } from './send.ts'

/** What Square takes at once, as its guide says; the specification names no number. */
export const maxCounts = 100

/** @param limits of one call */
export const createTogether = (limits: Manifest['limits']): Together => ({
  most: maxCounts,
  takes: ({ path }) => path === countsAddress,
  send: (items, access) => writeCounts(items, access, limits),
})

/**
 * Writes up to 100 counts by one call, as each was planned; each has an outcome of its own, in the order given. A count says
 * how much there was at a time, so that one whose outcome is unknown may be repeated alone, though the key is the batch's.
 * Null: Square takes all of them or none, and refused them; or another count of the same article is among them.
 * @throws Error for more than 100: whoever calls has a bug
 */
async function writeCounts(
  items: readonly TogetherItem[],
  access: Access,
  limits: Manifest['limits'],
): Promise<readonly (PushOutcome | null)[]> {
  if (items.length > maxCounts) throw new Error(`A batch holds at most ${maxCounts} counts`)
  const once = new Map<string, TogetherItem>()
  for (const item of items) if (!once.has(idOfCount(item.call))) once.set(idOfCount(item.call), item)
  const going = [...once.values()]
  const body = JSON.stringify({
    idempotency_key: keyOfAll(going),
    changes: going.flatMap(({ call }) => membersOf(call)['changes'] as readonly unknown[]),
    // Else an answer about what was so already says nothing.
    ignore_unchanged_counts: false,
  })
  const address = { method: 'POST', path: countsAddress } as const
  const outcome = await put(address, body, access, limits)
  return items.map((item) => {
    const { call } = item
    if (once.get(idOfCount(call)) !== item) return null
    if (!outcome) return unsent(call)
    const own = outcome.kind === 'answered' ? ownCount(call, jsonOf(outcome.body)) : null
    if (own && outcome.kind === 'answered')
      return sentBy(address, toOutcome(countWrites, call, partOf(outcome, outcome.status, own), access.now()))
    const judged = sentAmong(address, toOutcome(countWrites, call, outcome, access.now()))
    return judged.outcome === 'failed' && judged.certainty === 'rejected' ? null : judged
  })
}
