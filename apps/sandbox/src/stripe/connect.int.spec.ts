import type Stripe from 'stripe'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { createReceiver, type Receiver, startSandbox, stripeClient, stripeEvents } from '../testing.ts'
import { stripeEventTypes } from './events.ts'

let receiver: Receiver
let sandbox: Sandbox
let stripe: Stripe
const venue = { stripeAccount: 'acct_venue1' }

beforeEach(async () => {
  receiver = await createReceiver()
  sandbox = await startSandbox({ deliveryConcurrency: 1 }, receiver)
  stripe = stripeClient(sandbox)
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

test('objects live in the account that is named, and its events carry it', async () => {
  const made = await stripe.customers.create({ name: 'Ada Obi' }, { ...venue, idempotencyKey: 'key-1' })
  await stripe.paymentIntents.create(
    { amount: 900, currency: 'usd', customer: made.id, payment_method: 'pm_card_visa', confirm: true },
    venue,
  )
  expect((await stripe.customers.list()).data).toEqual([])
  expect((await stripe.customers.list({}, venue)).data).toHaveLength(1)
  await expect(stripe.customers.retrieve(made.id)).rejects.toMatchObject({ statusCode: 404 })
  const own = await stripe.customers.create({ name: 'Eve' }, { idempotencyKey: 'key-1' })
  expect(own.name).toBe('Eve')
  await sandbox.deliveriesDone()
  expect(stripeEvents(receiver).map(({ type, account }) => [type, account])).toEqual([
    ['customer.created', 'acct_venue1'],
    ['payment_intent.created', 'acct_venue1'],
    ['charge.succeeded', 'acct_venue1'],
    ['payment_intent.succeeded', 'acct_venue1'],
    ['customer.created', undefined],
  ])
  expect((await stripe.events.list({}, venue)).data).toHaveLength(4)
  expect(
    sandbox
      .effects('stripe')
      .map(({ account }) => account)
      .slice(0, 4),
  ).toEqual(Array.from({ length: 4 }, () => 'acct_venue1'))
})

test('an account belongs to the platform that named it first', async () => {
  await stripe.customers.create({ name: 'Ada Obi' }, venue)
  sandbox.register({ stripe: { secretKey: 'sk_test_other_account' } })
  const other = stripeClient(sandbox, 'sk_test_other_account')
  await expect(other.customers.list({}, venue)).rejects.toMatchObject({
    statusCode: 403,
    code: 'account_invalid',
  })
  await expect(stripe.customers.list({}, { stripeAccount: 'venue' })).rejects.toMatchObject({
    statusCode: 403,
  })
})

test('an endpoint made for connected accounts hears of nothing else', async () => {
  const endpoint = await stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ['customer.created'],
    connect: true,
  })
  await stripe.customers.create({ name: 'Ada Obi' }, venue)
  await stripe.customers.create({ name: 'Eve' })
  await sandbox.deliveriesDone()
  const through = sandbox.deliveries().filter(({ endpointId }) => endpointId === endpoint.id)
  expect(through.map(({ account, state }) => [account, state])).toEqual([['acct_venue1', 'acknowledged']])
})

test('a trigger may name a connected account', async () => {
  const { events } = await sandbox.trigger('stripe', 'refund.created', {
    account: 'acct_venue2',
    amount: 100,
  })
  await sandbox.deliveriesDone()
  const told = stripeEvents(receiver)
  expect(told.map(({ account }) => account)).toEqual(events.map(() => 'acct_venue2'))
  expect(told.at(-1)).toMatchObject({ type: 'refund.created', data: { object: { amount: 100 } } })
})

const byHand = stripeEventTypes.filter((type) => type !== 'charge.updated')

test.each(byHand)('trigger %s', async (type) => {
  const { events, objects } = await sandbox.trigger('stripe', type, { name: 'Ada Obi' })
  const made = await Promise.all(events.map((id) => stripe.events.retrieve(id)))
  expect(made.map((event) => event.type)).toContain(type)
  const told = made.findLast((event) => event.type === type)
  const about = told?.data.object as { id: string } | undefined
  expect(objects).toEqual([about?.id])
})

test('a trigger follows what it is told: amount, currency, guest, object', async () => {
  const sale = { amount: 4200, currency: 'GBP', guest: true }
  const { objects } = await sandbox.trigger('stripe', 'payment_intent.succeeded', sale)
  const intent = await stripe.paymentIntents.retrieve(objects[0] ?? '')
  expect(intent).toMatchObject({ amount_received: 4200, currency: 'gbp', customer: null })
  const back = await sandbox.trigger('stripe', 'refund.created', { id: intent.id, amount: 200 })
  expect(await stripe.refunds.retrieve(back.objects[0] ?? '')).toMatchObject({
    payment_intent: intent.id,
    amount: 200,
  })
  await expect(sandbox.trigger('stripe', 'refund.created', { id: intent.id, amount: 4001 })).rejects.toThrow(
    '4000',
  )
  await expect(sandbox.trigger('stripe', 'payout.paid')).rejects.toThrow('payment_intent.created')
})
