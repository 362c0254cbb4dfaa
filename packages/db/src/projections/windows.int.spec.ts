import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Appender, createAppender } from '../log/index.ts'
import { createPool } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { projectionTables } from './advance.ts'
import { digests } from './digest.fixture.ts'
import {
  appendHistories,
  connectionHistory,
  deliveryHistory,
  flowHistory,
  reconciliationHistory,
  runHistory,
} from './histories.fixture.ts'
import { advanceProjection, type ProjectionName, projections, verifyProjections } from './index.ts'
import { command, syncHistory } from './sync-histories.fixture.ts'

let database: { url: string; drop(): Promise<void> }
let appender: Appender
let admin: pg.Client
let worker: pg.Pool
const organizations = [randomUUID(), randomUUID()]
const connections = [randomUUID(), randomUUID(), randomUUID()]

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

const histories = fc.record({
  syncs: fc.array(fc.tuple(fc.constantFrom(...connections), fc.array(command, { maxLength: 14 })), {
    minLength: 1,
    maxLength: 12,
  }),
  deliveries: fc.array(deliveryHistory, { maxLength: 6 }),
  connections: fc.array(connectionHistory, { maxLength: 4 }),
  flows: fc.array(flowHistory, { maxLength: 4 }),
  reconciliations: fc.array(reconciliationHistory, { minLength: 1, maxLength: 3 }),
  runs: fc.array(runHistory, { maxLength: 2 }),
})

async function append(grown: typeof histories extends fc.Arbitrary<infer H> ? H : never) {
  const syncs = grown.syncs.map(([connectionId, commands]) => syncHistory(commands, connectionId))
  await appendHistories(appender, organizations, 'sync', syncs)
  await appendHistories(appender, organizations, 'delivery', grown.deliveries)
  await appendHistories(appender, organizations, 'connection', grown.connections)
  await appendHistories(appender, organizations, 'flow', grown.flows)
  await appendHistories(appender, organizations, 'reconciliation', grown.reconciliations)
  await appendHistories(appender, organizations, 'run', grown.runs)
  // Streams that begin in other hours, so that there are minutes to tell apart.
  await admin.query(
    `begin; set local session_replication_role = replica;
     update log.event set recorded_at = timestamptz '2026-11-01Z' + hashtext(stream) % 9 * interval '37 minutes';
     commit`,
  )
}

/** Folds the whole log anew, in windows of these sizes by turns. */
async function fold(name: ProjectionName, sizes: readonly number[]): Promise<readonly string[]> {
  const tables = projectionTables[name]
  await admin.query(`truncate ${tables.map((table) => `read.${table}`).join(', ')}`)
  await admin.query('update coordination.consumer set position = 0 where name = $1', [name])
  for (let n = 0; ; n++) {
    const { rows } = await worker.query('select reached, tip from read.advance($1, $2)', [
      name,
      sizes[n % sizes.length],
    ])
    if (rows[0].reached >= rows[0].tip) break
  }
  return digests(admin, name)
}

describe.each(projections)('%s', (name) => {
  it('has the same rows whatever the windows, and they are what the log says', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
        async (grown, sizes) => {
          await append(grown)
          const cut = await fold(name, sizes)
          expect(cut).toEqual(await fold(name, [1_000_000]))
          for (const { findings } of await verifyProjections(admin, [name])) expect(findings).toEqual([])
        },
      ),
      { numRuns: 8 },
    )
  })

  it('folds windows that come again, cut otherwise, only once', async () => {
    for (const grown of fc.sample(histories, 3)) await append(grown)
    const before = await fold(name, [17])
    await admin.query('update coordination.consumer set position = 3 where name = $1', [name])
    await advanceProjection(worker, name, { windowEvents: 29 })
    expect(await digests(admin, name)).toEqual(before)
  })
})

it('reports a row of each table that was changed, added or taken away by hand', async () => {
  const spoil: Record<string, string> = {
    attempt:
      "update read.attempt set outcome = 'done' where (sync_id, try) = (select sync_id, try from read.attempt where outcome = 'failed' limit 1)",
    delivery:
      "update read.delivery set reason = 'echo' where delivery_id = (select delivery_id from read.delivery where status = 'ignored' limit 1)",
    metric_minute:
      'update read.metric_minute set synced = synced + 1 where ctid = (select ctid from read.metric_minute limit 1)',
    metric_rollup:
      "update read.metric_rollup set errors = '{}' where ctid = (select ctid from read.metric_rollup where errors <> '{}' limit 1)",
    webhook_metric:
      'update read.webhook_metric set routed = routed + 1 where ctid = (select ctid from read.webhook_metric limit 1)',
    reconciliation:
      'update read.reconciliation set listed = listed + 1 where ctid = (select ctid from read.reconciliation limit 1)',
    run: 'update read.run set read = read + 1 where ctid = (select ctid from read.run limit 1)',
    event_entry:
      "update read.event_entry set actor = 'user:x' where ctid = (select ctid from read.event_entry limit 1)",
  }
  for (const [table, statement] of Object.entries(spoil)) {
    const name = projections.find((each) => (projectionTables[each] as readonly string[]).includes(table))
    for (const change of [
      statement,
      `delete from read.${table} where ctid = (select ctid from read.${table} limit 1)`,
    ]) {
      await admin.query('begin')
      expect((await admin.query(change)).rowCount).toBe(1)
      const [result] = await verifyProjections(admin, [name as ProjectionName])
      await admin.query('rollback')
      expect(result?.findings, change).toHaveLength(1)
    }
  }
})
