import { type Square, SquareClient, SquareError, WebhooksHelper } from 'square'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../index.ts'
import { createReceiver, type Receiver } from '../testing.ts'

const accessToken = 'EAAA_sandbox_spec'
const signatureKey = 'signature_sandbox_spec'

let sandbox: Sandbox
let receiver: Receiver
let square: SquareClient
let locationId: string
beforeAll(async () => {
  receiver = await createReceiver()
  sandbox = await createSandbox({
    accounts: [{ square: { accessToken, signatureKey, webhookUrl: receiver.url } }],
  })
  square = new SquareClient({ token: accessToken, baseUrl: sandbox.url, maxRetries: 0 })
  const { locations } = await square.locations.list()
  locationId = locations?.[0]?.id ?? ''
})
afterAll(async () => {
  await sandbox.close()
  await receiver.close()
})

const codeOf = (call: PromiseLike<unknown>) =>
  Promise.resolve(call).then(
    () => 'done',
    (error: unknown) =>
      error instanceof SquareError ? `${error.statusCode} ${error.errors[0]?.code}` : String(error),
  )
const usd = (amount: bigint): Square.Money => ({ amount, currency: 'USD' })
const effects = () => sandbox.effects('square').length

describe('the official SDK', () => {
  it('keeps a directory: creates, changes against a version, finds, deletes', async () => {
    const { customer } = await square.customers.create({
      idempotencyKey: 'c1',
      givenName: 'Ada',
      familyName: 'Obi',
      referenceId: 'ref-1',
      address: { addressLine1: '1 Marina', country: 'NG' },
    })
    const customerId = customer?.id ?? ''
    expect(customer).toMatchObject({ version: 0n, givenName: 'Ada' })
    const change = { customerId, version: 0n, note: 'at the window', familyName: null }
    const { customer: changed } = await square.customers.update(change)
    expect(changed).toMatchObject({ version: 1n, note: 'at the window' })
    expect(changed?.familyName).toBeUndefined()
    expect(await codeOf(square.customers.update(change))).toBe('409 CONFLICT')
    const found = await square.customers.search({ query: { filter: { referenceId: { exact: 'ref-1' } } } })
    expect(found.customers?.map(({ id }) => id)).toEqual([customerId])
    await square.customers.delete({ customerId })
    expect(await codeOf(square.customers.get({ customerId }))).toBe('404 NOT_FOUND')
  })

  it('does nothing twice under one key, and is told of a key used for something else', async () => {
    const before = effects()
    const create = (givenName: string) => square.customers.create({ idempotencyKey: 'c2', givenName })
    const [first, again] = [await create('Eve'), await create('Eve')]
    expect(again.customer?.id).toBe(first.customer?.id)
    expect(await codeOf(create('Mallory'))).toBe('400 IDEMPOTENCY_KEY_REUSED')
    expect(effects() - before).toBe(1)
  })

  it('pages by cursor, each object once, and no cursor serves another question', async () => {
    for (const givenName of ['One', 'Two', 'Three', 'Four', 'Five'])
      await square.customers.create({ givenName, emailAddress: 'page@example.com' })
    const query = { filter: { emailAddress: { exact: 'page@example.com' } } }
    const names: unknown[] = []
    let cursor: string | undefined
    do {
      const page = await square.customers.search({ limit: 2n, query, ...(cursor ? { cursor } : {}) })
      names.push(...(page.customers ?? []).map(({ givenName }) => givenName))
      cursor = page.cursor
      if (cursor) expect(await codeOf(square.customers.search({ cursor }))).toBe('400 INVALID_CURSOR')
    } while (cursor)
    expect(names).toEqual(['One', 'Two', 'Three', 'Four', 'Five'])
    let listed = 0
    for await (const _ of await square.customers.list({ limit: 3 })) listed += 1
    expect(listed).toBeGreaterThan(5)
    expect(await codeOf(square.customers.list({ limit: 101 }))).toBe('400 VALUE_TOO_HIGH')
  })

  it('sells: an order, its payment, a refund of some of it', async () => {
    const { order } = await square.orders.create({
      idempotencyKey: 'o1',
      order: {
        locationId,
        referenceId: 'table-14',
        lineItems: [{ name: 'Jollof rice', quantity: '2', basePriceMoney: usd(2_000n) }],
      },
    })
    const orderId = order?.id ?? ''
    expect(order).toMatchObject({ state: 'OPEN', version: 1, totalMoney: usd(4_000n) })
    const pay = (sourceId: string, amount: bigint, idempotencyKey: string) =>
      square.payments.create({ sourceId, amountMoney: usd(amount), orderId, idempotencyKey })
    expect(await codeOf(pay('cnon:card-nonce-declined', 4_000n, 'p1'))).toBe('402 GENERIC_DECLINE')
    expect(await codeOf(pay('cnon:card-nonce-ok', 1n, 'p2'))).toBe('400 PAYMENT_AMOUNT_MISMATCH')
    const { payment } = await pay('cnon:card-nonce-ok', 4_000n, 'p3')
    const paymentId = payment?.id ?? ''
    expect((await square.orders.get({ orderId })).order).toMatchObject({ state: 'COMPLETED', version: 2 })
    const refund = (amount: bigint, idempotencyKey: string) =>
      square.refunds.refundPayment({ idempotencyKey, paymentId, amountMoney: usd(amount) })
    expect((await refund(1_500n, 'r1')).refund).toMatchObject({ status: 'COMPLETED', paymentId })
    expect(await codeOf(refund(2_501n, 'r2'))).toBe('400 REFUND_AMOUNT_INVALID')
    const moved = sandbox.effects('square').flatMap(({ money }) => (money ? [[money.kind, money.moved]] : []))
    expect(moved).toEqual([
      ['payment', 4_000],
      ['refund', 1_500],
      ['payment', 0],
    ])
    const search = (sortField: Square.SearchOrdersSortField) =>
      square.orders.search({
        locationIds: [locationId],
        query: {
          filter: { dateTimeFilter: { updatedAt: { startAt: '2026-01-01T00:00:00Z' } } },
          sort: { sortField },
        },
      })
    expect(await codeOf(search('CREATED_AT'))).toBe('400 BAD_REQUEST')
    expect((await search('UPDATED_AT')).orders?.map(({ id }) => id)).toEqual([orderId])
  })

  it('counts stock in one batch, all of it or none', async () => {
    const count = (quantity: string, catalogObjectId = 'rice', at = new Date()) => ({
      type: 'PHYSICAL_COUNT' as const,
      physicalCount: {
        catalogObjectId,
        locationId,
        quantity,
        state: 'IN_STOCK' as const,
        occurredAt: at.toISOString(),
      },
    })
    const change = (idempotencyKey: string, ...changes: Square.InventoryChange[]) =>
      square.inventory.batchCreateChanges({ idempotencyKey, changes })
    const first = await change('i1', count('12.5'), count('3', 'zobo'))
    expect(first.counts?.map(({ quantity }) => quantity)).toEqual(['12.5', '3'])
    expect(await codeOf(change('i2', count('1'), count('1', 'rice', new Date('2020-01-01'))))).toBe(
      '400 INVALID_VALUE',
    )
    const adjustment: Square.InventoryAdjustment = {
      catalogObjectId: 'rice',
      quantity: '2.5',
      occurredAt: new Date().toISOString(),
      fromState: 'IN_STOCK',
      fromLocationId: locationId,
      toState: 'WASTE',
      toLocationId: locationId,
    }
    await change('i3', { type: 'ADJUSTMENT', adjustment })
    const { data } = await square.inventory.batchGetCounts({ catalogObjectIds: ['rice'] })
    expect(data.map(({ state, quantity }) => `${state} ${quantity}`)).toEqual(['IN_STOCK 10', 'WASTE 2.5'])
  })

  it('is refused without the right token', async () => {
    const stranger = new SquareClient({ token: 'nobody', baseUrl: sandbox.url, maxRetries: 0 })
    expect(await codeOf(stranger.locations.list())).toBe('401 UNAUTHORIZED')
  })

  it('knows every webhook by its signature, and the address is part of it', async () => {
    await sandbox.deliveriesDone()
    const types = new Set<string>()
    for (const { headers, body: requestBody } of receiver.received) {
      const signatureHeader = String(headers['x-square-hmacsha256-signature'])
      const given = { requestBody, signatureHeader, signatureKey }
      expect(await WebhooksHelper.verifySignature({ ...given, notificationUrl: receiver.url })).toBe(true)
      const elsewhere = { ...given, notificationUrl: `${receiver.url}/` }
      expect(await WebhooksHelper.verifySignature(elsewhere)).toBe(false)
      types.add((JSON.parse(requestBody) as { type: string }).type)
    }
    expect([...types].sort()).toEqual([
      'customer.created',
      'customer.deleted',
      'customer.updated',
      'inventory.count.updated',
      'order.created',
      'order.updated',
      'payment.created',
      'payment.updated',
      'refund.created',
    ])
  })
})

