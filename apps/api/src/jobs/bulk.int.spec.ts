import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import { advanceReactor } from '@syncline/db/queue'
import type { NewEvent } from '@syncline/domain/event'
import type { ReplaySelection, SyncFilter } from '@syncline/domain/view'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBulkCommands, createBulkRunner } from '../commands/bulk.ts'
import { createWebhookCommands } from '../commands/webhook.ts'
import {
  bySystem,
  connectAnother,
  startTestHub,
  stripeEvent,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'
import { createBulkReactor } from './bulk.ts'

let hub: TestHub
let jobs: TestJobs
let commands: ReturnType<typeof createBulkCommands>
const ada = { actor: 'user:ada', correlationId: 'c-bulk' } as const

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  commands = createBulkCommands({
    pool: hub.appPool,
    runner: createBulkRunner({ pool: hub.appPool, appender: hub.appender }),
    namesOf: async () => new Map([['user:ada', 'Ada Eze']]),
  })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const reactor = () =>
  createBulkReactor({
    ...jobs.executor,
    pool: hub.workerPool,
    replay: createWebhookCommands({ pool: hub.workerPool, appender: hub.workerAppender }).replay,
    bulkRunner: createBulkRunner({ pool: hub.workerPool, appender: hub.workerAppender }),
  })
const carryOut = () => advanceReactor(hub.workerPool, reactor())
const failed: SyncFilter = { faces: ['failed'] }
const position = async () =>
  (await hub.admin.query<{ p: number }>('select max(position)::int as p from log.event')).rows[0]?.p ?? 0

/** Syncs of an organization that never reached anything; the first `skipped` of them were skipped by hand. */
async function failedSyncs(ours: TestOrganization, count: number): Promise<readonly string[]> {
  const syncIds: string[] = []
  for (let n = 0; n < count; n++) {
    const syncId = await jobs.request(ours, { id: `cus_${randomUUID().slice(0, 8)}`, name: `Ada ${n}` })
    await jobs.command(ours, syncId, { type: 'refuse', code: 'MAPPING_FAILED', detail: null })
    syncIds.push(syncId)
  }
  await jobs.project()
  return syncIds
}
const retriesOf = async (ours: TestOrganization, syncId: string) =>
  (await jobs.facts(ours, `sync-${syncId}`)).filter(({ type }) => type === 'SyncRetryRequested')

async function retryMatching(ours: TestOrganization, filter: SyncFilter, shown: number) {
  const bulkId = randomUUID()
  const selection = { kind: 'filter' as const, filter, upto: await position(), shown }
  const answer = await commands.request(ours.organizationId, {
    bulkId,
    action: 'retry',
    selection,
    reason: 'It is back',
    ...ada,
  })
  return { bulkId, ...answer }
}

describe('those that were ticked', () => {
  it('are retried each by the person who asked, and the others counted with their reason', async () => {
    const ours = await jobs.found()
    const [one, two, skipped] = (await failedSyncs(ours, 3)) as [string, string, string]
    const inLine = await jobs.request(ours, { id: 'cus_inline', name: 'In line' })
    await jobs.command(ours, skipped, { type: 'skip', reason: 'by hand' })
    const bulkId = randomUUID()
    const selection = { kind: 'ids' as const, syncIds: [one, two, skipped, inLine, randomUUID(), one] }
    const request = { bulkId, action: 'retry', selection, reason: null, ...ada } as const
    expect(await commands.request(ours.organizationId, request)).toMatchObject({ total: 5 })
    await carryOut()
    expect(await commands.get(ours.organizationId, bulkId)).toMatchObject({
      status: 'completed',
      total: 5,
      done: 3,
      refused: [
        { reason: 'in_line', count: 1 },
        { reason: 'not_found', count: 1 },
      ],
      by: { actor: 'user:ada', name: 'Ada Eze' },
    })
    const [retry] = await retriesOf(ours, one)
    expect(retry).toMatchObject({ actor: 'user:ada', correlationId: 'c-bulk' })
    await expect(commands.request(ours.organizationId, request)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'already_requested' },
    })
  })

  it('are skipped with the reason', async () => {
    const ours = await jobs.found()
    const [one] = (await failedSyncs(ours, 1)) as [string]
    const selection = { kind: 'ids' as const, syncIds: [one] }
    const request = { bulkId: randomUUID(), action: 'skip', selection, reason: 'Booked by hand', ...ada }
    await commands.request(ours.organizationId, { ...request, action: 'skip' })
    await carryOut()
    expect(await jobs.state(ours, one)).toMatchObject({ status: 'skipped', reason: 'Booked by hand' })
  })
})

