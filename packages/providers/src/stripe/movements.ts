import type { MovementFilter, MovementRow } from '@syncline/domain/view'
import type Stripe from 'stripe'
import { z } from 'zod'
import { malformed } from '../answer.ts'
import type { MovementsAdapter } from '../movements.ts'
import type { Manifest } from '../provider.ts'
import { ask, failureIn } from './client.ts'
import { objectId } from './id.ts'
import { currency, optionalCode, reference, toInstant, unixSeconds } from './object.ts'

const maxPage = 100

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
  } satisfies Partial<Record<keyof Stripe.BalanceTransaction, unknown>>)
  .transform((movement): MovementRow => {
    const money = (amount: number) => ({ amount, currency: movement.currency })
    return {
      movementId: movement.id,
      type: movement.type,
      status: movement.status,
      amount: money(movement.amount),
      fee: money(movement.fee),
      net: money(movement.net),
      sourceId: movement.source,
      createdAt: toInstant(movement.created),
      availableAt: toInstant(movement.available_on),
    }
  })
const listSchema = z.object({ data: z.array(movementSchema).max(maxPage), has_more: z.boolean() })

/** Stripe's balance transactions. */
export const movements = (limits: Manifest['limits']): MovementsAdapter => ({
  async page({ filter, cursor, limit }, access) {
    const params = {
      limit: Math.min(limit, maxPage),
      ...(cursor === undefined ? {} : { starting_after: cursor }),
      ...(filter.type === undefined ? {} : { type: filter.type }),
      ...createdIn(filter),
    }
    const asked = await ask(access, null, limits, (stripe, options) =>
      stripe.balanceTransactions.list(params, options),
    )
    if (!asked.ok) return failureIn(asked)
    const read = listSchema.safeParse(asked.answer)
    if (!read.success) return malformed
    return { ok: true, rows: read.data.data, hasOlder: read.data.has_more }
  },
})

const secondsUp = (instant: string) => Math.ceil(Date.parse(instant) / 1_000)

function createdIn({ from, to }: MovementFilter): { created?: Stripe.RangeQueryParam } {
  if (from === undefined && to === undefined) return {}
  return {
    created: {
      ...(from === undefined ? {} : { gte: secondsUp(from) }),
      ...(to === undefined ? {} : { lt: secondsUp(to) }),
    },
  }
}
