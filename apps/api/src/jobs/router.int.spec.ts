import { randomUUID } from 'node:crypto'
import { advanceProjections } from '@syncline/db/projections'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  startTestHub,
  stripeEvent,
  stripeEventOf,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let theirs: TestOrganization

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  theirs = await jobs.found()
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const customer = () => ({ id: `cus_${randomUUID().slice(0, 8)}`, name: 'Ada Obi', email: 'ada@example.org' })
const again = () => hub.admin.query("update coordination.consumer set position = 0 where name = 'router'")
const deliveryFacts = (organization: TestOrganization, id: string) =>
  jobs.facts(organization, `delivery-${id}`)

it('asks for one sync per flow and says which', async () => {
  const { id } = customer()
  const delivery = await jobs.receive(
    ours,
    stripeEvent({ customer: { id, name: 'Ada Obi' }, created: 1_790_000_000 }),
  )
  await jobs.route()
  const facts = await deliveryFacts(ours, delivery)
  expect(typesOf(facts)).toEqual(['WebhookReceived', 'WebhookRouted'])
  const { syncIds } = dataOf(facts[1], 'WebhookRouted')
  expect(syncIds).toHaveLength(1)
  const [requested] = await jobs.facts(ours, `sync-${syncIds[0]}`)
  expect(requested).toMatchObject({
    type: 'SyncRequested',
    correlationId: delivery,
    causationPosition: facts[0]?.position,
    data: {
      connectionId: ours.flasherpId,
      operation: 'upsert',
      source: { system: 'stripe', id, accountId: null },
      sourceVersion: expect.stringMatching(/^001790000000\.01\.\d{16}$/),
    },
  })
  expect(JSON.stringify(requested)).not.toContain('Ada')
})

it('asks for nothing twice when a window comes twice', async () => {
  await jobs.request(ours, customer())
  const count = async () => (await hub.admin.query('select count(*)::int as n from log.event')).rows[0].n
  const before = await count()
  await again()
  await jobs.route()
  await again()
  await Promise.all([jobs.route(), jobs.route()])
  expect(await count()).toBe(before)
})

it('asks for nothing twice when the log was written and the place in it was not', async () => {
  const delivery = await jobs.receive(ours, stripeEvent({ customer: customer() }))
  const place = (await hub.admin.query("select position from coordination.consumer where name = 'router'"))
    .rows[0]
  await jobs.route()
  await hub.admin.query("update coordination.consumer set position = $1 where name = 'router'", [
    place.position,
  ])
  await jobs.route()
  const facts = await deliveryFacts(ours, delivery)
  expect(typesOf(facts)).toEqual(['WebhookReceived', 'WebhookRouted'])
})

it('sets aside what it does not route', async () => {
  const unknown = await jobs.receive(ours, stripeEvent({ type: 'payout.paid', customer: customer() }))
  const unread = await jobs.receive(ours, stripeEvent({ customer: { id: '' } }))
  const noFlow = await jobs.found({ flows: [] })
  const alone = await jobs.receive(noFlow, stripeEvent({ customer: customer() }))
  await jobs.route()
  expect((await deliveryFacts(ours, unknown))[1]).toMatchObject({
    type: 'WebhookIgnored',
    data: { reason: 'unknown_type' },
  })
  expect((await deliveryFacts(ours, unread))[1]).toMatchObject({
    type: 'WebhookQuarantined',
    data: { reason: 'unexpected_shape' },
  })
  expect((await deliveryFacts(noFlow, alone))[1]).toMatchObject({
    type: 'WebhookIgnored',
    data: { reason: 'no_flow' },
  })
})

it.each([
  ['gone', 'delete from log.payload where payload_id = $1'],
  [
    'damaged',
    'update log.payload set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where payload_id = $1',
  ],
  ['cut short', "update log.payload set sealed = '\\x00' where payload_id = $1"],
])('quarantines a delivery whose bytes are %s, and goes on with its neighbours', async (_what, statement) => {
  const [hurt, well] = [
    await jobs.receive(ours, stripeEvent({ customer: customer() })),
    await jobs.receive(theirs, stripeEvent({ customer: customer() })),
  ]
  const [received] = await deliveryFacts(ours, hurt)
  await hub.admin.query(statement, [dataOf(received, 'WebhookReceived').payloadId])
  await jobs.route()
  expect((await deliveryFacts(ours, hurt))[1]).toMatchObject({
    type: 'WebhookQuarantined',
    data: { reason: 'payload_missing' },
  })
  expect(typesOf(await deliveryFacts(theirs, well))).toEqual(['WebhookReceived', 'WebhookRouted'])
})

it('keeps two organizations apart in one window', async () => {
  const shared = customer()
  const made: [TestOrganization, string][] = []
  for (let n = 0; n < 20; n++) {
    const organization = n % 2 === 0 ? ours : theirs
    made.push([
      organization,
      await jobs.receive(organization, stripeEvent({ id: `evt_shared_${n >> 1}`, customer: shared })),
    ])
  }
  await jobs.route()
  for (const [organization, delivery] of made) {
    const routed = dataOf((await deliveryFacts(organization, delivery))[1], 'WebhookRouted')
    const [requested] = await jobs.facts(organization, `sync-${routed.syncIds[0]}`)
    expect(requested?.data).toMatchObject({
      connectionId: organization.flasherpId,
      source: { connectionId: organization.stripeId },
    })
    const other = organization === ours ? theirs : ours
    expect(await jobs.facts(other, `sync-${routed.syncIds[0]}`)).toEqual([])
  }
})

