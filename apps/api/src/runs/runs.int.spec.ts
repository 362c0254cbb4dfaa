import { randomUUID } from 'node:crypto'
import { destroySubjectKeys } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { subjectIdOf } from '../erasure/subject-id.ts'
import { bySystem, connectAnother, startTestHub, stripeEventOf, type TestHub } from '../testing/hub.ts'
import { startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'
import { ada, startRuns, type TestRuns, withPage } from '../testing/runs.ts'
import type { CarrierDeps } from './carrier.ts'

let hub: TestHub
let jobs: TestJobs
let runs: TestRuns

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
})
beforeEach(async () => {
  runs = await startRuns(hub, jobs)
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

async function objectAtStripe(id: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${runs.ours.secrets.stripe.api_key}` }
  const answer = await fetch(`${jobs.sandbox.url}/v1/customers/${id}`, { headers })
  return (await answer.json()) as Record<string, unknown>
}

describe('a full run', () => {
  it('asks for a sync of everything there is, page by page, and adds up', async () => {
    const ids = await runs.customersAt('stripe', 205)
    const runId = await runs.start()
    await runs.carry()
    await runs.askedOnce(ids)
    expect(await runs.get(runId)).toMatchObject({
      status: 'completed',
      pages: 3,
      counts: { read: 205, changed: 205, unchanged: 0, leftOut: 0, unreadable: 0, asked: 205 },
      by: { actor: 'user:ada', name: 'Ada Eze' },
    })
  })

  it('brings each to the other side, and finds nothing the second time', async () => {
    const ids = await runs.customersAt('stripe', 3)
    await runs.start()
    await runs.carry()
    await runs.writeAll()
    const written = jobs.sandbox
      .effects('flasherp')
      .filter(({ externalRef }) => ids.includes(externalRef ?? ''))
    expect(written).toHaveLength(3)

    const again = await runs.start()
    await runs.carry()
    await runs.askedOnce(ids)
    expect(await runs.get(again)).toMatchObject({
      status: 'completed',
      counts: { read: 3, changed: 0, unchanged: 3, asked: 0 },
      lastRead: 3,
    })
  })

  it('says at once how much money each carries', async () => {
    const own = await startRuns(hub, jobs, { flows: ['transaction'] })
    await fetch(`${jobs.sandbox.url}/v1/payment_intents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${own.ours.secrets.stripe.api_key}` },
      body: new URLSearchParams({ amount: '4200', currency: 'usd' }),
    })
    const { organizationId, stripeId: connectionId } = own.ours
    const asked = { connectionId, entities: ['transaction' as const], kind: 'full' as const }
    await own.port.start(organizationId, asked, ada)
    await own.carry()
    const { rows } = await hub.admin.query(
      `select data -> 'amount' as amount, data ->> 'payloadKind' as kind from log.event
       where organization_id = $1 and type = 'SyncRequested'`,
      [organizationId],
    )
    expect(rows).toEqual([{ amount: { minor: 4_200, currency: 'USD' }, kind: 'source' }])
  })

  it('knows what webhooks told, and what differs from that', async () => {
    const [same, other] = (await runs.customersAt('stripe', 2)) as [string, string]
    for (const [id, change] of [
      [same, {}],
      [other, { name: 'Eve of before' }],
    ] as const) {
      const object = { ...(await objectAtStripe(id)), ...change }
      await jobs.receive(runs.ours, stripeEventOf({ type: 'customer.created', object }))
    }
    await jobs.route()
    await jobs.project()
    const runId = await runs.start()
    await runs.carry()
    expect(await runs.get(runId)).toMatchObject({ counts: { read: 2, changed: 1, unchanged: 1, asked: 1 } })
    const by = await runs.asked()
    expect([by.get(same)?.length, by.get(other)?.length]).toEqual([1, 2])
  })

  it('does not take for news what we wrote there ourselves', async () => {
    runs = await startRuns(hub, jobs, { flows: ['customer'], back: ['customer'] })
    const objects = await runs.customersAt('flasherp', 1)
    const { flasherpId: connectionId, organizationId } = runs.ours
    await runs.port.start(organizationId, { connectionId, entities: ['customer'], kind: 'full' }, ada)
    await runs.carry()
    expect([...(await runs.asked()).keys()]).toEqual(objects)
    await runs.writeAll()
    const runId = await runs.start()
    await runs.carry()
    expect(await runs.get(runId)).toMatchObject({ counts: { read: 1, changed: 0, unchanged: 1, asked: 0 } })
  })

  it('does not take for news what came back in its keeper’s own form, but what was changed there', async () => {
    runs = await startRuns(hub, jobs, { flows: ['customer'], back: ['customer'] })
    // Nor for a third that they go on to: who wrote them there told it already.
    const third = await connectAnother(hub, runs.ours, 'square')
    await hub.appender.append({
      organizationId: runs.ours.organizationId,
      stream: `flow-${randomUUID()}`,
      events: [
        {
          type: 'FlowEnabled',
          data: {
            entity: 'customer',
            sourceConnectionId: runs.ours.flasherpId,
            targetConnectionId: third.connectionId,
            mappingVersion: 1,
          },
        },
      ],
      context: bySystem(),
    })
    await advanceProjection(hub.workerPool, 'directory')
    const [first] = await runs.customersAt('stripe', 12)
    await runs.start()
    await runs.carry()
    await runs.writeAll()
    const atFlasherp = async () => {
      const { flasherpId: connectionId, organizationId } = runs.ours
      const asked = { connectionId, entities: ['customer' as const], kind: 'full' as const }
      const { runs: begun } = await runs.port.start(organizationId, asked, ada)
      await runs.carry()
      return runs.get(begun[0]?.runId as string)
    }
    expect(await atFlasherp()).toMatchObject({ counts: { read: 12, unchanged: 12, asked: 0 } })
    const effect = jobs.sandbox.effects('flasherp').find(({ externalRef }) => externalRef === first)
    await runs.changeAt('flasherp', effect?.objectId as string, 'Another Name')
    expect(await atFlasherp()).toMatchObject({ counts: { read: 12, unchanged: 11, changed: 1, asked: 2 } })
  })

  it('has what ended at its source end on the other side, once', async () => {
    const [id] = (await runs.customersAt('stripe', 1)) as [string]
    await runs.start()
    await runs.carry()
    await runs.writeAll()
    const deleting: CarrierDeps['loadProvider'] = async (name) =>
      withPage(await loadProvider(name), async (page) => {
        const read = await page()
        return read.ok ? { ...read, records: read.records.map((one) => ({ ...one, deleted: true })) } : read
      })
    const runId = await runs.start()
    await runs.carry({ loadProvider: deleting })
    expect(await runs.get(runId)).toMatchObject({ counts: { changed: 1, asked: 1 } })
    const [, syncId] = (await runs.asked()).get(id) as [string, string]
    const ended = { status: 'synced', request: { operation: 'delete' } }
    expect(await jobs.settle(runs.ours, syncId)).toMatchObject(ended)
    await jobs.project()
    const again = await runs.start()
    await runs.carry({ loadProvider: deleting })
    expect(await runs.get(again)).toMatchObject({ counts: { changed: 0, unchanged: 1 } })
  })

  it('leaves out who was erased', async () => {
    const [id] = (await runs.customersAt('stripe', 2)) as [string, string]
    await runs.start()
    await runs.carry()
    await runs.writeAll()
    const { organizationId, stripeId: connectionId } = runs.ours
    const subjectId = subjectIdOf(
      organizationId,
      { connectionId, accountId: null },
      { kind: 'customer', sourceId: id },
    )
    await withOrganization(hub.workerPool, organizationId, (tx) =>
      destroySubjectKeys(tx, organizationId, [subjectId], randomUUID()),
    )
    const runId = await runs.start()
    await runs.carry()
    expect(await runs.get(runId)).toMatchObject({ counts: { read: 2, leftOut: 1, unchanged: 1, asked: 0 } })
  })

  it('reads one page of a connection at a time', async () => {
    runs = await startRuns(hub, jobs, { flows: ['customer', 'invoice'] })
    const { stripeId: connectionId, organizationId } = runs.ours
    const entities = ['customer', 'invoice'] as const
    const { runs: both } = await runs.port.start(
      organizationId,
      { connectionId, entities: [...entities], kind: 'full' },
      ada,
    )
    expect(both.map(({ entity }) => entity)).toEqual(entities)
    expect([await runs.carry(), await runs.carry(), await runs.carry()]).toEqual([1, 1, 0])
  })
})

describe('an incremental run', () => {
  it('begins a little before the last completed one did, and reads everything where there was none', async () => {
    await runs.customersAt('stripe', 1)
    const first = await runs.start('incremental')
    expect((await runs.get(first)).since).toBeNull()
    await runs.carry()
    const { startedAt } = await runs.get(first)
    const second = await runs.get(await runs.start('incremental'))
    expect(second.since).toBe(new Date(Date.parse(startedAt) - 300_000).toISOString())
  })

  it('asks for what is no older than it is told', async () => {
    await runs.customersAt('stripe', 2)
    const runId = await runs.start('incremental', { since: new Date(Date.now() + 60_000).toISOString() })
    await runs.carry()
    expect(await runs.get(runId)).toMatchObject({ status: 'completed', counts: { read: 0 } })
  })
})

it('tells its story in its stream', async () => {
  await runs.customersAt('stripe', 1)
  const runId = await runs.start()
  await runs.carry()
  expect(typesOf(await jobs.facts(runs.ours, `run-${runId}`))).toEqual([
    'RunStarted',
    'RunPageRead',
    'RunCompleted',
  ])
})
