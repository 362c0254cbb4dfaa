import type { ProviderContext } from '../context.ts'
import type { IdempotencyKeys } from '../idempotency.ts'
import { freshId } from '../identifiers.ts'
import type { Answer, Call, Holding, IdempotencyManner, Provider } from '../provider.ts'
import { flashErpTriggers, triggerFlashErp } from './backoffice.ts'
import type { ClaimItem } from './batch.ts'
import { entities } from './entities.ts'
import { flashErpError, flashErpFailure, unauthorized } from './errors.ts'
import { flashErpParcel } from './events.ts'
import { flashErpAccountViews, registerFlashErpAccount } from './register.ts'
import { base, openCall } from './routes.ts'
import { checkSignature } from './sign.ts'
import { type FlashErpAccount, flashErpAccounts, objectTables } from './state.ts'

/** FlashERP's API under `/flasherp/v1/`: signed JSON, keys on POST and PUT, versions, unique external references. */
export function createFlashErp(ctx: ProviderContext, keys: IdempotencyKeys): Provider {
  const claimItem: ClaimItem = (account, item) => keys.claim(account, item, ctx.now(), manner)
  return {
    name: 'flasherp',
    owns: (path) => path.startsWith(`${base}/`),
    freshRequestId: () => freshId('frq_', 16),
    commonHeaders: (call) => ({ 'x-request-id': call.requestId }),
    authenticate(call) {
      const account = callerOf(ctx, call)
      return 'status' in account
        ? { ok: false, answer: account }
        : { ok: true, value: { account: account.account } }
    },
    open: (call, account) => openCall({ ctx, account, call, claimItem }),
    failure: flashErpFailure,
    idempotency: manner,
    parcel: (delivery) => flashErpParcel(ctx, delivery),
    events: flashErpTriggers,
    trigger: (event, request) => triggerFlashErp(ctx, event, request),
    register: (settings) => registerFlashErpAccount(ctx, settings),
    accounts: () => flashErpAccountViews(ctx),
    holdings: (entity, account) => (entities.has(entity) ? holdings(ctx, entity, account) : null),
  }
}

function* holdings(ctx: ProviderContext, plural: string, wanted: string | null): Iterable<Holding> {
  for (const { account } of flashErpAccounts(ctx.store).oldestFirst()) {
    if (wanted !== null && wanted !== account) continue
    const { objects } = objectTables(ctx.store, account, plural)
    for (const object of objects.oldestFirst()) yield { account, deleted: false, object }
  }
}

/** Only what the operation itself answered is remembered, so a 500 is never replayed. */
const manner: IdempotencyManner = {
  keepsServerErrors: false,
  rememberedForMs: 24 * 60 * 60 * 1000,
  replayed: (stored) => ({ ...stored, headers: { ...stored.headers, 'idempotent-replayed': 'true' } }),
  otherParameters: () =>
    flashErpError(409, {
      code: 'idempotency_conflict',
      message: 'This Idempotency-Key was used with another body.',
    }),
  inFlight: () =>
    flashErpError(
      409,
      {
        code: 'idempotency_in_flight',
        message: 'A request with this Idempotency-Key is still being worked on.',
      },
      { 'retry-after': '1' },
    ),
}

function callerOf(ctx: ProviderContext, call: Call): FlashErpAccount | Answer {
  const [scheme, key] = (call.headers.authorization ?? '').split(' ')
  const account = scheme?.toLowerCase() === 'bearer' && key ? flashErpAccounts(ctx.store).get(key) : undefined
  if (!account) return unauthorized('unauthorized', 'The API key is missing or not known.')
  const { 'x-flasherp-timestamp': timestamp, 'x-flasherp-signature': signature } = call.headers
  switch (checkSignature({ timestamp, signature }, account.apiSecret, call.body, ctx.now())) {
    case 'valid':
      return account
    case 'missing':
      return unauthorized('signature_missing', 'x-flasherp-timestamp and x-flasherp-signature are required.')
    case 'outside_window':
      return unauthorized('timestamp_outside_window', 'x-flasherp-timestamp is more than 300 seconds off.')
    case 'wrong':
      return unauthorized('signature_invalid', 'x-flasherp-signature does not fit the timestamp and body.')
  }
}
