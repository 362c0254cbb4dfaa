import { randomBytes, randomUUID } from 'node:crypto'
import type { SyncFilter } from '@syncline/domain/view'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organizationKeys } from '../custody/organization-keys.ts'
import { createSubjectDirectory } from '../custody/subject-keys.ts'
import { createPool, readOrganization } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { countMatching, nextMatching } from './bulk.ts'
import { countSyncs, listSyncs } from './syncs.ts'
import { type Placed, placed } from './venue.ts'

type Filter = Placed<SyncFilter>
const [ours, theirs] = [randomUUID(), randomUUID()]
const lekki = [randomUUID(), randomUUID(), randomUUID()] as const
const [island, closed] = [randomUUID(), randomUUID()]
const venues = { Lekki: lekki, Island: [island], Closed: [closed] }
const rowCount = 20_000
let database: { url: string; drop(): Promise<void> }
let app: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  app = createPool({ url: database.url, role: 'syncline_app', max: 2, applicationName: 'test venues' })
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  for (const [venue, ids] of Object.entries(venues))
    for (const id of ids)
      await admin.query(
        `insert into read.connection (organization_id, connection_id, provider, name, venue, account_id, base_url, status, last_position)
         values ($1, $2, 'stripe', 'Stripe', $3, 'a', 'https://x.example', $4, 1)`,
        [ours, id, venue, venue === 'Closed' || id === lekki[2] ? 'deleted' : 'connected'],
      )
  // A venue has one connection that most goes to, one that little goes to, and one that was deleted.
  await admin.query(
    `insert into read.sync_status (organization_id, sync_id, connection_id, provider, entity, direction, operation,
       source_connection_id, source_system, source_id, source_version, correlation_id, status, certainty, tries, retries,
       max_retries, requested_at, requested_position, updated_at, last_position)
     select $1, gen_random_uuid(), ($2::uuid[])[case when n % 100 = 0 then 2 when n % 101 = 0 then 3 when n % 3 = 0 then 4 else 1 end],
       'flasherp', case when n % 4 = 0 then 'invoice' else 'customer' end, 'outbound', 'upsert', gen_random_uuid(), 'stripe',
       'cus_' || n, n::text, 'c', case when n % 50 = 0 then 'failed' else 'synced' end,
       case when n % 50 = 0 then 'rejected' end, 1, 0, 5,
       timestamptz '2026-01-01' + n * interval '1 minute', n, now(), n
     from generate_series(1, $3::int) n`,
    [ours, [...lekki, island], rowCount],
  )
  await admin.query('analyze read.sync_status')
  await admin.end()
})
afterAll(async () => {
  await app.end()
  await database.drop()
})

const reading = <Answer>(read: (tx: pg.ClientBase) => Promise<Answer>, organizationId = ours) =>
  readOrganization(app, organizationId, read)
const keys = organizationKeys(
  ours,
  [{ version: 1, master: randomBytes(32), sealsNow: true }],
  createSubjectDirectory(),
)
const listWith = (tx: pg.ClientBase, filter: Filter, more: object = {}) =>
  listSyncs(
    { tx, organizationId: ours, keys, namesOf: async () => new Map() },
    { filter, limit: 50, ...more },
  )
const list = (filter: Filter, more: object = {}) => reading((tx) => listWith(tx, filter, more))
const find = (filter: SyncFilter, options = {}, organizationId = ours) =>
  reading((tx) => placed(tx, organizationId, filter, options), organizationId)

describe('a venue becomes its connections', () => {
  it('also those that were deleted', async () => {
    const { connectionIds, ...rest } = await find({ venue: 'Lekki', entity: 'invoice' })
    expect(new Set(connectionIds)).toEqual(new Set(lekki))
    expect(rest).toEqual({ entity: 'invoice' })
    expect(await find({ entity: 'invoice' })).toEqual({ entity: 'invoice' })
  })

  it('and no more than the one that is asked for', async () => {
    expect(await find({ venue: 'Lekki', connectionId: lekki[1] })).toMatchObject({
      connectionIds: [lekki[1]],
    })
    expect(await find({ venue: 'Lekki', connectionId: island })).toMatchObject({ connectionIds: [] })
  })

  it.each([
    ['that nobody knows', 'Ikeja', ours],
    ['whose name is written otherwise', 'lekki', ours],
    ['of another organization', 'Lekki', theirs],
    ['whose last connection was deleted', 'Closed', ours],
  ])('one %s is not found', async (_which, venue, organizationId) => {
    await expect(find({ venue }, {}, organizationId)).rejects.toMatchObject({
      code: 'RECORD_NOT_FOUND',
      details: { what: 'venue' },
    })
  })

  it('one that is gone is still known to a command that began before', async () => {
    expect(await find({ venue: 'Closed' }, { evenGone: true })).toEqual({ connectionIds: [closed] })
    expect(await find({ venue: 'Ikeja' }, { evenGone: true })).toEqual({ connectionIds: [] })
  })
})

