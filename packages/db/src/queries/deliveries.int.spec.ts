import { randomUUID } from 'node:crypto'
import type { DeliveryFilter, RefusedFilter } from '@syncline/domain/view'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, readOrganization } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import {
  countDeliveries,
  countMatchingDeliveries,
  listDeliveries,
  listRefused,
  nextDeliveries,
  type Placed,
} from './index.ts'

type Filter = Placed<DeliveryFilter>
const [ours, theirs] = [randomUUID(), randomUUID()]
const connections = [randomUUID(), randomUUID()] as const
const rowCount = 20_000
let database: { url: string; drop(): Promise<void> }
let app: pg.Pool
let admin: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  app = createPool({ url: database.url, role: 'syncline_app', max: 2, applicationName: 'test deliveries' })
  admin = new pg.Pool({ connectionString: database.url, max: 1 })
  // Types go with connections, quarantined ones are rare and of one type: as it is in life, and as it hurts.
  await admin.query(
    `insert into read.delivery (organization_id, delivery_id, connection_id, provider, event_type, provider_event_id,
       payload_id, size_bytes, correlation_id, status, sync_ids, received_at, received_position, last_position)
     select $1, gen_random_uuid(), case when n % 10 = 0 then $3::uuid else $2::uuid end, 'stripe',
       case when n % 10 = 0 then 'customer.updated' else 'invoice.paid' end, 'evt_' || n, gen_random_uuid(), 100, 'c',
       case when n % 1000 = 1 then 'quarantined' when n % 3 = 0 then 'ignored' else 'routed' end, '{}',
       timestamptz '2026-01-01' + n * interval '1 minute', n, n
     from generate_series(1, $4::int) n`,
    [ours, ...connections, rowCount],
  )
  await admin.query('analyze read.delivery')
})
afterAll(async () => {
  await app.end()
  await admin.end()
  await database.drop()
})

const list = (filter: Filter, more: object = {}, organizationId = ours) =>
  readOrganization(app, organizationId, (tx) =>
    listDeliveries({ tx, organizationId }, { filter, limit: 50, ...more }),
  )

describe('a page of webhooks', () => {
  it('follows the last without a gap, forwards and back', async () => {
    const first = await list({ statuses: ['routed', 'quarantined'] }, { limit: 7 })
    const last = first.rows.at(-1)?.receivedPosition as number
    const second = await list(
      { statuses: ['routed', 'quarantined'] },
      { limit: 7, cursor: { position: last, go: 'older' } },
    )
    expect([first.hasNewer, first.hasOlder, second.hasNewer]).toEqual([false, true, true])
    const positions = [...first.rows, ...second.rows].map((row) => row.receivedPosition)
    expect(positions).toEqual(positions.toSorted((one, other) => other - one))
    expect(new Set(positions).size).toBe(14)
    const back = await list(
      { statuses: ['routed', 'quarantined'] },
      { limit: 7, cursor: { position: second.rows[0]?.receivedPosition, go: 'newer' } },
    )
    expect(back.rows).toEqual(first.rows)
  })

  it('has what matches all filters and nothing else', async () => {
    const filter: Filter = {
      connectionId: connections[1],
      eventType: 'customer.updated',
      from: '2026-01-02T00:00:00Z',
      to: '2026-01-03T00:00:00Z',
    }
    const { rows } = await list(filter, { limit: 200 })
    expect(rows).toHaveLength(144)
    for (const row of rows)
      expect(row).toMatchObject({ connectionId: connections[1], eventType: 'customer.updated' })
    expect(rows[0]?.receivedAt).toBe('2026-01-02T23:50:00.000Z')
    const counted = await readOrganization(app, ours, (tx) =>
      countDeliveries({ tx, organizationId: ours }, filter),
    )
    expect(counted.total).toBe(144)
    expect(await list({ eventId: 'evt_77' })).toMatchObject({ rows: [{ receivedPosition: 77 }] })
  })

  it('has what is of any of some connections, in one order', async () => {
    const both = { connectionIds: connections }
    const page = { limit: 25, cursor: { position: 15_000, go: 'older' as const } }
    expect((await list(both, page)).rows).toEqual((await list({}, page)).rows)
    expect((await list({ ...both, statuses: ['ignored', 'routed'] }, page)).rows).toEqual(
      (await list({ statuses: ['ignored', 'routed'] }, page)).rows,
    )
    expect((await list({ connectionIds: [connections[1]] })).rows).toEqual(
      (await list({ connectionId: connections[1] })).rows,
    )
    expect((await list({ connectionIds: [] })).rows).toEqual([])
    const count = (filter: Filter) =>
      readOrganization(app, ours, (tx) => countDeliveries({ tx, organizationId: ours }, filter))
    expect(await count(both)).toEqual(await count({}))
  })

  it('is empty for another organization', async () => {
    expect((await list({}, {}, theirs)).rows).toEqual([])
    expect((await list({ eventId: 'evt_77' }, {}, theirs)).rows).toEqual([])
  })
})

