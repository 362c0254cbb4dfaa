import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Appender, createAppender } from '../../log/index.ts'
import { createPool } from '../../pool/index.ts'
import { createTestDatabase } from '../../testing/index.ts'
import { digests } from '../digest.fixture.ts'
import { appendHistories, sampleHistories } from '../histories.fixture.ts'
import { advanceProjections, projections, type ReplayOptions, replayProjection } from '../index.ts'
import { readCatalogue } from './catalogue.fixture.ts'

let database: { url: string; drop(): Promise<void> }
let appender: Appender
let admin: pg.Client
let worker: pg.Pool
const organizations = [randomUUID(), randomUUID()]

beforeAll(async () => {
  database = await createTestDatabase()
  appender = createAppender({ url: database.url, role: 'syncline_worker' })
  worker = createPool({ url: database.url, role: 'syncline_worker', max: 8, applicationName: 'test worker' })
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  await grow(200, 1)
  await appender.append({
    organizationId: organizations[0] as string,
    stream: `organization-${organizations[0]}`,
    events: [{ type: 'OrganizationFounded', data: { name: 'Replayed', demo: false } }],
    context: { now: new Date(), actor: 'system:test', correlationId: 'c' },
  })
  await advanceProjections(worker, projections)
})
afterAll(async () => {
  await appender.close()
  await worker.end()
  await admin.end()
  await database.drop()
})

async function grow(count: number, seed: number): Promise<void> {
  const { sync, delivery, reconciliation, run } = sampleHistories(count, seed)
  await appendHistories(appender, organizations, 'sync', sync)
  await appendHistories(appender, organizations, 'delivery', delivery)
  await appendHistories(appender, organizations, 'reconciliation', reconciliation)
  await appendHistories(appender, organizations, 'run', run)
}

const replay = (projection: string, options: Partial<ReplayOptions> = {}) =>
  replayProjection({ url: database.url, projection, ...options })

async function allDigests(): Promise<Record<string, readonly string[]>> {
  const all: Record<string, readonly string[]> = {}
  for (const name of projections) all[name] = await digests(admin, name)
  return all
}

/** Often enough to meet every step of a replay, and little enough not to hold it up. */
const meet = () => setTimeout(10)

/** Lets the log grow and so many workers fold it for as long as `work` takes. */
async function whileLive<Result>(
  workers: number,
  seed: number,
  work: () => Promise<Result>,
): Promise<Result> {
  let done = false
  const loops = Array.from({ length: workers }, async () => {
    for (; !done; await meet()) await advanceProjections(worker, projections, { windowEvents: 40 })
  })
  const growing = (async () => {
    for (let n = 0; !done; n++, await meet()) await grow(10, seed + n)
  })()
  const result = await work()
  done = true
  await Promise.all([...loops, growing])
  await advanceProjections(worker, projections)
  return result
}

describe('a replay', () => {
  it('makes the same bytes whatever the windows, the time zone and the workers beside it', async () => {
    const before = await allDigests()
    for (const windowEvents of [50_000, 97])
      for (const name of projections) {
        const report = await replay(name, { windowEvents })
        expect(report.differences).toEqual({ count: 0, first: [] })
        expect(report.tables.every(({ rows }) => rows > 0) || name === 'directory').toBe(true)
      }
    expect(await allDigests()).toEqual(before)
    await admin.query(
      `alter database ${pg.escapeIdentifier(new URL(database.url).pathname.slice(1))} set timezone = 'Asia/Kathmandu'`,
    )
    for (const name of projections)
      expect((await replay(name, { windowEvents: 211 })).differences.count).toBe(0)
    expect(await allDigests()).toEqual(before)
    for (const workers of [1, 4]) {
      await whileLive(workers, workers * 100, async () => {
        for (const name of projections)
          expect((await replay(name, { windowEvents: 333 })).differences.count).toBe(0)
      })
      const grown = await allDigests()
      expect(grown).not.toEqual(before)
      for (const name of projections) await replay(name)
      expect(await allDigests()).toEqual(grown)
    }
  })

  it('leaves tables that the catalogue can’t tell from the ones before', async () => {
    const before = await readCatalogue(admin)
    for (const name of projections) await replay(name)
    expect(await readCatalogue(admin)).toEqual(before)
    const { rows } = await admin.query(
      "select relname from pg_class where relnamespace = 'rebuild'::regnamespace",
    )
    expect(rows).toEqual([])
    expect((await admin.query('select from coordination.rebuild')).rowCount).toBe(0)
  })

  it('reports rows that were changed, taken away or added by hand, names no value, and mends them', async () => {
    const before = await digests(admin, 'sync_status')
    await admin.query(
      "update read.sync_status set label = 'secret', tries = 77 where sync_id = (select min(sync_id::text)::uuid from read.sync_status)",
    )
    await admin.query(
      `update read.sync_status set sync_id = '00000000-0000-4000-8000-000000000000'
       where sync_id = (select max(sync_id::text)::uuid from read.sync_status)`,
    )
    const checked = await replay('sync_status', { check: true })
    expect(checked.swapLockMs).toBeNull()
    const mended = await replay('sync_status')
    expect(mended.differences).toEqual(checked.differences)
    expect(mended.differences.count).toBe(3)
    expect(
      new Set(mended.differences.first.map(({ kind, columns }) => `${kind} ${columns.join(' ')}`)),
    ).toEqual(new Set(['changed label tries', 'missing ', 'extra ']))
    expect(JSON.stringify(mended)).not.toContain('secret')
    expect(await digests(admin, 'sync_status')).toEqual(before)
  })

  it('says of many differences how many there are, and tells the first twenty', async () => {
    await admin.query('update read.delivery set size_bytes = size_bytes + 1')
    const { differences, tables } = await replay('delivery')
    expect(differences.count).toBe(tables[0]?.rows)
    expect(differences.first).toHaveLength(20)
  })
})
