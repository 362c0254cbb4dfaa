import { z } from 'zod'
import { notUnderstood, recordUnderstanding, type Understanding } from '../fixtures/understanding.ts'
import { metricsSchema } from './cached-reads.ts'
import { kinds } from './kinds.ts'
import { errorSchema } from './wire.ts'

const maxItems = 1_000
const listSchema = z.object({ data: z.array(z.unknown()).max(maxItems) })
const batchSchema = z.object({
  results: z.array(z.object({ object: z.unknown(), error: z.unknown() }).partial()).max(maxItems),
})
const healthSchema = z.object({ status: z.string(), id: z.undefined().optional() })

/** Objects there do not say what they are; each kind has a member that no other has. */
const tells = [
  { member: 'items', kind: kinds.subscription },
  { member: 'lines', kind: kinds.invoice },
  { member: 'amount', kind: kinds.transaction },
  { member: 'phone', kind: kinds.customer },
  { member: 'email', kind: kinds.customer },
  { member: 'name', kind: kinds.customer },
] as const

/** An answer of FlashERP's API. */
export function understand(value: unknown): Understanding {
  if (typeof value !== 'object' || value === null) return notUnderstood
  const error = errorSchema.safeParse(value)
  if (error.success) return { kind: 'error', error: { type: null, code: error.data.error.code } }
  const list = listSchema.safeParse(value)
  if (list.success) return { kind: 'list', items: list.data.data.map(understand) }
  const batch = batchSchema.safeParse(value)
  if (batch.success)
    return {
      kind: 'list',
      items: batch.data.results.map((one) =>
        understand(one.error === undefined ? one.object : { error: one.error }),
      ),
    }
  const tell = tells.find(({ member }) => Object.hasOwn(value, member))
  const read = tell?.kind.read(value)
  if (read) return recordUnderstanding(read.record)
  const passing = metricsSchema.safeParse(value).success
    ? 'metrics'
    : healthSchema.safeParse(value).success && tell === undefined && 'health'
  return passing ? { kind: 'no_record', object: passing, why: 'unknown_type' } : notUnderstood
}
