import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createPool, withOrganization } from '@syncline/db/pool'
import { readPermits } from '@syncline/db/protection'
import { createTestDatabase } from '@syncline/db/testing'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPermits, type Permit, type Permits, permitsOf } from './permits.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: pg.Pool
const organizationId = randomUUID()
const most = 10
/** All that happens in seconds happens in tenths of them here. */
const quick = { leaseMs: 1_200, beginMs: 200, tellMs: 60, handOverMs: 10, fullMs: 20 }

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, role: 'syncline_worker', max: 8, applicationName: 'permit test' })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const worker = (): Permits => createPermits(permitsOf(pool), () => performance.now(), quick)
const held = async (bucket: string) =>
  (await withOrganization(pool, organizationId, (tx) => readPermits(tx, organizationId, [bucket]))).get(
    bucket,
  )

/** What the provider sees. */
function provider() {
  const seen = { open: 0, most: 0, calls: 0 }
  return {
    seen,
    async call(lastsMs: number) {
      seen.calls++
      seen.most = Math.max(seen.most, ++seen.open)
      await pause(lastsMs)
      seen.open--
    },
  }
}

type Provider = ReturnType<typeof provider>

async function taken(
  permits: Permits,
  bucket: string,
  allowed = most,
): Promise<Extract<Permit, { ok: true }>> {
  for (;;) {
    const permit = await permits.take(organizationId, { bucket, most: allowed })
    if (permit.ok) return permit
    await pause(Math.min(permit.waitMs, 60))
  }
}

/** One call after the other, from several places of one process. */
async function hammer(permits: Permits, bucket: string, { call }: Provider, untilMs: number, allowed = most) {
  let done = 0
  const one = async () => {
    while (performance.now() < untilMs) {
      const permit = await taken(permits, bucket, allowed)
      await call(5 + Math.random() * 30)
      permit.release()
      done++
    }
  }
  await Promise.all(Array.from({ length: 8 }, one))
  return done
}

describe('calls at once', () => {
  it('are never more than there may be, whichever process makes them, and each process has its share', async () => {
    const there = provider()
    const untilMs = performance.now() + 1_000
    const done = await Promise.all([1, 2, 3, 4].map(() => hammer(worker(), 'many', there, untilMs)))
    expect(there.seen.most).toBe(most)
    expect(Math.min(...done)).toBeGreaterThan(there.seen.calls / 20)
  })

  it('go round where there are fewer than processes', async () => {
    const there = provider()
    const untilMs = performance.now() + 1_500
    const done = await Promise.all([1, 2, 3].map(() => hammer(worker(), 'two', there, untilMs, 2)))
    expect(there.seen.most).toBe(2)
    expect(Math.min(...done)).toBeGreaterThan(there.seen.calls / 20)
  })

  it('are handed over as they end, to one that comes while another has them all', async () => {
    const [first, second] = [worker(), worker()]
    const out = await Promise.all(Array.from({ length: most }, () => taken(first, 'handed')))
    expect(await second.take(organizationId, { bucket: 'handed', most })).toMatchObject({ ok: false })
    expect(await held('handed')).toBe(most)
    // The first wants on: what it ends it would begin anew.
    const there = provider()
    there.seen.open = most
    const untilMs = performance.now() + 900
    const both = [
      hammer(first, 'handed', there, untilMs),
      hammer(second, 'handed', there, untilMs),
      (async () => {
        // Time for the first to be told to have fewer out.
        await pause(200)
        for (const permit of out) {
          await pause(20)
          there.seen.open--
          permit.release()
        }
      })(),
    ]
    const [, ofSecond] = await Promise.all(both)
    expect(there.seen.most).toBeLessThanOrEqual(most)
    expect(ofSecond).toBeGreaterThan(0)
  })

  it('of a process that died come back when its lease is over, and not before', async () => {
    const dead = createPermits(permitsOf(pool), () => performance.now(), { ...quick, tellMs: 60_000 })
    for (let n = 0; n < most; n++) await taken(dead, 'died')
    const diedMs = performance.now()
    const there = provider()
    await Promise.all(Array.from({ length: 5 }, () => taken(worker(), 'died').then(() => there.call(1))))
    expect(performance.now() - diedMs).toBeGreaterThan(quick.leaseMs - 500)
    expect(there.seen.calls).toBe(5)
  })

  it('count no more when the process has nothing to do, or ends', async () => {
    const [idle, ends] = [worker(), worker()]
    const permit = await taken(idle, 'idle')
    permit.release()
    permit.release()
    await expect.poll(() => held('idle'), { timeout: 5_000 }).toBe(0)
    await taken(ends, 'ends')
    const other = await taken(ends, 'ends')
    other.release()
    await ends.close()
    // The one that is out still counts.
    expect(await held('ends')).toBe(1)
  })
})
