import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import { type Call, type Holding, type IdempotencyManner, type Provider } from '../provider.ts'
import { mailchimpTriggers, triggerMailchimp } from './dashboard.ts'
import { mailchimpFailure, problem } from './errors.ts'
import { mailchimpParcel } from './events.ts'
import { shown } from './member.ts'
import { mailchimpAccountViews, registerMailchimpAccount } from './register.ts'
import { base, openCall } from './routes.ts'
import { mailchimpAccounts, mailchimpState } from './state.ts'

/** Mailchimp's Marketing API under `/mailchimp/3.0/`. */
export function createMailchimp(ctx: ProviderContext): Provider {
  return {
    name: 'mailchimp',
    owns: (path) => path.startsWith(`${base}/`),
    freshRequestId: () => freshId('', 32),
    commonHeaders: (call) => ({ 'x-request-id': call.requestId }),
    authenticate(call) {
      const key = presentedKey(call)
      const known = key === null ? undefined : mailchimpAccounts(ctx.store).get(key)
      if (known) return { ok: true, value: { account: known.account } }
      const detail = 'Your API key may be invalid, or you’ve attempted to access the wrong datacenter.'
      return { ok: false, answer: problem(401, 'API Key Invalid', detail) }
    },
    open: (call, account) => openCall(ctx, call, account),
    failure: mailchimpFailure,
    idempotency: manner,
    parcel: (delivery) => mailchimpParcel(ctx, delivery),
    events: mailchimpTriggers,
    trigger: (event, request) => triggerMailchimp(ctx, event, request),
    register: (settings) => registerMailchimpAccount(ctx, settings),
    accounts: () => mailchimpAccountViews(ctx),
    holdings: (entity, account) => (entity === 'members' ? holdings(ctx, account) : null),
  }
}

function* holdings(ctx: ProviderContext, wanted: string | null): Iterable<Holding> {
  for (const { account } of mailchimpAccounts(ctx.store).oldestFirst()) {
    if (wanted !== null && wanted !== account) continue
    const { lists, members } = mailchimpState(ctx.store, account)
    for (const { id } of lists.oldestFirst())
      for (const { member } of members(id).oldestFirst())
        yield { account, deleted: member.status === 'archived', object: shown(member) }
  }
}

/** Mailchimp knows no idempotency keys, so none of this is ever said. */
const manner: IdempotencyManner = {
  keepsServerErrors: false,
  rememberedForMs: 0,
  replayed: (stored) => stored,
  otherParameters: () => mailchimpFailure('server_error'),
  inFlight: () => mailchimpFailure('server_error'),
}

/** The password of anybody, or a token. */
function presentedKey(call: Call): string | null {
  const [scheme, value] = (call.headers.authorization ?? '').split(' ')
  if (!value) return null
  if (scheme?.toLowerCase() === 'bearer') return value
  if (scheme?.toLowerCase() !== 'basic') return null
  return Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':') || null
}
