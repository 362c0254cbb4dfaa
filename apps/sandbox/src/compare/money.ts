import type { EffectEntry } from '../ledger.ts'
import type { SquarePayment } from '../square/payments.ts'
import type { Book, Sources } from './books.ts'

/** Settled payments less settled refunds of one currency, in minor units. */
export type MoneyLine = {
  currency: string
  stripe: number
  square: number
  flasherp: number
  /** The same sums from the ledgers of effects; null when the ledger has dropped entries. */
  stripeLedger: number | null
  squareLedger: number | null
  flasherpLedger: number | null
}

type Sums = Map<string, number>
type Spoken = {
  type?: string
  status?: string
  currency?: string
  amount?: number | { amount: number; currency: string }
  amount_received?: number
  amount_captured?: number
  payment_intent?: string | null
  external_ref?: string | null
}

export function compareMoney({ stripe, square }: Sources, flasherp: Book): MoneyLine[] {
  const books = {
    stripe: stripeSums(stripe),
    square: squareSums(square),
    flasherp: flashErpSums(flasherp),
    stripeLedger: ledgerSums(stripe.effects),
    squareLedger: ledgerSums(square.effects),
    flasherpLedger: ledgerSums(flasherp.effects?.filter(({ externalRef }) => externalRef !== null) ?? null),
  }
  const currencies = new Set(Object.values(books).flatMap((sums) => [...(sums?.keys() ?? [])]))
  return [...currencies]
    .toSorted((one, other) => (one < other ? -1 : 1))
    .map((currency) => ({
      currency,
      stripe: books.stripe.get(currency) ?? 0,
      square: books.square.get(currency) ?? 0,
      flasherp: books.flasherp.get(currency) ?? 0,
      stripeLedger: books.stripeLedger && (books.stripeLedger.get(currency) ?? 0),
      squareLedger: books.squareLedger && (books.squareLedger.get(currency) ?? 0),
      flasherpLedger: books.flasherpLedger && (books.flasherpLedger.get(currency) ?? 0),
    }))
}

export function isBalanced(line: MoneyLine): boolean {
  const { stripe, square, flasherp } = line
  const agrees = (ledger: number | null, objects: number) => ledger === null || ledger === objects
  const ledgersAgree =
    agrees(line.stripeLedger, stripe) &&
    agrees(line.squareLedger, square) &&
    agrees(line.flasherpLedger, flasherp)
  return stripe + square === flasherp && ledgersAgree
}

function add(sums: Sums, currency: string, amount: number): void {
  if (amount !== 0) sums.set(currency, (sums.get(currency) ?? 0) + amount)
}

const objectsIn = (book: Book, plural: string) =>
  (book.objects[plural] ?? []).map(({ object }) => object as Spoken)

function stripeSums(book: Book): Sums {
  const sums: Sums = new Map()
  const take = (object: Spoken, amount: number) => {
    if (object.status === 'succeeded') add(sums, (object.currency ?? '').toUpperCase(), amount)
  }
  for (const intent of objectsIn(book, 'payment_intents')) take(intent, intent.amount_received ?? 0)
  for (const charge of objectsIn(book, 'charges'))
    if (charge.payment_intent === null) take(charge, charge.amount_captured ?? 0)
  for (const refund of objectsIn(book, 'refunds')) take(refund, -Number(refund.amount))
  return sums
}

function squareSums(book: Book): Sums {
  const sums: Sums = new Map()
  for (const [plural, sign] of [
    ['payments', 1],
    ['refunds', -1],
  ] as const)
    for (const { object } of book.objects[plural] ?? []) {
      const { status, amount_money: money } = object as unknown as SquarePayment
      if (status === 'COMPLETED') add(sums, money.currency, sign * money.amount)
    }
  return sums
}

/** What was entered inside FlashERP carries no `external_ref` and is no business of the sources'. */
function flashErpSums(book: Book): Sums {
  const sums: Sums = new Map()
  for (const { type, status, amount, external_ref: ref } of objectsIn(book, 'transactions')) {
    if (status !== 'succeeded' || ref === null || typeof amount !== 'object') continue
    add(sums, amount.currency, type === 'refund' ? -amount.amount : amount.amount)
  }
  return sums
}

function ledgerSums(effects: readonly EffectEntry[] | null): Sums | null {
  if (effects === null) return null
  const sums: Sums = new Map()
  for (const { money } of effects)
    if (money) add(sums, money.currency, money.kind === 'refund' ? -money.moved : money.moved)
  return sums
}
