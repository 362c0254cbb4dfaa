import { randomUUID } from 'node:crypto'
import { catalogue, definitionOf } from '@syncline/domain/event'
import type { EventFilter, EventRow } from '@syncline/domain/view'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppender } from '../log/index.ts'
import { createPool, readOrganization } from '../pool/index.ts'
import { appendHistories, sampleHistories } from '../projections/histories.fixture.ts'
import { advanceProjection } from '../projections/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { findEvent, listEvents, type Placed, readCauses } from './index.ts'

type Asked = Placed<EventFilter>

const [ours, theirs, crowded] = [randomUUID(), randomUUID(), randomUUID()]
let database: { url: string; drop(): Promise<void> }
let app: pg.Pool
let admin: pg.Client
/** Everything that was appended, newest first. */
let log: { position: number; organization_id: string; type: string; stream: string; recorded_at: Date }[]

beforeAll(async () => {
  database = await createTestDatabase()
  app = createPool({ url: database.url, role: 'syncline_app', max: 2, applicationName: 'test events' })
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  const appender = createAppender({ url: database.url, role: 'syncline_worker' })
  const { sync, delivery } = sampleHistories(12, 7)
  await appendHistories(appender, [ours, theirs], 'sync', sync)
  await appendHistories(appender, [ours, theirs], 'delivery', delivery)
  await appender.close()
  // A minute apart, so that there are times to ask for.
  await admin.query(
    `begin; set local session_replication_role = replica;
     update log.event set recorded_at = timestamptz '2026-11-01Z' + position / 3 * interval '1 minute',
       actor = case when position % 5 = 0 then 'user:7' else actor end, correlation_id = 'c' || position / 20,
       causation_position = case when position % 20 > 10 then position - 9 end;
     commit`,
  )
  const worker = createPool({ url: database.url, role: 'syncline_worker', max: 1, applicationName: 'test' })
  await advanceProjection(worker, 'event_entry', { windowEvents: 17 })
  await worker.end()
  log = (await admin.query('select * from log.event order by position desc')).rows
})
afterAll(async () => {
  await app.end()
  await admin.end()
  await database.drop()
})

const readerOf = (tx: pg.ClientBase, organizationId: string) => ({
  tx,
  organizationId,
  namesOf: async () => new Map([['user:7' as const, 'Ngozi']]),
})
const list = (filter: Asked, more: object = {}, organizationId = ours) =>
  readOrganization(app, organizationId, (tx) =>
    listEvents(readerOf(tx, organizationId), { filter, limit: 200, ...more }),
  )
const positions = ({ rows }: { rows: readonly EventRow[] }) => rows.map(({ position }) => position)

const from = '2026-11-01T00:05:00Z'
const to = '2026-11-01T00:20:00Z'
const filters: Record<string, Asked> = {
  nothing: {},
  noun: { nouns: ['delivery'] },
  types: { types: ['SyncStarted', 'WebhookRouted'] },
  'types of a noun': { types: ['SyncStarted', 'WebhookRouted'], nouns: ['sync'] },
  actor: { actor: 'user:7' },
  'type and actor': { types: ['SyncRequested'], actor: 'user:7' },
  correlation: { correlationId: 'c2' },
  'correlation, type and actor': { correlationId: 'c2', types: ['SyncFailed'], actor: 'user:7' },
  code: { codes: ['TIMEOUT', 'MAPPING_FAILED'] },
  'code of no try that failed': { codes: ['TIMEOUT'], types: ['SyncStarted'] },
  'code, time and actor': { codes: ['TIMEOUT', 'MAPPING_FAILED'], from, to, actor: 'system:executor' },
  'code and correlation': { codes: ['TIMEOUT', 'MAPPING_FAILED'], correlationId: 'c2' },
  time: { from, to },
  'time, noun and actor': { from, to, nouns: ['sync'], actor: 'user:7' },
}

