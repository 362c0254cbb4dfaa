import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import { type Answer, jsonAnswer, type Result } from '../provider.ts'
import { type CustomerChanges, newCustomer, parseCustomer, type StripeCustomer } from './customer.ts'
import { invalidRequest, resourceMissing } from './errors.ts'
import { publish } from './events.ts'
import type { FormHash } from './form.ts'
import { createdFilter, listAnswer } from './lists.ts'
import { previousAttributes } from './previous.ts'
import { problemResult, recordEffect, refused, type StripeScope, secondsNow, stateOf } from './scope.ts'
import { type StoredCustomer, stripeState } from './state.ts'

export function createCustomer(scope: StripeScope, changes: CustomerChanges): StripeCustomer {
  const id = freshId('cus_', 14)
  const customer = { ...newCustomer(id, secondsNow(scope), freshId('', 8).toUpperCase()), ...changes }
  stateOf(scope).customers.put(id, { customer, deleted: false })
  recordEffect(scope, 'create', customer, null)
  publish(scope, 'customer.created', customer, null)
  return customer
}

/** As at Stripe, an update that changes nothing makes no event (and no effect). */
export function updateCustomer(
  scope: StripeScope,
  before: StripeCustomer,
  changes: CustomerChanges,
): StripeCustomer {
  const customer = { ...before, ...changes }
  const previous = previousAttributes(before, customer)
  if (Object.keys(previous).length === 0) return customer
  stateOf(scope).customers.put(before.id, { customer, deleted: false })
  recordEffect(scope, 'update', customer, null)
  publish(scope, 'customer.updated', customer, previous)
  return customer
}

/** The event shows the customer as it was; the API answers `{id, object, deleted: true}` from then on. */
export function deleteCustomer(scope: StripeScope, customer: StripeCustomer): void {
  stateOf(scope).customers.put(customer.id, { customer, deleted: true })
  recordEffect(scope, 'delete', customer, null)
  publish(scope, 'customer.deleted', customer, null)
}

export function handleCreate(scope: StripeScope, form: FormHash): Result {
  const parsed = parseCustomer(form, null)
  if (!parsed.ok) return problemResult(parsed.problem)
  const { ctx } = scope
  if (stateOf(scope).customers.size >= ctx.limits.objects) {
    return refused(invalidRequest(`This sandbox account is full: it holds ${ctx.limits.objects} customers.`))
  }
  return { executed: true, answer: jsonAnswer(200, createCustomer(scope, parsed.value)) }
}

export function handleUpdate(scope: StripeScope, id: string, form: FormHash): Result {
  const stored = stateOf(scope).customers.get(id)
  if (!stored || stored.deleted) return refused(resourceMissing('customer', id))
  const parsed = parseCustomer(form, stored.customer)
  if (!parsed.ok) return problemResult(parsed.problem)
  return { executed: true, answer: jsonAnswer(200, updateCustomer(scope, stored.customer, parsed.value)) }
}

export function handleDelete(scope: StripeScope, id: string): Result {
  const stored = stateOf(scope).customers.get(id)
  if (!stored || stored.deleted) return refused(resourceMissing('customer', id))
  deleteCustomer(scope, stored.customer)
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
