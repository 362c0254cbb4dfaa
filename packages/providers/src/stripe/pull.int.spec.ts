import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord } from '@syncline/domain/record'
import { createSandbox } from '@syncline/sandbox'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Access, Page } from '../provider.ts'
import { fakeTarget, type RawAnswer } from '../testing/fake-target.ts'
import { createStripe } from './index.ts'
import { apiVersion } from './manifest.ts'
import { chargeSample, customerSample, invoiceSample } from './samples/index.ts'
import { webhook } from './webhook.ts'

const secretKey = 'sk_test_pull'
const { pull } = createStripe({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 })

let sandbox: Awaited<ReturnType<typeof createSandbox>>
let client: Stripe
const access = (baseUrl = sandbox.url): Access => ({
  baseUrl,
  secrets: { api_key: secretKey },
  now: () => new Date(),
  signal: new AbortController().signal,
})

beforeAll(async () => {
  sandbox = await createSandbox({ accounts: [{ stripe: { secretKey } }] })
  const { port } = new URL(sandbox.url)
  client = new Stripe(secretKey, { host: '127.0.0.1', port, protocol: 'http', telemetry: false })
})
afterAll(() => sandbox.close())

async function page(entity: Entity, cursor: string | null, at = access(), since: Date | null = null) {
  const got = await pull?.[entity]?.page(cursor, since, at)
  if (!got?.ok) throw new Error(got?.code)
  return got
}
async function one(entity: Entity, id: string, accountId: string | null = null) {
  const got = await pull?.[entity]?.one(id, accountId, access())
  if (!got?.ok) throw new Error(got?.code)
  return got
}

describe('one object', () => {
  it('is the customer as he is now, and as deleted once he is', async () => {
    const { id } = await client.customers.create({ name: 'Ada Obi' })
    await client.customers.update(id, { name: 'Ada Eze' })
    const before = Math.floor(Date.now() / 1_000)
    const fetched = await one('customer', id)
    expect(fetched).toMatchObject({ record: { sourceId: id, name: 'Ada Eze' }, objectVersion: null })
    expect(fetched.order - before).toBeLessThanOrEqual(1)
    await client.customers.del(id)
    expect((await one('customer', id)).record).toMatchObject({ sourceId: id, deleted: true })
  })

  it('is found by what its id begins with', async () => {
    const intent = await client.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
    })
    expect((await one('transaction', intent.id)).record).toMatchObject({
      kind: 'payment',
      status: 'succeeded',
      amount: { amount: 2_000, currency: 'USD' },
    })
    const refund = await client.refunds.create({ payment_intent: intent.id, amount: 500 })
    expect((await one('transaction', refund.id)).record).toMatchObject({
      kind: 'refund',
      parentId: intent.id,
    })
    // Told by its payment.
    expect((await one('transaction', intent.latest_charge as string)).record).toBeNull()
  })

  it('lives in the account that is named', async () => {
    const venue = { stripeAccount: 'acct_pull1' }
    const { id } = await client.customers.create({ name: 'Ada Obi' }, venue)
    expect((await one('customer', id, venue.stripeAccount)).record).toMatchObject({ name: 'Ada Obi' })
    expect((await one('customer', id)).record).toBeNull()
  })

  it('is nothing where there is none, and no id climbs a path', async () => {
    for (const id of ['in_none', '../customers', 'a/b', '', 'é'])
      expect((await one('invoice', id)).record).toBeNull()
  })
})

describe('pages', () => {
  it('go through three lists for transactions, and tell no payment twice', async () => {
    const seen: CanonicalRecord[] = []
    let cursor: string | null = null
    let pages = 0
    do {
      const got: Extract<Page, { ok: true }> = await page('transaction', cursor)
      seen.push(...got.records)
      expect(got.unreadable).toBe(0)
      cursor = got.cursor
      pages += 1
    } while (cursor !== null)
    expect(pages).toBe(3)
    expect(seen.map(({ sourceId }) => sourceId.slice(0, 3)).sort()).toEqual(['pi_', 're_'])
  })

  it('follow the last id, a hundred at a time', async () => {
    for (let made = 0; made < 102; made += 1) await client.customers.create({ name: `Guest ${made}` })
    const wide = createStripe().pull?.customer
    const first = await wide?.page(null, null, access())
    if (!first?.ok || first.cursor === null) throw new Error('one page only')
    const second = await wide?.page(first.cursor, null, access())
    if (!second?.ok) throw new Error(second?.code)
    const ids = [...first.records, ...second.records].map(({ sourceId }) => sourceId)
    expect(first.records).toHaveLength(100)
    expect(second.records.length).toBeGreaterThanOrEqual(2)
    expect(new Set(ids).size).toBe(ids.length)
    expect(second.cursor).toBeNull()
  })

  it('show only what changed since, where asked', async () => {
    const later = new Date(Date.now() + 60_000)
    expect(await page('customer', null, access(), later)).toMatchObject({ records: [], cursor: null })
  })

  it('show subscriptions that have ended, too', async () => {
    const customer = (await client.customers.create({ name: 'Ada Obi' })).id
    const { id } = await client.subscriptions.create({
      customer,
      items: [
        {
          price_data: {
            currency: 'usd',
            product: 'prod_1',
            recurring: { interval: 'month' },
            unit_amount: 900,
          },
        },
      ],
    })
    await client.subscriptions.cancel(id)
    const { records } = await page('subscription', null)
    expect(records).toMatchObject([{ sourceId: id, status: 'cancelled', customerId: customer }])
    expect((await page('invoice', null)).records).toMatchObject([{ subscriptionId: id }])
  })

  it('and the events of the same objects tell the same', async () => {
    const told = new Set<string>()
    const seen = new Set<string>()
    for await (const event of client.events.list({ limit: 100 })) {
      const raw = new TextEncoder().encode(JSON.stringify(event))
      const reading = webhook.read(raw)
      if (!reading.ok) throw new Error(`${event.type} ${reading.reason}`)
      const [notice] = reading.notices
      told.add(`${event.type.split('.').slice(0, -1).join('.')} ${reading.ignored ?? notice?.entity}`)
      // The newest of an object comes first: it is how the object is now.
      if (!notice || seen.has(notice.sourceId)) continue
      seen.add(notice.sourceId)
      const { record } = await one(notice.entity, notice.sourceId)
      if (notice.operation === 'upsert') expect(webhook.record(raw, notice.entity)).toEqual(record)
    }
    expect(told).toEqual(
      new Set([
        'customer customer',
        'payment_intent transaction',
        'charge covered',
        'refund transaction',
        'customer.subscription subscription',
        'invoice invoice',
      ]),
    )
  })

  it('count what can’t be told and lose nothing else', async () => {
    const data = [customerSample(), { id: 'cus_2', object: 'customer', name: 5 }, invoiceSample()]
    const fake = await fakeTarget({
      status: 200,
      body: JSON.stringify({ object: 'list', data, has_more: false }),
    })
    const got = await page('customer', null, access(fake.url))
    await fake.close()
    expect(got).toMatchObject({ records: [{ entity: 'customer' }], unreadable: 2 })
  })
})

