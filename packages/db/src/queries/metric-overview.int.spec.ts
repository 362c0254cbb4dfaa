import { randomUUID } from 'node:crypto'
import { syncFaces } from '@syncline/domain/sync'
import type { MetricOverviewInput, SyncFilter, SyncSumsInput } from '@syncline/domain/view'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppender } from '../log/index.ts'
import { createPool, readOrganization } from '../pool/index.ts'
import { appendHistories, deliveryHistory } from '../projections/histories.fixture.ts'
import { advanceProjections, projections } from '../projections/index.ts'
import { command, syncHistory } from '../projections/sync-histories.fixture.ts'
import { createTestDatabase } from '../testing/index.ts'
import {
  chooseStep,
  type Placed,
  readConnectionStrips,
  readMetricOverview,
  readMetrics,
  readNeeds,
} from './index.ts'
import { sumSyncs } from './sync-sums.ts'
import { countSyncs } from './syncs.ts'

const organization = randomUUID()
const connections = [randomUUID(), randomUUID()] as const
let database: { url: string; drop(): Promise<void> }
let admin: pg.Client
let app: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  app = createPool({ url: database.url, role: 'syncline_app', max: 2, applicationName: 'test overview' })
  const appender = createAppender({ url: database.url, role: 'syncline_worker' })
  const commands = fc.sample(fc.array(command, { minLength: 2, maxLength: 12 }), { numRuns: 60, seed: 5 })
  const syncs = commands.map((made, n) => syncHistory(made, connections[n % 2]))
  await appendHistories(appender, [organization], 'sync', syncs)
  await appendHistories(
    appender,
    [organization],
    'delivery',
    fc.sample(deliveryHistory, { numRuns: 40, seed: 5 }),
  )
  await appender.close()
  // Over five days; several at each time, as a flush leaves them.
  await admin.query(
    `begin; set local session_replication_role = replica;
     update log.event set recorded_at = timestamptz '2026-11-01 20:30Z' + position / 4 * interval '47 minutes';
     commit`,
  )
  const worker = createPool({ url: database.url, role: 'syncline_worker', max: 1, applicationName: 'test' })
  await advanceProjections(worker, projections, { windowEvents: 97 })
  await worker.end()
})
afterAll(async () => {
  await app.end()
  await admin.end()
  await database.drop()
})

const range = { from: '2026-11-01T20:00:00.000Z', to: '2026-12-01T00:00:00.000Z' }
const read = (change: Partial<Placed<MetricOverviewInput>> = {}) =>
  readOrganization(app, organization, (tx) =>
    readMetricOverview(tx, organization, { ...range, timeZone: 'UTC', ...change }),
  )

