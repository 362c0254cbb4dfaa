import type { Money } from '@syncline/domain/money'
import { z } from 'zod'
import { identifier, instant } from '../shape.ts'
import { noCurrency, toMinorUnits } from './money.ts'

/** QuickBooks' ids are numbers written as text; they stand in addresses and queries as they are. */
export const objectId = z.string().regex(/^[A-Za-z0-9_-]{1,50}$/)

/** Counts the changes of an object. No more digits than an order of twelve holds. */
const syncToken = z.union([z.string(), z.number()]).transform((token, ctx) => {
  if (/^\d{1,12}$/.test(String(token))) return Number(token)
  ctx.addIssue({ code: 'custom', message: 'is no SyncToken' })
  return z.NEVER
})

/** What every object begins with. */
export const objectHead = {
  Id: objectId,
  SyncToken: syncToken,
  MetaData: z.object({ LastUpdatedTime: instant }).nullish(),
}
export interface ObjectHead {
  readonly Id: string
  readonly SyncToken: number
  readonly MetaData?: { readonly LastUpdatedTime: string } | null | undefined
}

/** What is left of a deleted object in an answer. */
export const deletedSchema = z.object({ Id: objectId, status: z.literal('Deleted') })

export const reference = z.object({ value: identifier(100), name: z.string().max(500).nullish() })
export const optionalReference = reference.nullish().transform((ref) => ref ?? null)

export const currencyRef = z
  .object({ value: z.string().regex(/^[A-Z]{3}$/) })
  .nullish()
  .transform((ref) => ref?.value ?? noCurrency)

/** A JSON number, or the same as text. */
export const decimal = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,15}(\.\d{1,20})?$/)
    .transform(Number),
])
export const optionalDecimal = decimal.nullish().transform((amount) => amount ?? 0)

/** A day of the company's own calendar, without a zone: kept as the midnight of UTC that begins it. */
export const day = z.iso.date().transform((date) => `${date}T00:00:00.000Z`)
export const optionalDay = day.nullish().transform((date) => date ?? null)

/** Amounts of one object. Null for one that can't be told, or is below zero, which the hub's records don't have. */
export function moneyIn(currency: string, amount: number): Money | null {
  const minor = toMinorUnits(amount, currency)
  return minor === null || minor < 0 ? null : { amount: minor, currency }
}

/** Amounts of one object, all or none. */
export function moneysIn<Name extends string>(
  currency: string,
  amounts: Readonly<Record<Name, number>>,
): Readonly<Record<Name, Money>> | null {
  const moneys = Object.entries<number>(amounts).map(([name, amount]) => [name, moneyIn(currency, amount)])
  return moneys.every(([, money]) => money !== null)
    ? (Object.fromEntries(moneys) as Record<Name, Money>)
    : null
}

/** As many of something as a line says, as a decimal; one where it says nothing that makes sense. */
export function quantityOf(quantity: number | null | undefined): string {
  const text = String(quantity ?? 1)
  return /^\d{1,12}(\.\d{1,12})?$/.test(text) ? text : '1'
}

/** Set by QuickBooks when a transaction was voided: it stays, with nothing left of its amounts. */
export const isVoided = ({ PrivateNote, TotalAmt }: { PrivateNote: string | null; TotalAmt: number }) =>
  TotalAmt === 0 && /^Voided\b/.test(PrivateNote ?? '')
