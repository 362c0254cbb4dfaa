import { z } from 'zod'
import { malformed } from '../answer.ts'
import { type CachedRead, minuteMs } from '../cached-read.ts'
import type { Manifest } from '../provider.ts'
import { get } from './get.ts'

const minor = z.int()
export const metricsSchema = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  created: z.record(z.string().max(60), z.int().min(0)),
  money: z
    .array(
      z.object({ currency: z.string().regex(/^[A-Z]{3}$/), payments: minor, refunds: minor, net: minor }),
    )
    .max(200),
})

const interval = /^([^/]{1,30})\/([^/]{1,30})$/
const isInstant = (text: string | undefined) => z.iso.datetime().safeParse(text).success

/** What of FlashERP rarely changes. */
export const cachedReads = (limits: Manifest['limits']): Readonly<Record<string, CachedRead>> => ({
  /** `{from, to, created: {customers, …}, money: [{currency, payments, refunds, net}]}` in minor units. */
  metrics: {
    lifeMs: 5 * minuteMs,
    scope: 'financial_report',
    about: {
      title: 'From and to, in UTC',
      example: '2026-09-01T00:00:00Z/2026-10-01T00:00:00Z',
      schema: z
        .string()
        .regex(interval)
        .refine((text) => text.split('/').every(isInstant)),
    },
    async read(about, access) {
      const [, from = '', to = ''] = interval.exec(about) ?? []
      const got = await get(`/metrics?${new URLSearchParams({ from, to }).toString()}`, access, limits)
      if (!got.ok) {
        const { outcome: _seen, ...failure } = got
        return failure
      }
      const read = metricsSchema.safeParse(got.json)
      return read.success ? { ok: true, answer: read.data } : malformed
    },
  },
})
