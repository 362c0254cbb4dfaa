import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { Failure, Holding, IdempotencyManner, Provider } from '../provider.ts'
import { bad, fields, good, type Read, text } from '../shape.ts'
import { readWebhookUrl } from '../webhooks/address.ts'
import { openCallback, pcsError } from './callbacks.ts'
import { pcsParcel, pcsTriggers, triggerPcs } from './invoices.ts'
import { pcsAccounts, pcsState } from './state.ts'
import { verifiedId } from './verify.ts'

export type PcsSettings = { account?: string; apiKey: string; intakeUrl: string; callbackSecret: string }

const base = '/pcs-ai/callbacks/'

/** Pushes invoices to the hub, and hears its callbacks at `/pcs-ai/callbacks/<account>`. */
export function createPcsAi(ctx: ProviderContext): Provider {
  return {
    name: 'pcs-ai',
    owns: (path) => path.startsWith(base),
    freshRequestId: () => freshId('pcr_', 16),
    commonHeaders: (call) => ({ 'x-request-id': call.requestId }),
    authenticate(call) {
      const known = pcsAccounts(ctx.store).get(call.path.slice(base.length).replace(/\/$/, ''))
      if (!known) return { ok: false, answer: pcsError(410, 'gone', 'Nobody listens here.') }
      const id = verifiedId(call.headers, call.body, known.callbackSecret, ctx.now())
      return id === null
        ? {
            ok: false,
            answer: pcsError(401, 'signature_invalid', 'The signature does not fit, or is stale.'),
          }
        : { ok: true, value: { account: known.account } }
    },
    open: (call, account) => openCallback(ctx, call, account),
    failure: pcsFailure,
    idempotency: manner,
    parcel: (delivery) => pcsParcel(ctx, delivery),
    events: pcsTriggers,
    trigger: (event, request) => triggerPcs(ctx, event, request),
    register: (settings) => register(ctx, settings),
    accounts: () =>
      [...pcsAccounts(ctx.store).oldestFirst()].map(({ account, intakeUrl, createdAt }) => ({
        provider: 'pcs-ai',
        account,
        webhookUrl: intakeUrl,
        createdAt,
      })),
    holdings: (entity, account) => (entity === 'invoices' ? holdings(ctx, account) : null),
  }
}

function register(ctx: ProviderContext, settings: unknown): Read<{ account: string }> {
  const read = fields<Required<PcsSettings>>({
    account: (value, path) =>
      typeof value === 'string' && /^[a-z0-9-]{1,60}$/.test(value)
        ? good(value)
        : bad(path, 'must be lower-case letters, digits and dashes'),
    apiKey: text(255, 8),
    intakeUrl: (value, path) => readWebhookUrl(value, path, ctx.limits.webhookHosts),
    callbackSecret: (value, path) =>
      typeof value === 'string' && /^whsec_[A-Za-z0-9+/]{8,}={0,2}$/.test(value)
        ? good(value)
        : bad(path, 'must be whsec_ and base64'),
  })(settings, 'pcs-ai')
  if (!read.ok) return read
  const { apiKey, intakeUrl, callbackSecret, account = 'pcs' } = read.value
  if (apiKey === undefined || intakeUrl === undefined || callbackSecret === undefined)
    return bad('pcs-ai', 'needs apiKey, intakeUrl and callbackSecret')
  const accounts = pcsAccounts(ctx.store)
  const known = accounts.get(account)
  if (!known && accounts.size >= ctx.limits.accounts)
    return bad('pcs-ai', `at most ${ctx.limits.accounts} accounts`)
  const createdAt = known?.createdAt ?? new Date(ctx.now()).toISOString()
  accounts.put(account, { account, apiKey, intakeUrl, callbackSecret, createdAt })
  return good({ account })
}

function* holdings(ctx: ProviderContext, wanted: string | null): Iterable<Holding> {
  for (const { account } of pcsAccounts(ctx.store).oldestFirst()) {
    if (wanted !== null && wanted !== account) continue
    for (const { json, heard } of pcsState(ctx.store, account).invoices.oldestFirst())
      yield { account, deleted: false, object: { invoice: JSON.parse(json) as object, heard } }
  }
}

function pcsFailure(failure: Failure) {
  switch (failure) {
    case 'rate_limited':
      return pcsError(429, 'rate_limited', 'Too many requests.')
    case 'invalid_email':
      return pcsError(422, 'unprocessable', 'It was refused.')
    case 'too_large':
      return pcsError(413, 'too_large', 'The request body is too large.')
    case 'expired':
      return pcsError(401, 'signature_invalid', 'The signature does not fit, or is stale.')
    case 'unavailable':
      return pcsError(503, 'unavailable', 'Try again later.')
    case 'server_error':
      return pcsError(500, 'internal', 'Something went wrong.')
  }
}

/** Messages are told apart by their id, so none of this is ever said. */
const manner: IdempotencyManner = {
  keepsServerErrors: false,
  rememberedForMs: 0,
  replayed: (stored) => stored,
  otherParameters: () => pcsFailure('server_error'),
  inFlight: () => pcsFailure('server_error'),
}
