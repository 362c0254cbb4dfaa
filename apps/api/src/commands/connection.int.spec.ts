import { randomUUID } from 'node:crypto'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import { listConnections } from '@syncline/db/queries'
import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { webhookUrlOf } from '../ingest/door.ts'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { createConnectionCommands } from './connection.ts'
import { createSyncRequests } from './request-sync.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let commands: ReturnType<typeof createConnectionCommands>
const by = { actor: 'user:ada', correlationId: 'c-policy' } as const

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  commands = createConnectionCommands({ pool: hub.appPool, appender: hub.appender })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

async function set(retryWaitsMs: readonly number[] | null): Promise<void> {
  await commands.setRetryPolicy(ours.organizationId, ours.flasherpId, { retryWaitsMs, ...by })
  await advanceProjection(hub.workerPool, 'directory')
}
const connection = async () =>
  (
    await withOrganization(hub.appPool, ours.organizationId, (tx) =>
      listConnections(tx, ours.organizationId, webhookUrlOf('https://hub.example')),
    )
  ).find(({ connectionId }) => connectionId === ours.flasherpId)
const requested = async (name = 'Ada Obi') =>
  jobs.request(ours, { id: `cus_${randomUUID().slice(0, 8)}`, name })
const waitsOf = async (syncId: string) => (await jobs.state(ours, syncId)).request.retryWaitsMs

describe('the retries of a connection', () => {
  it('are the usual ones at first', async () => {
    expect(await connection()).toMatchObject({
      retryWaitsMs: null,
      webhookUrl: `https://hub.example/api/webhooks/flasherp/${ours.flasherpId}`,
    })
    expect(await waitsOf(await requested())).toEqual(defaultRetryWaitsMs)
  })

  it('hold for what is asked for from then on, by webhook or by hand, and are kept to', async () => {
    const before = await requested()
    await set([1_000, 7_000])
    expect(await waitsOf(before)).toEqual(defaultRetryWaitsMs)
    expect(await waitsOf(await requested())).toEqual([1_000, 7_000])
    const request = createSyncRequests({ pool: hub.appPool, appender: hub.appender })
    const { syncs } = await request(
      ours.organizationId,
      {
        sourceConnectionId: ours.stripeId,
        targetConnectionId: ours.flasherpId,
        entity: 'customer',
        sourceIds: ['cus_1'],
      },
      by,
    )
    expect(await waitsOf(syncs[0]?.syncId as string)).toEqual([1_000, 7_000])
    expect(await jobs.settle(ours, await requested('Ada Obi-503'))).toMatchObject({
      status: 'failed',
      tries: 3,
      retries: 2,
    })
  })

  it('may be none', async () => {
    await set([])
    expect(await connection()).toMatchObject({ retryWaitsMs: [] })
    expect(await jobs.settle(ours, await requested('Ada Obi-503'))).toMatchObject({
      status: 'failed',
      tries: 1,
    })
  })

  it('are set back, and stay so when the log is folded anew', async () => {
    await set([3_000])
    await set(null)
    expect(await connection()).toMatchObject({ retryWaitsMs: null })
    await set([4_000])
    await hub.admin.query("update coordination.consumer set position = 0 where name = 'directory'")
    await advanceProjection(hub.workerPool, 'directory', { windowEvents: 3 })
    expect(await connection()).toMatchObject({ retryWaitsMs: [4_000] })
    expect(await waitsOf(await requested())).toEqual([4_000])
  })

  it('of another organization can’t be reached', async () => {
    const theirs = await jobs.found()
    await expect(
      commands.setRetryPolicy(theirs.organizationId, ours.flasherpId, { retryWaitsMs: [], ...by }),
    ).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })
})
