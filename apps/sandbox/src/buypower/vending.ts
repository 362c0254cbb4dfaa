import { type ProviderContext, traceOf } from '../context.ts'
import { type Answer, type Call, jsonAnswer, type Result } from '../provider.ts'
import { isPlainObject } from '../shape.ts'
import { inProgress, refusal, unexpected } from './answers.ts'
import { knownDiscos } from './companies.ts'
import { type BuyPowerAccount, buyPowerAccounts, type Vend, vends } from './state.ts'

export type Scope = { ctx: ProviderContext; account: BuyPowerAccount; call: Call }

type Ending = { state: Vend['state']; left: number; answer: 'token' | 'in_progress' | 'error' }

const sold: Ending = { state: 'sold', left: 0, answer: 'token' }

/** By the last four digits of the meter: what becomes of its vends, told late or not at all. */
const endings: Readonly<Record<string, Ending>> = {
  // Sold, and nobody says so until asked.
  '0500': { state: 'sold', left: 0, answer: 'error' },
  '0202': { state: 'processing', left: 1, answer: 'in_progress' },
  '0299': { state: 'processing', left: 5, answer: 'in_progress' },
  '0402': { state: 'failed', left: 0, answer: 'error' },
  '0203': { state: 'not_initiated', left: 0, answer: 'in_progress' },
}
/** The vend never arrives, and its caller learns nothing. */
const lostMeter = '0404'
/** The account has moved. */
const movedMeter = '0501'

const minimumKobo = 10_000
const done = (answer: Answer): Result => ({ executed: true, answer })
const refused = (answer: Answer): Result => ({ executed: false, answer })

/** Sells under the order id: once, unless the sandbox runs without protection against repeats. */
export function vend(scope: Scope, body: unknown): Result {
  const { ctx, account } = scope
  const order = readOrder(body)
  if ('status' in order) return refused(order)
  const table = vends(ctx.store, account.account)
  if (ctx.limits.dedupe && table.get(order.orderId))
    return refused(refusal(409, 201, 'Request already received.'))
  const last = order.meter.slice(-4)
  if (last === movedMeter) return refused(refusal(501, 501, 'This account is under maintenance.'))
  if (order.amountKobo > account.walletKobo) return refused(refusal(422, 202, 'insufficient wallet balance.'))
  if (last === lostMeter) return refused(unexpected())
  const { state, left, answer } = endings[last] ?? sold
  const made: Vend = {
    ...order,
    id: 7_000_000 + table.size,
    state,
    left,
    token: tokenOf(ctx),
    receiptNo: ctx.now(),
    atMs: ctx.now(),
  }
  table.put(order.orderId, made)
  if (state === 'sold' || state === 'processing') take(scope, made)
  if (answer === 'in_progress') return done(inProgress())
  return done(answer === 'error' ? unexpected() : soldAnswer(made, 'vend'))
}

/** What became of a vend; each question brings one that is still in work nearer to its end. */
export function requery({ ctx, account }: Scope, orderId: string): Result {
  const table = vends(ctx.store, account.account)
  const known = table.get(orderId)
  if (!known)
    return refused(refusal(404, 20, `No transaction found with reference: ${orderId.slice(0, 100)}`))
  switch (known.state) {
    case 'sold':
      return done(soldAnswer(known, 'requery'))
    case 'processing':
      table.put(orderId, known.left > 0 ? { ...known, left: known.left - 1 } : { ...known, state: 'sold' })
      if (known.left === 0) return done(soldAnswer(known, 'requery'))
      return done(refusal(400, 201, 'Transaction is still processing. Kindly retry in 2 minutes.'))
    case 'failed':
      return done(refusal(400, 202, 'Transaction failed. Refund already processed.'))
    case 'not_initiated':
      return done(refusal(400, 203, 'Transaction not initiated.'))
  }
}

function take({ ctx, account, call }: Scope, made: Vend): void {
  buyPowerAccounts(ctx.store).put(account.apiKey, {
    ...account,
    walletKobo: account.walletKobo - made.amountKobo,
  })
  ctx.ledger.effects.append({
    at: new Date(made.atMs).toISOString(),
    provider: 'buypower',
    account: account.account,
    entity: 'vend',
    objectId: String(made.id),
    operation: 'create',
    ...traceOf({ kind: 'api', call }),
    externalRef: made.orderId,
    sourceVersion: null,
    objectVersion: null,
    money: { kind: 'payment', amount: made.amountKobo, currency: 'NGN', moved: made.amountKobo },
  })
}

type Order = Pick<Vend, 'orderId' | 'meter' | 'disco' | 'vendType' | 'phone' | 'amountKobo'>

function readOrder(body: unknown): Order | Answer {
  if (!isPlainObject(body)) return refusal(400, 201, 'The body is not JSON.')
  const texts = ['orderId', 'meter', 'disco', 'vendType', 'phone', 'paymentType', 'vertical'] as const
  for (const name of texts)
    if (typeof body[name] !== 'string' || body[name] === '' || body[name].length > 200)
      return refusal(400, 201, `Invalid request. "${name}" is required`)
  const { orderId, meter, disco, vendType, phone } = body as Record<(typeof texts)[number], string>
  if (!knownDiscos.includes(disco)) return refusal(400, 201, '"disco" must be a known one')
  const amountKobo = koboIn(body.amount)
  if (amountKobo === null) return refusal(400, 201, '"amount" must be a number')
  if (amountKobo < minimumKobo) return refusal(400, 201, 'Amount is below the minimum vend amount')
  return { orderId, meter, disco, vendType, phone, amountKobo }
}

function koboIn(amount: unknown): number | null {
  const text = typeof amount === 'number' ? String(amount) : typeof amount === 'string' ? amount : ''
  const [, naira, kobo = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text) ?? []
  return naira === undefined ? null : Number(naira) * 100 + Number(kobo.padEnd(2, '0'))
}

/** Amounts are numbers in a vend and texts in a requery; its time is Lagos's there and UTC here. */
function soldAnswer(made: Vend, told: 'vend' | 'requery'): Answer {
  const money = (kobo: number) => (told === 'vend' ? kobo / 100 : (kobo / 100).toFixed(2))
  const lagosMs = told === 'vend' ? 3_600_000 : 0
  const energyKobo = Math.round(made.amountKobo / 1.075)
  const data = {
    id: made.id,
    amountGenerated: money(energyKobo),
    tariff: null,
    debtAmount: money(0),
    debtRemaining: money(0),
    disco: made.disco,
    orderId: made.orderId,
    receiptNo: told === 'vend' ? made.receiptNo : String(made.receiptNo),
    tax: money(made.amountKobo - energyKobo),
    vendTime: new Date(made.atMs + lagosMs).toISOString().slice(0, 19).replace('T', ' '),
    token: made.vendType === 'PREPAID' ? made.token : null,
    totalAmountPaid: made.amountKobo / 100,
    units: (energyKobo / 6_800).toFixed(1),
    vendRef: told === 'vend' ? made.receiptNo : null,
    responseCode: 100,
    responseMessage: 'Payment successful',
    phoneNo: made.phone,
    parcels: made.vendType === 'PREPAID' ? [{ type: 'TOKEN', content: made.token }] : [],
    demandCategory: 'NMD',
    assetProvider: made.disco,
  }
  const answer = { status: true, message: 'Successful transaction', responseCode: 200, data }
  return jsonAnswer(200, told === 'vend' ? answer : { result: answer })
}

function tokenOf({ random }: ProviderContext): string {
  const block = () => String(random.whole(0, 9_999)).padStart(4, '0')
  return [block(), block(), block(), block(), block()].join('-')
}
