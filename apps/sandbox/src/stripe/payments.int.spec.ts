import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { createReceiver, type Receiver, startSandbox, stripeClient, stripeEvents } from '../testing.ts'
import { referred } from './scope.ts'

let receiver: Receiver
let sandbox: Sandbox
let stripe: Stripe

beforeEach(async () => {
  receiver = await createReceiver()
  sandbox = await startSandbox({ deliveryConcurrency: 1 }, receiver)
  stripe = stripeClient(sandbox)
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

const pay = (more: Partial<Stripe.PaymentIntentCreateParams> = {}, key?: string) =>
  stripe.paymentIntents.create(
    { amount: 1250, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, ...more },
    key === undefined ? {} : { idempotencyKey: key },
  )

async function typesSent(): Promise<string[]> {
  await sandbox.deliveriesDone()
  return stripeEvents(receiver).map(({ type }) => type)
}

describe('payment intents', () => {
  test('create, confirm, retrieve, list', async () => {
    const customer = await stripe.customers.create({ name: 'Ada Obi' })
    const made = await stripe.paymentIntents.create({
      amount: 1250,
      currency: 'USD',
      customer: customer.id,
      description: 'Two loaves',
      metadata: { till: '3' },
      automatic_payment_methods: { enabled: true },
    })
    expect(made).toMatchObject({
      object: 'payment_intent',
      status: 'requires_payment_method',
      amount: 1250,
      amount_received: 0,
      currency: 'usd',
      customer: customer.id,
      latest_charge: null,
      metadata: { till: '3' },
    })
    const done = await stripe.paymentIntents.confirm(made.id, { payment_method: 'pm_card_visa' })
    expect(done).toMatchObject({ status: 'succeeded', amount_received: 1250, payment_method: 'pm_card_visa' })
    expect(await stripe.paymentIntents.retrieve(made.id)).toMatchObject({ status: 'succeeded' })
    const charge = await stripe.charges.retrieve(referred(done.latest_charge))
    expect(charge).toMatchObject({
      status: 'succeeded',
      captured: true,
      payment_intent: made.id,
      billing_details: { name: 'Ada Obi' },
    })
    await pay()
    const own = await stripe.paymentIntents.list({ customer: customer.id })
    expect(own.data.map(({ id }) => id)).toEqual([made.id])
    expect((await stripe.charges.list({ payment_intent: made.id })).data).toHaveLength(1)
    expect((await stripe.paymentIntents.list({ limit: 1 })).has_more).toBe(true)
  })

  test('webhooks say what happened, when, and by which request', async () => {
    const done = await pay({}, 'key-1')
    await sandbox.deliveriesDone()
    const events = stripeEvents(receiver)
    expect(events.map(({ type }) => type)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
    for (const event of events) {
      expect(event.request).toEqual({ id: done.lastResponse.requestId, idempotency_key: 'key-1' })
      expect(Math.abs(event.created - done.created)).toBeLessThanOrEqual(1)
      expect(event.data.previous_attributes).toBeUndefined()
    }
    expect(events[0]?.data.object).toMatchObject({ id: done.id, status: 'requires_confirmation' })
    expect(events[2]?.data.object).toMatchObject({ id: done.id, status: 'succeeded' })
    expect(events.map(({ account }) => account)).toEqual([undefined, undefined, undefined])
  })

  test('a repeat under the same key pays once', async () => {
    const first = await pay({}, 'key-1')
    expect((await pay({}, 'key-1')).id).toBe(first.id)
    expect(sandbox.effects('stripe').map(({ entity, operation }) => `${entity} ${operation}`)).toEqual([
      'payment_intent create',
      'charge create',
      'payment_intent update',
    ])
    expect(sandbox.summary().providers.stripe).toMatchObject({ keysWithSeveralEffects: 0 })
  })

  test('hold and capture part of it', async () => {
    const held = await pay({ capture_method: 'manual' })
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1250, amount_received: 0 })
    await expect(stripe.paymentIntents.capture(held.id, { amount_to_capture: 1251 })).rejects.toMatchObject({
      code: 'amount_too_large',
    })
    const done = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1000 })
    expect(done).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 1000 })
    expect((await stripe.charges.retrieve(referred(done.latest_charge))).amount_captured).toBe(1000)
    expect(sandbox.effects('stripe').at(-1)?.money).toEqual({
      kind: 'payment',
      amount: 1000,
      currency: 'USD',
      moved: 1000,
    })
  })

  test('cancel, once', async () => {
    const made = await stripe.paymentIntents.create({ amount: 500, currency: 'eur' })
    const cancelled = await stripe.paymentIntents.cancel(made.id, { cancellation_reason: 'abandoned' })
    expect(cancelled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' })
    expect(cancelled.canceled_at).toBeGreaterThan(0)
    await expect(stripe.paymentIntents.cancel(made.id)).rejects.toMatchObject({
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
    })
    expect(await typesSent()).toEqual(['payment_intent.created', 'payment_intent.canceled'])
  })

  test('a card that wants its holder first', async () => {
    const asked = await pay({ payment_method: 'pm_card_authenticationRequired' })
    expect(asked).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } })
    const done = await stripe.paymentIntents.confirm(asked.id, { payment_method: 'pm_card_visa' })
    expect(done).toMatchObject({ status: 'succeeded', next_action: null })
    expect(await typesSent()).toContain('payment_intent.requires_action')
  })

  test.each([
    [{ amount: 0, currency: 'usd' }, 'amount'],
    [{ amount: 100, currency: 'dollars' }, 'currency'],
    [{ amount: 100, currency: 'usd', customer: 'cus_none' }, 'customer'],
    [{ amount: 100, currency: 'usd', confirm: true }, 'payment_method'],
    [{ amount: 100, currency: 'usd', transfer_group: 'x' }, 'transfer_group'],
  ])('%j is refused and names the parameter', async (params, param) => {
    await expect(stripe.paymentIntents.create(params)).rejects.toMatchObject({ statusCode: 400, param })
    expect(sandbox.effects('stripe')).toEqual([])
  })
})

