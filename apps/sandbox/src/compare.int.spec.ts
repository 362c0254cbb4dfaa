import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type Stripe from 'stripe'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compareLedgers } from './compare.ts'
import type { Sandbox } from './index.ts'
import { erp, idOf, startSandbox, stripeClient } from './testing.ts'

let sandbox: Sandbox
let stripe: Stripe

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 11 })
  stripe = stripeClient(sandbox)
})
afterEach(() => sandbox.close())

const post = async (path: string, body: object) => {
  const answer = await erp(sandbox.url, 'POST', path, { body })
  expect([answer.status, answer.text]).toEqual([201, answer.text])
  return idOf(answer)
}
const money = (amount: number, currency: string) => ({ amount, currency: currency.toUpperCase() })
const statuses: Record<string, string> = {
  succeeded: 'succeeded',
  canceled: 'cancelled',
  requires_action: 'requires_action',
}
const byExternalRef = async (plural: string, ref: string) => {
  const { json } = await erp(sandbox.url, 'GET', `/${plural}?external_ref=${ref}`)
  return (json.data as { id: string }[])[0]?.id ?? ''
}

/** What a hub does, done by hand: all that Stripe has is entered at FlashERP. */
async function carryAll(): Promise<void> {
  const idsByRef = new Map<string, string>()
  const owner = (ref: unknown) => (typeof ref === 'string' ? (idsByRef.get(ref) ?? null) : null)
  for await (const { id, name, email, phone } of stripe.customers.list({ limit: 100 }))
    idsByRef.set(id, await post('/customers', { external_ref: id, name, email, phone }))
  const occurred_at = '2026-11-20T08:00:00Z'
  for await (const intent of stripe.paymentIntents.list({ limit: 100 })) {
    const { id, currency, status, amount, amount_received: received, last_payment_error: error } = intent
    await post('/transactions', {
      external_ref: id,
      customer_id: owner(intent.customer),
      type: 'payment',
      status: statuses[status] ?? (error && status === 'requires_payment_method' ? 'failed' : 'pending'),
      amount: money(status === 'succeeded' ? received : amount, currency),
      occurred_at,
    })
  }
  for await (const { id, amount, currency, status, payment_intent } of stripe.refunds.list({ limit: 100 }))
    await post('/transactions', {
      external_ref: id,
      type: 'refund',
      status,
      amount: money(amount, currency),
      parent_ref: payment_intent,
      occurred_at,
    })
  for await (const subscription of stripe.subscriptions.list({ limit: 100, status: 'all' }))
    await post('/subscriptions', {
      external_ref: subscription.id,
      customer_id: owner(subscription.customer),
      status: statuses[subscription.status] ?? subscription.status,
      items: subscription.items.data.map(({ price, quantity }) => ({
        price_ref: price.id,
        quantity,
        unit_amount: money(price.unit_amount ?? 0, price.currency),
        interval: price.recurring?.interval,
        interval_count: 1,
      })),
    })
  for await (const invoice of stripe.invoices.list({ limit: 100 })) {
    const of = (amount: number) => money(amount, invoice.currency)
    await post('/invoices', {
      external_ref: invoice.id,
      customer_id: owner(invoice.customer),
      subscription_ref: invoice.parent?.subscription_details?.subscription ?? null,
      number: invoice.number,
      status: invoice.status,
      lines: invoice.lines.data.map(({ amount }) => ({ quantity: '1', amount: of(amount) })),
      subtotal: of(invoice.subtotal),
      tax: of(0),
      total: of(invoice.total),
      amount_paid: of(invoice.amount_paid),
      amount_due: of(invoice.amount_remaining),
    })
  }
}

async function trade(effects: number): Promise<void> {
  sandbox.traffic({ perMinute: 60_000, sentinelPercent: 0, shopPercent: 100 })
  await sandbox.until(() => sandbox.effects('stripe').length >= effects)
  sandbox.traffic({ perMinute: 0 })
  for (const event of ['refund.failed', 'invoice.voided', 'customer.subscription.deleted'])
    await sandbox.trigger('stripe', event)
}

