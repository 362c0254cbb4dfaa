import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppender } from '../../log/index.ts'
import { createPool, readOrganization } from '../../pool/index.ts'
import { createTestDatabase } from '../../testing/index.ts'
import { digests } from '../digest.fixture.ts'
import { appendHistories, sampleHistories } from '../histories.fixture.ts'
import { advanceProjections, projections, type ReplayOptions, replayProjection } from '../index.ts'

let database: { url: string; drop(): Promise<void> }
let admin: pg.Client
let app: pg.Pool
let worker: pg.Pool
const organization = randomUUID()

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  app = createPool({ url: database.url, role: 'syncline_app', max: 4, applicationName: 'test readers' })
  worker = createPool({ url: database.url, role: 'syncline_worker', max: 2, applicationName: 'test worker' })
  const appender = createAppender({ url: database.url, role: 'syncline_worker' })
  const { sync, delivery } = sampleHistories(120, 7)
  await appendHistories(appender, [organization], 'sync', sync)
  await appendHistories(appender, [organization], 'delivery', delivery)
  await appender.close()
  await advanceProjections(worker, projections)
})
afterAll(async () => {
  await app.end()
  await worker.end()
  await admin.end()
  await database.drop()
})

const replay = (projection: string, options: Partial<ReplayOptions> = {}) =>
  replayProjection({ url: database.url, projection, ...options })

const countRows = () =>
  readOrganization(app, organization, async (tx) => {
    const { rows } = await tx.query<{ n: number }>({
      name: 'count-syncs',
      text: 'select count(*) as n from read.sync_status',
    })
    return rows[0]?.n
  })

/** Reads on three sessions for as long as `work` takes. */
async function whileRead<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; counts: Set<unknown>; slowestMs: number }> {
  const counts = new Set<unknown>()
  let slowestMs = 0
  let done = false
  const readers = Array.from({ length: 3 }, async () => {
    while (!done) {
      const startedAt = performance.now()
      counts.add(await countRows())
      slowestMs = Math.max(slowestMs, performance.now() - startedAt)
    }
  })
  try {
    return { result: await work(), counts, slowestMs }
  } finally {
    done = true
    await Promise.all(readers)
  }
}

describe('the swap', () => {
  it('is never seen: readers find all rows at every moment', async () => {
    const rows = await countRows()
    const { result, counts } = await whileRead(async () => {
      const reports = []
      for (let n = 0; n < 8; n++) reports.push(await replay('sync_status'))
      return reports
    })
    expect([...counts]).toEqual([rows])
    // The quickest says what a swap takes; the others, how busy the machine was.
    expect(Math.min(...result.map(({ swapLockMs }) => swapLockMs ?? Infinity))).toBeLessThan(100)
  })

  it('gives way to a reader that stays long, lets the others by, and comes when it has gone', async () => {
    const long = new pg.Client({ connectionString: database.url })
    await long.connect()
    await long.query('begin; select count(*) from read.sync_status')
    const waited = Promise.withResolvers<void>()
    let swapped = false
    const swapping = replay('sync_status', {
      onProgress: ({ stage }) => stage === 'swap' && setTimeout(waited.resolve, 700),
    }).finally(() => {
      swapped = true
    })
    const { slowestMs } = await whileRead(() => waited.promise)
    expect(swapped).toBe(false)
    // Held up for the swap's patience of 25 ms at the most, and whatever a loaded machine adds.
    expect(slowestMs).toBeLessThan(5_000)
    await long.query('commit')
    await long.end()
    expect((await swapping).swapLockMs).toBeGreaterThan(0)
  })

  it('wakes whoever follows the table', async () => {
    await admin.query('listen syncline_live')
    const heard = new Promise<string | undefined>((resolve) =>
      admin.once('notification', ({ payload }) => resolve(payload)),
    )
    const { position } = await replay('delivery')
    expect(JSON.parse((await heard) ?? '')).toEqual({ c: 'delivery', p: position })
    await admin.query('unlisten syncline_live')
  })

  it('does not happen when functions or tables have changed since the load began', async () => {
    const before = await digests(admin, 'attempt')
    const change = "update coordination.installed set value = value || 'x' where name = 'functions'"
    const replaced = replay('attempt', {
      onProgress: ({ stage }) => (stage === 'compare' ? void admin.query(change) : undefined),
    })
    await expect(replaced).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'new_version' },
    })
    expect(await digests(admin, 'attempt')).toEqual(before)
    // What was begun with the old ones is of no use to the new: the next run begins anew.
    expect((await replay('attempt')).resumedFrom).toBeNull()
  })
})

describe('a second replay of the same projection', () => {
  it('waits its turn', async () => {
    const before = await digests(admin, 'metric_minute')
    const both = await Promise.all([replay('metric_minute'), replay('metric_minute')])
    expect(both.map(({ differences }) => differences.count)).toEqual([0, 0])
    expect(await digests(admin, 'metric_minute')).toEqual(before)
  })

  it('gives up after a while, and says why', async () => {
    await admin.query("select pg_advisory_lock(hashtext('syncline.rebuild'), hashtext('delivery'))")
    await expect(replay('delivery')).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'already_running' },
    })
    await admin.query('select pg_advisory_unlock_all()')
  })
})

it.each(['router', 'dispatcher'])('refuses the reactor %s', async (name) => {
  await expect(replay(name)).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { reason: 'reactor' } })
})

it.each(['sync_statuses', 'constructor', ''])('refuses «%s», which is none', async (name) => {
  await expect(replay(name)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { reason: 'unknown_projection' },
  })
})