describe('all that match', () => {
  it('are gone through part by part, only in their organization and as far as the screen had read', async () => {
    const [ours, theirs] = await Promise.all([jobs.found(), jobs.found()])
    const [foreign] = (await failedSyncs(theirs, 1)) as [string]
    const syncIds = await failedSyncs(ours, 5)
    const { bulkId, total } = await retryMatching(ours, failed, 5)
    const [later] = (await failedSyncs(ours, 1)) as [string]
    expect(total).toBe(5)
    await carryOut()
    expect(await commands.get(ours.organizationId, bulkId)).toMatchObject({ status: 'completed', done: 5 })
    for (const syncId of syncIds) expect(await retriesOf(ours, syncId)).toHaveLength(1)
    expect(await retriesOf(ours, later)).toEqual([])
    expect(await retriesOf(theirs, foreign)).toEqual([])
    expect(await commands.get(theirs.organizationId, bulkId)).toBeNull()
  })

  it('take more than one part where they are many', async () => {
    const ours = await jobs.found()
    await failedSyncs(ours, 205)
    const { bulkId } = await retryMatching(ours, failed, 205)
    await carryOut()
    expect(await commands.get(ours.organizationId, bulkId)).toMatchObject({ status: 'completed', done: 205 })
    expect(typesOf(await jobs.facts(ours, `bulk-${bulkId}`))).toEqual([
      'BulkRequested',
      'BulkAdvanced',
      'BulkAdvanced',
      'BulkCompleted',
    ])
  })

  it('are not more than the person was shown', async () => {
    const ours = await jobs.found()
    await failedSyncs(ours, 3)
    await expect(retryMatching(ours, failed, 2)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'more_than_shown', total: 3 },
    })
    await expect(retryMatching(ours, { faces: ['unknown'] }, 2)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'nothing_matches' },
    })
  })
})

