import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { describeProviderContract } from '../provider.contract.ts'
import type { Access } from '../provider.ts'
import { fakeTarget } from '../testing/fake-target.ts'
import { at, canarySecrets } from '../testing/records.ts'
import { createBuyPower, type VendOrder } from './index.ts'
import { samples } from './samples/index.ts'

const apiKey = 'bp_contract_key'
const provider = createBuyPower({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 })
const { client } = provider

const accessTo = (sandbox: Sandbox): Access => ({
  baseUrl: `${sandbox.url}/buypower/v2`,
  secrets: { api_key: apiKey },
  now: () => new Date(),
  signal: new AbortController().signal,
})

const open = () => createSandbox({ accounts: [{ buypower: { apiKey, walletKobo: 2_000_000 } }] })
const refusal = (status: number, code: string) => ({
  answer: { status, body: '{"status":false,"message":"No, Canary Nameson."}' },
  code,
})

const noRecords = 'It keeps no records.'
const sells = 'Held of vends and requeries, in `buypower.int.spec.ts`.'

describeProviderContract('buypower', {
  provider,
  leftOut: {
    'reads page by page to the end': noRecords,
    'goes on in the middle': noRecords,
    'stops where credentials run out, and goes on with new ones': noRecords,
    'does nothing twice when repeated, or when an answer was lost': sells,
    'tells every class of error from real bodies': sells,
    'waits as long as a limit asks': sells,
    'bears garbled, cut, endless and slow answers': sells,
    'learns from a conflict of versions': noRecords,
    'deletes once': noRecords,
    'bounds a clock that is wrong': 'It signs nothing with the time.',
    'accepts deliveries that others signed, and no changed ones': 'It sends no webhooks.',
    'never throws over hostile deliveries': 'It sends no webhooks.',
    'keeps names in every script': 'It keeps no names.',
    'keeps amounts of every currency, with and without decimals':
      'It sells in naira: whole kobo, in `buypower.spec.ts`.',
  },
  probe: {
    async open() {
      const sandbox = await open()
      return { access: () => accessTo(sandbox), close: () => sandbox.close() }
    },
    answers: [
      { answer: { status: 200, body: '{"wallet":"full"}' }, code: 'PROVIDER_MALFORMED_RESPONSE' },
      refusal(401, 'INVALID_CREDENTIALS'),
      refusal(403, 'PROVIDER_FORBIDDEN'),
      refusal(404, 'NOT_CONFIGURED'),
      refusal(429, 'RATE_LIMIT_EXCEEDED'),
      refusal(500, 'PROVIDER_ERROR'),
    ],
  },
})

