import { z } from 'zod'
import { malformed } from '../answer.ts'
import { type CachedRead, minuteMs } from '../cached-read.ts'
import type { Manifest } from '../provider.ts'
import { type Asked, ask } from './client.ts'
import { objectId } from './id.ts'
import { currency, optionalCode, reference, toInstant, unixSeconds } from './object.ts'

const amounts = z.array(z.object({ amount: z.int(), currency })).max(200)
const balanceSchema = z.object({ available: amounts, pending: amounts })

const movementSchema = z
  .object({
    id: objectId,
    amount: z.int(),
    fee: z.int(),
    net: z.int(),
    currency,
    type: optionalCode,
    status: optionalCode,
    source: reference,
    created: unixSeconds,
    available_on: unixSeconds,
  })
  .transform(({ created, available_on, ...movement }) => ({
    ...movement,
    createdAt: toInstant(created),
    availableAt: toInstant(available_on),
  }))

const listOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item).max(100) })

/** What of Stripe rarely changes, or need not be known to the second. Money is minor units, less than nothing where it left. */
export const cachedReads = (limits: Manifest['limits']): Readonly<Record<string, CachedRead>> => ({
  /** `{available: [{amount, currency}], pending: […]}`. */
  balance: {
    lifeMs: minuteMs,
    about: null,
    read: async (_about, access) =>
      toAnswer(
        await ask(access, null, limits, (stripe, options) => stripe.balance.retrieve({}, options)),
        balanceSchema,
      ),
  },
  /** `{data: [{id, amount, fee, net, currency, type, status, source, createdAt, availableAt}]}`: the last hundred. */
  balanceTransactions: {
    lifeMs: 5 * minuteMs,
    about: null,
    read: async (_about, access) =>
      toAnswer(
        await ask(access, null, limits, (stripe, options) =>
          stripe.balanceTransactions.list({ limit: 100 }, options),
        ),
        listOf(movementSchema),
      ),
  },
})

function toAnswer<Schema extends z.ZodType>(asked: Asked<unknown>, schema: Schema) {
  if (!asked.ok) {
    const { outcome: _seen, ...failure } = asked
    return failure
  }
  const read = schema.safeParse(asked.answer)
  return read.success ? ({ ok: true, answer: read.data } as const) : malformed
}