it('counts every status up to its cap, whatever status is chosen', async () => {
  const counted = await readOrganization(app, ours, (tx) =>
    countDeliveries({ tx, organizationId: ours }, { statuses: ['quarantined'] }),
  )
  expect(counted).toMatchObject({ byStatus: { received: 0, routed: 10_001, quarantined: 20 }, total: 20 })
})

it('selects what was received up to a place in the log, newest first', async () => {
  const wanted = { filter: { statuses: ['quarantined' as const] }, before: 2_501, limit: 9 }
  const found = await readOrganization(app, ours, (tx) =>
    nextDeliveries({ tx, organizationId: ours }, wanted),
  )
  const count = (limit: number) =>
    readOrganization(app, ours, (tx) =>
      countMatchingDeliveries({ tx, organizationId: ours }, { ...wanted, limit }),
    )
  const ids = found.map(({ deliveryId }) => deliveryId)
  const { rows } = await list({ statuses: ['quarantined'] }, { cursor: { position: 2_501, go: 'older' } })
  expect(ids).toEqual(rows.map((row) => row.deliveryId))
  expect(ids).toHaveLength(3)
  expect([await count(9), await count(2)]).toEqual([3, 2])
})

/** Blocks that a query touches: what it costs, whatever machine it runs on. */
async function blocksOf(filter: Filter): Promise<number> {
  let blocks = 0
  await readOrganization(app, ours, async (tx) => {
    const explaining = {
      async query(text: string, values: unknown[]) {
        const { rows } = await tx.query(`explain (analyze, buffers, format json) ${text}`, values)
        const plan = rows[0]['QUERY PLAN'][0].Plan
        blocks += plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
        return { rows: [] }
      },
    } as unknown as pg.ClientBase
    await listDeliveries({ tx: explaining, organizationId: ours }, { filter, limit: 50 })
  })
  return blocks
}

describe('looking for what is not there costs a few blocks', () => {
  const [connectionId] = connections
  const filters: Readonly<Record<string, Filter>> = {
    status: { statuses: ['received'] },
    'status of a connection': { connectionId, statuses: ['received'] },
    connection: { connectionId: randomUUID() },
    type: { eventType: 'payout.paid' },
    'type of a connection that has others': { connectionId, eventType: 'customer.updated' },
    'type with a status': { eventType: 'customer.updated', statuses: ['quarantined'] },
    'type with a status of a connection': { connectionId, eventType: 'invoice.paid', statuses: ['received'] },
    'event id': { eventId: 'evt_none' },
    'event id of another status': { eventId: 'evt_77', statuses: ['received'] },
    'connections that have none': { connectionIds: [randomUUID(), randomUUID()] },
    'status of some connections': { connectionIds: connections, statuses: ['received'] },
    'type of some connections': { connectionIds: connections, eventType: 'payout.paid' },
    'event id of some connections': { connectionIds: connections, eventId: 'evt_none' },
    'time of some connections': { connectionIds: connections, from: '2030-01-01T00:00:00Z' },
    time: { from: '2030-01-01T00:00:00Z' },
    'time with a status': { to: '2026-01-01T00:00:30Z', statuses: ['quarantined'] },
  }
  it.each(Object.entries(filters))('by %s', async (_name, filter) => {
    expect((await list(filter)).rows).toEqual([])
    expect(await blocksOf(filter)).toBeLessThan(40)
  })
})

it('lists refused webhooks of its own organization, newest first', async () => {
  for (const [organizationId, connectionId] of [
    [ours, connections[0]],
    [ours, connections[1]],
    [theirs, connections[0]],
  ])
    await admin.query(
      `with c as (insert into read.connection (organization_id, connection_id, provider, name, venue, account_id, base_url, last_position)
         values ($1, $2, 'stripe', 'Stripe', 'Quay', 'acct', 'https://example.com', 1))
       insert into coordination.refused_webhook (organization_id, connection_id, reason, size_bytes) values ($1, $2, 'too_old', 7)`,
      [organizationId, connectionId],
    )
  const refused = (filter: Placed<RefusedFilter>) =>
    readOrganization(app, ours, (tx) => listRefused({ tx, organizationId: ours }, filter))
  expect((await refused({})).map((one) => one.connectionId)).toEqual([connections[1], connections[0]])
  const first = [{ connectionName: 'Stripe', reason: 'too_old', sizeBytes: 7 }]
  expect(await refused({ connectionId: connections[0] })).toMatchObject(first)
  expect(await refused({ connectionIds: [connections[0]] })).toMatchObject(first)
})
