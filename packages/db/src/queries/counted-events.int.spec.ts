import { randomUUID } from 'node:crypto'
import type { CountedKind, EventFilter, MetricBucket, SyncFilter } from '@syncline/domain/view'
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
  countDeliveries,
  countSyncs,
  listEvents,
  type Placed,
  readMetricOverview,
  readNeeds,
} from './index.ts'

const [ours, theirs] = [randomUUID(), randomUUID()]
const connections = [randomUUID(), randomUUID(), randomUUID()] as const
const kinds = ['customer', 'invoice'] as const
let database: { url: string; drop(): Promise<void> }
let admin: pg.Client
let app: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  app = createPool({ url: database.url, role: 'syncline_app', max: 2, applicationName: 'test counted' })
  const appender = createAppender({ url: database.url, role: 'syncline_worker' })
  const commands = fc.sample(fc.array(command, { minLength: 3, maxLength: 14 }), { numRuns: 120, seed: 11 })
  const syncs = commands.map((made, n) => syncHistory(made, connections[n % 3], kinds[n % 2]))
  const deliveries = fc
    .sample(deliveryHistory, { numRuns: 20, seed: 11 })
    .map((history, n) =>
      history.map((events) =>
        events.map((event) =>
          event.type === 'WebhookReceived'
            ? { ...event, data: { ...(event.data as object), connectionId: connections[n % 3] } }
            : event,
        ),
      ),
    )
  // Every eleventh is theirs.
  await appendHistories(appender, [...Array.from({ length: 10 }, () => ours), theirs], 'sync', syncs)
  await appendHistories(appender, [ours], 'delivery', deliveries)
  await appender.close()
  // Over days, several at each time; what was appended together stays at one time.
  await admin.query(
    `begin; set local session_replication_role = replica;
     update log.event e set recorded_at = timestamptz '2026-11-01 20:30Z' + (e.position - case when exists (
       select from log.event f where f.position = e.position - 1 and f.stream = e.stream and f.type = 'SyncFailed')
       then 1 else 0 end) / 5 * interval '13 minutes';
     commit`,
  )
  const worker = createPool({ url: database.url, role: 'syncline_worker', max: 1, applicationName: 'test' })
  await advanceProjections(worker, projections, { windowEvents: 97 })
  await worker.end()
  await admin.query(
    `insert into read.connection (organization_id, connection_id, provider, name, venue, account_id, base_url, last_position)
     select $1, unnest($2::uuid[]), 'stripe', 'Stripe', 'Quay', 'a', 'https://x.example', 1`,
    [ours, connections],
  )
})
afterAll(async () => {
  await app.end()
  await admin.end()
  await database.drop()
})

const whole = { from: '2026-11-01T20:00:00.000Z', to: '2026-12-01T00:00:00.000Z' }
const part = { from: '2026-11-02T03:00:00.000Z', to: '2026-11-02T23:00:00.000Z' }
type Filter = Pick<Placed<EventFilter>, 'connectionId' | 'connectionIds' | 'entity'> & typeof whole

const filters: Record<string, Filter> = {
  nothing: whole,
  time: part,
  connection: { ...whole, connectionId: connections[1] },
  'connection and time': { ...part, connectionId: connections[0] },
  venue: { ...whole, connectionIds: [connections[0], connections[2]] },
  entity: { ...whole, entity: 'invoice' },
  'venue, entity and time': { ...part, connectionIds: [connections[0], connections[2]], entity: 'customer' },
  'connection and entity': { ...whole, connectionId: connections[2], entity: 'customer' },
  'a venue without connections': { ...whole, connectionIds: [] },
}

const list = (filter: Placed<EventFilter>, more: object = {}, organizationId = ours) =>
  readOrganization(app, organizationId, (tx) =>
    listEvents({ tx, organizationId, namesOf: async () => new Map() }, { filter, limit: 10_000, ...more }),
  )
const overview = (filter: Filter, organizationId = ours) =>
  readOrganization(app, organizationId, (tx) =>
    readMetricOverview(tx, organizationId, { ...filter, timeZone: 'UTC' }),
  )

const counts: Record<CountedKind, (total: MetricBucket) => number> = {
  outcomes: ({ synced, failed, skipped, cancelled, retries }) =>
    synced + failed + skipped + cancelled + retries,
  finished: ({ synced, failed }) => synced + failed,
  tries: ({ tries }) => tries,
  failures: ({ errors }) => Object.values(errors).reduce((sum, tries) => sum + Number(tries), 0),
  retries: ({ retries }) => retries,
}

