import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { Holding, IdempotencyManner, Provider } from '../provider.ts'
import { squareTriggers, triggerSquare } from './backoffice.ts'
import { conflict, invalid, squareFailure, unauthorized } from './errors.ts'
import { squareParcel } from './events.ts'
import { registerSquareAccount, squareAccountViews } from './register.ts'
import { keyIn, openCall } from './routes.ts'
import { squareAccounts, squareObjects } from './state.ts'

const kinds = new Set(['customers', 'locations', 'orders', 'payments', 'refunds', 'counts'])

/** Square's API under `/v2/`: JSON, keys inside the bodies, versions, cursors. */
export function createSquare(ctx: ProviderContext): Provider {
  return {
    name: 'square',
    owns: (path) => path.startsWith('/v2/'),
    freshRequestId: () => freshId('', 16),
    commonHeaders: (call) => ({ 'square-trace-id': call.requestId, 'square-version': '2026-09-16' }),
    idempotencyKeyOf: keyIn,
    authenticate(call) {
      const [scheme, token] = (call.headers.authorization ?? '').split(' ')
      const known =
        scheme?.toLowerCase() === 'bearer' && token ? squareAccounts(ctx.store).get(token) : undefined
      return known ? { ok: true, value: { account: known.account } } : { ok: false, answer: unauthorized() }
    },
    open: (call, account) => openCall(ctx, call, account),
    failure: squareFailure,
    idempotency: manner,
    parcel: (delivery) => squareParcel(ctx, delivery),
    events: squareTriggers,
    trigger: (event, request) => triggerSquare(ctx, event, request),
    register: (settings) => registerSquareAccount(ctx, settings),
    accounts: () => squareAccountViews(ctx),
    holdings: (entity, account) => (kinds.has(entity) ? holdings(ctx, entity, account) : null),
  }
}

function* holdings(ctx: ProviderContext, plural: string, wanted: string | null): Iterable<Holding> {
  for (const { account } of squareAccounts(ctx.store).oldestFirst()) {
    if (wanted !== null && wanted !== account) continue
    for (const object of squareObjects(ctx.store, account, plural).oldestFirst())
      yield { account, deleted: false, object }
    if (plural !== 'customers') continue
    for (const object of squareObjects(ctx.store, account, 'departed').oldestFirst())
      yield { account, deleted: true, object }
  }
}

/** https://developer.squareup.com/docs/build-basics/common-api-patterns/idempotency */
const manner: IdempotencyManner = {
  keepsServerErrors: false,
  rememberedForMs: 24 * 60 * 60 * 1000,
  replayed: (stored) => stored,
  otherParameters: () =>
    invalid(
      'IDEMPOTENCY_KEY_REUSED',
      'The idempotency key was used with other parameters.',
      'idempotency_key',
    ),
  inFlight: () => conflict('A request with this idempotency key is still being worked on.'),
}