describe('a page of events', () => {
  it.each(Object.entries(filters))(
    'has what matches %s and nothing else, newest first',
    async (_name, filter) => {
      const { rows } = await admin.query<{ position: number }>(
        `select position from log.event where organization_id = $1 and ($2::text[] is null or type = any ($2))
         and ($3::text is null or actor = $3) and ($4::text is null or correlation_id = $4)
         and ($7::text[] is null or type = 'SyncFailed' and data ->> 'code' = any ($7))
         and ($5::timestamptz is null or recorded_at >= $5) and ($6::timestamptz is null or recorded_at < $6)
       order by position desc`,
        [ours, filter.types, filter.actor, filter.correlationId, filter.from, filter.to, filter.codes],
      )
      const wanted = rows
        .map(({ position }) => log.find((event) => event.position === position))
        .filter(
          (event) =>
            !filter.nouns || filter.nouns.includes(definitionOf(event?.type ?? '')?.stream as 'sync'),
        )
      expect(positions(await list(filter))).toEqual(wanted.map((event) => event?.position))
    },
  )

  it('has the tries that failed with a code, of one stream too', async () => {
    const failed = log.filter(
      ({ type, organization_id }) => organization_id === ours && type === 'SyncFailed',
    )
    const [one] = failed
    const codes = ['MAPPING_FAILED' as const]
    expect(positions(await list({ codes }))).toEqual(failed.map(({ position }) => position))
    expect(positions(await list({ stream: one?.stream, codes }))).toContain(one?.position)
    expect(positions(await list({ stream: one?.stream, codes: ['PERMISSION_DENIED'] }))).toEqual([])
  })

  it('has the events of one stream', async () => {
    const own = log.filter((event) => event.organization_id === ours)
    const stream = own[3]?.stream as string
    expect(positions(await list({ stream }))).toEqual(
      own.filter((event) => event.stream === stream).map(({ position }) => position),
    )
  })

  it('follows the last without a gap, forwards and back', async () => {
    const filter = { nouns: ['sync' as const] }
    const first = await list(filter, { limit: 7 })
    const second = await list(filter, {
      limit: 7,
      cursor: { position: positions(first).at(-1), go: 'older' },
    })
    expect([first.hasNewer, first.hasOlder, second.hasNewer]).toEqual([false, true, true])
    expect([...positions(first), ...positions(second)]).toEqual(positions(await list(filter)).slice(0, 14))
    const back = await list(filter, { limit: 7, cursor: { position: positions(second)[0], go: 'newer' } })
    expect(back.rows).toEqual(first.rows)
  })

  it('says who, in words, and shows nothing of another organization', async () => {
    const [row] = (await list({ actor: 'user:7' })).rows
    expect(row?.by).toEqual({ actor: 'user:7', name: 'Ngozi' })
    const foreign = log.find((event) => event.organization_id === theirs) as (typeof log)[number]
    expect(positions(await list({ stream: foreign.stream }))).toEqual([])
    expect(
      await readOrganization(app, ours, (tx) => findEvent(readerOf(tx, ours), foreign.position)),
    ).toBeNull()
  })
})

it('opens an event without its sealed parts', async () => {
  const started = log.find((event) => event.type === 'SyncStarted') as (typeof log)[number]
  const organizationId = started.organization_id
  const found = await readOrganization(app, organizationId, (tx) =>
    findEvent(readerOf(tx, organizationId), started.position),
  )
  expect(found).toMatchObject({ row: { position: started.position }, data: { operation: '(sealed)' } })
})

it('tells what led to what: the named cause, else the one before in the stream', async () => {
  const { events, more } = await readOrganization(app, ours, (tx) => readCauses(readerOf(tx, ours), 'c2'))
  expect(more).toBe(false)
  const there = positions({ rows: events })
  expect(there).toEqual(there.toSorted((one, other) => one - other))
  for (const { position, stream, causationPosition, parent } of events) {
    const before = events.filter((event) => event.stream === stream && event.position < position).at(-1)
    const named = causationPosition !== null && there.includes(causationPosition) ? causationPosition : null
    expect(parent).toBe(named ?? before?.position ?? null)
  }
})

it('finds the first place at or after any time', async () => {
  const oldest = log.toReversed()
  for (const at of [from, to, '2020-01-01T00:00:00Z', '2026-11-01T00:05:30Z', '2030-01-01T00:00:00Z']) {
    const { rows } = await admin.query<{ position: number }>('select log.position_at($1) as position', [at])
    const wanted = oldest.find((event) => event.recorded_at.getTime() >= Date.parse(at))?.position
    expect(Number(rows[0]?.position), at).toBe(wanted ?? Number(9223372036854775807n))
  }
})

describe('among many events', () => {
  beforeAll(async () => {
    // Two kinds by two parts of Syncline, one correlation as long as a bulk command's: as it hurts.
    await admin.query(
      `insert into read.event_entry (organization_id, position, type, actor, correlation_id)
       select $1, n, case when n % 2 = 0 then 'SyncStarted' else 'SyncSucceeded' end,
         case when n % 3 = 0 then 'system:router' else 'system:executor' end,
         case when n < 2000 then 'long' else 'c' || n / 5 end
       from generate_series(1, 60000) n`,
      [crowded],
    )
    await admin.query('analyze read.event_entry')
  })

  it.each<[string, Asked]>([
    ['type', { types: ['SyncSkipped'] }],
    ['noun', { nouns: ['delivery'] }],
    ['actor', { actor: 'user:9' }],
    ['actor with a frequent type', { actor: 'user:9', types: ['SyncStarted'] }],
    ['rare type of a frequent actor', { actor: 'system:router', types: ['SyncCancelled'] }],
    ['correlation', { correlationId: 'none' }],
    ['code', { codes: ['TIMEOUT'] }],
    ['actor with a code', { actor: 'user:9', codes: ['TIMEOUT', 'UNKNOWN'] }],
    ['actor in a long correlation', { correlationId: 'long', actor: 'user:9' }],
    ['time to come', { from: '2090-01-01T00:00:00Z', types: ['SyncStarted'] }],
  ])('finds by %s that there is none without walking through them', async (_name, filter) => {
    const blocks = await blocksOf(filter)
    expect((await list(filter, {}, crowded)).rows).toEqual([])
    // One way down its index for each type there is.
    expect(blocks).toBeLessThan(4 * Object.keys(catalogue).length)
  })
})

/** Blocks that a search touches: what it costs, whatever machine it runs on. */
async function blocksOf(filter: Asked): Promise<number> {
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
    await listEvents(readerOf(explained, crowded), { filter, limit: 50 })
  })
  return blocks
}
