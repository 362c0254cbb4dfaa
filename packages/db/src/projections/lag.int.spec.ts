import { randomUUID } from 'node:crypto'
import type { MetricLagInput } from '@syncline/domain/view'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppender } from '../log/index.ts'
import { createPool, readOrganization } from '../pool/index.ts'
import { readMetricLag } from '../queries/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { advanceProjections, projections, sampleLag } from './index.ts'

const organization = randomUUID()
let database: { url: string; drop(): Promise<void> }
let admin: pg.Client
let app: pg.Pool
let worker: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  const role = (name: 'syncline_app' | 'syncline_worker') =>
    createPool({ url: database.url, role: name, max: 1, applicationName: 'test lag' })
  app = role('syncline_app')
  worker = role('syncline_worker')
  const appender = createAppender({ url: database.url, role: 'syncline_app' })
  for (let n = 0; n < 3; n++)
    await appender.append({
      organizationId: organization,
      stream: `organization-${organization}`,
      events: [{ type: 'OrganizationFounded', data: { name: 'Lekki', demo: true } }],
      context: { now: new Date(), actor: 'system:test', correlationId: 'c' },
      idempotencyKey: `k${n}`,
    })
  await appender.close()
})
afterAll(async () => {
  await app.end()
  await worker.end()
  await admin.end()
  await database.drop()
})

const read = (input: MetricLagInput) => readOrganization(app, organization, (tx) => readMetricLag(tx, input))
/** The last hour, and the minute that is going on. */
const lately = (): MetricLagInput => {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  return { from: at(-60), to: at(2), timeZone: 'UTC' }
}
const worstOf = (answer: Awaited<ReturnType<typeof read>>, projection: string) =>
  Math.max(...answer.buckets.filter((each) => each.projection === projection).map((each) => each.lagEvents))

describe('the lag of projections', () => {
  it('is sampled in events and time, and the worst of a minute stays', async () => {
    await sampleLag(worker)
    const behind = await read(lately())
    expect(behind.step).toBe('minute')
    expect(new Set(behind.buckets.map(({ projection }) => projection))).toEqual(new Set(projections))
    expect(behind.buckets.every(({ lagEvents, lagMs }) => lagEvents === 3 && lagMs > 0)).toBe(true)
    await advanceProjections(worker, ['directory'])
    await sampleLag(worker)
    // The others have waited for longer since; what was the worst of one that has caught up is still known.
    expect(worstOf(await read(lately()), 'directory')).toBe(3)
  })

  it('is nothing in a minute in which all was folded', async () => {
    await advanceProjections(worker, projections)
    await admin.query('truncate coordination.projection_lag')
    await sampleLag(worker)
    const { buckets } = await read(lately())
    expect(buckets.length).toBeGreaterThanOrEqual(projections.length)
    expect(buckets.every(({ lagEvents, lagMs }) => lagEvents === 0 && lagMs === 0)).toBe(true)
  })

  it('is forgotten by the minute first, and then by the hour and day', async () => {
    await admin.query(
      `insert into coordination.projection_lag
       select s, date_trunc(s, now() - make_interval(days => d), 'UTC'), 'directory', 7, 7
       from unnest(array['minute', 'hour', 'day']) s, unnest(array[80, 100, 390, 410]) d`,
    )
    await sampleLag(worker)
    const { rows } = await admin.query(
      'select span, count(*) as n from coordination.projection_lag where lag_events = 7 group by 1 order by 1',
    )
    expect(rows.map(({ span, n }) => [span, Number(n)])).toEqual([
      ['day', 3],
      ['hour', 3],
      ['minute', 1],
    ])
  })

  it('is the worst of each step, from minutes to days of a zone', async () => {
    await admin.query('truncate coordination.projection_lag')
    // Every half hour of ten days, one more event behind each time; the wider rows are the worst of theirs.
    await admin.query(
      `insert into coordination.projection_lag
       select s, date_trunc(s, m, 'UTC'), 'sync_status', 10 * max(n), max(n)
       from (select timestamptz '2026-11-01Z' + n * interval '30 minutes' as m, n from generate_series(0, 479) n) each,
         unnest(array['minute', 'hour', 'day']) s group by 1, 2`,
    )
    const range = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-11T00:00:00.000Z' }
    for (const timeZone of ['UTC', 'Africa/Lagos', 'Asia/Kolkata']) {
      const { step, buckets } = await read({ ...range, timeZone })
      const { rows } = await admin.query<{ at: Date; n: number }>(
        `select date_trunc('day', at, $1) as at, max(lag_events)::int as n from coordination.projection_lag
         where span = 'minute' group by 1 order by 1`,
        [timeZone],
      )
      expect(step).toBe('day')
      expect(
        buckets.map(({ at, lagMs, lagEvents }) => ({ at, lagMs, lagEvents })),
        timeZone,
      ).toEqual(rows.map(({ at, n }) => ({ at: at.toISOString(), lagMs: 10 * n, lagEvents: n })))
    }
    const hours = await read({ ...range, to: '2026-11-04T00:00:00.000Z', timeZone: 'UTC' })
    expect([hours.step, hours.buckets.length, worstOf(hours, 'sync_status')]).toEqual(['hour', 72, 143])
  })

  it('refuses a time that is none, or too long', async () => {
    const range = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z', timeZone: 'UTC' }
    for (const wrong of [{ to: range.from }, { to: '2028-11-02T00:00:00.000Z' }, { timeZone: 'Lekki' }])
      await expect(read({ ...range, ...wrong })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})
