import { type Origin, type ProviderContext, traceOf } from '../context.ts'
import { freshId } from '../identifiers.ts'
import { type Answer, jsonAnswer, type Result } from '../provider.ts'
import {
  type CustomerChanges,
  newCustomer,
  type ParameterProblem,
  parseCustomer,
  previousAttributes,
  type StripeCustomer,
} from './customer.ts'
import { invalidRequest, resourceMissing } from './errors.ts'
import { publish } from './events.ts'
import type { FormHash } from './form.ts'
import { createdFilter, listAnswer } from './lists.ts'
import { type StoredCustomer, stripeState } from './state.ts'

export type Written = { customer: StripeCustomer; eventId: string | null }

const refused = (answer: Answer): Result => ({ executed: false, answer })
const problemAnswer = ({ message, param, code }: ParameterProblem) => invalidRequest(message, param, code)

export function createCustomer(
  ctx: ProviderContext,
  account: string,
  origin: Origin,
  changes: CustomerChanges,
): Written {
  const id = freshId('cus_', 14)
  const blank = newCustomer(id, Math.floor(ctx.now() / 1000), freshId('', 8).toUpperCase())
  const customer = { ...blank, ...changes }
  stripeState(ctx.store, account).customers.put(id, { customer, deleted: false })
  recordEffect(ctx, account, origin, 'create', customer)
  return { customer, eventId: publish(ctx, account, origin, 'customer.created', customer, null) }
}

/** As at Stripe, an update that changes nothing makes no event (and no effect). */
export function updateCustomer(
  ctx: ProviderContext,
  account: string,
  origin: Origin,
  before: StripeCustomer,
  changes: CustomerChanges,
): Written {
  const customer = { ...before, ...changes }
  const previous = previousAttributes(before, customer)
  if (Object.keys(previous).length === 0) return { customer, eventId: null }
  stripeState(ctx.store, account).customers.put(before.id, { customer, deleted: false })
  recordEffect(ctx, account, origin, 'update', customer)
  return { customer, eventId: publish(ctx, account, origin, 'customer.updated', customer, previous) }
}

/** The event shows the customer as it was; the API answers `{id, object, deleted: true}` from then on. */
export function deleteCustomer(
  ctx: ProviderContext,
  account: string,
  origin: Origin,
  customer: StripeCustomer,
): Written {
  stripeState(ctx.store, account).customers.put(customer.id, { customer, deleted: true })
  recordEffect(ctx, account, origin, 'delete', customer)
  return { customer, eventId: publish(ctx, account, origin, 'customer.deleted', customer, null) }
}

function recordEffect(
  ctx: ProviderContext,
  account: string,
  origin: Origin,
  operation: 'create' | 'update' | 'delete',
  customer: StripeCustomer,
): void {
  ctx.ledger.effects.append({
    at: new Date(ctx.now()).toISOString(),
    provider: 'stripe',
    account,
    entity: 'customer',
    objectId: customer.id,
    operation,
    ...traceOf(origin),
    externalRef: null,
    sourceVersion: customer.metadata.source_version ?? null,
    objectVersion: null,
    money: null,
  })
}

export function handleCreate(ctx: ProviderContext, account: string, origin: Origin, form: FormHash): Result {
  const parsed = parseCustomer(form, null)
  if (!parsed.ok) return refused(problemAnswer(parsed.problem))
  if (stripeState(ctx.store, account).customers.size >= ctx.limits.objects) {
    return refused(invalidRequest(`This sandbox account is full: it holds ${ctx.limits.objects} customers.`))
  }
  return {
    executed: true,
    answer: jsonAnswer(200, createCustomer(ctx, account, origin, parsed.value).customer),
  }
}

export function handleUpdate(
  ctx: ProviderContext,
  account: string,
  origin: Origin,
  id: string,
  form: FormHash,
): Result {
  const stored = stripeState(ctx.store, account).customers.get(id)
  if (!stored || stored.deleted) return refused(resourceMissing('customer', id))
  const parsed = parseCustomer(form, stored.customer)
  if (!parsed.ok) return refused(problemAnswer(parsed.problem))
  const { customer } = updateCustomer(ctx, account, origin, stored.customer, parsed.value)
  return { executed: true, answer: jsonAnswer(200, customer) }
}

export function handleDelete(ctx: ProviderContext, account: string, origin: Origin, id: string): Result {
  const stored = stripeState(ctx.store, account).customers.get(id)
  if (!stored || stored.deleted) return refused(resourceMissing('customer', id))
  deleteCustomer(ctx, account, origin, stored.customer)
  return { executed: true, answer: jsonAnswer(200, { id, object: 'customer', deleted: true }) }
}

export function retrieveCustomer(ctx: ProviderContext, account: string, id: string): Result {
  const stored = stripeState(ctx.store, account).customers.get(id)
  if (!stored) return refused(resourceMissing('customer', id))
  const shown = stored.deleted ? { id, object: 'customer', deleted: true } : stored.customer
  return { executed: true, answer: jsonAnswer(200, shown) }
}

export function listCustomers(ctx: ProviderContext, account: string, query: URLSearchParams): Answer {
  return listAnswer<StoredCustomer>({
    url: '/v1/customers',
    noun: 'customer',
    table: stripeState(ctx.store, account).customers,
    query,
    visible: (stored) => !stored.deleted,
    show: (stored) => stored.customer,
    filters: (form) => {
      const { email, created, ...others } = form
      const [unknown] = Object.keys(others)
      if (unknown !== undefined) {
        return {
          ok: false,
          answer: invalidRequest(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown'),
        }
      }
      const inTime = createdFilter(created)
      if (!inTime) return { ok: false, answer: invalidRequest('Invalid created filter', 'created') }
      return {
        ok: true,
        shows: ({ customer }) =>
          (email === undefined || customer.email === email) && inTime(customer.created),
      }
    },
  })
}
