import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { createReceiver, erp, errorOf, idOf, type Receiver, startSandbox } from '../testing.ts'

let receiver: Receiver
let sandbox: Sandbox
let customerId: string

beforeEach(async () => {
  receiver = await createReceiver()
  sandbox = await startSandbox({}, receiver)
  customerId = idOf(await post('/customers', { external_ref: 'cus_1', name: 'Ada Obi' }))
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

const post = (path: string, body: unknown, key?: string) =>
  erp(sandbox.url, 'POST', path, { body, ...(key === undefined ? {} : { key }) })
const put = (path: string, body: unknown) => erp(sandbox.url, 'PUT', path, { body })
const usd = (amount: number) => ({ amount, currency: 'USD' })

const payment = (changes: Record<string, unknown> = {}) => ({
  external_ref: 'pi_1',
  customer_id: customerId,
  type: 'payment',
  status: 'succeeded',
  amount: usd(1250),
  description: 'Two loaves',
  occurred_at: '2026-11-20T09:30:00+01:00',
  ...changes,
})
const invoice = (changes: Record<string, unknown> = {}) => ({
  external_ref: 'in_1',
  customer_id: customerId,
  status: 'open',
  lines: [{ description: 'Catering', quantity: '1.5', amount: usd(3000) }],
  subtotal: usd(3000),
  tax: usd(0),
  total: usd(3000),
  amount_paid: usd(0),
  amount_due: usd(3000),
  ...changes,
})
const subscription = (changes: Record<string, unknown> = {}) => ({
  external_ref: 'sub_1',
  customer_id: customerId,
  status: 'active',
  items: [
    {
      price_ref: 'price_1',
      description: 'Bread club',
      quantity: 1,
      unit_amount: usd(900),
      interval: 'month',
      interval_count: 1,
    },
  ],
  ...changes,
})

describe('transactions', () => {
  test('create, find by external_ref, change', async () => {
    const made = await post('/transactions', payment())
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({
      ...payment(),
      occurred_at: '2026-11-20T08:30:00.000Z',
      parent_ref: null,
      failure_code: null,
      metadata: {},
      version: 1,
    })
    const found = await erp(sandbox.url, 'GET', '/transactions?external_ref=pi_1')
    expect(found.json).toMatchObject({ data: [made.json], next_cursor: null })
    expect((await erp(sandbox.url, 'GET', '/transactions?external_ref=pi_2')).json.data).toEqual([])
    const path = `/transactions/${idOf(made)}`
    expect((await put(path, { description: null, version: 1 })).json).toMatchObject({ version: 2 })
    expect(errorOf(await put(path, { description: 'x', version: 1 }))).toMatchObject({
      code: 'stale_version',
      current_version: 2,
    })
  })

  test('a customer that is not there is a missing dependency; a guest has none', async () => {
    const refused = await post('/transactions', payment({ customer_id: 'fcu_none' }))
    expect(refused.status).toBe(422)
    expect(errorOf(refused)).toMatchObject({ code: 'dependency_missing', field: 'customer_id' })
    expect((await post('/transactions', payment({ customer_id: null }))).status).toBe(201)
  })

  test.each([
    [{ type: 'gift' }, 'type'],
    [{ amount: { amount: -1, currency: 'USD' } }, 'amount.amount'],
    [{ amount: { amount: 1.5, currency: 'USD' } }, 'amount.amount'],
    [{ amount: { amount: 1, currency: 'usd' } }, 'amount.currency'],
    [{ occurred_at: 'today' }, 'occurred_at'],
    [{ colour: 'red' }, 'colour'],
  ])('%j is refused and names the field', async (changes, field) => {
    const answer = await post('/transactions', payment(changes))
    expect([answer.status, errorOf(answer).field]).toEqual([400, field])
  })

  test('what is required is named, and type and currency are fixed', async () => {
    const { amount: _amount, ...without } = payment()
    expect(errorOf(await post('/transactions', without))).toMatchObject({
      code: 'validation',
      field: 'amount',
    })
    const path = `/transactions/${idOf(await post('/transactions', payment()))}`
    expect(errorOf(await put(path, { type: 'refund' }))).toMatchObject({ field: 'type' })
    expect(errorOf(await put(path, { amount: { amount: 1250, currency: 'EUR' } }))).toMatchObject({
      code: 'unprocessable',
      field: 'amount.currency',
    })
  })

  test('the ledger tells what each effect moved, so that sums can be taken from it', async () => {
    const made = await post('/transactions', payment({ status: 'pending' }))
    await put(`/transactions/${idOf(made)}`, { status: 'succeeded', amount: usd(1200) })
    const refund = payment({ external_ref: 're_1', type: 'refund', amount: usd(200), parent_ref: 'pi_1' })
    const back = await post('/transactions', refund)
    await put(`/transactions/${idOf(back)}`, { status: 'failed' })
    expect(sandbox.effects('flasherp').map(({ money }) => money)).toEqual([
      null,
      { kind: 'payment', amount: 1250, currency: 'USD', moved: 0 },
      { kind: 'payment', amount: 1200, currency: 'USD', moved: 1200 },
      { kind: 'refund', amount: 200, currency: 'USD', moved: 200 },
      { kind: 'refund', amount: 200, currency: 'USD', moved: -200 },
    ])
    const metrics = await erp(
      sandbox.url,
      'GET',
      '/metrics?from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z',
    )
    expect(metrics.json.money).toEqual([{ currency: 'USD', payments: 1200, refunds: 0, net: 1200 }])
    expect(errorOf(await erp(sandbox.url, 'GET', '/metrics?from=yesterday')).field).toBe('from')
  })
})

describe('batches of transactions', () => {
  const item = (key: string, transaction: Record<string, unknown>) => ({ idempotency_key: key, transaction })
  const batch = (items: unknown[], key?: string) => post('/transactions/batch', { items }, key)

  test('each item has its own result and its own effect', async () => {
    const answer = await batch([
      item('b1', payment()),
      item('b2', payment({ external_ref: 'pi_2', customer_id: 'fcu_none' })),
      item('b3', payment({ external_ref: 'pi_3', type: 'gift' })),
    ])
    expect(answer.status).toBe(200)
    expect(answer.json.results).toMatchObject([
      { status: 201, object: { external_ref: 'pi_1', version: 1 } },
      { status: 422, error: { code: 'dependency_missing', field: 'customer_id' } },
      { status: 400, error: { code: 'validation', field: 'type' } },
    ])
    expect(sandbox.effects('flasherp').slice(1)).toMatchObject([
      { entity: 'transaction', externalRef: 'pi_1', idempotencyKey: 'b1' },
    ])
  })

  test('an item sent again, in a batch or alone, is answered from memory', async () => {
    const first = await batch([item('b1', payment()), item('b1', payment())])
    const [made, twin] = first.json.results as { object: unknown }[]
    expect(twin).toEqual(made)
    const alone = await post('/transactions', payment(), 'b1')
    expect([alone.status, alone.json]).toEqual([201, made?.object])
    const other = await batch([item('b1', payment({ description: 'Three loaves' }))])
    expect(other.json.results).toMatchObject([{ status: 409, error: { code: 'idempotency_conflict' } }])
    expect(sandbox.summary().providers.flasherp).toMatchObject({ effects: 2, keysWithSeveralEffects: 0 })
  })

  test('a refused item may succeed later under the same key, with the same header', async () => {
    const late = { external_ref: 'pi_9', customer_id: null }
    const items = [item('b1', payment({ ...late, amount: { amount: 1 } }))]
    expect((await batch(items, 'h1')).json.results).toMatchObject([{ status: 400 }])
    expect((await batch([item('b1', payment(late))], 'h1')).json.results).toMatchObject([{ status: 201 }])
  })

  test('is bounded and says what is wrong with it', async () => {
    const many = Array.from({ length: 51 }, (_, index) => item(`k${index}`, payment()))
    expect(errorOf(await batch(many)).field).toBe('items')
    expect(errorOf(await batch([{ transaction: payment() }])).field).toBe('items[0]')
    expect(errorOf(await post('/transactions/batch', {})).field).toBe('items')
  })
})

describe('invoices', () => {
  test('create, change, and one currency', async () => {
    const made = await post('/invoices', invoice())
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({ ...invoice(), number: null, issued_at: null, version: 1 })
    const paid = {
      status: 'paid',
      amount_paid: usd(3000),
      amount_due: usd(0),
      paid_at: '2026-11-20T08:00:00Z',
    }
    expect((await put(`/invoices/${idOf(made)}`, paid)).json).toMatchObject({
      ...paid,
      paid_at: '2026-11-20T08:00:00.000Z',
      version: 2,
    })
    const mixed = invoice({ external_ref: 'in_2', tax: { amount: 1, currency: 'EUR' } })
    expect(errorOf(await post('/invoices', mixed)).field).toBe('tax.currency')
  })

  test('need a customer that is there, and at most 200 lines', async () => {
    const { customer_id: _customer, ...without } = invoice()
    expect(errorOf(await post('/invoices', without)).field).toBe('customer_id')
    expect(errorOf(await post('/invoices', invoice({ customer_id: null }))).field).toBe('customer_id')
    expect(errorOf(await post('/invoices', invoice({ customer_id: 'fcu_none' })))).toMatchObject({
      code: 'dependency_missing',
      field: 'customer_id',
    })
    const lines = Array.from({ length: 201 }, () => ({ quantity: '1', amount: usd(1) }))
    expect(errorOf(await post('/invoices', invoice({ lines }))).field).toBe('lines')
    const half = [{ quantity: 'half', amount: usd(1) }]
    expect(errorOf(await post('/invoices', invoice({ lines: half }))).field).toBe('lines[0].quantity')
  })
})

describe('subscriptions', () => {
  test('create, and cancel once however often it is asked', async () => {
    const made = await post('/subscriptions', subscription())
    expect(made.json).toMatchObject({ ...subscription(), cancelled_at: null, trial_end: null, version: 1 })
    const path = `/subscriptions/${idOf(made)}/cancel`
    const cancelled = await post(path, { cancelled_at: '2026-11-20T10:00:00Z' }, 'c1')
    expect(cancelled.json).toMatchObject({
      status: 'cancelled',
      cancelled_at: '2026-11-20T10:00:00.000Z',
      version: 2,
    })
    expect((await post(path, {}, 'c2')).json).toEqual(cancelled.json)
    expect((await erp(sandbox.url, 'POST', path)).json).toEqual(cancelled.json)
    expect(sandbox.effects('flasherp').map(({ operation }) => operation)).toEqual([
      'create',
      'create',
      'update',
    ])
    expect((await post('/subscriptions/none/cancel', {})).status).toBe(404)
    expect((await post('/invoices/none/cancel', {})).status).toBe(404)
  })

  test('need a customer that is there, and whole items', async () => {
    expect(errorOf(await post('/subscriptions', subscription({ customer_id: 'fcu_none' })))).toMatchObject({
      code: 'dependency_missing',
      field: 'customer_id',
    })
    expect(errorOf(await post('/subscriptions', subscription({ items: [{ price_ref: 'p' }] }))).field).toBe(
      'items[0]',
    )
  })
})

test('each kind sends the webhooks the contract names, made by the API or inside', async () => {
  await post('/transactions', payment())
  const made = await post('/subscriptions', subscription())
  await post(`/subscriptions/${idOf(made)}/cancel`, {})
  await post('/invoices', invoice())
  for (const event of [
    'transaction.created',
    'transaction.updated',
    'subscription.updated',
    'invoice.updated',
  ])
    await sandbox.trigger('flasherp', event)
  await sandbox.deliveriesDone()
  const types = receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type)
  const counts = Object.fromEntries(types.map((type) => [type, types.filter((one) => one === type).length]))
  expect(counts).toEqual({
    'customer.created': 1,
    'transaction.created': 2,
    'transaction.updated': 1,
    'subscription.updated': 3,
    'invoice.updated': 2,
  })
})

test('triggers make whom they need', async () => {
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST', body: '{}' })
  const { events } = await sandbox.trigger('flasherp', 'invoice.updated')
  expect(events).toHaveLength(3)
  expect(sandbox.effects('flasherp').map(({ entity, operation }) => `${entity} ${operation}`)).toEqual([
    'customer create',
    'invoice create',
    'invoice update',
  ])
  await expect(sandbox.trigger('flasherp', 'invoice.exploded')).rejects.toThrow('transaction.created')
})