describe('syncs of some connections', () => {
  const some = { connectionIds: lekki }
  const page = { limit: 200, cursor: { position: 9_000, go: 'older' as const } }

  it('are one list in one order, forwards and back', async () => {
    const all = (await list({}, page)).rows.filter(({ target }) => target.connectionId !== island)
    const { rows } = await list(some, page)
    expect(rows.slice(0, all.length)).toEqual(all)
    expect(new Set(rows.map(({ target }) => target.connectionId))).toEqual(new Set(lekki))
    const last = rows.at(-1)?.requestedPosition as number
    const back = await list(some, { limit: 199, cursor: { position: last, go: 'newer' } })
    expect(back.rows).toEqual(rows.slice(0, -1))
  })

  it.each<Filter>([
    {},
    { faces: ['failed'] },
    { faces: ['failed', 'synced'], entity: 'invoice' },
    { from: '2026-01-03T00:00:00Z', to: '2026-01-05T00:00:00Z' },
    { connectionId: lekki[0], entity: 'customer' },
  ])('are counted as they are listed, page by page: %j', async (filter) => {
    const these = { ...some, ...filter }
    const { total } = await reading((tx) => countSyncs(tx, ours, these))
    const until = { filter: these, before: rowCount + 1, limit: rowCount }
    const found = await reading((tx) => nextMatching(tx, ours, until))
    expect(total).toBe(Math.min(10_001, found.length))
    expect(await reading((tx) => countMatching(tx, ours, until))).toBe(found.length)
    expect(await reading((tx) => countMatching(tx, ours, { ...until, limit: 70 }))).toBe(70)
    expect((await list(these)).rows.map(({ syncId }) => syncId)).toEqual(
      found.slice(0, 50).map(({ syncId }) => syncId),
    )
  })

  it('are none where there are no connections', async () => {
    expect((await list({ connectionIds: [] })).rows).toEqual([])
    expect((await reading((tx) => countSyncs(tx, ours, { connectionIds: [] }))).total).toBe(0)
  })
})

/** Blocks that a page touches: what it costs, whatever machine it runs on. */
async function blocksOf(filter: Filter): Promise<number> {
  let blocks = 0
  await reading(async (tx) => {
    const explaining = {
      async query(text: string, values: unknown[]) {
        const { rows } = await tx.query(`explain (analyze, buffers, format json) ${text}`, values)
        const plan = rows[0]['QUERY PLAN'][0].Plan
        blocks += plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
        return { rows: [] }
      },
    } as unknown as pg.ClientBase
    await listWith(explaining, filter)
  })
  return blocks
}

describe('looking for what is not there costs a few blocks', () => {
  const none = [randomUUID(), randomUUID(), randomUUID()]
  const filters: Readonly<Record<string, Filter>> = {
    'connections that nothing goes to': { connectionIds: none },
    'a status': { connectionIds: lekki, faces: ['cancelled'] },
    'a kind of record': { connectionIds: lekki, entity: 'bill' },
    'a kind of record with a status': { connectionIds: lekki, entity: 'bill', faces: ['cancelled'] },
    'a time': { connectionIds: lekki, from: '2030-01-01T00:00:00Z' },
    'a time with a status': { connectionIds: lekki, to: '2026-01-01T00:00:30Z', faces: ['failed'] },
    conflicts: { connectionIds: lekki, hold: 'conflict' },
  }
  it.each(Object.entries(filters))('%s', async (_name, filter) => {
    expect((await list(filter)).rows).toEqual([])
    expect(await blocksOf(filter)).toBeLessThan(100)
  })
})
