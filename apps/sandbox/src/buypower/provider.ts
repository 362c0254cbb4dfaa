import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import type { Result } from '../provider.ts'
import {
  type Call,
  type Either,
  type Holding,
  jsonAnswer,
  type Operation,
  type Provider,
} from '../provider.ts'
import { bad, isPlainObject } from '../shape.ts'
import { buyPowerFailure, refusal } from './answers.ts'
import { bouquets, companies, knownDiscos } from './companies.ts'
import { buyPowerAccountViews, registerBuyPowerAccount } from './register.ts'
import { type BuyPowerAccount, buyPowerAccounts, vends } from './state.ts'
import { requery, type Scope, vend } from './vending.ts'

const base = '/buypower/v2'

/** BuyPower's API under `/buypower/v2/`: it sells from a wallet, by order id. */
export function createBuyPower(ctx: ProviderContext): Provider {
  return {
    name: 'buypower',
    owns: (path) => path.startsWith(`${base}/`),
    freshRequestId: () => freshId('bpr_', 16),
    commonHeaders: (call) => ({ 'x-request-id': call.requestId }),
    authenticate(call) {
      const known = callerOf(ctx, call)
      return known
        ? { ok: true, value: { account: known.account } }
        : { ok: false, answer: refusal(401, 401, 'Unauthorized') }
    },
    open: (call) => openCall(ctx, call),
    failure: buyPowerFailure,
    // Order ids do what keys do elsewhere, and a repeat is refused, not answered again.
    idempotency: {
      keepsServerErrors: false,
      rememberedForMs: 0,
      replayed: (stored) => stored,
      otherParameters: () => refusal(409, 201, 'Request already received.'),
      inFlight: () => refusal(409, 201, 'Request already received.'),
    },
    parcel: async () => null,
    events: [],
    trigger: () => bad('event', 'is none: BuyPower sends no webhooks'),
    register: (settings) => registerBuyPowerAccount(ctx, settings),
    accounts: () => buyPowerAccountViews(ctx),
    holdings: (entity, account) => (entity === 'vends' ? holdings(ctx, account) : null),
  }
}

function* holdings(ctx: ProviderContext, wanted: string | null): Iterable<Holding> {
  for (const { account } of buyPowerAccounts(ctx.store).oldestFirst()) {
    if (wanted !== null && wanted !== account) continue
    for (const object of vends(ctx.store, account).oldestFirst()) yield { account, deleted: false, object }
  }
}

function callerOf(ctx: ProviderContext, call: Call): BuyPowerAccount | undefined {
  const [scheme, key] = (call.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' && key ? buyPowerAccounts(ctx.store).get(key) : undefined
}

function openCall(ctx: ProviderContext, call: Call): Either<Operation> {
  const account = callerOf(ctx, call)
  const answer = refusal(404, 404, 'Route not found')
  if (!account) return { ok: false, answer }
  const scope: Scope = { ctx, account, call }
  const path = call.path.slice(base.length)
  const [, orderId] = /^\/transaction\/([^/]+)$/.exec(path) ?? []
  const read = (run: () => Result): Either<Operation> => ({
    ok: true,
    value: { write: false, objectName: null, idempotency: null, run },
  })
  if (call.method === 'GET' && orderId !== undefined) return read(() => requery(scope, orderId))
  switch (`${call.method} ${path}`) {
    case 'GET /discos/status':
      return read(() => good(companies))
    case 'GET /wallet/balance':
      return read(() => good({ balance: account.walletKobo / 100 }))
    case 'GET /check/meter':
      return read(() => checkMeter(call.query))
    case 'GET /tariff':
      return read(() => good({ status: true, responseCode: 200, data: bouquets }))
    case 'POST /vend': {
      const body = parseBody(call.body)
      const name = isPlainObject(body) && typeof body.name === 'string' ? body.name : null
      return {
        ok: true,
        value: { write: true, objectName: name, idempotency: null, run: () => vend(scope, body) },
      }
    }
    default:
      return { ok: false, answer }
  }
}

const good = (body: unknown): Result => ({ executed: true, answer: jsonAnswer(200, body) })

/** Meters that end in 0400 are nobody's. */
function checkMeter(query: URLSearchParams): Result {
  const meter = query.get('meter') ?? ''
  const disco = query.get('disco') ?? ''
  const vendType = query.get('vendType') ?? ''
  const known = /^\d{6,20}$/.test(meter) && !meter.endsWith('0400') && knownDiscos.includes(disco)
  if (!known || !['PREPAID', 'POSTPAID'].includes(vendType))
    return { executed: false, answer: refusal(400, 201, 'Invalid meter number.', { error: true }) }
  return good({
    error: false,
    discoCode: disco,
    vendType,
    meterNo: meter,
    minVendAmount: 350,
    maxVendAmount: 10_000_000,
    responseCode: 100,
    outstanding: 0,
    debtRepayment: 0,
    name: 'Amaka Obi',
    address: '14 Admiralty Way, Lagos',
    tariff: 0,
    tariffDesc: 'Residential class 2',
    tariffClass: 'R2',
  })
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