describe('declines', () => {
  test('a bad card is a card error, and the attempt is there to be seen', async () => {
    const attempt = pay({ payment_method: 'pm_card_chargeDeclined' }, 'key-1')
    await expect(attempt).rejects.toBeInstanceOf(Stripe.errors.StripeCardError)
    const again = await pay({ payment_method: 'pm_card_chargeDeclined' }, 'key-1').catch(
      (error: Stripe.errors.StripeCardError) => error,
    )
    expect(again).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' })
    const [intent] = (await stripe.paymentIntents.list()).data
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      amount_received: 0,
      last_payment_error: { type: 'card_error', code: 'card_declined' },
    })
    expect((await stripe.charges.list()).data).toMatchObject([
      { status: 'failed', paid: false, captured: false, failure_code: 'card_declined' },
    ])
    expect(await typesSent()).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ])
    const done = await stripe.paymentIntents.confirm(intent?.id ?? '', { payment_method: 'pm_card_visa' })
    expect(done).toMatchObject({ status: 'succeeded', last_payment_error: null })
  })

  test('a customer whose name ends in -declined has no good card', async () => {
    const customer = await stripe.customers.create({ name: 'Musa Bello -declined' })
    await expect(pay({ customer: customer.id })).rejects.toMatchObject({ statusCode: 402 })
  })

  test('the sentinels of a customer hang on the payments too', async () => {
    const customer = await stripe.customers.create({ name: 'Musa Bello' })
    await sandbox.trigger('stripe', 'customer.updated', { id: customer.id, name: 'Musa Bello -503' })
    await expect(pay({ customer: customer.id })).rejects.toMatchObject({ statusCode: 503 })
    const twin = await stripe.customers.create({ name: 'Eve -twice' })
    await pay({ customer: twin.id })
    const types = await typesSent()
    expect(types.filter((type) => type === 'payment_intent.succeeded')).toHaveLength(2)
  })
})

describe('refunds', () => {
  test('part, then the rest, and no more', async () => {
    const sold = await pay()
    const part = await stripe.refunds.create({
      payment_intent: sold.id,
      amount: 250,
      metadata: { why: 'stale' },
    })
    expect(part).toMatchObject({
      object: 'refund',
      amount: 250,
      currency: 'usd',
      status: 'succeeded',
      payment_intent: sold.id,
      charge: sold.latest_charge,
      metadata: { why: 'stale' },
    })
    const chargeId = referred(sold.latest_charge)
    await expect(stripe.refunds.create({ charge: chargeId, amount: 1001 })).rejects.toMatchObject({
      param: 'amount',
    })
    expect((await stripe.refunds.create({ charge: chargeId })).amount).toBe(1000)
    await expect(stripe.refunds.create({ charge: chargeId })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    })
    expect(await stripe.charges.retrieve(chargeId)).toMatchObject({ amount_refunded: 1250, refunded: true })
    expect((await stripe.refunds.list({ charge: chargeId })).data).toHaveLength(2)
    expect((await stripe.refunds.retrieve(part.id)).amount).toBe(250)
    await sandbox.deliveriesDone()
    const told = stripeEvents(receiver).find(({ type }) => type === 'charge.refunded')
    expect(told?.data).toMatchObject({
      object: { amount_refunded: 250, refunded: false },
      previous_attributes: { amount_refunded: 0 },
    })
    const moved = sandbox
      .effects('stripe')
      .flatMap(({ money }) => (money?.kind === 'refund' ? [money.moved] : []))
    expect(moved).toEqual([250, 1000])
  })

  test('change its metadata', async () => {
    const sold = await pay()
    const refund = await stripe.refunds.create({ payment_intent: sold.id })
    await stripe.refunds.update(refund.id, { metadata: { case: '7' } })
    await sandbox.deliveriesDone()
    expect(stripeEvents(receiver).at(-1)).toMatchObject({
      type: 'refund.updated',
      data: { object: { metadata: { case: '7' } }, previous_attributes: { metadata: { case: null } } },
    })
  })

  test('one that the bank sends back', async () => {
    const sold = await pay({ payment_method: 'pm_card_refundFail' })
    const refund = await stripe.refunds.create({ payment_intent: sold.id })
    expect(refund.status).toBe('succeeded')
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'lost_or_stolen_card',
    })
    expect(await stripe.charges.retrieve(referred(sold.latest_charge))).toMatchObject({
      amount_refunded: 0,
      refunded: false,
    })
    expect((await typesSent()).slice(3)).toEqual([
      'charge.refunded',
      'refund.created',
      'charge.updated',
      'refund.updated',
      'refund.failed',
    ])
    expect(sandbox.effects('stripe').at(-1)?.money).toMatchObject({ kind: 'refund', moved: -1250 })
  })
})
