import { randomUUID } from 'node:crypto'
import type { Appender } from '@syncline/db/log'
import { readStream } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import type { RechargeCreateInput } from '@syncline/domain/view'
import { createBuyPower } from '@syncline/providers/buypower'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../http/log.ts'
import { createTargetDirectory } from '../jobs/targets.ts'
import { type Between, type Fate, startBetween } from '../testing/between.ts'
import { askedRecharge, foundWallet, type TestWallet } from '../testing/electricity.ts'
import { startTestHub, type TestHub } from '../testing/hub.ts'
import { noProtection } from '../testing/protection.ts'
import { createElectricity, type Electricity } from './index.ts'
import { rechargeIdOf } from './recharge-stream.ts'
import { createRecharges, type Recharges, type RechargesDeps } from './recharges.ts'

const apiKey = 'key-of-the-recharge-tests'
const clientWithin = (requestTimeoutMs: number) =>
  createBuyPower({ requestTimeoutMs, maxAnswerBytes: 65_536 }).client
const outMs = 300_000
let shiftMs = 0
let hub: TestHub
let sandbox: Sandbox
let between: Between
let ours: TestWallet
let deps: RechargesDeps
let recharges: Recharges
let electricity: Electricity

beforeAll(async () => {
  hub = await startTestHub()
  // It sells again under a known order id: nothing but the hub keeps a second call from being a second sale.
  sandbox = await createSandbox({ dedupe: false, accounts: [{ buypower: { apiKey } }] })
  between = await startBetween(sandbox.url)
  ours = await foundWallet(hub, between.url, apiKey)
  deps = {
    pool: hub.appPool,
    appender: hub.appender,
    vault: hub.vault,
    targets: createTargetDirectory({ pool: hub.appPool, vault: hub.vault }),
    protection: noProtection,
    log: createLogger({ level: 'silent', service: 'test' }),
    loadClient: async () => clientWithin(10_000),
    now: () => new Date(Date.now() + shiftMs),
  }
  recharges = createRecharges(deps)
  electricity = createElectricity(deps)
})
afterAll(async () => {
  await between.close()
  await sandbox.close()
  await hub.close()
})
beforeEach(() => {
  shiftMs = 0
  between.fate = () => 'whole'
})

const by = { actor: 'user:ngozi', correlationId: randomUUID() } as const
const asked = (changes: Partial<RechargeCreateInput> = {}) => askedRecharge(ours.connectionId, changes)
const create = (input: RechargeCreateInput, seller: Recharges = recharges) =>
  seller.create(ours.organizationId, input, by)
const idOf = ({ requestId }: RechargeCreateInput) => rechargeIdOf(ours.organizationId, requestId)
const requery = (orderId: string) => electricity.requery(ours.organizationId, ours.connectionId, orderId, by)

async function facts(input: RechargeCreateInput): Promise<readonly string[]> {
  const stream = `recharge-${idOf(input)}`
  const events = await withOrganization(hub.appPool, ours.organizationId, (tx) =>
    readStream(tx, ours.organizationId, stream),
  )
  return events.map(({ type }) => type.replace('Recharge', ''))
}
const soldUnder = (input: RechargeCreateInput) =>
  sandbox.effects('buypower').filter(({ externalRef }) => externalRef === idOf(input)).length
const vendCalls = () => sandbox.requests('buypower').filter(({ path }) => path.endsWith('/vend')).length
const isVend = (path: string) => path.endsWith('/vend')

