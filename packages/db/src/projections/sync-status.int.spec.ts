import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Appender, createAppender } from '../log/index.ts'
import { createPool } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { appendHistories } from './histories.fixture.ts'
import { advanceProjection, type Finding, verifyLog, verifyProjections } from './index.ts'
import { command, type History, retriedByHand, syncHistory } from './sync-histories.fixture.ts'

let database: { url: string; drop(): Promise<void> }
let appender: Appender
let admin: pg.Client
let worker: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  appender = createAppender({ url: database.url, role: 'syncline_worker' })
  worker = createPool({ url: database.url, role: 'syncline_worker', max: 4, applicationName: 'test worker' })
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
})
afterAll(async () => {
  await appender.close()
  await worker.end()
  await admin.end()
  await database.drop()
})

const organizations = [randomUUID(), randomUUID()]
const append = (histories: readonly History[]) => appendHistories(appender, organizations, 'sync', histories)

async function findings(): Promise<Finding[]> {
  const [result] = await verifyProjections(admin, ['sync_status'])
  return result?.findings ?? []
}

describe('sync_status', () => {
  it('equals the pure fold of every stream, whatever the windows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(command, { maxLength: 14 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (streams, windowEvents) => {
          await append(streams.map((commands) => syncHistory(commands)))
          await advanceProjection(worker, 'sync_status', { windowEvents })
          expect(await findings()).toEqual([])
        },
      ),
      { numRuns: 40, examples: [[[[...retriedByHand]], 1]] },
    )
    const { rows } = await admin.query('select count(distinct face)::int as faces from read.sync_status')
    expect(rows[0].faces).toBeGreaterThanOrEqual(7)
  })

  it('folds a window that comes twice only once', async () => {
    await append([syncHistory([])])
    await advanceProjection(worker, 'sync_status')
    await admin.query("update coordination.consumer set position = 0 where name = 'sync_status'")
    await advanceProjection(worker, 'sync_status', { windowEvents: 7 })
    expect(await findings()).toEqual([])
  })

  it('lets two workers take turns', async () => {
    await append(Array.from({ length: 60 }, () => syncHistory([])))
    await Promise.all([1, 2, 3, 4].map(() => advanceProjection(worker, 'sync_status', { windowEvents: 5 })))
    const [result] = await verifyProjections(admin, ['sync_status'])
    expect(result?.findings).toEqual([])
    expect(result?.rows).toBeGreaterThan(60)
  })
})

describe('verify', () => {
  it('finds nothing wrong with an honest log', async () => {
    expect((await verifyLog(admin)).findings).toEqual([])
  })

  it('reports a row corrupted by hand', async () => {
    const { rows } = await admin.query(
      "select sync_id, face from read.sync_status where status = 'pending' limit 1",
    )
    await admin.query("update read.sync_status set status = 'synced' where sync_id = $1", [rows[0].sync_id])
    const found = await findings()
    expect(found).toHaveLength(1)
    expect(found[0]?.message).toContain(`sync-${rows[0].sync_id}: status is synced`)
    await admin.query("update read.sync_status set status = 'pending' where sync_id = $1", [rows[0].sync_id])
  })

  it('reports a missing and an extra row', async () => {
    const { rows } = await admin.query('select * from read.sync_status limit 1')
    await admin.query('delete from read.sync_status where sync_id = $1', [rows[0].sync_id])
    expect((await findings())[0]?.message).toContain('the row is missing')
  })

  it('names the position where the log has a hole, goes back in time or skips a version', async () => {
    await admin.query('alter table log.event_1 disable trigger all')
    await admin.query('delete from log.event_1 where position = 5')
    await admin.query(
      "update log.event_1 set recorded_at = recorded_at - interval '1 day' where position = 9",
    )
    const { findings } = await verifyLog(admin)
    await admin.query('alter table log.event_1 enable trigger all')
    expect(findings).toContainEqual(expect.objectContaining({ check: 'density', position: 6 }))
    expect(findings).toContainEqual(expect.objectContaining({ check: 'order', position: 9 }))
  })
})