describe.each(Object.entries(filters))('numbers by %s', (_name, filter) => {
  it.each(Object.entries(counts))('count as %s just the events behind them', async (counted, count) => {
    const { from, to, total } = await overview(filter)
    const { rows } = await list({ ...filter, from, to, counted: counted as CountedKind })
    expect(rows.length).toBe(total === null ? 0 : count(total))
    expect(new Set(rows.map(({ position }) => position)).size).toBe(rows.length)
  })

  it('of one code count just its tries', async () => {
    const { from, to, total } = await overview(filter)
    for (const code of ['TIMEOUT', 'MAPPING_FAILED', 'PROVIDER_ERROR'] as const) {
      const { rows } = await list({ ...filter, from, to, counted: 'failures', codes: [code] })
      expect([code, rows.length]).toEqual([code, Number(total?.errors[code] ?? 0)])
    }
  })

  it('of where syncs stand, of webhooks and of what needs a person are those of their lists', async () => {
    const { from, to, balance, webhookTotal } = await overview(filter)
    // Webhooks have no entity, and what needs a person no time.
    const { entity: _, ...whose } = filter
    const { from: __, to: ___, ...standing } = filter
    const read = <Answer>(ask: (tx: pg.ClientBase) => Promise<Answer>) => readOrganization(app, ours, ask)
    const listed = await read((tx) => countSyncs(tx, ours, { ...filter, from, to }))
    expect(listed.byFace).toEqual(balance.byFace)
    expect([listed.total, balance.addsUp]).toEqual([balance.requested, true])
    const countOf = (more: object) =>
      read((tx) => countDeliveries({ tx, organizationId: ours }, { ...whose, ...more }))
    const webhooks = await countOf({ from, to })
    expect(webhooks.total).toBe(webhookTotal?.received ?? 0)
    const needs = await read((tx) => readNeeds(tx, ours, standing))
    const held = await read((tx) => countSyncs(tx, ours, { ...standing, hold: 'conflict' }))
    const now = await read((tx) => countSyncs(tx, ours, standing))
    const aside = await countOf({ from: undefined, to: undefined })
    expect(needs.counts).toMatchObject({
      conflict: held.total,
      failed: now.byFace.failed,
      unknown: now.byFace.unknown,
      quarantined: aside.byStatus.quarantined,
    })
    for (const { kind, connectionId, entity, code, count } of needs.problems) {
      if (entity === null || code === null || (kind !== 'failed' && kind !== 'unknown')) continue
      const behind = { connectionId, entity, code, faces: [kind] } as Placed<SyncFilter>
      expect((await read((tx) => countSyncs(tx, ours, behind))).total).toBe(count)
      expect((await read((tx) => countSyncs(tx, ours, { ...behind, faces: ['synced'] }))).total).toBe(0)
    }
  })
})

it('have something to count, each of them', async () => {
  const { total } = await overview(whole)
  for (const count of Object.values(counts)) expect(count(total as MetricBucket)).toBeGreaterThan(0)
})

it('are gone through page by page, forwards and back, without a gap', async () => {
  const filter = { ...(filters['venue'] as Filter), counted: 'outcomes' as const }
  const places = ({ rows }: Awaited<ReturnType<typeof list>>) => rows.map(({ position }) => position)
  const all = places(await list(filter))
  expect(all).toEqual(all.toSorted((one, other) => other - one))
  const first = await list(filter, { limit: 7 })
  const second = await list(filter, { limit: 7, cursor: { position: places(first).at(-1), go: 'older' } })
  expect([...places(first), ...places(second)]).toEqual(all.slice(0, 14))
  expect([first.hasNewer, first.hasOlder]).toEqual([false, true])
  const back = await list(filter, { limit: 7, cursor: { position: places(second)[0], go: 'newer' } })
  expect(places(back)).toEqual(places(first))
})

it('are an organization’s own', async () => {
  const { from, to, total } = await overview(whole, theirs)
  const { rows } = await list({ from, to, counted: 'outcomes' }, {}, theirs)
  expect(rows.length).toBe(counts.outcomes(total as MetricBucket))
  expect(rows.length).toBeGreaterThan(0)
  expect((await list({ counted: 'outcomes' }, {}, randomUUID())).rows).toEqual([])
})

it('cost the minutes they are in, whatever else there is', async () => {
  // Eleven busy hours, in one minute of which a connection has something that is counted.
  const [crowded, quiet] = [randomUUID(), randomUUID()]
  const zeros = "0, 0, 0, 0, 0, 1, 1, 0, 0, '{}', '{}', 1, '{}'"
  await admin.query(
    `begin; set local session_replication_role = replica;
     insert into log.event (position, organization_id, stream, version, type, schema_version, occurred_at, recorded_at,
       actor, correlation_id, data)
       select (select log.tip(0)) + n, '${crowded}', 'sync-' || gen_random_uuid(), 1, 'SyncRetryScheduled', 1, at, at,
         'system:executor', 'c', '{"retry":1}'
       from generate_series(1, 8000) n, lateral (select timestamptz '2026-12-02Z' + n * interval '5 seconds' as at) t;
     insert into read.event_entry (organization_id, position, type, actor, correlation_id)
       select organization_id, position, type, actor, correlation_id from log.event where organization_id = '${crowded}';
     insert into read.metric_minute values ('${crowded}', '${quiet}', 'invoice', '2026-12-02 05:17Z', ${zeros});
     insert into read.metric_rollup values ('${crowded}', 'hour', '${quiet}', '', '2026-12-02 05:00Z', ${zeros});
     commit; analyze log.event; analyze read.event_entry`,
  )
  let blocks = 0
  await readOrganization(app, crowded, async (tx) => {
    const explained = {
      query: async (text: string, values: unknown[]) => {
        const { rows } = await tx.query(`explain (analyze, buffers, format json) ${text}`, values)
        const [{ Plan: plan }] = rows[0]['QUERY PLAN']
        blocks += plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
        return tx.query(text, values)
      },
    } as unknown as pg.ClientBase
    const reader = { tx: explained, organizationId: crowded, namesOf: async () => new Map() }
    const filter = { counted: 'retries' as const, connectionId: quiet }
    expect((await listEvents(reader, { filter, limit: 50 })).rows).toEqual([])
  })
  expect(blocks).toBeLessThan(1_000)
})
