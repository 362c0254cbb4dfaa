import { z } from 'zod'
import { jsonOf, partOf } from '../answer.ts'
import { sentAmong, sentBy } from '../attempt.ts'
import type { HttpOutcome } from '../http.ts'
import { keyOfAll } from '../key-of-all.ts'
import type { Access, Manifest, PlannedCall, PushOutcome, Together, TogetherItem } from '../provider.ts'
import { objectKinds } from './objects.ts'
import { request } from './request.ts'
import { learn, membersOf, toOutcome } from './send.ts'

/** What QuickBooks takes at once. */
export const maxBatch = 30

const itemSchema = z.looseObject({ bId: z.string() })
const answerSchema = z.object({ BatchItemResponse: z.array(itemSchema).max(maxBatch) })

const address = { method: 'POST', path: '/batch' } as const

/** @param limits of one call */
export const createTogether = (limits: Manifest['limits']): Together => ({
  most: maxBatch,
  hidesKeys: true,
  takes: (call) => nameOf(call) !== undefined,
  send: (items, access) => writeBatch(items, access, limits),
})

/**
 * Carries out up to 30 planned calls by one; each has an outcome of its own, in the order given. The key is the batch's:
 * one whose outcome is unknown is looked up, never sent alone. Null: the batch was refused as a whole.
 * @throws Error for more than 30: whoever calls has a bug
 */
async function writeBatch(
  items: readonly TogetherItem[],
  access: Access,
  limits: Manifest['limits'],
): Promise<readonly (PushOutcome | null)[]> {
  if (items.length > maxBatch) throw new Error(`A batch holds at most ${maxBatch} calls`)
  const body = JSON.stringify({ BatchItemRequest: items.map(({ call }, index) => itemOf(call, index)) })
  const outcome = await request({ ...address, body, requestId: keyOfAll(items) }, access, limits)
  const answers = itemsIn(outcome)
  const outcomes: (PushOutcome | null)[] = []
  // One by one: what is read besides is read of few.
  for (const [index, { call }] of items.entries()) {
    if (answers) {
      const judged = toOutcome(call, alone(outcome, answers.get(String(index))), access.now())
      outcomes.push(sentBy(address, await learn(call, judged, access, limits)))
      continue
    }
    const judged = sentAmong(address, toOutcome(call, outcome, access.now()))
    outcomes.push(judged.outcome === 'failed' && judged.certainty === 'rejected' ? null : judged)
  }
  return outcomes
}

/** What QuickBooks calls the object that a call goes to. */
const nameOf = ({ path }: PlannedCall): string | undefined =>
  Object.keys(objectKinds).find((kind) => path.split('?')[0] === `/${kind.toLowerCase()}`)

function itemOf(call: PlannedCall, index: number): Record<string, unknown> {
  const query = call.path.split('?')[1]
  const name = nameOf(call)
  if (name === undefined) throw new Error(`No object of QuickBooks lives at ${call.path}`)
  const ending = new URLSearchParams(query).get('operation')
  const operation = ending ?? (call.externalId === null ? 'create' : 'update')
  return { bId: String(index), operation, [name]: membersOf(call) }
}

/** By their number; null where the batch as a whole was refused or went unanswered. */
function itemsIn(outcome: HttpOutcome | null): ReadonlyMap<string, object> | null {
  if (outcome?.kind !== 'answered' || outcome.status < 200 || outcome.status >= 300) return null
  const read = answerSchema.safeParse(jsonOf(outcome.body))
  return read.success ? new Map(read.data.BatchItemResponse.map(({ bId, ...item }) => [bId, item])) : null
}

/** What QuickBooks would have answered to this one alone; nothing that can be read where it was left out. */
const alone = (outcome: HttpOutcome | null, item: object | undefined): HttpOutcome | null =>
  outcome?.kind === 'answered' ? partOf(outcome, outcome.status, item) : outcome
