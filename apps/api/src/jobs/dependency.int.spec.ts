import Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestHub, stripeEventOf, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let stripe: Stripe

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: ['customer', 'transaction'] })
  stripe = new Stripe(ours.secrets.stripe.api_key as string, {
    host: '127.0.0.1',
    port: jobs.sandbox.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const factsOf = (syncId: string) => jobs.facts(ours, `sync-${syncId}`)
const effectsOf = (reference: string) =>
  jobs.sandbox.effects('flasherp').filter((entry) => entry.externalRef === reference)

/** A payment at Stripe, and the sync that its webhook led to. */
async function pay(customer: string): Promise<{ id: string; syncId: string }> {
  const intent = await stripe.paymentIntents.create({
    amount: 1_250,
    currency: 'usd',
    customer,
    confirm: true,
    payment_method: 'pm_card_visa',
  })
  const { lastResponse: _, ...object } = intent
  const delivery = await jobs.receive(ours, stripeEventOf({ type: 'payment_intent.succeeded', object }))
  await jobs.route()
  const [syncId] = await jobs.routed(ours, delivery)
  return { id: intent.id, syncId: syncId as string }
}

/** The sync that was asked for because another needed it. */
async function broughtFor(syncId: string): Promise<string> {
  const { rows } = await hub.admin.query(
    "select stream from log.event where type = 'SyncRequested' and data ->> 'requestedFor' = $1",
    [syncId],
  )
  expect(rows).toHaveLength(1)
  return rows[0].stream.slice('sync-'.length)
}

it('a payment brings its customer along, and waits for it', async () => {
  const customer = await stripe.customers.create({ name: 'Ada Obi', email: 'ada@example.org' })
  const { id, syncId } = await pay(customer.id)
  expect(await jobs.execute(ours, syncId)).toBe('waiting')
  expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'pending', hold: 'dependency', retries: 0 })
  expect(dataOf((await factsOf(syncId))[0], 'SyncRequested').amount).toEqual({
    minor: 1_250,
    currency: 'USD',
  })
  expect(effectsOf(id)).toEqual([])

  const brought = await broughtFor(syncId)
  expect(await jobs.state(ours, brought)).toMatchObject({
    request: { entity: 'customer', payloadKind: 'record', source: { id: customer.id }, amount: null },
  })
  expect(JSON.stringify(await factsOf(brought))).not.toContain('Ada')
  expect(await jobs.execute(ours, brought)).toBe('done')
  const { externalId } = dataOf((await factsOf(brought)).at(-1), 'SyncSucceeded')

  expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced' })
  expect(effectsOf(id)).toHaveLength(1)
  const sent = jobs.sandbox.requests('flasherp').find((entry) => entry.idempotencyKey === `${syncId}.1`)
  expect(JSON.stringify(sent)).toContain(externalId)
  expect(typesOf(await factsOf(syncId))).toEqual([
    'SyncRequested',
    'SyncRetryScheduled',
    'SyncStarted',
    'SyncSucceeded',
  ])
})

it('two payments of one new customer bring it once', async () => {
  const customer = await stripe.customers.create({ name: 'Bola Ade' })
  const one = await pay(customer.id)
  const other = await pay(customer.id)
  await Promise.all([jobs.execute(ours, one.syncId), jobs.execute(ours, other.syncId)])
  const { rows } = await hub.admin.query(
    "select stream from log.event where type = 'SyncRequested' and data -> 'source' ->> 'id' = $1",
    [customer.id],
  )
  expect(rows).toHaveLength(1)
  await jobs.execute(ours, rows[0].stream.slice('sync-'.length))
  await jobs.settle(ours, one.syncId)
  await jobs.settle(ours, other.syncId)
  expect(effectsOf(customer.id).map((entry) => entry.operation)).toEqual(['create'])
})

it('a change of the customer that a webhook tells is newer than the one that was brought', async () => {
  const customer = await stripe.customers.create({ name: 'Chidi Eze' })
  const { syncId } = await pay(customer.id)
  await jobs.execute(ours, syncId)
  await jobs.execute(ours, await broughtFor(syncId))
  const told = await jobs.request(ours, { id: customer.id, name: 'Chidi Eze' }, { created: customer.created })
  expect(await jobs.execute(ours, told)).toBe('done')
  expect(effectsOf(customer.id).map((entry) => entry.operation)).toEqual(['create', 'update'])
})

it('a payment whose customer is gone waits for the webhook that tells of it, then says so', async () => {
  const customer = await stripe.customers.create({ name: 'Gone' })
  const { id, syncId } = await pay(customer.id)
  await stripe.customers.del(customer.id)
  expect(await jobs.execute(ours, syncId)).toBe('waiting')
  jobs.pass(300_000)
  expect(await jobs.execute(ours, syncId)).toBe('refused')
  expect(await jobs.state(ours, syncId)).toMatchObject({
    status: 'failed',
    error: { code: 'DEPENDENCY_MISSING', detail: expect.stringContaining(customer.id) },
  })
  expect(effectsOf(id)).toEqual([])
})

it('a payment of a customer that came and went before either was written is written all the same', async () => {
  const customer = await stripe.customers.create({ name: 'Came And Went', email: 'brief@example.org' })
  const { id, syncId } = await pay(customer.id)
  await stripe.customers.del(customer.id)
  const { lastResponse: _, ...object } = customer
  const told = { customer: object, created: customer.created }
  const carrier = await jobs.request(ours, object, told)
  expect(await jobs.request(ours, object, { ...told, type: 'customer.deleted' })).toBe(carrier)
  expect(await jobs.execute(ours, carrier)).toBe('done')
  expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced' })
  expect(effectsOf(id)).toHaveLength(1)
})

it('a payment waits for a customer that failed, up to an hour', async () => {
  const customer = await stripe.customers.create({ description: 'Nameless: FlashERP will not have it' })
  const { id, syncId } = await pay(customer.id)
  await jobs.execute(ours, syncId)
  const brought = await broughtFor(syncId)
  expect(await jobs.execute(ours, brought)).toBe('refused')
  await jobs.project()
  jobs.pass(2_000)
  expect(await jobs.execute(ours, syncId)).toBe('waiting')
  expect(effectsOf(id)).toEqual([])
  const waits = (await factsOf(syncId)).filter(({ type }) => type === 'SyncRetryScheduled').length
  expect(waits).toBe(2)
  jobs.pass(3_600_000)
  expect(await jobs.execute(ours, syncId)).toBe('refused')
})
