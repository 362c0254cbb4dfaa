import { z } from 'zod'
import { identifier } from '../shape.ts'

/** The most that Stripe puts on one page. https://docs.stripe.com/api/pagination */
export const pageLimit = 100

export const listSchema = z.object({
  object: z.literal('list'),
  data: z.array(z.unknown()).max(pageLimit),
  has_more: z.boolean(),
})

export const idSchema = z.object({ id: identifier(255) })

/** Stripe's clock counts seconds. */
export const secondsOf = (time: Date) => Math.floor(time.getTime() / 1_000)