test('books that agree agree, to the cent and object by object', async () => {
  await trade(400)
  const before = await compareLedgers(sandbox.url)
  expect(before.equal).toBe(false)
  expect(before.differences.every(({ kind }) => kind === 'missing')).toBe(true)
  await carryAll()
  const after = await compareLedgers(sandbox.url)
  expect(after).toMatchObject({ equal: true, differences: [] })
  expect(after.money.length).toBeGreaterThan(1)
  expect(
    after.money.every(({ equal, stripe: earned, stripeLedger }) => equal && earned === stripeLedger),
  ).toBe(true)
  expect(Object.keys(after.compared).sort()).toEqual([
    'customers',
    'invoices',
    'subscriptions',
    'transactions',
  ])
})

test('a cent, a status, a reference and a customer that are wrong are each found', async () => {
  const customer = await stripe.customers.create({ name: 'Ada Obi' })
  const sold = await sandbox.trigger('stripe', 'payment_intent.succeeded', {
    id: customer.id,
    amount: 1000,
    currency: 'usd',
  })
  const failed = await sandbox.trigger('stripe', 'payment_intent.payment_failed', { guest: true })
  await carryAll()
  expect(await compareLedgers(sandbox.url)).toMatchObject({ equal: true, differences: [] })

  const sale = await byExternalRef('transactions', sold.objects[0] ?? '')
  const put = (path: string, body: object) => erp(sandbox.url, 'PUT', path, { body })
  await put(`/transactions/${sale}`, { amount: money(999, 'usd') })
  const short = await compareLedgers(sandbox.url)
  expect(short.money).toEqual([
    {
      currency: 'USD',
      stripe: 1000,
      square: 0,
      squareLedger: 0,
      flasherp: 999,
      stripeLedger: 1000,
      flasherpLedger: 999,
      equal: false,
    },
  ])
  expect(short.differences).toEqual([
    { kind: 'different', entity: 'transactions', ref: sold.objects[0], fields: ['amount'] },
  ])

  await put(`/transactions/${sale}`, { amount: money(1000, 'usd'), customer_id: null })
  const lost = await byExternalRef('transactions', failed.objects[0] ?? '')
  await put(`/transactions/${lost}`, { external_ref: 'pi_of_nobody' })
  await put(`/customers/${await byExternalRef('customers', customer.id)}`, { name: 'Eve' })
  expect((await compareLedgers(sandbox.url)).differences).toEqual([
    { kind: 'different', entity: 'customers', ref: customer.id, fields: ['name'] },
    { kind: 'different', entity: 'transactions', ref: sold.objects[0], fields: ['customer_id'] },
    { kind: 'missing', entity: 'transactions', ref: failed.objects[0], fields: [] },
    { kind: 'unknown', entity: 'transactions', ref: 'pi_of_nobody', fields: [] },
  ])
})

test('what is there twice is found, and what was entered inside FlashERP is no business of Stripe’s', async () => {
  await sandbox.close()
  sandbox = await startSandbox({ dedupe: false })
  stripe = stripeClient(sandbox)
  const { objects } = await sandbox.trigger('stripe', 'payment_intent.succeeded', {
    guest: true,
    amount: 500,
    currency: 'eur',
  })
  await carryAll()
  await sandbox.trigger('flasherp', 'transaction.created')
  expect((await compareLedgers(sandbox.url)).equal).toBe(true)
  await carryAll()
  expect(await compareLedgers(sandbox.url)).toMatchObject({
    equal: false,
    money: [{ currency: 'EUR', stripe: 500, flasherp: 1000, equal: false }],
    differences: [{ kind: 'double', entity: 'transactions', ref: objects[0] }],
  })
})

