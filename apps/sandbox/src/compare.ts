import { isDeepStrictEqual } from 'node:util'
import { type Book, type Held, readBook, type Sources } from './compare/books.ts'
import { type Expected, expectedOf } from './compare/expected.ts'
import { compareMoney, isBalanced, type MoneyLine } from './compare/money.ts'
import { expectedOfQuickbooks } from './compare/quickbooks.ts'
import { expectedOfSquare } from './compare/square.ts'

export type Difference = {
  /** `unknown`: FlashERP has something under a reference that nothing at its sources bears. */
  kind: 'missing' | 'double' | 'different' | 'unknown'
  entity: string
  /** The source's id, FlashERP's `external_ref`. */
  ref: string
  /** Members that differ, by name only: what they hold may be personal. */
  fields: string[]
}

export type Comparison = {
  equal: boolean
  money: (MoneyLine & { equal: boolean })[]
  differences: Difference[]
  /** Objects at the sources that had to be at FlashERP, by kind. */
  compared: Record<string, number>
}

export type CompareOptions = { stripeAccount?: string; flasherpAccount?: string }

const stripeEntities = ['customers', 'payment_intents', 'charges', 'refunds', 'invoices', 'subscriptions']
const squareEntities = ['customers', 'payments', 'refunds']
const quickbooksEntities = ['customer', 'invoice']
const flashErpEntities = ['customers', 'transactions', 'invoices', 'subscriptions']

/**
 * Holds the books of Stripe, Square and QuickBooks against FlashERP's, to the cent and object by object, from what the sandbox itself knows of them.
 * An independent witness: nothing of the hub has a say in it. Ask when nothing is on its way any more.
 *
 * @param url the sandbox's, without a path
 * @throws when the sandbox does not answer
 */
export async function compareLedgers(url: string, options: CompareOptions = {}): Promise<Comparison> {
  const { stripeAccount, flasherpAccount } = options
  const [square, quickbooks, stripe, flasherp] = await Promise.all([
    readBook(url, 'square', squareEntities),
    readFirstCompany(url),
    readBook(url, 'stripe', stripeEntities, stripeAccount === undefined ? {} : { account: stripeAccount }),
    readBook(
      url,
      'flasherp',
      flashErpEntities,
      flasherpAccount === undefined ? {} : { account: flasherpAccount },
    ),
  ])
  return compareBooks({ stripe, square, quickbooks }, flasherp)
}

/** Where there are several, the demo is signed in to the one that came first. */
async function readFirstCompany(url: string): Promise<Book> {
  const book = await readBook(url, 'quickbooks', quickbooksEntities)
  const first = Object.values(book.objects).flat()[0]?.account
  const objects = Object.fromEntries(
    Object.entries(book.objects).map(([entity, held]) => [
      entity,
      held.filter(({ account }) => account === first),
    ]),
  )
  return { ...book, objects }
}

export function compareBooks(sources: Sources, flasherp: Book): Comparison {
  const expected = [
    ...expectedOf(sources.stripe),
    ...expectedOfSquare(sources.square),
    ...expectedOfQuickbooks(sources.quickbooks),
  ]
  const byRef = holdersByRef(flasherp)
  const differences = [
    ...expected.flatMap((each) => differencesOf(each, byRef)),
    ...unknownOf(expected, byRef),
  ]
  const money = compareMoney(sources, flasherp).map((line) => ({ ...line, equal: isBalanced(line) }))
  const compared: Record<string, number> = {}
  for (const { entity, required } of expected) if (required) compared[entity] = (compared[entity] ?? 0) + 1
  return {
    equal: differences.length === 0 && money.every(({ equal }) => equal),
    money,
    differences,
    compared,
  }
}

type ByRef = Map<string, Held[]>

const nameOf = (entity: string, ref: string) => `${entity} ${ref}`

function holdersByRef(book: Book): ByRef {
  const byRef: ByRef = new Map()
  for (const [entity, held] of Object.entries(book.objects))
    for (const one of held) {
      if (typeof one.object.external_ref !== 'string') continue
      const name = nameOf(entity, one.object.external_ref)
      byRef.set(name, [...(byRef.get(name) ?? []), one])
    }
  return byRef
}

function differencesOf(expected: Expected, byRef: ByRef): Difference[] {
  const { entity, ref, required, customer, fields } = expected
  const difference = (kind: Difference['kind'], names: string[] = []) => [
    { kind, entity, ref, fields: names },
  ]
  const [held, ...others] = byRef.get(nameOf(entity, ref)) ?? []
  if (!held) return required ? difference('missing') : []
  if (others.length > 0) return difference('double')
  const wrong = Object.keys(fields).filter((name) => !isDeepStrictEqual(shapeOf(name, held), fields[name]))
  if (!belongs(held, customer, byRef)) wrong.push('customer_id')
  return wrong.length > 0 ? difference('different', wrong) : []
}

/** Of lines and items only what both sides know. */
function shapeOf(name: string, { object }: Held): unknown {
  const value = object[name]
  if (name === 'lines') return (value as { amount: unknown }[]).map(({ amount }) => amount)
  if (name !== 'items') return value ?? null
  return (value as Record<string, unknown>[]).map(({ price_ref, quantity, unit_amount }) => ({
    price_ref,
    quantity,
    unit_amount,
  }))
}

function belongs({ object }: Held, customer: string | null | undefined, byRef: ByRef): boolean {
  if (customer === undefined) return true
  const [holder] = customer === null ? [] : (byRef.get(nameOf('customers', customer)) ?? [])
  return object.customer_id === (customer === null ? null : (holder?.object.id ?? undefined))
}

function unknownOf(expected: readonly Expected[], byRef: ByRef): Difference[] {
  const known = new Set(expected.map(({ entity, ref }) => nameOf(entity, ref)))
  return [...byRef.keys()]
    .filter((name) => !known.has(name))
    .map((name): Difference => {
      const [entity = '', ref = ''] = name.split(/ (.*)/s)
      return { kind: 'unknown', entity, ref, fields: [] }
    })
}
