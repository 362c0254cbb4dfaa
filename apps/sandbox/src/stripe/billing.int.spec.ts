import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { createReceiver, type Receiver, startSandbox, stripeClient, stripeEvents } from '../testing.ts'
import { referred } from './scope.ts'

let receiver: Receiver
let sandbox: Sandbox
let stripe: Stripe
let customer: string

beforeEach(async () => {
  receiver = await createReceiver()
  sandbox = await startSandbox({ deliveryConcurrency: 1 }, receiver)
  stripe = stripeClient(sandbox)
  customer = (await stripe.customers.create({ name: 'Ada Obi', email: 'ada@example.com' })).id
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

/** Types of the webhooks after that of the customer. */
async function typesSent(): Promise<string[]> {
  await sandbox.deliveriesDone()
  return stripeEvents(receiver)
    .slice(1)
    .map(({ type }) => type)
}

async function openInvoice(): Promise<Stripe.Invoice> {
  const draft = await stripe.invoices.create({ customer, currency: 'eur', auto_advance: false })
  await stripe.invoices.addLines(draft.id, {
    lines: [
      { amount: 3000, description: 'Catering', quantity: 2 },
      { amount: 500, description: 'Delivery' },
    ],
  })
  return stripe.invoices.finalizeInvoice(draft.id)
}

describe('invoices', () => {
  test('drawn, finalized, paid', async () => {
    const open = await openInvoice()
    expect(open).toMatchObject({
      object: 'invoice',
      status: 'open',
      currency: 'eur',
      customer,
      customer_email: 'ada@example.com',
      subtotal: 3500,
      total: 3500,
      amount_due: 3500,
      amount_paid: 0,
      parent: null,
    })
    expect(open.number).toMatch(/^[A-Z0-9]{8}-0001$/)
    expect(open.status_transitions.finalized_at).toBeGreaterThan(0)
    expect(
      open.lines.data.map(({ amount, description, quantity }) => [amount, description, quantity]),
    ).toEqual([
      [3000, 'Catering', 2],
      [500, 'Delivery', 1],
    ])
    const paid = await stripe.invoices.pay(open.id, {}, { idempotencyKey: 'pay-1' })
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 3500, amount_remaining: 0, attempt_count: 1 })
    expect((await stripe.paymentIntents.list({ customer })).data).toMatchObject([
      { amount_received: 3500, currency: 'eur', status: 'succeeded', description: `Invoice ${open.number}` },
    ])
    expect(await typesSent()).toEqual([
      'invoice.created',
      'invoice.updated',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
    ])
    expect(stripeEvents(receiver).at(-1)?.request?.idempotency_key).toBe('pay-1')
    expect(sandbox.summary().providers.stripe).toMatchObject({ keysWithSeveralEffects: 0 })
    expect((await stripe.invoices.list({ status: 'paid' })).data).toHaveLength(1)
    expect((await stripe.invoices.list({ status: 'open' })).data).toEqual([])
    expect(await stripe.invoices.retrieve(open.id)).toMatchObject({ status: 'paid' })
  })

  test('a declined card leaves it open, and another card pays it', async () => {
    const open = await openInvoice()
    await expect(
      stripe.invoices.pay(open.id, { payment_method: 'pm_card_chargeDeclined' }),
    ).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' })
    expect(await stripe.invoices.retrieve(open.id)).toMatchObject({ status: 'open', attempt_count: 1 })
    expect((await typesSent()).at(-1)).toBe('invoice.payment_failed')
    expect(await stripe.invoices.pay(open.id)).toMatchObject({ status: 'paid', attempt_count: 2 })
  })

  test('void, and then neither paid nor changed; over nothing it is paid by being finalized', async () => {
    const open = await openInvoice()
    const voided = await stripe.invoices.voidInvoice(open.id)
    expect(voided.status).toBe('void')
    expect(voided.status_transitions.voided_at).toBeGreaterThan(0)
    expect((await typesSent()).at(-1)).toBe('invoice.voided')
    await expect(stripe.invoices.pay(open.id)).rejects.toMatchObject({ statusCode: 400 })
    await expect(
      stripe.invoices.addLines(open.id, { lines: [{ amount: 1, description: 'x' }] }),
    ).rejects.toMatchObject({ statusCode: 400 })
    const nothing = await stripe.invoices.create({ customer })
    expect(await stripe.invoices.finalizeInvoice(nothing.id)).toMatchObject({
      status: 'paid',
      amount_paid: 0,
    })
    await expect(stripe.invoices.create({ customer: 'cus_none' })).rejects.toMatchObject({
      param: 'customer',
    })
  })
})