describe('the overview', () => {
  it('adds up, whole and by connection, and its balance is what the log says', async () => {
    const { total, balance } = await read()
    expect(balance.addsUp).toBe(true)
    expect(syncFaces.reduce((sum, face) => sum + balance.byFace[face], 0)).toBe(60)
    expect([balance.requested, total?.requested]).toEqual([60, 60])
    const parts = await Promise.all(connections.map((connectionId) => read({ connectionId })))
    expect(parts.map((part) => part.balance.addsUp)).toEqual([true, true])
    expect(parts.reduce((sum, part) => sum + part.balance.requested, 0)).toBe(60)
    // Of several connections it is what they come to together, of one that and no more, of none nothing.
    const both = await read({ connectionIds: connections })
    expect([both.total, both.buckets, both.balance]).toEqual([total, (await read()).buckets, balance])
    const [first] = connections
    expect(await read({ connectionIds: [first] })).toEqual(await read({ connectionId: first }))
    expect(await read({ connectionIds: [] })).toMatchObject({ total: null, balance: { requested: 0 } })
    // The first of several at one time belong to it too.
    const { rows } = await admin.query(
      "select max(recorded_at) as at from log.event where type = 'SyncRequested'",
    )
    const last = await read({ from: rows[0].at.toISOString() })
    expect([last.balance.addsUp, last.balance.requested > 0]).toEqual([true, true])
  })

  it('says so when a sync is missing from the list', async () => {
    const { rows } = await admin.query(
      'select sync_id as id, requested_position as place from read.sync_status limit 1',
    )
    const move = (place: number) =>
      admin.query('update read.sync_status set requested_position = $2 where sync_id = $1', [
        rows[0].id,
        place,
      ])
    await move(900_000)
    expect((await read()).balance).toMatchObject({ addsUp: false, requested: 60 })
    await move(rows[0].place)
    expect((await read()).balance.addsUp).toBe(true)
  })

  it.each(['UTC', 'Africa/Lagos', 'Asia/Kolkata', 'America/New_York'])(
    'has the same counts from days and hours as from minutes, in %s',
    async (timeZone) => {
      const { step, buckets, total, webhooks, webhookTotal } = await read({ timeZone })
      expect(step).toBe('day')
      const { rows } = await admin.query<{ at: Date; requested: number; retries: number }>(
        `select date_trunc('day', minute, $1) as at, sum(requested)::int as requested, sum(retries)::int as retries
         from read.metric_minute group by 1 order by 1`,
        [timeZone],
      )
      expect(buckets.map(({ at, requested, retries }) => ({ at, requested, retries }))).toEqual(
        rows.map((row) => ({ ...row, at: row.at.toISOString() })),
      )
      const sum = (counts: readonly Record<string, number>[]) =>
        counts.flatMap((each) => Object.values(each)).reduce((one, other) => one + other, 0)
      expect(sum(buckets.map(({ depths }) => depths))).toBe(total?.retries)
      expect(sum(buckets.map(({ errors }) => errors))).toBe(sum([total?.errors ?? {}]))
      for (const what of ['received', 'routed', 'ignored', 'quarantined', 'replayed'] as const)
        expect(webhooks.reduce((all, each) => all + each[what], 0)).toBe(webhookTotal?.[what])
      expect(webhookTotal?.received).toBe(40)
    },
  )

  it('is the same whether hours or minutes are read', async () => {
    const time = { from: '2026-11-02T00:00:00.000Z', to: '2026-11-04T00:00:00.000Z' }
    const { step, buckets } = await read(time)
    expect(step).toBe('hour')
    const minutes = await readOrganization(app, organization, async (tx) => {
      const halves = [time.from, '2026-11-03T00:00:00.000Z', time.to].map((at) => new Date(at))
      const query = { step: 'quarter_hour', timeZone: 'UTC', split: false } as const
      return [
        ...(await readMetrics(tx, organization, {
          ...query,
          from: halves[0] as Date,
          to: halves[1] as Date,
        })),
        ...(await readMetrics(tx, organization, {
          ...query,
          from: halves[1] as Date,
          to: halves[2] as Date,
        })),
      ]
    })
    for (const what of ['requested', 'synced', 'failed', 'tries'] as const)
      expect(buckets.reduce((sum, each) => sum + each[what], 0)).toBe(
        minutes.reduce((sum, each) => sum + each[what], 0),
      )
  })

  it('counts what the door refused', async () => {
    await admin.query("insert into coordination.refused_minute values ($1, $2, '2026-11-02 10:15Z', 7)", [
      organization,
      connections[0],
    ])
    const { webhooks, webhookTotal } = await read()
    expect([webhookTotal?.refused, webhooks.find((each) => each.refused > 0)?.at]).toEqual([
      7,
      '2026-11-02T00:00:00.000Z',
    ])
    expect((await read({ connectionId: connections[1] })).webhookTotal?.refused ?? 0).toBe(0)
  })

  it.each([
    [15, 'minute'],
    [60, 'minute'],
    [6 * 60, 'five_minutes'],
    [24 * 60, 'half_hour'],
    [7 * 1_440, 'hour'],
    [90 * 1_440, 'day'],
  ])('takes %i minutes in steps of a %s', (minutes, step) => {
    expect(chooseStep(new Date(0), new Date(minutes * 60_000))).toBe(step)
  })
})

