import { z } from 'zod'
import { notUnderstood, recordUnderstanding, type Understanding } from '../fixtures/understanding.ts'
import { readObject } from './objects.ts'
import { errorSchema } from './outcome.ts'

const maxItems = 1_000
const objectSchema = z.object({ object: z.string().regex(/^[a-z0-9_.]{1,120}$/) })
const listSchema = z.object({
  object: z.enum(['list', 'search_result']),
  data: z.array(z.unknown()).max(maxItems),
})

/** An answer of Stripe's API. Objects that the hub keeps no record of are known by their `object` alone. */
export function understand(value: unknown): Understanding {
  const list = listSchema.safeParse(value)
  if (list.success) return { kind: 'list', items: list.data.data.map(understandObject) }
  const error = errorSchema.safeParse(value)
  if (error.success) {
    const { type, code } = error.data.error
    return { kind: 'error', error: { type, code: code ?? null } }
  }
  return understandObject(value)
}

function understandObject(value: unknown): Understanding {
  const reading = readObject(value, null)
  if (reading.kind === 'record') return recordUnderstanding(reading.record)
  const named = objectSchema.safeParse(value)
  if (reading.kind === 'unexpected_shape' || !named.success) return notUnderstood
  return { kind: 'no_record', object: named.data.object, why: reading.kind }
}
