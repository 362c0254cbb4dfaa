import { z } from 'zod'
import { malformed } from '../answer.ts'
import { type CachedRead, minuteMs } from '../cached-read.ts'
import type { Manifest } from '../provider.ts'
import { type Asked, ask, failureIn } from './client.ts'
import { currency } from './object.ts'

const amounts = z.array(z.object({ amount: z.int(), currency })).max(200)
const balanceSchema = z.object({ available: amounts, pending: amounts })

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
})

function toAnswer<Schema extends z.ZodType>(asked: Asked<unknown>, schema: Schema) {
  if (!asked.ok) return failureIn(asked)
  const read = schema.safeParse(asked.answer)
  return read.success ? ({ ok: true, answer: read.data } as const) : malformed
}
