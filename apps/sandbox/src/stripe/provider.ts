import type { Origin, ProviderContext } from '../context.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { freshId } from '../identifiers.ts'
import type { Answer, Call, Either, IdempotencyManner, Operation, Provider, Result } from '../provider.ts'
import { handleCreate, handleDelete, handleUpdate, listCustomers, retrieveCustomer } from './customers.ts'
import { triggerCustomer } from './dashboard.ts'
import {
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  retrieveEndpoint,
  updateEndpoint,
} from './endpoints.ts'
import { invalidRequest, stripeError, stripeFailure, unauthorized, unknownUrl } from './errors.ts'
import { listEvents, retrieveEvent, stripeParcel } from './events.ts'
import { decodeForm, type FormHash } from './form.ts'
import { registerStripeAccount, stripeAccounts, stripeAccountViews } from './register.ts'
import { defaultApiVersion, stripeState } from './state.ts'

const maxKeyLength = 255
const route = /^\/v1\/([a-z_]+)(?:\/([^/]+))?$/

/** Stripe's API under `/v1/`: customers, events and webhook endpoints, in the pinned version's shapes. */
export function createStripe(ctx: ProviderContext): Provider {
  return {
    name: 'stripe',
    owns: (path) => path.startsWith('/v1/'),
    freshRequestId: () => freshId('req_', 14),
    commonHeaders: (call) => ({
      'request-id': call.requestId,
      'stripe-version': String(call.headers['stripe-version'] ?? defaultApiVersion).slice(0, 50),
      ...(call.idempotencyKey === null ? {} : { 'idempotency-key': call.idempotencyKey }),
    }),
    authenticate(call) {
      const key = presentedKey(call)
      const known = key === null ? undefined : stripeAccounts(ctx).get(key)
      return known
        ? { ok: true, value: { account: known.account } }
        : { ok: false, answer: unauthorized(key) }
    },
    open: (call, account) => open(ctx, call, account),
    failure: stripeFailure,
    idempotency: manner,
    parcel: (delivery) => stripeParcel(ctx, delivery),
    trigger: (event, request) => triggerCustomer(ctx, event, request),
    register: (settings) => registerStripeAccount(ctx, settings),
    accounts: () => stripeAccountViews(ctx),
  }
}

/** https://docs.stripe.com/api/idempotent_requests: the first status and body are replayed, 500s too. */
const manner: IdempotencyManner = {
  keepsServerErrors: true,
  rememberedForMs: 24 * 60 * 60 * 1000,
  replayed: (stored) => ({ ...stored, headers: { ...stored.headers, 'idempotent-replayed': 'true' } }),
  otherParameters: (key) =>
    stripeError(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    }),
  inFlight: (key) =>
    stripeError(409, {
      type: 'idempotency_error',
      code: 'idempotency_key_in_use',
      message: `There is currently another in-progress request using the idempotency key '${key}'. Please try again later.`,
    }),
}

/** Bearer, or the user name of Basic, as Stripe takes both. */
function presentedKey(call: Call): string | null {
  const [scheme, value] = (call.headers.authorization ?? '').split(' ')
  if (!value) return null
  if (scheme?.toLowerCase() === 'bearer') return value
  if (scheme?.toLowerCase() !== 'basic') return null
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? null
}

function open(ctx: ProviderContext, call: Call, account: string): Either<Operation> {
  const match = route.exec(call.path)
  const noun = match?.[1] ?? ''
  const id = match?.[2] === undefined ? null : decodeId(match[2])
  if (call.method === 'GET') return openRead(ctx, call, account, noun, id)
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
  return openWrite(ctx, call, account, noun, id, form.value)
}

function openRead(
  ctx: ProviderContext,
  call: Call,
  account: string,
  noun: string,
  id: string | null,
): Either<Operation> {
  const run = (): Result | null => {
    switch (`${noun}/${id === null ? '' : ':id'}`) {
      case 'customers/':
        return listed(listCustomers(ctx, account, call.query))
      case 'customers/:id':
        return retrieveCustomer(ctx, account, id ?? '')
      case 'events/':
        return listed(listEvents(ctx, account, call.query))
      case 'events/:id':
        return listed(retrieveEvent(ctx, account, id ?? ''))
      case 'webhook_endpoints/':
        return listed(listEndpoints(ctx, account, call.query))
      case 'webhook_endpoints/:id':
        return retrieveEndpoint(ctx, account, id ?? '')
      default:
        return null
    }
  }
  if (!['customers', 'events', 'webhook_endpoints'].includes(noun)) return missing(call)
  return {
    ok: true,
    value: {
      write: false,
      objectName: null,
      idempotency: null,
      run: () => run() ?? { executed: false, answer: unknownUrl(call.method, call.path) },
    },
  }
}

const listed = (answer: Answer): Result => ({ executed: answer.status === 200, answer })

function openWrite(
  ctx: ProviderContext,
  call: Call,
  account: string,
  noun: string,
  id: string | null,
  form: FormHash,
): Either<Operation> {
  const origin: Origin = { kind: 'api', call }
  const run = writes[`${call.method} ${noun}${id === null ? '' : '/:id'}`]
  if (!run) return missing(call)
  const stored =
    noun === 'customers' && id !== null ? stripeState(ctx.store, account).customers.get(id) : undefined
  const objectName =
    noun !== 'customers' ? null : typeof form.name === 'string' ? form.name : (stored?.customer.name ?? null)
  const keyed = call.method === 'POST' && call.idempotencyKey !== null && call.idempotencyKey !== ''
  return {
    ok: true,
    value: {
      write: true,
      objectName,
      idempotency: keyed
        ? { key: call.idempotencyKey ?? '', fingerprint: fingerprintOf(call.method, call.path, form) }
        : null,
      run: () => run(ctx, account, origin, id ?? '', form),
    },
  }
}

type Write = (ctx: ProviderContext, account: string, origin: Origin, id: string, form: FormHash) => Result

const writes: Record<string, Write> = {
  'POST customers': (ctx, account, origin, _id, form) => handleCreate(ctx, account, origin, form),
  'POST customers/:id': handleUpdate,
  'DELETE customers/:id': (ctx, account, origin, id) => handleDelete(ctx, account, origin, id),
  'POST webhook_endpoints': (ctx, account, _origin, _id, form) => createEndpoint(ctx, account, form),
  'POST webhook_endpoints/:id': (ctx, account, _origin, id, form) => updateEndpoint(ctx, account, id, form),
  'DELETE webhook_endpoints/:id': (ctx, account, _origin, id) => deleteEndpoint(ctx, account, id),
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
