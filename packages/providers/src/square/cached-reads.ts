import { z } from 'zod'
import { malformed } from '../answer.ts'
import { type CachedRead, hourMs } from '../cached-read.ts'
import type { Manifest } from '../provider.ts'
import { ask } from './client.ts'
import { objectId } from './wire.ts'

const text = z.string().max(500)
// A merchant has at least one.
const locationsSchema = z.object({
  locations: z
    .array(
      z.object({
        id: objectId,
        name: text.default(''),
        status: z.string().max(30).default(''),
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .nullish()
          .default(null),
        timezone: z.string().max(60).nullish().default(null),
        merchant_id: objectId.nullish().default(null),
      }),
    )
    .max(5_000),
})

/** What of Square rarely changes. */
export const cachedReads = (limits: Manifest['limits']): Readonly<Record<string, CachedRead>> => ({
  /** `[{id, name, isActive, currency, timezone, merchantId}]`: the merchant's places of business. */
  locations: {
    lifeMs: hourMs,
    about: null,
    async read(_about, access) {
      const asked = await ask(access, limits, (square) => square.locations.list())
      if (!asked.ok) {
        const { outcome: _seen, ...failure } = asked
        return failure
      }
      const read = locationsSchema.safeParse(asked.answer)
      if (!read.success) return malformed
      const answer = read.data.locations.map(({ id, name, status, currency, timezone, merchant_id }) => ({
        id,
        name: name || id,
        isActive: status === 'ACTIVE',
        currency,
        timezone,
        merchantId: merchant_id,
      }))
      return { ok: true, answer }
    },
  },
})
