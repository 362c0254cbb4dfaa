import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { SquareClient } from 'square'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access, PlannedCall, Provider, Together } from '../provider.ts'
import { fakeTarget } from '../testing/fake-target.ts'
import { planContext } from '../testing/plan-context.ts'
import { at, canarySecrets } from '../testing/records.ts'
import { maxCounts } from './count-batch.ts'
import { createSquare } from './index.ts'

const accessToken = 'EAAA_pull_token'
const provider = createSquare({ requestTimeoutMs: 2_000, maxAnswerBytes: 1024 * 1024 })

let sandbox: Sandbox
let square: SquareClient
let locationId: string
let access: Access
beforeAll(async () => {
  sandbox = await createSandbox({ accounts: [{ square: { accessToken } }] })
  square = new SquareClient({ token: accessToken, baseUrl: sandbox.url, maxRetries: 0 })
  locationId = (await square.locations.list()).locations?.[0]?.id ?? ''
  access = {
    baseUrl: sandbox.url,
    secrets: { api_key: accessToken },
    now: () => new Date(),
    signal: new AbortController().signal,
  }
})
afterAll(() => sandbox.close())

const pull = (entity: keyof NonNullable<Provider['pull']>) => {
  const adapter = provider.pull?.[entity]
  if (!adapter) throw new Error(`no ${entity}`)
  return adapter
}

async function pullAll(entity: keyof NonNullable<Provider['pull']>, since: Date | null = null) {
  const records = []
  let cursor: string | null = null
  do {
    const page = await pull(entity).page(cursor, since, access)
    if (!page.ok) throw new Error(`${page.code} ${page.detail}`)
    expect(page.unreadable).toBe(0)
    records.push(...page.records)
    cursor = page.cursor
  } while (cursor !== null)
  return records
}

const usd = (amount: bigint) => ({ amount, currency: 'USD' as const })

describe('what is pulled from Square', () => {
  it('is every customer once, over pages, and one as it is now', async () => {
    for (let index = 0; index < 130; index += 1)
      await square.customers.create({ givenName: `Guest ${index}`, idempotencyKey: `guest-${index}` })
    const all = await pullAll('customer')
    expect(new Set(all.map(({ sourceId }) => sourceId)).size).toBe(130)
    const customerId = all[0]?.sourceId ?? ''
    await square.customers.update({ customerId, note: 'changed' })
    expect(await pull('customer').one(customerId, null, access)).toMatchObject({
      ok: true,
      record: { sourceId: customerId, note: 'changed' },
      order: 2,
      objectVersion: 1,
    })
    expect(await pullAll('customer', new Date(Date.now() + 60_000))).toEqual([])
  })

  it('is payments and refunds as transactions, and a sale as an order', async () => {
    const { order } = await square.orders.create({
      order: { locationId, lineItems: [{ name: 'Zobo', quantity: '3', basePriceMoney: usd(300n) }] },
    })
    const orderId = order?.id ?? ''
    const { payment } = await square.payments.create({
      sourceId: 'cnon:card-nonce-ok',
      idempotencyKey: 'p1',
      amountMoney: usd(900n),
      orderId,
    })
    const paymentId = payment?.id ?? ''
    await square.refunds.refundPayment({ idempotencyKey: 'r1', paymentId, amountMoney: usd(100n) })
    const transactions = await pullAll('transaction')
    expect(transactions).toMatchObject([
      { kind: 'payment', sourceId: paymentId, amount: { amount: 900, currency: 'USD' } },
      { kind: 'refund', parentId: paymentId, amount: { amount: 100, currency: 'USD' } },
    ])
    for (const { sourceId } of transactions)
      expect(await pull('transaction').one(sourceId, null, access)).toMatchObject({ record: { sourceId } })
    const sold = { sourceId: orderId, status: 'completed', total: { amount: 900, currency: 'USD' } }
    expect(await pullAll('order')).toMatchObject([sold])
    expect(await pullAll('order', new Date(Date.now() - 60_000))).toMatchObject([sold])
    expect(await pull('order').one(orderId, null, access)).toMatchObject({ record: sold, objectVersion: 2 })
  })

  it('is nothing where there is nothing, and a failure where the question fails', async () => {
    for (const entity of ['customer', 'transaction', 'order', 'inventory_item'] as const)
      for (const id of ['no_such_object', '../locations', 'a:b:IN_STOCK'])
        expect(await pull(entity).one(id, null, access)).toMatchObject({ ok: true, record: null })
    const stranger = { ...access, secrets: { api_key: 'nobody' } }
    for (const entity of ['customer', 'transaction', 'order', 'inventory_item'] as const)
      expect(await pull(entity).page(null, null, stranger)).toMatchObject({
        ok: false,
        code: 'INVALID_CREDENTIALS',
      })
  })

  it('is not believed when the answer makes no sense', async () => {
    for (const body of ['[]', '{"customers":5}', '{"customers":[{"id":5}]}', 'null', '7']) {
      const fake = await fakeTarget({ status: 200, body })
      const page = await pull('customer').page(null, null, {
        ...access,
        baseUrl: fake.url,
        secrets: canarySecrets,
        now: () => at(0),
      })
      if (page.ok) expect(page).toEqual({ ok: true, records: [], unreadable: 1, cursor: null })
      else expect(page.code).toBe('PROVIDER_MALFORMED_RESPONSE')
      await fake.close()
    }
  })
})

