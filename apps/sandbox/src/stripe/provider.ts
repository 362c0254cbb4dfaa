import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { Call, Holding, IdempotencyManner, Provider } from '../provider.ts'
import { actFor, connectedAccounts } from './connect.ts'
import { stripeTriggers, triggerStripe } from './dashboard.ts'
import { stripeError, stripeFailure, unauthorized } from './errors.ts'
import { stripeParcel } from './events.ts'
import { isPlural, type Plural } from './objects.ts'
import { registerStripeAccount, stripeAccounts, stripeAccountViews } from './register.ts'
import { openCall } from './routes.ts'
import { defaultApiVersion, stripeState } from './state.ts'

/** Stripe's API under `/v1/`, in the pinned version's shapes. */
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
      if (!known) return { ok: false, answer: unauthorized(key) }
      const named = call.headers['stripe-account']
      return actFor(ctx, known.account, typeof named === 'string' ? named : null)
    },
    open: (call, account) => openCall(ctx, call, account),
    failure: stripeFailure,
    idempotency: manner,
    parcel: (delivery) => stripeParcel(ctx, delivery),
    events: stripeTriggers,
    trigger: (event, request) => triggerStripe(ctx, event, request),
    register: (settings) => registerStripeAccount(ctx, settings),
    accounts: () => stripeAccountViews(ctx),
    holdings: (entity, account) =>
      entity === 'customers' || isPlural(entity) ? holdings(ctx, entity, account) : null,
  }
}

function* holdings(
  ctx: ProviderContext,
  entity: 'customers' | Plural,
  wanted: string | null,
): Iterable<Holding> {
  const accounts = [...stripeAccounts(ctx).oldestFirst(), ...connectedAccounts(ctx).oldestFirst()]
  for (const { account } of accounts) {
    if (wanted !== null && wanted !== account) continue
    const state = stripeState(ctx.store, account)
    if (entity === 'customers')
      for (const { customer, deleted } of state.customers.oldestFirst())
        yield { account, deleted, object: customer }
    else for (const object of state[entity].oldestFirst()) yield { account, deleted: false, object }
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
