import { z } from 'zod'
import { identifier } from '../shape.ts'

/** Square's ids stand in addresses as they are: nothing in them may need escaping or climb a path. */
export const objectId = z.string().regex(/^[A-Za-z0-9_-]{1,255}$/)

/** Another object's id; empty is none. */
export const reference = identifier(255)
  .or(z.literal(''))
  .nullish()
  .transform((id) => id || null)

/** Counted from 0. No more digits than an order of twelve holds. */
export const objectVersion = z.int().min(0).max(999_999_999_999)

/** Whole minor units. Square leaves an amount of nothing out. */
export const moneySchema = z
  .object({ amount: z.int().min(0).nullish(), currency: z.string().regex(/^[A-Z]{3}$/) })
  .transform(({ amount, currency }) => ({ amount: amount ?? 0, currency }))

export const maxDescriptionLength = 1_000
export const maxSourceTextLength = 5_000
