import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, withOrganization } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { leaseTokens, pauseBucket, readBuckets } from './index.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: pg.Pool
const organizationId = randomUUID()

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, role: 'syncline_worker', max: 8, applicationName: 'lease test' })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const limit = { calls: 20, windowMs: 400, leaseMs: 80 }
const lease = (
  bucket: string,
  wanted: number,
  { organization = organizationId, venue = 'one', rule = limit } = {},
) =>
  withOrganization(pool, organization, (tx) =>
    leaseTokens(tx, organization, { bucket, venue, ...rule, wanted }),
  )

/** A worker that spends what it was given at the very last moment, or at once. */
async function work(bucket: string, late: boolean, untilMs: number, spent: number[]): Promise<void> {
  // A busy machine lets much lapse, and gets more time.
  while (
    performance.now() < untilMs ||
    (spent.length <= limit.calls * 2 && performance.now() < untilMs + 30_000)
  ) {
    const askedMs = performance.now()
    const { granted, waitMs } = await lease(bucket, 3)
    if (granted === 0) await pause(Math.max(1, Math.min(waitMs, 100)))
    else if (late) await pause(Math.max(0, limit.leaseMs - 5 - (performance.now() - askedMs)))
    const nowMs = performance.now()
    // What was not spent in time has lapsed.
    if (nowMs - askedMs <= limit.leaseMs) for (let n = 0; n < granted; n++) spent.push(nowMs)
  }
}

describe('leases of one budget', () => {
  it('never let more calls out in any window than there may be, whoever spends them and when', async () => {
    const spent: number[] = []
    const untilMs = performance.now() + 2_000
    await Promise.all([0, 1, 2, 3, 4, 5].map((n) => work('many', n % 2 === 0, untilMs, spent)))
    spent.sort((one, other) => one - other)
    const windows = spent.map((from) => spent.filter((at) => at >= from && at < from + limit.windowMs).length)
    expect(Math.max(...windows)).toBeLessThanOrEqual(limit.calls)
    // And not much less, over the whole time.
    expect(spent.length).toBeGreaterThan(limit.calls * 2)
  })

  it('give no more than there is to however many ask at once', async () => {
    for (let round = 0; round < 40; round++) {
      const bucket = `at once ${round}`
      const { granted } = await lease(bucket, 1)
      const given = await Promise.all(Array.from({ length: 8 }, () => lease(bucket, limit.calls)))
      expect(given.reduce((sum, one) => sum + one.granted, granted)).toBeLessThanOrEqual(limit.calls)
    }
  })

  it('hand out what is left, and tell each who waits another time', async () => {
    // A window that nothing comes back in while we ask.
    const long = { ...limit, windowMs: 60_000 }
    const leaseOfFew = (wanted: number, organization = organizationId) =>
      lease('few', wanted, { organization, rule: long })
    expect(await leaseOfFew(15)).toEqual({ granted: 15, waitMs: 0 })
    expect(await leaseOfFew(15)).toEqual({ granted: 5, waitMs: 0 })
    const askedMs = performance.now()
    const [first, second] = [await leaseOfFew(1), await leaseOfFew(1)]
    const betweenMs = performance.now() - askedMs
    expect(first).toMatchObject({ granted: 0 })
    expect(first.waitMs).toBeGreaterThan(0)
    expect(first.waitMs).toBeLessThanOrEqual(long.windowMs + long.leaseMs)
    // One token is due every twentieth of a window.
    expect(second.waitMs - first.waitMs).toBeGreaterThanOrEqual(long.windowMs / long.calls - betweenMs - 1)
    expect(await leaseOfFew(1, randomUUID())).toMatchObject({ granted: 1 })
  })

  it('tell a venue that comes late a time of its own, not one behind all that another was told', async () => {
    const [early, late] = [{ venue: 'early' }, { venue: 'late' }]
    await lease('one line', limit.calls, early)
    const told = []
    for (let n = 0; n < 40; n++) told.push(await lease('one line', 1, early))
    const { waitMs } = await lease('one line', 1, late)
    expect(told.every(({ granted }) => granted === 0)).toBe(true)
    expect(waitMs).toBeLessThanOrEqual(told[0]?.waitMs ?? 0)
  })

  it('keep for a venue that waits what is left of its share, and no more than it waits for', async () => {
    const [first, second] = [{ venue: 'first' }, { venue: 'second' }]
    expect(await lease('shared', 20, first)).toMatchObject({ granted: 20 })
    const { waitMs } = await lease('shared', 1, second)
    await lease('shared', 1, second)
    await pause(waitMs)
    // Two wait there: of the twenty that are free again, two are kept for them.
    expect(await lease('shared', 20, first)).toMatchObject({ granted: 18 })
    expect(await lease('shared', 20, second)).toMatchObject({ granted: 2 })
  })

  it('stop for all while the provider asks for peace', async () => {
    await withOrganization(pool, organizationId, (tx) =>
      pauseBucket(tx, organizationId, { bucket: 'paused', ...limit }, 60_000),
    )
    const { granted, waitMs } = await lease('paused', 1)
    expect(granted).toBe(0)
    expect(waitMs).toBeGreaterThan(55_000)
    // A shorter peace does not end a longer one.
    await withOrganization(pool, organizationId, (tx) =>
      pauseBucket(tx, organizationId, { bucket: 'paused', ...limit }, 10),
    )
    expect((await lease('paused', 1)).waitMs).toBeGreaterThan(55_000)
    const [use] = await withOrganization(pool, organizationId, (tx) =>
      readBuckets(tx, organizationId, ['paused']),
    )
    expect(use?.used).toBe(0)
    expect(use?.pausedUntil).toBeInstanceOf(Date)
  })
})
