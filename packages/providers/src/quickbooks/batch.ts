import { z } from 'zod'
import { jsonOf } from '../answer.ts'
import type { HttpOutcome } from '../http.ts'
import type { Access, Manifest, PlannedCall, PushOutcome } from '../provider.ts'
import { objectKinds } from './objects.ts'
import { request } from './request.ts'
import { membersOf, toOutcome } from './send.ts'

/** What QuickBooks takes at once. */
export const maxBatch = 30

const itemSchema = z.looseObject({ bId: z.string() })
const answerSchema = z.object({ BatchItemResponse: z.array(itemSchema).max(maxBatch) })

/**
 * Carries out up to 30 planned calls by one; each has an outcome of its own, in the order given. The key is the batch's:
 * one whose outcome is unknown is repeated with the same calls under the same key, or looked up, and never sent alone.
 * @throws Error for more than 30: whoever calls has a bug
 */
export async function writeBatch(
  calls: readonly PlannedCall[],
  idempotencyKey: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<readonly PushOutcome[]> {
  if (calls.length > maxBatch) throw new Error(`A batch holds at most ${maxBatch} calls`)
  if (calls.length === 0) return []
  const body = JSON.stringify({ BatchItemRequest: calls.map(itemOf) })
  const outcome = await request(
    { method: 'POST', path: '/batch', body, requestId: idempotencyKey },
    access,
    limits,
  )
  const items = itemsIn(outcome)
  return calls.map((call, index) =>
    toOutcome(call, items ? alone(outcome, items.get(String(index))) : outcome, access.now()),
  )
}

function itemOf(call: PlannedCall, index: number): Record<string, unknown> {
  const [path, query] = call.path.split('?') as [string, string?]
  const name = Object.keys(objectKinds).find((kind) => path === `/${kind.toLowerCase()}`)
  if (name === undefined) throw new Error(`No object of QuickBooks lives at ${path}`)
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
function alone(outcome: HttpOutcome | null, item: object | undefined): HttpOutcome | null {
  if (outcome?.kind !== 'answered') return outcome
  const text = JSON.stringify(item ?? null)
  return { ...outcome, body: { kind: 'whole', text, sizeBytes: Buffer.byteLength(text) } }
}
