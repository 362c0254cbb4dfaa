import { randomUUID } from 'node:crypto'
import { payloadPlace } from '@syncline/db/custody'
import { readUnrouted } from '@syncline/db/log'
import { advanceProjection } from '@syncline/db/projections'
import { webhookEvents } from '@syncline/domain/webhook'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWebhookCommands } from '../commands/webhook.ts'
import { uuidv7 } from '../ingest/uuid.ts'
import {
  foundOrganization,
  startTestHub,
  stripeEvent,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let commands: ReturnType<typeof createWebhookCommands>

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  commands = createWebhookCommands({ pool: hub.appPool, appender: hub.appender })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const by = { reason: 'Again, please', actor: 'user:ada', correlationId: 'replay' } as const
const replay = async (deliveryId: string, organization = ours) => {
  await commands.replay(organization.organizationId, deliveryId, by)
  await jobs.route()
}
const deliveryFacts = (id: string, organization = ours) => jobs.facts(organization, `delivery-${id}`)
const customer = () => ({ id: `cus_${randomUUID().slice(0, 8)}`, name: 'Ada Obi', email: 'ada@example.org' })
const changeOf = (id: string, name: string, created: number) =>
  stripeEvent({ customer: { id, name }, type: 'customer.updated', created })
const eventCount = async () =>
  (await hub.admin.query<{ n: number }>('select count(*)::int as n from log.event')).rows[0]?.n ?? 0
const effectsOf = (id: string) => jobs.sandbox.effects('flasherp').filter((entry) => entry.externalRef === id)

/** Every sync of a record there ever was, oldest first. */
async function syncsOf(id: string): Promise<readonly string[]> {
  const { rows } = await hub.admin.query<{ stream: string }>(
    "select stream from log.event where type = 'SyncRequested' and data -> 'source' ->> 'id' = $1 order by position",
    [id],
  )
  return rows.map(({ stream }) => stream.slice('sync-'.length))
}
const settleAll = async (id: string) => {
  for (const syncId of await syncsOf(id)) await jobs.settle(ours, syncId)
}

describe('a replay', () => {
  it('of a webhook that led to a sync names that sync again, and sends nothing', async () => {
    const one = customer()
    const syncId = await jobs.request(ours, one)
    await jobs.settle(ours, syncId)
    const [requested] = await jobs.facts(ours, `sync-${syncId}`)
    const deliveryId = dataOf(requested, 'SyncRequested').deliveryId as string
    const before = [await jobs.facts(ours, `sync-${syncId}`), effectsOf(one.id)]
    for (let time = 0; time < 3; time++) await replay(deliveryId)
    const facts = await deliveryFacts(deliveryId)
    expect(typesOf(facts)).toEqual([
      'WebhookReceived',
      'WebhookRouted',
      ...Array.from({ length: 3 }, () => ['WebhookReplayed', 'WebhookRouted']).flat(),
    ])
    expect(facts[2]).toMatchObject({
      actor: 'user:ada',
      correlationId: 'replay',
      data: { reason: by.reason },
    })
    expect(facts[3]).toMatchObject({ causationPosition: facts[2]?.position, data: { syncIds: [syncId] } })
    expect(await syncsOf(one.id)).toEqual([syncId])
    expect([await jobs.facts(ours, `sync-${syncId}`), effectsOf(one.id)]).toEqual(before)
  })

  it('routes what had no flow when it came, as old as it was then', async () => {
    const alone = await foundOrganization(hub, { flows: [] })
    const one = customer()
    const deliveryId = await jobs.receive(alone, stripeEvent({ customer: one, created: 1_790_000_000 }))
    await jobs.route()
    expect((await deliveryFacts(deliveryId, alone))[1]).toMatchObject({ data: { reason: 'no_flow' } })
    await hub.appender.append({
      organizationId: alone.organizationId,
      stream: `flow-${randomUUID()}`,
      events: [
        {
          type: 'FlowEnabled',
          data: {
            entity: 'customer',
            sourceConnectionId: alone.stripeId,
            targetConnectionId: alone.flasherpId,
            mappingVersion: 1,
          },
        },
      ],
      context: { now: new Date(), actor: 'system:test', correlationId: 'flow' },
    })
    await advanceProjection(hub.workerPool, 'directory')
    await replay(deliveryId, alone)
    const facts = await deliveryFacts(deliveryId, alone)
    const [syncId] = dataOf(facts.at(-1), 'WebhookRouted').syncIds
    const [requested] = await jobs.facts(alone, `sync-${syncId}`)
    const arrival = String(facts[0]?.position).padStart(16, '0')
    expect(requested).toMatchObject({ data: { deliveryId, sourceVersion: `001790000000.01.${arrival}` } })
  })

  it('routes what an earlier build could not read', async () => {
    const one = customer()
    // As an earlier build left it: named by a digest, its type unknown, no verdict but the door's.
    const [unread, payloadId] = [randomUUID(), uuidv7(Date.now())]
    const keys = await hub.vault.keysOf(ours.organizationId)
    const place = payloadPlace(ours.organizationId, payloadId)
    const received = {
      ...webhookEvents.WebhookReceived.example,
      connectionId: ours.stripeId,
      providerEventId: `digest:${unread}`,
      eventType: '',
      payloadId,
    }
    await hub.appender.append({
      organizationId: ours.organizationId,
      stream: `delivery-${unread}`,
      events: [
        { type: 'WebhookReceived', data: received },
        { type: 'WebhookQuarantined', data: { reason: 'unexpected_shape' } },
      ],
      context: { now: new Date(), actor: 'provider:stripe', correlationId: unread },
      payload: { payloadId, sealed: keys.sealBytes(place, Buffer.from(stripeEvent({ customer: one }))) },
    })
    await jobs.route()
    expect(typesOf(await deliveryFacts(unread))).toEqual(['WebhookReceived', 'WebhookQuarantined'])
    await replay(unread)
    expect((await deliveryFacts(unread)).at(-1)?.type).toBe('WebhookRouted')
    await settleAll(one.id)
    expect(effectsOf(one.id).filter(({ operation }) => operation === 'create')).toHaveLength(1)
  })

  it('leaves quarantined what still can’t be read', async () => {
    const deliveryId = await jobs.receive(ours, '{"id": 7}')
    await replay(deliveryId)
    expect((await deliveryFacts(deliveryId)).at(-1)).toMatchObject({
      type: 'WebhookQuarantined',
      causationPosition: expect.any(Number),
    })
  })

  it('of a change that is older than what was written ends as superseded', async () => {
    const one = customer()
    const newer = await jobs.receive(ours, changeOf(one.id, 'Ada New', 1_790_000_009))
    const older = await jobs.receive(ours, changeOf(one.id, 'Ada Old', 1_790_000_001))
    await jobs.route()
    await settleAll(one.id)
    expect((await deliveryFacts(older))[1]).toMatchObject({ data: { reason: 'outdated' } })
    const before = effectsOf(one.id)
    jobs.restartRouter()
    await replay(older)
    const [, late] = await syncsOf(one.id)
    expect(await jobs.settle(ours, late as string)).toMatchObject({ status: 'skipped' })
    expect((await jobs.facts(ours, `sync-${late}`)).at(-1)).toMatchObject({
      type: 'SyncSuperseded',
      data: { reason: 'newer_written' },
    })
    await replay(newer)
    expect(effectsOf(one.id)).toEqual(before)
  })

  it('is answered once when its window comes twice, also when two replays share it', async () => {
    const one = customer()
    const deliveryId = await jobs.receive(ours, stripeEvent({ customer: one }))
    await jobs.route()
    await replay(deliveryId)
    await replay(deliveryId)
    const before = await eventCount()
    await hub.admin.query("update coordination.consumer set position = 0 where name = 'router'")
    jobs.restartRouter()
    await jobs.route()
    expect(await eventCount()).toBe(before)
    expect(await syncsOf(one.id)).toHaveLength(1)
  })
})

it('that a router put off and died with is found again, as a replay', async () => {
  const deliveryId = await jobs.receive(ours, stripeEvent({ customer: customer() }))
  await jobs.route()
  await commands.replay(ours.organizationId, deliveryId, by)
  await jobs.project()
  const forgotten = await readUnrouted(hub.workerPool, 0, 100)
  expect(forgotten.filter(({ stream }) => stream === `delivery-${deliveryId}`)).toMatchObject([
    { type: 'WebhookReplayed' },
  ])
  expect(await readUnrouted(hub.workerPool, 60, 100)).toEqual([])
  await jobs.route()
})

describe('a replay that is refused', () => {
  it.each([
    ['is another organization’s', 'RECORD_NOT_FOUND', async () => (await jobs.found()).organizationId],
    ['waits for its verdict', 'STATE_CONFLICT', async () => ours.organizationId],
  ] as const)('because the webhook %s writes nothing', async (_why, code, organization) => {
    const deliveryId = await jobs.receive(ours, stripeEvent({ customer: customer() }))
    const before = await eventCount()
    await expect(commands.replay(await organization(), deliveryId, by)).rejects.toMatchObject({ code })
    expect((await deliveryFacts(deliveryId)).length).toBe(1)
    expect((await eventCount()) - before).toBeLessThan(20)
    await jobs.route()
  })

  it('because its bytes have expired writes nothing', async () => {
    const deliveryId = await jobs.receive(ours, stripeEvent({ customer: customer() }))
    await jobs.route()
    const [received] = await deliveryFacts(deliveryId)
    await hub.admin.query('delete from log.payload where payload_id = $1', [
      dataOf(received, 'WebhookReceived').payloadId,
    ])
    await expect(commands.replay(ours.organizationId, deliveryId, by)).rejects.toMatchObject({
      code: 'PAYLOAD_EXPIRED',
    })
    expect(typesOf(await deliveryFacts(deliveryId))).toEqual(['WebhookReceived', 'WebhookRouted'])
  })
})