describe('changes of one record that come close together', () => {
  const changeOf = (one: { id: string }, name: string, created: number) =>
    stripeEvent({ customer: { ...one, name }, type: 'customer.updated', created })
  const carriedBy = async (delivery: string) =>
    dataOf((await deliveryFacts(ours, delivery))[1], 'WebhookRouted').syncIds[0] as string

  it('travel in one sync with the newest data, five while one is out', async () => {
    const one = customer()
    const first = await jobs.request(ours, one, { created: 1_790_000_000 })
    expect(await jobs.execute(ours, first)).toBe('done')
    const deliveries: string[] = []
    for (let n = 1; n <= 5; n++) {
      deliveries.push(await jobs.receive(ours, changeOf(one, `Ada ${n}`, 1_790_000_000 + n)))
      await jobs.route()
    }
    const carriers = new Set(await Promise.all(deliveries.map(carriedBy)))
    expect(carriers.size).toBe(1)
    const [carrier] = [...carriers] as [string]
    expect(carrier).not.toBe(first)
    expect(typesOf(await jobs.facts(ours, `sync-${carrier}`))).toEqual([
      'SyncRequested',
      ...Array.from({ length: 4 }, () => 'SyncCoalesced'),
    ])
    expect(await jobs.execute(ours, carrier)).toBe('done')
    const sent = jobs.sandbox
      .requests('flasherp')
      .filter((entry) => entry.idempotencyKey?.startsWith(carrier))
    expect(sent).toHaveLength(1)
    expect(JSON.stringify(sent[0])).toContain('Ada 5')
  })

  it('carry the newest amount', async () => {
    const shop = await jobs.found({ flows: ['transaction'] })
    const id = `pi_${randomUUID().slice(0, 8)}`
    const payment = { id, object: 'payment_intent', status: 'processing', customer: null }
    const told = async (amount: number, created: number) => {
      const object = { ...payment, amount, currency: 'kwd', created: 1_790_000_000 }
      const type = 'payment_intent.processing'
      await jobs.receive(shop, stripeEventOf({ type, created, object }))
      await jobs.route()
    }
    await told(1_234, 1_790_000_000)
    await told(0, 1_790_000_001)
    await advanceProjections(hub.workerPool, ['sync_status'])
    const { rows } = await hub.admin.query(
      'select source_id, amount_minor, amount_currency from read.sync_status where organization_id = $1',
      [shop.organizationId],
    )
    expect(rows).toEqual([{ source_id: id, amount_minor: 0, amount_currency: 'KWD' }])
  })

  it('become one sync also when they come in one window', async () => {
    const one = customer()
    const deliveries = await Promise.all(
      [3, 1, 2].map((n) => jobs.receive(ours, changeOf(one, `Ada ${n}`, 1_790_000_000 + n))),
    )
    await jobs.route()
    const facts = await Promise.all(deliveries.map((delivery) => deliveryFacts(ours, delivery)))
    expect(
      facts.map((own) => own[1]?.type).toSorted((one, other) => String(one).localeCompare(String(other))),
    ).toEqual(['WebhookIgnored', 'WebhookIgnored', 'WebhookRouted'])
    const carrier = dataOf(
      facts.flat().find(({ type }) => type === 'WebhookRouted'),
      'WebhookRouted',
    ).syncIds[0]
    expect(await jobs.state(ours, carrier as string)).toMatchObject({
      request: { sourceVersion: expect.stringMatching(/^001790000003/) },
    })
  })

  it('are two syncs once the first has gone out', async () => {
    const one = customer()
    const first = await jobs.request(ours, one, { created: 1_790_000_000 })
    await jobs.execute(ours, first)
    const second = await jobs.request(ours, one, { created: 1_790_000_001, type: 'customer.updated' })
    expect(second).not.toBe(first)
    expect(typesOf(await jobs.facts(ours, `sync-${first}`))).not.toContain('SyncCoalesced')
  })

  it('are not put on a sync that has gone out, however many come at once', async () => {
    const one = customer()
    const first = await jobs.request(ours, one, { created: 1_790_000_000 })
    // One fact more in its stream: just as many as one change of the two would have made.
    await jobs.command(ours, first, {
      type: 'start',
      idempotencyBase: first,
      sealedOperation: 'sealed:v1:o1:AAAA',
      worker: 'another',
    })
    const deliveries: string[] = []
    for (const n of [1, 2])
      deliveries.push(await jobs.receive(ours, changeOf(one, `Ada ${n}`, 1_790_000_000 + n)))
    await jobs.route()
    expect(typesOf(await jobs.facts(ours, `sync-${first}`))).toEqual(['SyncRequested', 'SyncStarted'])
    expect(await carriedBy(deliveries[1] as string)).not.toBe(first)
  })

  it('ask for nothing twice when their window comes twice', async () => {
    const one = customer()
    const first = await jobs.request(ours, one, { created: 1_790_000_000 })
    await jobs.receive(ours, changeOf(one, 'Ada Again', 1_790_000_001))
    await jobs.route()
    const before = await jobs.facts(ours, `sync-${first}`)
    await again()
    await jobs.route()
    expect(await jobs.facts(ours, `sync-${first}`)).toEqual(before)
    const { rows } = await hub.admin.query(
      "select count(*)::int as n from log.event where type = 'SyncRequested' and data -> 'source' ->> 'id' = $1",
      [one.id],
    )
    expect(rows[0].n).toBe(1)
  })
})