describe('a recharge', () => {
  it('is sold, and its token told once and found again by who may', async () => {
    const input = asked()
    const sold = await create(input)
    expect(sold).toMatchObject({
      rechargeId: idOf(input),
      state: 'sold',
      replayed: false,
      paidKobo: 500_000,
      tokens: [{ kind: 'TOKEN', digits: expect.stringMatching(/^\d{20}$/) }],
    })
    expect(await facts(input)).toEqual(['Requested', 'Vended'])
    const again = await create(input)
    expect(again).toMatchObject({ state: 'sold', replayed: true, tokens: [], units: sold.units })
    expect(await recharges.revealTokens(ours.organizationId, sold.rechargeId)).toEqual({
      rechargeId: sold.rechargeId,
      tokens: sold.tokens,
    })
    expect(soldUnder(input)).toBe(1)
  })

  it.each([
    ['a meter that nobody knows', () => ({ meter: '04123450400' }), { code: 'METER_INVALID' }],
    ['less than the meter takes', () => ({ amountKobo: 30_000 }), { details: { field: 'amountKobo' } }],
    ['a phone that is none', () => ({ phone: '0803 000' }), { details: { field: 'phone' } }],
    ['another provider', () => ({ connectionId: ours.stripeId }), { code: 'INVALID_INPUT' }],
    ['no connection', () => ({ connectionId: randomUUID() }), { code: 'RECORD_NOT_FOUND' }],
  ] as const)('for %s is refused before anything is in the log', async (_what, changes, refusal) => {
    const input = asked(changes())
    const before = vendCalls()
    await expect(create(input)).rejects.toMatchObject(refusal)
    expect([vendCalls(), await facts(input)]).toEqual([before, []])
  })

  it('of more than the wallet holds is refused with what it holds', async () => {
    sandbox.register({ buypower: { apiKey, walletKobo: 400_000 } })
    await expect(create(asked())).rejects.toMatchObject({
      code: 'WALLET_INSUFFICIENT',
      details: { walletKobo: 400_000, amountKobo: 500_000 },
    })
    sandbox.register({ buypower: { apiKey, walletKobo: 100_000_000 } })
  })

  it('is one sale however often it is asked for at once, in several processes too', async () => {
    const input = asked()
    const elsewhere = createRecharges({ ...deps, pool: hub.workerPool, appender: hub.workerAppender })
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, n) => create(input, n % 2 === 0 ? recharges : elsewhere)),
    )
    expect(soldUnder(input)).toBe(1)
    expect(answers.filter(({ tokens }) => tokens.length > 0)).toHaveLength(1)
    expect(answers.filter(({ state }) => state === 'failed')).toEqual([])
    expect(await facts(input)).toEqual(['Requested', 'Vended'])
  })

  it.each([
    ['amount', { amountKobo: 500_001 }],
    ['meter', { meter: '04123456780' }],
    ['phone', { phone: '08031234568' }],
    ['company', { disco: 'IKEJA' }],
  ] as const)('with another %s under a known request id is a conflict', async (_what, changes) => {
    const input = asked()
    await create(input)
    await expect(create({ ...input, ...changes })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
    expect(soldUnder(input)).toBe(1)
  })

  it('that BuyPower refuses has failed for certain', async () => {
    const input = asked({ meter: '04123450501' })
    expect(await create(input)).toMatchObject({ state: 'failed', code: 'PROVIDER_UNAVAILABLE', tokens: [] })
    expect(await facts(input)).toEqual(['Requested', 'Failed'])
    await expect(recharges.revealTokens(ours.organizationId, idOf(input))).rejects.toMatchObject({
      details: { reason: 'not_sold' },
    })
  })
})

describe('a recharge whose outcome is unknown', () => {
  it.each([
    ['a lost answer', '04123456789', 'lost', 'Vended'],
    ['no answer', '04123456789', 'never', 'Vended'],
    ['half an answer', '04123456789', 'garbled', 'Vended'],
    ['a server error after the sale', '04123450500', 'whole', 'Vended'],
    ['202, in work', '04123450202', 'whole', 'Vended'],
    ['a server error and no sale', '04123450402', 'whole', 'Failed'],
  ] as const)('after %s is only ever asked about', async (_what, meter, fate, end) => {
    const input = asked({ meter })
    between.fate = (path) => (isVend(path) ? fate : 'whole')
    const hasty = createRecharges({ ...deps, loadClient: async () => clientWithin(800) })
    const told = await create(input, fate === 'never' ? hasty : recharges)
    expect(told).toMatchObject({ state: 'unknown', askAgainInMs: 120_000, tokens: [] })
    expect(await facts(input)).toEqual(['Requested', 'OutcomeUnknown'])
    between.fate = () => 'whole'
    const before = vendCalls()
    // In work the first time, where it is in work.
    await create(input)
    expect((await requery(idOf(input))).state).toBe(end === 'Vended' ? 'sold' : 'failed')
    expect(await facts(input)).toEqual(['Requested', 'OutcomeUnknown', end])
    expect([vendCalls(), soldUnder(input)]).toEqual([before, end === 'Vended' ? 1 : 0])
  })

  it.each([
    ['never arrived', '04123450404'],
    ['was never begun', '04123450203'],
  ])('and that %s has failed once its call can be on its way no more', async (_what, meter) => {
    const input = asked({ meter })
    await create(input)
    expect(await requery(idOf(input))).toMatchObject({ state: 'unknown', code: 'OUTCOME_UNKNOWN' })
    shiftMs = outMs
    expect(await requery(idOf(input))).toMatchObject({ state: 'failed', wasBegun: false })
    expect(await create(input)).toMatchObject({ state: 'failed', replayed: true })
    expect(await facts(input)).toEqual(['Requested', 'OutcomeUnknown', 'Failed'])
  })
})

