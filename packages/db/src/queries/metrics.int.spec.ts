import { randomUUID } from 'node:crypto'
import type { MetricBucket } from '@syncline/domain/view'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppender } from '../log/index.ts'
import { createPool, readOrganization } from '../pool/index.ts'
import { appendHistories, durationHistory } from '../projections/histories.fixture.ts'
import { advanceProjection } from '../projections/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { type MetricQuery, readMetrics } from './index.ts'

const organization = randomUUID()
const connections = [randomUUID(), randomUUID()] as const
/** Spread over five decades, and lumped, as waits and timeouts are. */
const durations = [
  ...Array.from({ length: 400 }, (_, n) => Math.round(1.03 ** n)),
  ...Array.from({ length: 60 }, () => 30_000),
  ...Array.from({ length: 60 }, () => 84),
  0,
]

let database: { url: string; drop(): Promise<void> }
let admin: pg.Client
let app: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  app = createPool({ url: database.url, role: 'syncline_app', max: 2, applicationName: 'test metrics' })
  const appender = createAppender({ url: database.url, role: 'syncline_worker' })
  const histories = durations.map((duration, n) => durationHistory(duration, connections[n % 2] as string))
  await appendHistories(appender, [organization], 'sync', histories)
  await appender.close()
  // Three hours round midnight in Lagos, which is 23:00 UTC.
  await admin.query(
    `begin; set local session_replication_role = replica;
     update log.event set recorded_at = timestamptz '2026-11-01 21:30Z' + abs(hashtext(stream)) % 180 * interval '1 minute';
     commit`,
  )
  const worker = createPool({ url: database.url, role: 'syncline_worker', max: 1, applicationName: 'test' })
  await advanceProjection(worker, 'metric_minute', { windowEvents: 333 })
  await worker.end()
})
afterAll(async () => {
  await app.end()
  await admin.end()
  await database.drop()
})

const whole: MetricQuery = {
  from: new Date('2026-11-01T00:00Z'),
  to: new Date('2026-11-03T00:00Z'),
  step: 'all',
  timeZone: 'UTC',
  split: false,
}
const read = (query: Partial<MetricQuery>) =>
  readOrganization(app, organization, (tx) => readMetrics(tx, organization, { ...whole, ...query }))

/** The value at its rank, exactly. */
function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.ceil(part * sorted.length) - 1] as number
}

function expectNear(bucket: MetricBucket | undefined, values: readonly number[]): void {
  for (const [name, part] of [
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const) {
    const exact = percentile(values, part)
    expect(Math.abs((bucket?.duration?.[name] ?? 0) - exact), `${name} of ${exact}`).toBeLessThanOrEqual(
      exact * 0.05,
    )
  }
}

describe('readMetrics', () => {
  it('tells percentiles within 5 % of the exact ones, and the exact average', async () => {
    const [all] = await read({})
    expect(all?.tries).toBe(durations.length)
    expectNear(all, durations)
    expect(all?.duration?.average).toBeCloseTo(
      durations.reduce((sum, one) => sum + one, 0) / durations.length,
    )
    const split = await read({ split: true })
    expect(new Set(split.map((one) => one.connectionId))).toEqual(new Set(connections))
    for (const one of split)
      expectNear(
        one,
        durations.filter((_, n) => connections[n % 2] === one.connectionId),
      )
  })

  it('holds for every single value that a duration may have', async () => {
    const { rows } = await admin.query<{ off: number }>(
      `select round(max(abs(read.bucket_duration(read.duration_bucket(ms)) - ms) / greatest(ms, 1))::numeric, 9)::float8 as off
       from generate_series(0, 311016) ms`,
    )
    expect(rows[0]?.off).toBeLessThanOrEqual(0.05)
  })

  it('merges minutes into longer steps that add up, whatever the step', async () => {
    const [all] = await read({})
    for (const step of ['minute', 'five_minutes', 'quarter_hour', 'hour', 'day'] as const) {
      const from = new Date('2026-11-01T21:00Z')
      const to = new Date('2026-11-02T03:00Z')
      const steps = await read({ step, from, to })
      expect(steps.length).toBeGreaterThan(1)
      expect(new Set(steps.map(({ at }) => at)).size).toBe(steps.length)
      for (const name of ['requested', 'synced', 'failed', 'retries', 'tries'] as const)
        expect(
          steps.reduce((sum, one) => sum + one[name], 0),
          `${name} by ${step}`,
        ).toBe(all?.[name])
      const codes = steps.reduce((sum, one) => sum + (one.errors['TIMEOUT'] ?? 0), 0)
      expect(codes).toBe(all?.errors['TIMEOUT'])
      expect(Math.max(...steps.map((one) => one.deepestRetry))).toBe(all?.deepestRetry)
    }
  })

  it('counts a failure that is tried again as a retry, and only the last one as failed', async () => {
    const [all] = await read({})
    const long = durations.filter((duration) => duration >= 30_000).length
    expect(all).toMatchObject({
      requested: durations.length,
      synced: durations.length - long,
      failed: 0,
      retries: long,
      deepestRetry: 1,
      errors: { TIMEOUT: long },
    })
  })

  it('begins days where the zone does', async () => {
    const days = await read({ step: 'day', timeZone: 'Africa/Lagos' })
    expect(days.map(({ at }) => at)).toEqual(['2026-10-31T23:00:00.000Z', '2026-11-01T23:00:00.000Z'])
  })

  it('filters by connection and entity, and shows nothing of another organization', async () => {
    const [one] = await read({ connectionId: connections[0] })
    expect(one?.requested).toBe(Math.ceil(durations.length / 2))
    expect(await read({ entity: 'invoice' })).toEqual([])
    const stranger = randomUUID()
    expect(await readOrganization(app, stranger, (tx) => readMetrics(tx, organization, whole))).toEqual([])
  })

  it.each([
    [{ to: whole.from }, 'to'],
    [{ step: 'minute' }, 'step'],
    [{ from: new Date('2020-01-01Z') }, 'from'],
    [{ timeZone: 'Lagos/Nowhere' }, 'timeZone'],
  ] as const)('refuses %j and names the field', async (wrong, field) => {
    await expect(read(wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field } })
  })
})
