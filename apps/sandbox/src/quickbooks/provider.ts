import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { Answer, Call, Either, Holding, IdempotencyManner, Operation, Provider } from '../provider.ts'
import { authorize, authorizePath } from './authorize.ts'
import { kindNamed } from './entities.ts'
import { qboParcel } from './events.ts'
import { faultAnswer, faults, forbidden, qboFailure, throttled, unauthenticated } from './faults.ts'
import { answerRevoke, answerTokens, appOf, invalidClient, revokePath, tokenPath } from './oauth.ts'
import { companyViews, registerCompany } from './register.ts'
import { base, openCall, realmIn } from './routes.ts'
import { accessTokens, companies, deletedOf, objectsOf } from './state.ts'
import { quickbooksTriggers, triggerQuickbooks } from './trigger.ts'

const callsPerMinute = 500

/** QuickBooks Online under `/quickbooks/`: the sign-in of Intuit, the accounting API, webhooks. */
export function createQuickbooks(ctx: ProviderContext): Provider {
  const spent = createMeter(ctx.now)
  return {
    name: 'quickbooks',
    owns: (path) => path.startsWith('/quickbooks/'),
    freshRequestId: () => freshId('1-', 24),
    commonHeaders: (call) => ({ intuit_tid: call.requestId }),
    authenticate: (call) =>
      call.path.startsWith(`${base}/`) ? callerOf(ctx, call, spent) : appCaller(ctx, call),
    isSignIn: (path) => !path.startsWith(`${base}/`),
    open: (call, account) =>
      call.path.startsWith(`${base}/`) ? openCall(ctx, account, call) : openSignIn(ctx, account, call),
    failure: (failure) => qboFailure(failure, ctx.now()),
    idempotency: manner(ctx),
    parcel: (delivery) => qboParcel(ctx, delivery),
    events: quickbooksTriggers,
    trigger: (event, request) => triggerQuickbooks(ctx, event, request),
    register: (settings) => registerCompany(ctx, settings),
    accounts: () => companyViews(ctx),
    holdings: (entity, account) => {
      const kind = kindNamed(entity)
      return kind ? holdings(ctx, kind.name, account) : null
    },
  }
}

function* holdings(ctx: ProviderContext, name: string, wanted: string | null): Iterable<Holding> {
  for (const { realmId } of companies(ctx.store).oldestFirst()) {
    if (wanted !== null && wanted !== realmId) continue
    for (const object of objectsOf(ctx.store, realmId, name).oldestFirst())
      yield { account: realmId, deleted: false, object }
    for (const object of deletedOf(ctx.store, realmId, name).oldestFirst())
      yield { account: realmId, deleted: true, object }
  }
}

/** Only what the operation itself answered is remembered. */
const manner = (ctx: ProviderContext): IdempotencyManner => ({
  keepsServerErrors: false,
  rememberedForMs: 24 * 60 * 60 * 1000,
  replayed: (stored) => stored,
  otherParameters: () => faultAnswer(faults.rule('This requestid was used for another address.'), ctx.now()),
  // Intuit knows no refusal of a repeat: whoever comes too early learns nothing of the first.
  inFlight: () => qboFailure('server_error', ctx.now()),
})

function callerOf(
  ctx: ProviderContext,
  call: Call,
  spent: (realmId: string) => number,
): Either<{ account: string }> {
  const [scheme, text = ''] = (call.headers.authorization ?? '').split(' ')
  const token = scheme?.toLowerCase() === 'bearer' ? accessTokens(ctx.store).get(text) : undefined
  const refuse = (answer: Answer) => ({ ok: false, answer }) as const
  if (!token) return refuse(unauthenticated(ctx.now(), 'Token invalid'))
  if (token.expiresAtMs <= ctx.now()) return refuse(unauthenticated(ctx.now(), 'Token expired'))
  if (realmIn(call.path) !== token.realmId) return refuse(forbidden(ctx.now()))
  if (spent(token.realmId) > callsPerMinute) return refuse(throttled(ctx.now()))
  return { ok: true, value: { account: token.realmId } }
}

/** Calls of a company in the minute that runs. */
function createMeter(now: () => number): (realmId: string) => number {
  const counts = new Map<string, number>()
  let minute = 0
  return (realmId) => {
    const current = Math.floor(now() / 60_000)
    if (current !== minute) counts.clear()
    minute = current
    const count = (counts.get(realmId) ?? 0) + 1
    counts.set(realmId, count)
    return count
  }
}

/** The page is for anybody with a browser; tokens are for an app that says who it is. */
function appCaller(ctx: ProviderContext, call: Call): Either<{ account: string }> {
  if (call.path === authorizePath) return { ok: true, value: { account: 'browser' } }
  const app = appOf(ctx, call)
  return app ? { ok: true, value: { account: app.clientId } } : { ok: false, answer: invalidClient }
}

function openSignIn(ctx: ProviderContext, account: string, call: Call): Either<Operation> {
  const operation = (run: Operation['run']): Either<Operation> => ({
    ok: true,
    // No sentinel and no chaos: nobody could tell a lost refresh token from a dead one.
    value: { write: false, objectName: null, idempotency: null, run },
  })
  if (call.path === authorizePath && ['GET', 'POST'].includes(call.method))
    return operation(() => authorize(ctx, call))
  if (call.method === 'POST' && call.path === tokenPath)
    return operation(() => answerTokens(ctx, account, call))
  if (call.method === 'POST' && call.path === revokePath)
    return operation(() => answerRevoke(ctx, account, call))
  return {
    ok: false,
    answer: { ...faultAnswer(faults.rule('There is nothing at this address.'), ctx.now()), status: 404 },
  }
}
