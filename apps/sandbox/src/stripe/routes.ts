import type { Origin, ProviderContext } from '../context.ts'
import { fingerprintOf } from '../fingerprint.ts'
import type { Answer, Call, Either, Operation, Result } from '../provider.ts'
import { listBalanceTransactions, readBalance } from './balance.ts'
import { searchCustomers } from './customer-search.ts'
import { handleCreate, handleDelete, handleUpdate, listCustomers, retrieveCustomer } from './customers.ts'
import {
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  retrieveEndpoint,
  updateEndpoint,
} from './endpoints.ts'
import { invalidRequest, unknownUrl } from './errors.ts'
import { listEvents, retrieveEvent } from './event-lists.ts'
import { nameBehind } from './events.ts'
import { decodeForm, type FormHash } from './form.ts'
import { addInvoiceLines, createInvoice, finalizeInvoice, payInvoice, voidInvoice } from './invoices.ts'
import { isPlural, listOf, retrieveObject } from './objects.ts'
import {
  cancelPaymentIntent,
  capturePaymentIntent,
  confirmPaymentIntent,
  createPaymentIntent,
} from './payment-intents.ts'
import { createRefund, updateRefund } from './refunds.ts'
import { newScope, referred, type StripeScope, stateOf } from './scope.ts'
import { cancelSubscription, createSubscription, updateSubscription } from './subscriptions.ts'

const maxKeyLength = 255
const route = /^\/v1\/([a-z_]+)(?:\/([^/]+))?(?:\/([a-z_]+))?$/

/** Finds what a call asks for; nothing is done yet. */
export function openCall(ctx: ProviderContext, call: Call, account: string): Either<Operation> {
  const match = route.exec(call.path)
  const asked: Asked = {
    noun: match?.[1] ?? '',
    id: match?.[2] === undefined ? null : decodeId(match[2]),
    action: match?.[3] ?? null,
  }
  const origin: Origin = { kind: 'api', call }
  const scope = newScope(ctx, account, origin)
  if (call.method === 'GET') return openRead(scope, call, asked)
  if (call.method !== 'POST' && call.method !== 'DELETE') return missing(call)
  if (call.idempotencyKey !== null && call.idempotencyKey.length > maxKeyLength) {
    return { ok: false, answer: invalidRequest('Idempotency keys can be at most 255 characters long.') }
  }
  const contentType = call.headers['content-type'] ?? ''
  if (call.body.length > 0 && !contentType.startsWith('application/x-www-form-urlencoded')) {
    const message =
      'Invalid request (check that your POST content type is application/x-www-form-urlencoded).'
    return { ok: false, answer: invalidRequest(message) }
  }
  const form = decodeForm(call.body.toString('utf8'))
  if (!form.ok) return { ok: false, answer: invalidRequest(form.message) }
  return openWrite(scope, call, asked, form.value)
}

type Asked = { noun: string; id: string | null; action: string | null }

function openRead(scope: StripeScope, call: Call, { noun, id, action }: Asked): Either<Operation> {
  const { ctx, account } = scope
  const run = action === null ? readerOf(noun, id) : null
  if (!run) return missing(call)
  return { ok: true, value: { write: false, objectName: null, idempotency: null, run } }

  function readerOf(plural: string, wanted: string | null): (() => Result) | null {
    if (isPlural(plural))
      return wanted === null
        ? () => listed(listOf(scope, plural, call.query))
        : () => retrieveObject(scope, plural, wanted)
    switch (`${plural}${wanted === null ? '' : '/:id'}`) {
      case 'balance':
        return () => readBalance(scope)
      case 'balance_transactions':
        return () => listBalanceTransactions(scope, call.query)
      case 'customers':
        return () => listed(listCustomers(ctx, account, call.query))
      case 'customers/:id':
        if (wanted === 'search') return () => searchCustomers(ctx, account, call.query)
        return () => retrieveCustomer(ctx, account, wanted ?? '')
      case 'events':
        return () => listed(listEvents(ctx, account, call.query))
      case 'events/:id':
        return () => listed(retrieveEvent(ctx, account, wanted ?? ''))
      case 'webhook_endpoints':
        return () => listed(listEndpoints(ctx, account, call.query))
      case 'webhook_endpoints/:id':
        return () => retrieveEndpoint(ctx, account, wanted ?? '')
      default:
        return null
    }
  }
}

const listed = (answer: Answer): Result => ({ executed: answer.status === 200, answer })

function openWrite(scope: StripeScope, call: Call, asked: Asked, form: FormHash): Either<Operation> {
  const { noun, id, action } = asked
  const run =
    writes[
      [`${call.method} ${noun}`, ...(id === null ? [] : [':id']), ...(action === null ? [] : [action])].join(
        '/',
      )
    ]
  if (!run) return missing(call)
  const keyed = call.method === 'POST' && call.idempotencyKey !== null && call.idempotencyKey !== ''
  return {
    ok: true,
    value: {
      write: true,
      objectName: nameOf(scope, asked, form),
      idempotency: keyed
        ? { key: call.idempotencyKey ?? '', fingerprint: fingerprintOf(call.method, call.path, form) }
        : null,
      run: () => run(scope, id ?? '', form),
    },
  }
}

/** The name a write concerns: the one in the body, else of the object, else of the customer the body names. */
function nameOf(scope: StripeScope, { noun, id }: Asked, form: FormHash): string | null {
  const { customers, payment_intents: intents, charges } = stateOf(scope)
  if (noun === 'customers' && typeof form.name === 'string') return form.name
  if (noun === 'customers') return customers.get(id ?? '')?.customer.name ?? null
  if (!isPlural(noun)) return null
  const known = id === null ? undefined : stateOf(scope)[noun].get(id)
  const named = known ?? intents.get(referred(form.payment_intent)) ?? charges.get(referred(form.charge))
  return named ? nameBehind(scope, named) : (customers.get(referred(form.customer))?.customer.name ?? null)
}

type Write = (scope: StripeScope, id: string, form: FormHash) => Result

const writes: Record<string, Write> = {
  'POST customers': (scope, _id, form) => handleCreate(scope, form),
  'POST customers/:id': handleUpdate,
  'DELETE customers/:id': handleDelete,
  'POST payment_intents': (scope, _id, form) => createPaymentIntent(scope, form),
  'POST payment_intents/:id/confirm': confirmPaymentIntent,
  'POST payment_intents/:id/capture': capturePaymentIntent,
  'POST payment_intents/:id/cancel': cancelPaymentIntent,
  'POST refunds': (scope, _id, form) => createRefund(scope, form),
  'POST refunds/:id': updateRefund,
  'POST invoices': (scope, _id, form) => createInvoice(scope, form),
  'POST invoices/:id/add_lines': addInvoiceLines,
  'POST invoices/:id/finalize': finalizeInvoice,
  'POST invoices/:id/pay': payInvoice,
  'POST invoices/:id/void': voidInvoice,
  'POST subscriptions': (scope, _id, form) => createSubscription(scope, form),
  'POST subscriptions/:id': updateSubscription,
  'DELETE subscriptions/:id': cancelSubscription,
  'POST webhook_endpoints': ({ ctx, account }, _id, form) => createEndpoint(ctx, account, form),
  'POST webhook_endpoints/:id': ({ ctx, account }, id, form) => updateEndpoint(ctx, account, id, form),
  'DELETE webhook_endpoints/:id': ({ ctx, account }, id) => deleteEndpoint(ctx, account, id),
}

function decodeId(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function missing(call: Call): { ok: false; answer: Answer } {
  return { ok: false, answer: unknownUrl(call.method, call.path) }
}
