import { z } from 'zod'
import { notUnderstood, recordUnderstanding, type Understanding } from '../fixtures/understanding.ts'
import { readObject } from './objects.ts'
import { errorSchema } from './outcome.ts'

const maxItems = 1_000
const objectSchema = z.object({ object: z.string().regex(/^[a-z0-9_.]{1,120}$/) })
/** Signing in by Connect answers as OAuth does. */
const oauthSchema = z.object({ error: z.string().min(1).max(120), error_description: z.string() })
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
  const refused = oauthSchema.safeParse(value)
  if (refused.success) return { kind: 'error', error: { type: 'oauth', code: refused.data.error } }
  return understandObject(value)
}

/** What an id begins with tells its kind where somebody cut the object down. */
const kindOfId: Readonly<Record<string, string>> = {
  cus: 'customer',
  pi: 'payment_intent',
  ch: 'charge',
  py: 'charge',
  re: 'refund',
  in: 'invoice',
  sub: 'subscription',
}

function named(value: unknown): unknown {
  const { id, object } = (value ?? {}) as { id?: unknown; object?: unknown }
  const [prefix = ''] = typeof id === 'string' ? id.split('_') : []
  return object === undefined && Object.hasOwn(kindOfId, prefix)
    ? { ...(value as object), object: kindOfId[prefix] }
    : value
}

function understandObject(given: unknown): Understanding {
  const value = named(given)
  const reading = readObject(value, null)
  if (reading.kind === 'record') return recordUnderstanding(reading.record)
  const told = objectSchema.safeParse(value)
  if (reading.kind === 'unexpected_shape' || !told.success) return notUnderstood
  return { kind: 'no_record', object: told.data.object, why: reading.kind }
}