describe('selling', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await open()
  })
  afterAll(() => sandbox.close())

  let orders = 0
  const order = (changes: Partial<VendOrder> = {}): VendOrder => ({
    orderId: `order-${(orders += 1)}`,
    meter: '45700123456',
    disco: 'IKEJA',
    vendType: 'PREPAID',
    amountKobo: 100_050,
    phone: '08031234567',
    name: null,
    email: null,
    ...changes,
  })
  const soldUnder = (orderId: string) =>
    sandbox.effects('buypower').filter(({ externalRef }) => externalRef === orderId).length

  it('checks the meter, vends, and finds the same token again', async () => {
    const access = accessTo(sandbox)
    const { meter, disco, vendType } = order()
    expect(await client.checkMeter({ meter, disco, vendType }, access)).toMatchObject({
      verdict: 'done',
      value: { meter, minKobo: 35_000, maxKobo: 1_000_000_000 },
    })
    const before = await client.balance(access)
    const one = order()
    const sold = await client.vend(one, access)
    if (sold.verdict !== 'done') throw new Error(sold.verdict)
    expect(sold.value).toMatchObject({ orderId: one.orderId, paidKobo: 100_050 })
    expect(sold.value.token).toMatch(/^\d{20}$/)
    const asked = await client.requery(one.orderId, access)
    expect(asked).toMatchObject({ verdict: 'done', value: { token: sold.value.token, paidKobo: 100_050 } })
    const after = await client.balance(access)
    const held = (told: typeof before) => (told.verdict === 'done' ? told.value.kobo : Number.NaN)
    expect(held(before) - held(after)).toBe(100_050)
  })

  it('leaves nothing of token, meter, phone or key in what may be shown', async () => {
    const one = order({ name: 'Amaka Obi', email: 'amaka@example.com' })
    const sold = await client.vend(one, accessTo(sandbox))
    if (sold.verdict !== 'done') throw new Error(sold.verdict)
    const told = await client.requery(one.orderId, accessTo(sandbox))
    const checked = await client.checkMeter(one, accessTo(sandbox))
    const shown = JSON.stringify([sold, told, checked].map(({ attempt }) => attempt))
    const { token } = sold.value
    for (const secret of [token?.slice(0, 4), one.meter, one.phone, one.email, 'Amaka', apiKey])
      expect(shown).not.toContain(secret)
  })

  test.each([
    ['0500', 'done'],
    ['0402', 'failed PROVIDER_REFUSED rejected'],
    ['0404', 'failed RECORD_NOT_FOUND not_executed'],
    ['0203', 'failed RECORD_NOT_FOUND not_executed'],
    ['0202', 'unknown OUTCOME_UNKNOWN, then done'],
  ])('to a meter that ends in %s is open, and a requery says %s', async (end, wanted) => {
    const access = accessTo(sandbox)
    const one = order({ meter: `4570012${end}` })
    expect(await client.vend(one, access)).toMatchObject({ verdict: 'unknown' })
    const asked: string[] = []
    for (const _ of wanted.split(', then ')) {
      const told = await client.requery(one.orderId, access)
      const { verdict } = told
      if (verdict === 'done') asked.push(verdict)
      else asked.push([verdict, told.code, ...(verdict === 'failed' ? [told.certainty] : [])].join(' '))
    }
    expect(asked.join(', then ')).toBe(wanted)
    expect(soldUnder(one.orderId)).toBe(wanted.endsWith('done') ? 1 : 0)
  })

  it.each(['timeout', 'half', 'garbled', '500'])(
    'whose answer is lost (%s) is settled by a requery, and sells once',
    async (sentinel) => {
      const access = accessTo(sandbox)
      const one = order({ name: `Ada -${sentinel}` })
      let told = await client.vend(one, access)
      expect(told.verdict).toBe('unknown')
      // Every other 500 comes without anything done: then the requery says so, and the same order goes out again.
      for (let tries = 0; tries < 3 && told.verdict !== 'done'; tries += 1) {
        told = await client.requery(one.orderId, access)
        if (told.verdict === 'failed') told = await client.vend(one, access)
      }
      expect(told.verdict).toBe('done')
      expect(soldUnder(one.orderId)).toBe(1)
    },
  )

  it('under an order id that was used says nothing but «ask»', async () => {
    const one = order()
    await client.vend(one, accessTo(sandbox))
    expect(await client.vend(one, accessTo(sandbox))).toMatchObject({
      verdict: 'unknown',
      code: 'OUTCOME_UNKNOWN',
    })
    expect(soldUnder(one.orderId)).toBe(1)
  })

  it('stops at an empty wallet and at an account that moved', async () => {
    const access = accessTo(sandbox)
    expect(await client.vend(order({ amountKobo: 9_000_000 }), access)).toMatchObject({
      verdict: 'failed',
      code: 'WALLET_INSUFFICIENT',
    })
    expect(await client.vend(order({ meter: '45700120501' }), access)).toMatchObject({
      verdict: 'failed',
      code: 'PROVIDER_UNAVAILABLE',
    })
    expect(await client.vend(order({ amountKobo: 5_000 }), access)).toMatchObject({
      verdict: 'failed',
      code: 'PROVIDER_REFUSED',
      detail: 'Amount is below the minimum vend amount',
    })
  })

  test.each([
    ['orderId', { orderId: '../wallet' }],
    ['meter', { meter: '12345' }],
    ['disco', { disco: 'A&B' }],
    ['amountKobo', { amountKobo: 10.5 }],
    ['phone', { phone: 'none' }],
  ])('with an impossible %s never leaves', async (field, changes) => {
    const before = sandbox.requests('buypower').length
    expect(await client.vend(order(changes), accessTo(sandbox))).toMatchObject({
      verdict: 'failed',
      code: 'INVALID_INPUT',
      certainty: 'not_executed',
      detail: `${field} is not one that BuyPower takes.`,
    })
    expect(sandbox.requests('buypower')).toHaveLength(before)
  })

  it('tells companies, prices, and whether anything can be sold', async () => {
    const access = accessTo(sandbox)
    expect(await client.status(access)).toMatchObject({
      verdict: 'done',
      value: { isUp: true, down: ['BENIN', 'GLO'] },
    })
    expect(await client.discos(access)).toMatchObject({ verdict: 'done' })
    expect(await client.tariff({ vertical: 'TV', provider: 'GOTV' }, access)).toMatchObject({
      verdict: 'done',
      value: [{ code: 'GOLITE', priceKobo: 157_500 }, { code: 'GOMAX' }],
    })
  })
})

describe('on the wire', () => {
  const accessToFake = (baseUrl: string): Access => ({
    baseUrl,
    secrets: canarySecrets,
    now: () => at(0),
    signal: new AbortController().signal,
  })

  it('an answer about another order settles nothing', async () => {
    const fake = await fakeTarget({ status: 200, body: JSON.stringify(samples[0]?.response) })
    expect(await client.requery('sample-order-1', accessToFake(fake.url))).toMatchObject({ verdict: 'done' })
    expect(await client.requery('sample-order-2', accessToFake(fake.url))).toMatchObject({
      verdict: 'unknown',
      code: 'PROVIDER_MALFORMED_RESPONSE',
    })
    await fake.close()
  })

  it('a limit says how long to wait, and nobody there is certain for a vend, not for a requery', async () => {
    const limited = await fakeTarget({ status: 429, headers: { 'retry-after': '7' }, body: '{}' })
    expect(await client.balance(accessToFake(limited.url))).toMatchObject({
      verdict: 'failed',
      retryAfterMs: 7_000,
    })
    await limited.close()
    const one: VendOrder = {
      orderId: 'o1',
      meter: '45700123456',
      disco: 'EKO',
      vendType: 'PREPAID',
      amountKobo: 100_000,
      phone: '08031234567',
      name: null,
      email: null,
    }
    const nobody = accessToFake('http://127.0.0.1:1')
    expect(await client.vend(one, nobody)).toMatchObject({
      verdict: 'failed',
      code: 'NETWORK_UNREACHABLE',
      certainty: 'not_executed',
    })
    expect(await client.requery('o1', nobody)).toMatchObject({ verdict: 'unknown' })
  })
})
