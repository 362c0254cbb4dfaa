import { z } from 'zod'

export type { Sum } from './sum.ts'
export { together } from './sum.ts'

/** ISO 4217. */
const currency = z.string().regex(/^[A-Z]{3}$/)

/** An amount of money: whole minor units (cents, kobo, yen) and its ISO 4217 currency. Never a float, never negative. */
export const moneySchema = z.strictObject({ amount: z.int().min(0), currency })
export type Money = z.output<typeof moneySchema>

/** How much money something carries: whole minor units, below zero where it takes some away. Nothing about a person. */
export const amountSchema = z.strictObject({ minor: z.int(), currency })
export type Amount = z.output<typeof amountSchema>
