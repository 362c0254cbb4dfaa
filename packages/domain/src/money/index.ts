import { z } from 'zod'

/** An amount of money: whole minor units (cents, kobo, yen) and its ISO 4217 currency. Never a float, never negative. */
export const moneySchema = z.strictObject({
  amount: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type Money = z.output<typeof moneySchema>