it('is one sale at most and told for what it was, whatever becomes of calls and answers', async () => {
  const fates: readonly Fate[] = ['whole', 'lost', 'garbled', 'dropped']
  const meters = ['04123456789', '04123450500', '04123450202', '04123450402', '04123450404']
  let calls = 0
  // In turn, so that each meets each: of calls that sell, and of questions about them.
  const fateOf = () => fates[((calls += 1) % 7) % fates.length] ?? 'whole'
  between.fate = (path) => (isVend(path) || path.includes('/transaction/') ? fateOf() : 'whole')
  const inputs = Array.from({ length: 40 }, (_, n) => asked({ meter: meters[n % meters.length] ?? '' }))
  await Promise.all(inputs.flatMap((input) => [create(input), create(input), create(input)]))
  between.fate = () => 'whole'
  shiftMs = outMs
  const ends = new Set<string>()
  for (const input of inputs) {
    // What is in work is so at the first question.
    await requery(idOf(input))
    const { state } = await requery(idOf(input))
    expect([state, soldUnder(input)]).toEqual(state === 'sold' ? ['sold', 1] : ['failed', 0])
    expect((await facts(input)).at(-1)).toBe(state === 'sold' ? 'Vended' : 'Failed')
    ends.add(state)
  }
  expect(ends.size).toBe(2)
})

describe('a process that dies', () => {
  it('between log and call has sold nothing, and nobody calls in its place', async () => {
    const append: Appender['append'] = async (request) => {
      await hub.appender.append(request)
      throw new Error('killed')
    }
    const dying = createRecharges({ ...deps, appender: { ...hub.appender, append } })
    const input = asked()
    const before = vendCalls()
    await expect(create(input, dying)).rejects.toThrow('killed')
    expect(await facts(input)).toEqual(['Requested'])
    expect(await create(input)).toMatchObject({ state: 'unknown', replayed: true })
    shiftMs = outMs
    expect(await create(input)).toMatchObject({ state: 'failed', wasBegun: false })
    expect([await facts(input), vendCalls()]).toEqual([['Requested', 'Failed'], before])
  })

  it('between call and log has sold, whoever asks hears of it, and the buyer has the token', async () => {
    const append: Appender['append'] = async (request) => {
      if (request.expectedVersion !== 0) throw new Error('killed')
      return hub.appender.append(request)
    }
    const dying = createRecharges({ ...deps, appender: { ...hub.appender, append } })
    const input = asked()
    expect(await create(input, dying)).toMatchObject({ state: 'sold', tokens: [{ kind: 'TOKEN' }] })
    expect(await facts(input)).toEqual(['Requested'])
    expect(await create(input)).toMatchObject({ state: 'sold', replayed: true })
    expect([await facts(input), soldUnder(input)]).toEqual([['Requested', 'Vended'], 1])
  })
})

it('is of its own organization alone', async () => {
  const input = asked()
  await create(input)
  const other = await foundWallet(hub, between.url, apiKey)
  await expect(recharges.revealTokens(other.organizationId, idOf(input))).rejects.toMatchObject({
    code: 'RECORD_NOT_FOUND',
  })
  await expect(recharges.create(other.organizationId, input, by)).rejects.toMatchObject({
    code: 'RECORD_NOT_FOUND',
  })
})