it('shows what needs a person once for each problem, as many as the lists have', async () => {
  await admin.query(
    `insert into read.connection (organization_id, connection_id, provider, name, venue, account_id, base_url, last_position)
     select distinct organization_id, connection_id, 'stripe', 'Stripe', 'Quay', 'a', 'https://x.example', 1
     from (select organization_id, connection_id from read.sync_status union select organization_id, connection_id from read.delivery) c`,
  )
  await admin.query(
    `with n as (select sync_id, row_number() over (order by requested_position) as nth from read.sync_status)
     update read.sync_status s set status = case when nth <= 2 then 'pending' else 'failed' end,
       amount_minor = 9007199254740990 + nth, amount_currency = case when nth <= 5 then 'JPY' else 'NGN' end,
       hold = case when nth <= 2 then 'conflict' end, certainty = case when nth <= 4 then 'unknown' else 'rejected' end
     from n where n.sync_id = s.sync_id and nth <= 7`,
  )
  await admin.query(
    'update read.connection set reconnect_needed_at = now() where organization_id = $1 and connection_id = $2',
    [organization, connections[0]],
  )
  const needs = await readOrganization(app, organization, (tx) => readNeeds(tx, organization))
  const { rows } = await admin.query(
    `select 1 as reconnect, (select count(*)::int from read.sync_status where face = 'unknown') as unknown,
       (select count(*)::int from read.sync_status where face = 'failed') as failed,
       (select count(*)::int from read.sync_status where status = 'pending' and hold = 'conflict') as conflict,
       (select count(*)::int from read.delivery where status = 'quarantined') as quarantined`,
  )
  expect(needs.counts).toEqual(rows[0])
  expect(Object.values(needs.counts).every((count) => count > 0)).toBe(true)
  const held = await readOrganization(app, organization, (tx) =>
    countSyncs(tx, organization, { hold: 'conflict' }),
  )
  expect(held.total).toBe(needs.counts.conflict)
  expect(needs.problems[0]?.kind).toBe('unknown')
  const atStake = await admin.query(
    `select kind, currency, sum(minor)::text as minor from (
       select case when hold = 'conflict' then 'conflict' else face end as kind, amount_currency as currency, amount_minor as minor
       from read.sync_status where face in ('failed', 'unknown') or hold = 'conflict'
       union all select 'reconnect', amount_currency, amount_minor from read.sync_status
       where face = 'waiting' and connection_id = $1) s
     where currency is not null group by kind, currency`,
    [connections[0]],
  )
  const sums = new Map<string, bigint>()
  for (const { kind, sums: own } of needs.problems)
    for (const { minor, currency } of own)
      sums.set(`${kind} ${currency}`, (sums.get(`${kind} ${currency}`) ?? 0n) + BigInt(minor))
  expect(sums).toEqual(
    new Map(atStake.rows.map(({ kind, currency, minor }) => [`${kind} ${currency}`, BigInt(minor)])),
  )
  expect([...sums.values()].some((sum) => sum > BigInt(Number.MAX_SAFE_INTEGER))).toBe(true)
  expect(new Set(needs.problems.map((need) => JSON.stringify({ ...need, newestId: null }))).size).toBe(
    needs.problems.length,
  )
  const needsOf = (connectionIds: readonly string[]) =>
    readOrganization(app, organization, (tx) => readNeeds(tx, organization, { connectionIds }))
  const there = await admin.query<{ id: string }>('select connection_id as id from read.connection')
  expect(await needsOf(there.rows.map(({ id }) => id))).toEqual(needs)
  for (const connectionId of connections) {
    const own = needs.problems.filter((need) => need.connectionId === connectionId)
    expect((await needsOf([connectionId])).problems).toEqual(own)
  }
  expect((await needsOf([connections[1]])).counts.reconnect).toBe(0)
  expect((await readOrganization(app, randomUUID(), (tx) => readNeeds(tx, randomUUID()))).problems).toEqual(
    [],
  )
})

it('adds up what syncs carry, each currency by itself', async () => {
  const { rows } = await admin.query(
    `select amount_currency as currency, sum(amount_minor)::text as minor from read.sync_status
     where face = 'failed' and amount_currency is not null group by 1 order by count(*) desc, 1`,
  )
  expect(rows.length).toBeGreaterThan(1)
  const sum = (input: Partial<Omit<SyncSumsInput, 'filter'>> & { filter?: Placed<SyncFilter> }) =>
    readOrganization(app, organization, (tx) => sumSyncs(tx, organization, { filter: {}, ...input }))
  const failed = { filter: { faces: ['failed' as const] } }
  expect(await sum(failed)).toEqual({
    sums: rows.map(({ currency, minor }) => ({ currency, minor })),
    complete: true,
  })
  const conflicts = { faces: ['waiting' as const] }
  const waiting = await sum({ filter: conflicts, action: 'skip' })
  const retried = await sum({ filter: conflicts, action: 'retry' })
  expect(waiting.sums).toContainEqual({ minor: String(2n * 9_007_199_254_740_990n + 3n), currency: 'JPY' })
  expect(retried.sums.map(({ currency }) => currency)).not.toContain('JPY')
  expect(await sum({ filter: { ...failed.filter, connectionIds: connections } })).toEqual(await sum(failed))
  expect((await sum({ filter: { connectionIds: [] } })).sums).toEqual([])
  expect(await sum({ ...failed, upto: 0 })).toEqual({ sums: [], complete: true })
  const one = await admin.query(
    `select sync_id as id, amount_minor::text as minor, amount_currency as currency from read.sync_status
     where amount_currency = 'NGN' limit 1`,
  )
  const { id, ...carried } = one.rows[0]
  expect((await sum({ syncIds: [id, randomUUID()] })).sums).toEqual([carried])
  const theirs = randomUUID()
  const seen = await readOrganization(app, theirs, (tx) =>
    sumSyncs(tx, theirs, { filter: {}, syncIds: [id] }),
  )
  expect(seen.sums).toEqual([])
})

it('has each connection in half hours of the last day', async () => {
  const now = new Date('2026-11-03T00:00:00Z')
  const strips = await readOrganization(app, organization, (tx) =>
    readConnectionStrips(tx, organization, now),
  )
  expect(strips.map(({ connectionId }) => connectionId)).toEqual(expect.arrayContaining([...connections]))
  const at = strips.flatMap(({ slots }) => slots.map((slot) => Date.parse(slot.at)))
  expect(Math.min(...at)).toBeGreaterThanOrEqual(now.getTime() - 24 * 3_600_000)
  expect(at.every((each) => each % 1_800_000 === 0 && each < now.getTime())).toBe(true)
})