test('a deleted customer is inactive, and needed only by what refers to it', async () => {
  const gone = await stripe.customers.create({ name: 'Ada Obi' })
  await stripe.customers.del(gone.id)
  expect((await compareLedgers(sandbox.url)).equal).toBe(true)
  const id = await post('/customers', { external_ref: gone.id, name: 'Ada Obi' })
  expect((await compareLedgers(sandbox.url)).differences).toMatchObject([{ fields: ['active'] }])
  await erp(sandbox.url, 'PUT', `/customers/${id}`, { body: { active: false } })
  expect((await compareLedgers(sandbox.url)).equal).toBe(true)
})

const script = fileURLToPath(new URL('./compare-ledgers.ts', import.meta.url))

function run(...words: string[]): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [script, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, text })))
}

test('the script ends with 0 when the books agree, 1 when they do not, 2 when it cannot tell', async () => {
  const { objects } = await sandbox.trigger('stripe', 'payment_intent.succeeded', {
    guest: true,
    amount: 500,
    currency: 'usd',
  })
  const bad = await run('--url', sandbox.url)
  expect(bad.code).toBe(1)
  expect(bad.text).toContain(`missing transactions ${objects[0]}`)
  expect(bad.text).toContain('USD  Stripe 500  Square 0  FlashERP 0')
  await carryAll()
  const good = await run('--url', `${sandbox.url}/`, '--json')
  expect(good.code).toBe(0)
  expect(JSON.parse(good.text)).toMatchObject({ equal: true, compared: { transactions: 1 } })
  expect(await run('--json')).toMatchObject({ code: 2, text: expect.stringContaining('--url') })
  expect(await run('--url', 'http://127.0.0.1:9')).toMatchObject({ code: 2 })
})

test('what was sold at the till and entered in the office is needed as well, and only once', async () => {
  sandbox.register({
    square: { accessToken: 'EAAA_sandbox_spec' },
    quickbooks: { realmId: '913000000000007', clientId: 'app_spec', clientSecret: 'secret_spec' },
  })
  const { objects: buyers } = await sandbox.trigger('square', 'customer.created', { name: 'Ada Obi' })
  const { objects: sales } = await sandbox.trigger('square', 'payment.created', {
    id: buyers[0] ?? '',
    amount: 700,
  })
  const { objects: clients } = await sandbox.trigger('quickbooks', 'customer.created', { name: 'Suites Ltd' })
  const missing = await compareLedgers(sandbox.url)
  expect(missing.differences.map(({ kind, ref }) => [kind, ref])).toEqual(
    [buyers[0], sales[0], clients[0]].map((ref) => ['missing', ref]),
  )
  expect(missing.money).toMatchObject([{ currency: 'USD', square: 700, squareLedger: 700, equal: false }])

  for (const [provider, entity] of [
    ['square', 'customers'],
    ['quickbooks', 'customer'],
  ] as const) {
    const held = await fetch(`${sandbox.url}/_sandbox/objects?provider=${provider}&entity=${entity}`)
    const [one] = ((await held.json()) as { entries: { object: Record<string, never> }[] }).entries
    const { id, Id, email_address, phone_number, PrimaryEmailAddr, PrimaryPhone } = one?.object ?? {}
    await post('/customers', {
      external_ref: id ?? Id,
      name: provider === 'square' ? 'Ada Obi' : 'Suites Ltd',
      email: email_address ?? (PrimaryEmailAddr as { Address?: string } | undefined)?.Address ?? null,
      phone:
        phone_number ?? (PrimaryPhone as { FreeFormNumber?: string } | undefined)?.FreeFormNumber ?? null,
    })
  }
  await post('/transactions', {
    external_ref: sales[0],
    customer_id: await byExternalRef('customers', buyers[0] ?? ''),
    type: 'payment',
    status: 'succeeded',
    amount: money(700, 'usd'),
    occurred_at: '2026-11-20T08:00:00Z',
  })
  expect(await compareLedgers(sandbox.url)).toMatchObject({ equal: true, differences: [] })
})