const error = (type: string, code?: string) =>
  JSON.stringify({ error: { type, code, message: 'No: sk_test_canary4711 of ada@example.com.' } })

describe('an answer that is none', () => {
  const cases: (RawAnswer & { readonly said: string })[] = [
    { said: 'INVALID_CREDENTIALS', status: 401, body: error('invalid_request_error') },
    { said: 'PROVIDER_FORBIDDEN', status: 403, body: error('invalid_request_error') },
    { said: 'PROVIDER_REFUSED', status: 400, body: error('invalid_request_error', 'parameter_unknown') },
    { said: 'RATE_LIMIT_EXCEEDED again', status: 400, body: error('invalid_request_error', 'rate_limit') },
    {
      said: 'RATE_LIMIT_EXCEEDED again',
      status: 429,
      headers: { 'retry-after': '7' },
      body: error('invalid_request_error'),
    },
    { said: 'NOT_CONFIGURED', status: 404, body: '<html>' },
    { said: 'NOT_CONFIGURED', status: 404, body: error('invalid_request_error') },
    { said: 'PROVIDER_ERROR again', status: 500, body: error('api_error') },
    {
      said: 'PROVIDER_ERROR again',
      status: 502,
      headers: { 'stripe-should-retry': 'true' },
      body: '<html>',
    },
    { said: 'PROVIDER_UNAVAILABLE again', status: 503, body: error('api_error') },
    { said: 'PROVIDER_MALFORMED_RESPONSE again', status: 200, body: '{"object":"customer"' },
    { said: 'PROVIDER_MALFORMED_RESPONSE again', status: 200, body: '"text"' },
    { said: 'PROVIDER_MALFORMED_RESPONSE again', status: 200, body: 'null' },
    { said: 'PROVIDER_MALFORMED_RESPONSE', status: 200, body: JSON.stringify(chargeSample()) },
    { said: 'PROVIDER_MALFORMED_RESPONSE again', status: 200, body: `"${'x'.repeat(70_000)}"` },
    { said: 'PROVIDER_MALFORMED_RESPONSE again', status: 302, headers: { location: '/' }, body: '' },
    { said: 'PROVIDER_MALFORMED_RESPONSE again', status: 200, body: '{}', ending: 'cut' },
    { said: 'NETWORK_UNREACHABLE again', status: 0, body: '', ending: 'reset' },
    { said: 'TIMEOUT again', status: 200, body: '{}', ending: 'hold' },
  ]
  test.each(cases)('$status is $said', async ({ said, ...answer }) => {
    const fake = await fakeTarget(answer)
    for (const ask of [
      () => pull?.customer?.one('cus_1', null, access(fake.url)),
      () => pull?.customer?.page(null, null, access(fake.url)),
    ]) {
      const got = await ask()
      if (!got || got.ok) throw new Error('an answer')
      expect(`${got.code}${got.retryable ? ' again' : ''}`).toBe(said)
      expect(got.retryAfterMs).toBe(answer.headers?.['retry-after'] ? 7_000 : 0)
      expect(JSON.stringify(got)).not.toMatch(/canary|ada@/)
    }
    // The SDK is told to repeat nothing, and to our own wire it can't.
    expect(fake.asked()).toBe(2)
    await fake.close()
  })

  it('is no answer of a place where nobody is', async () => {
    const fake = await fakeTarget({ status: 200, body: '' })
    await fake.close()
    expect(await pull?.customer?.one('cus_1', null, access(fake.url))).toMatchObject({
      ok: false,
      code: 'NETWORK_UNREACHABLE',
      retryable: true,
    })
  })

  it('is no answer of an address that is not allowed, or without a key', async () => {
    const guarded = { ...access(), allowsAddress: () => false }
    expect(await pull?.customer?.one('cus_1', null, guarded)).toMatchObject({ code: 'NOT_CONFIGURED' })
    for (const api_key of ['', 'two\nlines'])
      expect(await pull?.customer?.page(null, null, { ...access(), secrets: { api_key } })).toMatchObject({
        ok: false,
        code: 'NOT_CONFIGURED',
      })
  })
})

test('what we send says the version that the SDK pins', () => expect(apiVersion).toBe(Stripe.API_VERSION))
