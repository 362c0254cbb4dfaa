import type { EffectMoney } from '../ledger.ts'
import { type Answer, jsonAnswer, type Result } from '../provider.ts'
import type { Table } from '../store/table.ts'
import { invalidRequest, resourceMissing } from './errors.ts'
import { publish, type StripeEventType } from './events.ts'
import { createdFilter, listAnswer } from './lists.ts'
import { previousAttributes } from './previous.ts'
import { recordEffect, refused, type StripeScope, secondsNow, stateOf } from './scope.ts'
import type { MoneyObjects } from './state.ts'

export type Plural = keyof MoneyObjects
type MoneyObject = MoneyObjects[Plural]

/** Members by which a list can be narrowed, beside `created`. */
const listFilters: { [P in Plural]: readonly string[] } = {
  payment_intents: ['customer'],
  charges: ['customer', 'payment_intent'],
  refunds: ['charge', 'payment_intent'],
  invoices: ['customer', 'status', 'subscription'],
  subscriptions: ['customer', 'status'],
}

export const isPlural = (noun: string): noun is Plural => Object.hasOwn(listFilters, noun)

export function tableOf<P extends Plural>(scope: StripeScope, plural: P): Table<MoneyObjects[P]> {
  return stateOf(scope)[plural] as unknown as Table<MoneyObjects[P]>
}

/**
 * Keeps a new or changed object, with its effect and its event. `previous_attributes` go with events that tell of a
 * change as such (`….updated`, `charge.refunded`); an update that changes nothing makes no event and no effect.
 */
export function save<P extends Plural>(
  scope: StripeScope,
  plural: P,
  before: MoneyObjects[P] | null,
  after: MoneyObjects[P],
  ...types: StripeEventType[]
): MoneyObjects[P] {
  const previous = before && previousAttributes(before, after)
  if (previous && Object.keys(previous).length === 0) return after
  tableOf(scope, plural).put(after.id, after)
  recordEffect(scope, before ? 'update' : 'create', after, movement(before, after))
  for (const type of types) {
    const tells = type.endsWith('.updated') || type === 'charge.refunded'
    publish(scope, type, after, tells ? previous : null)
  }
  return after
}

/** A charge says nothing of its own: what it took is told by its payment intent. */
function moneyIn(object: MoneyObject): (Omit<EffectMoney, 'moved'> & { settled: boolean }) | null {
  const settled =
    object.object !== 'invoice' && object.object !== 'subscription' && object.status === 'succeeded'
  if (object.object === 'payment_intent') {
    const amount = settled ? object.amount_received : object.amount
    return { kind: 'payment', amount, currency: object.currency.toUpperCase(), settled }
  }
  if (object.object !== 'refund') return null
  return { kind: 'refund', amount: object.amount, currency: object.currency.toUpperCase(), settled }
}

function movement(before: MoneyObject | null, after: MoneyObject): EffectMoney | null {
  const said = moneyIn(after)
  if (!said) return null
  const { settled, ...money } = said
  const was = before && moneyIn(before)
  return { ...money, moved: (settled ? said.amount : 0) - (was?.settled ? was.amount : 0) }
}

/** The answer when an account can't hold another object of these kinds; null when it can. */
export function fullness(scope: StripeScope, ...plurals: Plural[]): Result | null {
  const limit = scope.ctx.limits.moneyObjects
  const full = plurals.find((plural) => tableOf(scope, plural).size >= limit)
  return full === undefined
    ? null
    : refused(invalidRequest(`This sandbox account is full: it holds ${limit} ${full}.`))
}

export const shown = (object: object): Result => ({ executed: true, answer: jsonAnswer(200, object) })

export function retrieveObject(scope: StripeScope, plural: Plural, id: string): Result {
  const object = tableOf(scope, plural).get(id)
  return object ? shown(object) : refused(resourceMissing(nounOf(plural), id))
}

export const nounOf = (plural: Plural): string => plural.slice(0, -1)

export function listOf(scope: StripeScope, plural: Plural, query: URLSearchParams): Answer {
  return listAnswer<MoneyObject>({
    url: `/v1/${plural}`,
    noun: nounOf(plural),
    table: tableOf(scope, plural) as unknown as Table<MoneyObject>,
    query,
    visible: () => true,
    show: (object) => object,
    filters: ({ created, ...others }) => {
      const strange = Object.keys(others).find((name) => !listFilters[plural].includes(name))
      if (strange !== undefined) {
        const answer = invalidRequest(`Received unknown parameter: ${strange}`, strange, 'parameter_unknown')
        return { ok: false, answer }
      }
      const inTime = createdFilter(created)
      if (!inTime) return { ok: false, answer: invalidRequest('Invalid created filter', 'created') }
      const wanted = Object.entries(others)
      return {
        ok: true,
        shows: (object) =>
          inTime(object.created) &&
          shownByDefault(object, others.status === undefined) &&
          wanted.every(([name, value]) => value === 'all' || value === memberOf(object, name)),
      }
    },
  })
}

/** Subscriptions that have ended are listed only when asked for by `status`. */
function shownByDefault(object: MoneyObject, unasked: boolean): boolean {
  return !(unasked && object.object === 'subscription' && object.status === 'canceled')
}

function memberOf(object: MoneyObject, name: string): unknown {
  if (name === 'subscription' && object.object === 'invoice')
    return object.parent?.subscription_details?.subscription ?? null
  return (object as unknown as Record<string, unknown>)[name]
}

/** A customer that a parameter names: 400 `resource_missing` when there is none. */
export function missingCustomer(scope: StripeScope, id: string | null | undefined): Result | null {
  if (id === null || id === undefined) return null
  const stored = stateOf(scope).customers.get(id)
  return stored && !stored.deleted ? null : refused(resourceMissing('customer', id, 'customer', 400))
}

/** Members that every new object begins with. */
export const born = (scope: StripeScope) => ({ created: secondsNow(scope), livemode: false as const })