describe('subscriptions', () => {
  const start = (more: Partial<Stripe.SubscriptionCreateParams> = {}) =>
    stripe.subscriptions.create({ customer, items: [{ price: 'price_coffee_club', quantity: 2 }], ...more })

  test('started with a first invoice that is paid', async () => {
    const made = await start()
    expect(made).toMatchObject({ status: 'active', customer, currency: 'usd', cancel_at_period_end: false })
    const [item] = made.items.data
    expect(item).toMatchObject({
      quantity: 2,
      price: { unit_amount: 3900, recurring: { interval: 'month' } },
    })
    expect(item?.current_period_end).toBeGreaterThan(item?.current_period_start ?? 0)
    const invoice = await stripe.invoices.retrieve(referred(made.latest_invoice))
    expect(invoice).toMatchObject({
      status: 'paid',
      total: 7800,
      billing_reason: 'subscription_create',
      parent: { type: 'subscription_details', subscription_details: { subscription: made.id } },
    })
    expect((await stripe.invoices.list({ subscription: made.id })).data).toHaveLength(1)
    expect(await typesSent()).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'customer.subscription.updated',
    ])
    expect(stripeEvents(receiver).at(-1)?.data.previous_attributes).toEqual({
      latest_invoice: null,
      status: 'incomplete',
    })
  })

  test('upgraded, asked to end, cancelled', async () => {
    const made = await start({ items: [{ price: 'price_coffee_club' }] })
    const item = made.items.data[0]?.id ?? ''
    const changed = await stripe.subscriptions.update(made.id, {
      items: [{ id: item, price: 'price_coffee_office' }],
      proration_behavior: 'none',
      metadata: { desk: '4' },
    })
    expect(changed.items.data).toMatchObject([{ id: item, price: { unit_amount: 14_900 } }])
    const ending = await stripe.subscriptions.update(made.id, { cancel_at_period_end: true })
    expect(ending).toMatchObject({
      cancel_at: ending.items.data[0]?.current_period_end,
      metadata: { desk: '4' },
    })
    const ended = await stripe.subscriptions.cancel(made.id)
    expect(ended).toMatchObject({ status: 'canceled' })
    expect(ended.ended_at).toBeGreaterThan(0)
    await expect(stripe.subscriptions.cancel(made.id)).rejects.toMatchObject({ statusCode: 404 })
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([])
    expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toHaveLength(1)
    expect((await stripe.subscriptions.retrieve(made.id)).status).toBe('canceled')
    await sandbox.deliveriesDone()
    const last = stripeEvents(receiver).slice(-3)
    expect(last.map(({ type }) => type)).toEqual([
      'customer.subscription.updated',
      'customer.subscription.updated',
      'customer.subscription.deleted',
    ])
    expect(Object.keys(last[1]?.data.previous_attributes ?? {}).sort()).toEqual([
      'cancel_at',
      'cancel_at_period_end',
      'canceled_at',
    ])
  })

  test('on trial nothing is taken; a bad card leaves it incomplete', async () => {
    const trial = await start({ trial_period_days: 14 })
    expect(trial).toMatchObject({ status: 'trialing', latest_invoice: null })
    expect(trial.trial_end).toBe(trial.created + 14 * 86_400)
    const bad = await start({ default_payment_method: 'pm_card_chargeDeclined' })
    expect(bad.status).toBe('incomplete')
    expect(await stripe.invoices.retrieve(referred(bad.latest_invoice))).toMatchObject({ status: 'open' })
  })

  test('prices of one’s own, and those that are not there', async () => {
    const own = await start({
      items: [
        {
          price_data: {
            currency: 'gbp',
            product: 'prod_tea',
            unit_amount: 700,
            recurring: { interval: 'week', interval_count: 2 },
          },
        },
      ],
    })
    expect(own.items.data).toMatchObject([
      { price: { unit_amount: 700, currency: 'gbp', recurring: { interval_count: 2 } } },
    ])
    await expect(start({ items: [{ price: 'price_none' }] })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'items[0][price]',
    })
    await expect(
      stripe.subscriptions.update(own.id, { items: [{ id: 'si_none', deleted: true }] }),
    ).rejects.toMatchObject({ param: 'items' })
  })
})