describe('what is pushed to Square', () => {
  const push = provider.push?.order
  const pushCount = provider.push?.inventory_item
  if (!push || !pushCount) throw new Error('Square takes orders and counts')
  const money = (amount: number) => ({ amount, currency: 'USD' })
  const sale = {
    entity: 'order' as const,
    sourceId: 'till-4711',
    deleted: false,
    number: 'T-14',
    status: 'open' as const,
    customerId: null,
    lines: [{ description: 'Suya', quantity: '2', amount: money(2_400), itemId: null }],
    discount: money(0),
    tax: money(180),
    tip: money(0),
    total: money(2_580),
    placedAt: '2026-09-21T14:13:20.000Z',
    closedAt: null,
  }
  const planned = (plan: ReturnType<typeof push.plan>): PlannedCall => {
    if (!plan.ok) throw new Error(plan.detail)
    return plan.call
  }
  const effects = () => sandbox.effects('square').length

  it('is an order once under its key, with its total, found again and then cancelled', async () => {
    const before = effects()
    const call = planned(push.plan({ ...sale, locationId }, planContext(null)))
    expect(await push.lookUp(call, access)).toMatchObject({ outcome: 'absent' })
    const made = await push.send(call, 'order-1', access)
    if (made.outcome !== 'done') throw new Error(`${made.code} ${made.detail}`)
    expect(await push.send(call, 'order-1', access)).toMatchObject({ outcome: 'done', link: made.link })
    expect(effects() - before).toBe(1)
    const { order } = await square.orders.get({ orderId: made.link.externalId })
    expect(order?.totalMoney).toEqual(usd(2_580n))
    expect(await push.lookUp(call, access)).toMatchObject({ outcome: 'present', link: made.link })
    const end = planned(push.plan({ ...sale, locationId, status: 'cancelled' }, planContext(made.link)))
    expect(await push.lookUp(end, access)).toMatchObject({ outcome: 'absent' })
    const ended = await push.send(end, 'order-2', access)
    expect(ended).toMatchObject({ outcome: 'done', effect: 'updated', link: { externalVersion: 2 } })
    expect(await push.lookUp(end, access)).toMatchObject({ outcome: 'present' })
    const late = await push.send(end, 'order-3', access)
    expect(late).toMatchObject({ outcome: 'done', effect: 'unchanged' })
  })

  it('is a count, told back as it was taken', async () => {
    const count = {
      entity: 'inventory_item' as const,
      sourceId: 'shelf-1',
      deleted: false,
      itemId: 'RICE',
      locationId,
      name: null,
      sku: null,
      quantity: '12.5',
      state: 'IN_STOCK',
      countedAt: new Date().toISOString(),
    }
    const call = planned(pushCount.plan(count, planContext(null)))
    expect(await pushCount.lookUp(call, access)).toMatchObject({ outcome: 'absent' })
    const externalId = `RICE:${locationId}:IN_STOCK`
    expect(await pushCount.send(call, 'count-1', access)).toMatchObject({
      outcome: 'done',
      link: { externalId, externalVersion: null },
    })
    expect(await pushCount.lookUp(call, access)).toMatchObject({ outcome: 'present' })
    expect(await pull('inventory_item').one(externalId, null, access)).toMatchObject({
      record: { sourceId: externalId, quantity: '12.5' },
    })
    expect(await pullAll('inventory_item')).toHaveLength(1)
    const old = planned(
      pushCount.plan({ ...count, countedAt: '2020-01-01T00:00:00.000Z' }, planContext(null)),
    )
    expect(await pushCount.send(old, 'count-2', access)).toMatchObject({
      outcome: 'failed',
      code: 'PROVIDER_REFUSED',
    })
  })
})