it('somebody on the dashboard makes, changes and deletes a customer', async () => {
  const { objects } = await sandbox.trigger('square', 'customer.created', { name: 'Walk In' })
  await sandbox.trigger('square', 'customer.updated', { id: objects[0] ?? '', email: 'walk@example.com' })
  const gone = await sandbox.trigger('square', 'customer.deleted', { id: objects[0] ?? '' })
  expect(gone.objects).toEqual(objects)
  await expect(sandbox.trigger('square', 'weather.changed')).rejects.toThrow('must be one of')
  expect(
    sandbox
      .effects('square')
      .slice(-3)
      .map(({ origin, operation }) => `${origin} ${operation}`),
  ).toEqual(['inside create', 'inside update', 'inside delete'])
})

it('somebody at the till sells, gives back and counts', async () => {
  const before = sandbox.effects('square').length
  for (const event of ['order.created', 'payment.created', 'refund.created', 'inventory.count.updated'])
    expect((await sandbox.trigger('square', event)).events.length).toBeGreaterThan(0)
  const made = sandbox.effects('square').slice(before)
  expect(made.every(({ origin }) => origin === 'inside')).toBe(true)
  expect(new Set(made.map(({ entity }) => entity))).toEqual(
    new Set(['order', 'payment', 'refund', 'inventory_count']),
  )
})