describe('all that match at one venue', () => {
  const append = async ({ organizationId }: TestOrganization, stream: string, event: NewEvent) => {
    await hub.appender.append({ organizationId, stream, events: [event], context: bySystem() })
    await advanceProjection(hub.workerPool, 'directory')
  }

  /** Customers go to two venues, and reached neither: the syncs to each. */
  async function atTwoVenues() {
    const ours = await jobs.found()
    const { connectionId } = await connectAnother(hub, ours, 'flasherp', undefined, 'Quay 9')
    const way = { sourceConnectionId: ours.stripeId, targetConnectionId: connectionId }
    const data = { entity: 'customer', ...way, mappingVersion: 1 }
    await append(ours, `flow-${randomUUID()}`, { type: 'FlowEnabled', data })
    const here: string[] = []
    const there: string[] = []
    for (const name of ['Ada', 'Eze']) {
      const customer = { id: `cus_${randomUUID().slice(0, 8)}`, name }
      const delivery = await jobs.receive(ours, stripeEvent({ customer }))
      await jobs.route()
      for (const syncId of await jobs.routed(ours, delivery)) {
        await jobs.command(ours, syncId, { type: 'refuse', code: 'MAPPING_FAILED', detail: null })
        const state = await jobs.state(ours, syncId)
        const those = state.request.connectionId === connectionId ? there : here
        those.push(syncId)
      }
    }
    await jobs.project()
    expect([here.length, there.length]).toEqual([2, 2])
    return { ours, connectionId, here, there }
  }

  it('are those that go there: none of another venue is touched', async () => {
    const { ours, here, there } = await atTwoVenues()
    const { bulkId, total } = await retryMatching(ours, { ...failed, venue: 'Quay 9' }, 2)
    expect(total).toBe(2)
    await carryOut()
    expect(await commands.get(ours.organizationId, bulkId)).toMatchObject({ status: 'completed', done: 2 })
    for (const syncId of there) expect(await retriesOf(ours, syncId)).toHaveLength(1)
    for (const syncId of here) expect(await retriesOf(ours, syncId)).toEqual([])
    const other = await retryMatching(ours, { venue: 'Quay 4' }, 2)
    expect(other.total).toBe(2)
    await carryOut()
    for (const syncId of [...here, ...there]) expect(await retriesOf(ours, syncId)).toHaveLength(1)
  })

  it('are gone through also when the venue lost its last connection meanwhile', async () => {
    const { ours, connectionId, here, there } = await atTwoVenues()
    const { bulkId } = await retryMatching(ours, { ...failed, venue: 'Quay 9' }, 2)
    const data = { reason: 'It was sold', credentialsDestroyed: 0 }
    await append(ours, `connection-${connectionId}`, { type: 'ConnectionDeleted', data })
    await carryOut()
    expect(await commands.get(ours.organizationId, bulkId)).toMatchObject({ status: 'completed', done: 2 })
    for (const syncId of there) expect(await retriesOf(ours, syncId)).toHaveLength(1)
    for (const syncId of here) expect(await retriesOf(ours, syncId)).toEqual([])
    await expect(retryMatching(ours, { ...failed, venue: 'Quay 9' }, 2)).rejects.toMatchObject({
      code: 'RECORD_NOT_FOUND',
    })
  })

  it('are nothing at a venue that is not there, or another organization’s', async () => {
    const { ours } = await atTwoVenues()
    const theirs = await jobs.found()
    for (const [whose, venue] of [
      [ours, 'Quay 7'],
      [theirs, 'Quay 9'],
    ] as const)
      await expect(retryMatching(whose, { ...failed, venue }, 2)).rejects.toMatchObject({
        code: 'RECORD_NOT_FOUND',
        details: { what: 'venue' },
      })
  })
})

describe('a part that comes twice', () => {
  it('does nothing twice, and counts what it did before as done', async () => {
    const ours = await jobs.found()
    const [one, two] = (await failedSyncs(ours, 2)) as [string, string]
    const bulkId = randomUUID()
    const selection = { kind: 'ids' as const, syncIds: [one, two] }
    await commands.request(ours.organizationId, { bulkId, action: 'retry', selection, reason: null, ...ada })
    // Killed between the commands and the fact that tells of them.
    const killed = createBulkReactor({
      ...jobs.executor,
      pool: hub.workerPool,
      replay: async () => Promise.reject(new Error('not asked for')),
      bulkRunner: { run: async () => Promise.reject(new Error('killed')) },
    })
    await expect(advanceReactor(hub.workerPool, killed)).rejects.toThrow('killed')
    expect(await retriesOf(ours, one)).toHaveLength(1)
    // What it sent out failed anew meanwhile: a repeat that only asked for its state would retry it again.
    await jobs.command(ours, one, { type: 'refuse', code: 'MAPPING_FAILED', detail: null })
    await carryOut()
    expect(await commands.get(ours.organizationId, bulkId)).toMatchObject({
      status: 'completed',
      done: 2,
      refused: [],
    })
    for (const syncId of [one, two]) expect(await retriesOf(ours, syncId)).toHaveLength(1)
  })
})

describe('stopping', () => {
  it('ends it for good, and is told when it came too late', async () => {
    const ours = await jobs.found()
    const [one] = (await failedSyncs(ours, 1)) as [string]
    const { bulkId } = await retryMatching(ours, failed, 1)
    await commands.stop(ours.organizationId, bulkId, ada)
    await carryOut()
    expect(await commands.get(ours.organizationId, bulkId)).toMatchObject({ status: 'stopped', done: 0 })
    expect(await retriesOf(ours, one)).toEqual([])
    await expect(commands.stop(ours.organizationId, bulkId, ada)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'already_ended' },
    })
  })
})