describe('a connection that is about one location', () => {
  const token = 'EAAA_two_places'
  let lekki: string
  let there: Access
  beforeAll(async () => {
    sandbox.register({ square: { accessToken: token, locations: ['Marina', 'Lekki'] } })
    const merchant = new SquareClient({ token, baseUrl: sandbox.url, maxRetries: 0 })
    const locations = (await merchant.locations.list()).locations ?? []
    const [marina = '', other = ''] = locations.map(({ id }) => id ?? '')
    lekki = other
    for (const id of [marina, lekki]) {
      await merchant.orders.create({ order: { locationId: id, referenceId: id } })
      const sold = { sourceId: 'cnon:card-nonce-ok', amountMoney: usd(500n), locationId: id }
      const { payment } = await merchant.payments.create({ ...sold, idempotencyKey: `p-${id}` })
      const refund = { paymentId: payment?.id ?? '', amountMoney: usd(100n) }
      await merchant.refunds.refundPayment({ ...refund, idempotencyKey: `r-${id}` })
      await merchant.inventory.batchCreateChanges({
        idempotencyKey: `c-${id}`,
        changes: [
          {
            type: 'PHYSICAL_COUNT',
            physicalCount: {
              catalogObjectId: 'RICE',
              state: 'IN_STOCK',
              locationId: id,
              quantity: '4',
              occurredAt: new Date().toISOString(),
            },
          },
        ],
      })
    }
    there = { ...access, secrets: { api_key: token } }
  })
  const count = async (entity: keyof NonNullable<Provider['pull']>, asked: Access) => {
    let records = 0
    for (let cursor: string | null = null; ; ) {
      const page = await pull(entity).page(cursor, null, asked)
      if (!page.ok) throw new Error(`${page.code} ${page.detail}`)
      records += page.records.length
      cursor = page.cursor
      if (cursor === null) return records
    }
  }

  it.each([
    ['transaction', 4, 2],
    ['order', 2, 1],
    ['inventory_item', 2, 1],
  ] as const)('pulls of each %s what belongs there', async (entity, all, own) => {
    const choices = { location: { id: lekki, name: 'Lekki' } }
    expect(await count(entity, there)).toBe(all)
    expect(await count(entity, { ...there, choices })).toBe(own)
  })
})

describe('a batch of counts', () => {
  const together = provider.push?.inventory_item?.together as Together
  const write = (calls: readonly PlannedCall[], key: string) =>
    together.send(
      calls.map((call, n) => ({ call, idempotencyKey: `${key}-${n}` })),
      access,
    )
  const countOf = (itemId: string, quantity: string): PlannedCall => {
    const plan = provider.push?.inventory_item?.plan(
      {
        entity: 'inventory_item',
        sourceId: itemId,
        deleted: false,
        itemId,
        locationId: null,
        state: 'IN_STOCK',
        name: null,
        sku: null,
        quantity,
        countedAt: new Date().toISOString(),
      },
      // A count that names no place was taken at the one that was chosen.
      planContext(null, { choices: { location: { id: locationId, name: 'Marina' } } }),
    )
    if (!plan?.ok) throw new Error('no count')
    return plan.call
  }
  let all: readonly PlannedCall[]
  beforeAll(() => {
    all = Array.from({ length: maxCounts }, (_, n) => countOf(`ITEM${n}`, String(n)))
  })

  it('is written by one call, each count with an outcome of its own, and once under its key', async () => {
    const calls = sandbox.requests('square').length
    const outcomes = await write(all, 'counts-1')
    expect(sandbox.requests('square')).toHaveLength(calls + 1)
    expect(outcomes.map((one) => one?.outcome === 'done' && one.link.externalId)).toEqual(
      all.map((_, n) => `ITEM${n}:${locationId}:IN_STOCK`),
    )
    // Its own line of the answer, and nobody else's.
    const [, second] = outcomes
    expect(JSON.parse(second?.attempt.response?.body ?? '')).toMatchObject({ counts: [{ quantity: '1' }] })
    const made = sandbox.effects('square').length
    await write(all, 'counts-1')
    expect(sandbox.effects('square')).toHaveLength(made)
  })

  it('that is refused as a whole says nothing of each, and neither does another count of the same', async () => {
    const old = countOf('OLD', '1')
    const body = old.body.replace(/"occurred_at":"[^"]+"/, '"occurred_at":"2020-01-01T00:00:00Z"')
    expect(await write([countOf('NEW', '1'), { ...old, body }], 'counts-2')).toEqual([null, null])
    const twice = await write([countOf('NEW', '1'), countOf('NEW', '2'), countOf('NEWER', '1')], 'counts-3')
    expect(twice).toMatchObject([{ outcome: 'done' }, null, { outcome: 'done' }])
  })

  it('holds no more than Square takes, and counts only', async () => {
    await expect(write([...all, ...all], 'counts-4')).rejects.toThrow(/at most 100/)
    const call = countOf('ONE', '1')
    expect(together.takes(call)).toBe(true)
    expect(together.takes({ ...call, path: '/v2/orders' })).toBe(false)
  })
})
