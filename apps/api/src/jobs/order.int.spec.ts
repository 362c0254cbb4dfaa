import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  flasherpEvent,
  startTestHub,
  stripeEvent,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let stripe: Stripe

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ back: ['customer'] })
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

const unused = () => ({ id: `cus_${randomUUID().slice(0, 8)}`, name: 'Ada Obi' })
const effectsOf = (provider: 'stripe' | 'flasherp', reference: string) =>
  jobs.sandbox
    .effects(provider)
    .filter((entry) => entry.externalRef === reference || entry.objectId === reference)
const sentFor = (syncId: string) =>
  jobs.sandbox.requests().filter((entry) => entry.idempotencyKey?.startsWith(`${syncId}.`))
const factsOf = (syncId: string) => jobs.facts(ours, `sync-${syncId}`)
const supersededBy = async (syncId: string) => dataOf((await factsOf(syncId)).at(-1), 'SyncSuperseded').reason

const ignoredAs = async (delivery: string) =>
  dataOf((await jobs.facts(ours, `delivery-${delivery}`)).at(-1), 'WebhookIgnored').reason

/** One webhook from Stripe about a customer, carried out: the id of its sync. */
async function carry(customer: { id: string; name: string }, more: { type?: string; created?: number } = {}) {
  const syncId = await jobs.request(ours, customer, more)
  await jobs.settle(ours, syncId)
  return syncId
}

/** A webhook from FlashERP, routed. */
async function back(given: Parameters<typeof flasherpEvent>[0]) {
  const delivery = await jobs.receive(ours, flasherpEvent(given), 'flasherp')
  await jobs.route()
  return delivery
}

describe('two changes in one second', () => {
  it('leave what the provider says is newer, though it was told first', async () => {
    const { id } = await stripe.customers.create({ name: 'Newest' })
    const at = { type: 'customer.updated', created: 1_790_000_100 }
    await carry({ id, name: 'Newest' }, at)
    jobs.restartRouter()
    const second = await carry({ id, name: 'Older' }, at)
    expect(JSON.stringify(sentFor(second))).toContain('Newest')
    expect(JSON.stringify(sentFor(second))).not.toContain('Older')
  })

  it('leave it also when both wait in one sync', async () => {
    const { id } = await stripe.customers.create({ name: 'Newest' })
    const at = { type: 'customer.updated', created: 1_790_000_100 }
    const first = await jobs.request(ours, { id, name: 'Newest' }, at)
    expect(await jobs.request(ours, { id, name: 'Older' }, at)).toBe(first)
    await jobs.settle(ours, first)
    expect(JSON.stringify(sentFor(first))).not.toContain('Older')
    expect(JSON.stringify(sentFor(first))).toContain('Newest')
  })
})

describe('a deletion', () => {
  it('is not undone by a change that comes late, whatever its time', async () => {
    const customer = unused()
    await carry(customer, { created: 1_790_000_000 })
    await carry(customer, { type: 'customer.deleted', created: 1_790_000_010 })
    jobs.restartRouter()
    const late = await jobs.request(ours, customer, { type: 'customer.updated', created: 1_790_000_011 })
    expect(await jobs.execute(ours, late)).toBe('superseded')
    expect(await supersededBy(late)).toBe('deleted_at_source')
    expect(effectsOf('flasherp', customer.id).map((entry) => entry.operation)).toEqual(['create', 'update'])
  })
})