describe('many webhooks', () => {
  const customer = () => ({
    id: `cus_${randomUUID().slice(0, 8)}`,
    name: 'Ada Obi',
    email: 'ada@example.org',
  })
  const replay = async (ours: TestOrganization, selection: ReplaySelection) => {
    const bulkId = randomUUID()
    const asked = { bulkId, action: 'replay', selection, reason: 'The flow was off', ...ada } as const
    const answer = await commands.request(ours.organizationId, asked)
    await carryOut()
    return { ...answer, bulk: await commands.get(ours.organizationId, bulkId) }
  }
  const replayed = async (ours: TestOrganization) =>
    (
      await hub.admin.query<{ actor: string }>(
        "select actor from log.event where type = 'WebhookReplayed' and organization_id = $1",
        [ours.organizationId],
      )
    ).rows

  it('are replayed each by the person who asked, and the others counted with their reason', async () => {
    const ours = await jobs.found()
    const routed = await jobs.receive(ours, stripeEvent({ customer: customer() }))
    await jobs.route()
    const waiting = await jobs.receive(ours, stripeEvent({ customer: customer() }))
    const { bulk } = await replay(ours, {
      kind: 'ids',
      deliveryIds: [routed, routed, waiting, randomUUID()],
    })
    expect(bulk).toMatchObject({
      action: 'replay',
      status: 'completed',
      total: 3,
      done: 1,
      refused: [
        { reason: 'not_routed_yet', count: 1 },
        { reason: 'not_found', count: 1 },
      ],
    })
    expect(await replayed(ours)).toEqual([{ actor: 'user:ada' }])
  })

  it('that match are taken as far as they were shown, of one organization only', async () => {
    const [own, other] = [await jobs.found(), await jobs.found()]
    for (const organization of [own, own, own, other])
      await jobs.receive(organization, stripeEvent({ type: 'payout.paid', customer: customer() }))
    await jobs.route()
    await jobs.project()
    const upto = await position()
    const filter = { eventType: 'payout.paid', statuses: ['ignored' as const] }
    await expect(replay(own, { kind: 'filter', filter, upto, shown: 2 })).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'more_than_shown' },
    })
    await expect(replay(own, { kind: 'filter', filter, upto: 1, shown: 3 })).rejects.toMatchObject({
      details: { reason: 'nothing_matches' },
    })
    const { total, bulk } = await replay(own, { kind: 'filter', filter, upto, shown: 3 })
    expect([total, bulk]).toMatchObject([3, { status: 'completed', done: 3 }])
    expect(await replayed(other)).toEqual([])
  })

  it('that came from one venue are no other’s', async () => {
    const ours = await jobs.found()
    const { connectionId, webhookSecret } = await connectAnother(hub, ours, 'stripe', undefined, 'Quay 9')
    const stripe = { ...ours.secrets.stripe, webhook_secret: webhookSecret }
    const island = { ...ours, stripeId: connectionId, secrets: { ...ours.secrets, stripe } }
    const sent = []
    for (const from of [ours, island, ours])
      sent.push(await jobs.receive(from, stripeEvent({ type: 'payout.paid', customer: customer() })))
    await jobs.route()
    await jobs.project()
    const selection = { kind: 'filter' as const, upto: await position(), shown: 2 }
    const { total, bulk } = await replay(ours, { ...selection, filter: { venue: 'Quay 9' } })
    expect([total, bulk]).toMatchObject([1, { status: 'completed', done: 1 }])
    const { rows } = await hub.admin.query(
      "select stream from log.event where type = 'WebhookReplayed' and organization_id = $1",
      [ours.organizationId],
    )
    expect(rows).toEqual([{ stream: `delivery-${sent[1]}` }])
    const nowhere = { ...selection, filter: { venue: 'Quay 7' } }
    await expect(replay(ours, nowhere)).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })
})
