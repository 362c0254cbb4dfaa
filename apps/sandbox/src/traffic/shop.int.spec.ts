import { afterEach, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { startSandbox, stripeClient } from '../testing.ts'

let sandboxes: Sandbox[] = []
afterEach(async () => {
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()))
  sandboxes = []
})

async function trade(seed: number, effects: number, settings: Record<string, number> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ seed, now: () => 1_790_000_000_000 })
  sandboxes.push(sandbox)
  sandbox.traffic({ perMinute: 60_000, sentinelPercent: 0, ...settings })
  await sandbox.until(() => sandbox.effects('stripe').length >= effects)
  sandbox.traffic({ perMinute: 0 })
  return sandbox
}

const story = (sandbox: Sandbox, count: number) =>
  sandbox
    .effects('stripe')
    .slice(0, count)
    .map(({ entity, operation, money }) => ({ entity, operation, money }))

test('a shop sells to known and new customers and to guests, gives back, bills and subscribes', async () => {
  const sandbox = await trade(5, 900)
  const kinds = new Set(story(sandbox, 900).map(({ entity, operation }) => `${entity} ${operation}`))
  for (const kind of ['payment_intent update', 'charge create', 'refund create', 'invoice create'])
    expect(kinds).toContain(kind)
  for (const kind of ['subscription create', 'subscription update', 'customer update'])
    expect(kinds).toContain(kind)
  const stripe = stripeClient(sandbox)
  const intents = (await stripe.paymentIntents.list({ limit: 100 })).data
  expect(intents.filter(({ customer }) => customer === null).length).toBeGreaterThan(2)
  const statuses = new Set(intents.map(({ status }) => status))
  expect([...statuses]).toEqual(expect.arrayContaining(['succeeded', 'requires_payment_method']))
  const refunds = (await stripe.refunds.list({ limit: 100 })).data
  const charges = await Promise.all(refunds.map(({ charge }) => stripe.charges.retrieve(charge as string)))
  expect(new Set(charges.map(({ refunded }) => refunded)).size).toBe(2)
  expect(charges.every(({ amount, amount_refunded: refunded }) => refunded <= amount)).toBe(true)
  const types = new Set((await stripe.events.list({ limit: 100 })).data.map(({ type }) => type))
  expect(types.size).toBeGreaterThan(8)
})

test('the same seed tells the same story, another seed another', async () => {
  const [one, same, other] = [await trade(7, 200), await trade(7, 200), await trade(8, 200)]
  expect(story(same, 200)).toEqual(story(one, 200))
  expect(story(other, 200)).not.toEqual(story(one, 200))
})

test('without a shop only people change', async () => {
  const sandbox = await trade(7, 60, { shopPercent: 0 })
  expect(new Set(sandbox.effects('stripe').map(({ entity }) => entity))).toEqual(new Set(['customer']))
})