describe('an echo of our own write', () => {
  it('of FlashERP is known by the version we wrote', async () => {
    const customer = unused()
    const first = await carry(customer)
    const { externalId } = dataOf((await factsOf(first)).at(-1), 'SyncSucceeded')
    const delivery = await back({
      name: customer.name,
      customerId: externalId,
      version: 1,
      externalRef: customer.id,
    })
    expect(await ignoredAs(delivery)).toBe('echo')
  })

  it('of Stripe is known by the key of our request', async () => {
    const { id } = await stripe.customers.create({ name: 'Ada Obi' })
    const first = await carry({ id, name: 'Ada Obi' })
    const { externalId } = dataOf((await factsOf(first)).at(-1), 'SyncSucceeded')
    const [change] = await jobs.routed(
      ours,
      await back({ name: 'Ada Changed', customerId: externalId, version: 7, externalRef: id }),
    )
    expect(await jobs.execute(ours, change as string)).toBe('done')
    expect((await stripe.customers.retrieve(id)) as Stripe.Customer).toMatchObject({ name: 'Ada Changed' })
    expect(effectsOf('stripe', id)).toHaveLength(2)

    const [sent] = sentFor(change as string)
    const body = stripeEvent({
      customer: { id, name: 'Ada Changed' },
      type: 'customer.updated',
      requestKey: sent?.idempotencyKey as string,
    })
    const echo = await jobs.receive(ours, body)
    await jobs.route()
    expect(await ignoredAs(echo)).toBe('echo')
  })

  it('is not what a stranger’s key of the same form makes', async () => {
    const customer = unused()
    const body = stripeEvent({ customer, requestKey: `${randomUUID()}.1` })
    const delivery = await jobs.receive(ours, body)
    await jobs.route()
    expect(await jobs.routed(ours, delivery)).toHaveLength(1)
  })

  it('waits until the write it may come from is known', async () => {
    const customer = { ...unused(), name: `Ada ${randomUUID().slice(0, 4)}-garbled` }
    const open = await jobs.request(ours, customer)
    expect(await jobs.execute(ours, open)).toBe('failed')
    const [effect] = effectsOf('flasherp', customer.id)
    const delivery = await back({
      name: customer.name,
      customerId: effect?.objectId as string,
      version: 1,
      externalRef: customer.id,
    })
    const verdicts = async () => typesOf(await jobs.facts(ours, `delivery-${delivery}`))
    expect(await verdicts()).toEqual(['WebhookReceived'])
    await jobs.routeWaited()
    expect(await verdicts()).toEqual(['WebhookReceived'])
    await jobs.settle(ours, open)
    await jobs.routeWaited()
    expect(await ignoredAs(delivery)).toBe('echo')
  })

  it('that a router put off and then died with is found by the sweep', async () => {
    const customer = { ...unused(), name: `Ada ${randomUUID().slice(0, 4)}-garbled` }
    const open = await jobs.request(ours, customer)
    await jobs.execute(ours, open)
    const [effect] = effectsOf('flasherp', customer.id)
    const customerId = effect?.objectId as string
    const delivery = await back({ name: customer.name, customerId, version: 1, externalRef: customer.id })
    jobs.restartRouter()
    await jobs.settle(ours, open)
    await advanceProjection(hub.workerPool, 'delivery')
    expect(await jobs.sweepRouter()).toBe(0)
    await hub.admin.query("update read.delivery set received_at = received_at - interval '1 minute'")
    expect(await jobs.sweepRouter()).toBeGreaterThan(0)
    expect(await ignoredAs(delivery)).toBe('echo')
  })

  it('that can’t be told for long becomes a sync, which finds out when it has its lane', async () => {
    const customer = { ...unused(), name: `Ada ${randomUUID().slice(0, 4)}-garbled` }
    const open = await jobs.request(ours, customer)
    await jobs.execute(ours, open)
    const [effect] = effectsOf('flasherp', customer.id)
    const delivery = await back({
      name: customer.name,
      customerId: effect?.objectId as string,
      version: 1,
      externalRef: customer.id,
    })
    for (let waits = 0; waits < 5; waits++) await jobs.routeWaited()
    const [echo] = await jobs.routed(ours, delivery)
    expect(await jobs.execute(ours, echo as string)).toBe('lane_busy')
    await jobs.settle(ours, open)
    expect(await jobs.execute(ours, echo as string)).toBe('superseded')
    expect(await supersededBy(echo as string)).toBe('echo')
  })
})

describe('accounts behind one connection', () => {
  it('keep objects of one id apart', async () => {
    const id = `cus_${randomUUID().slice(0, 8)}`
    const told = async (account: string, name: string, created: number) => {
      const body = stripeEvent({ customer: { id, name }, account, created })
      const delivery = await jobs.receive(ours, body)
      await jobs.route()
      const [syncId] = await jobs.routed(ours, delivery)
      return syncId as string
    }
    const one = await told('acct_one', 'Of One', 1_790_000_500)
    const other = await told('acct_two', 'Of Two', 1_790_000_400)
    expect(other).not.toBe(one)
    await jobs.execute(ours, one)
    // Older by its time, but of another account: nothing that account one did makes it stale.
    expect(await jobs.execute(ours, other)).not.toBe('superseded')
    const { rows } = await hub.admin.query(
      "select count(distinct record_id)::int as records from coordination.link where external_id = $1 and account_id <> ''",
      [id],
    )
    expect(rows[0].records).toBe(2)
  })
})

it('a change from FlashERP becomes a new customer at Stripe where there is none', async () => {
  const customerId = `fcu_${randomUUID().slice(0, 8)}`
  const [first] = await jobs.routed(ours, await back({ name: 'Made at FlashERP', customerId, version: 1 }))
  expect(await jobs.execute(ours, first as string)).toBe('done')
  const { externalId } = dataOf((await factsOf(first as string)).at(-1), 'SyncSucceeded')
  expect(externalId).toMatch(/^cus_/)
  const [second] = await jobs.routed(
    ours,
    await back({ name: 'Changed at FlashERP', customerId, version: 2 }),
  )
  expect(await jobs.execute(ours, second as string)).toBe('done')
  expect((await stripe.customers.retrieve(externalId)) as Stripe.Customer).toMatchObject({
    name: 'Changed at FlashERP',
  })
  expect(typesOf(await factsOf(second as string))).toEqual(['SyncRequested', 'SyncStarted', 'SyncSucceeded'])
})
