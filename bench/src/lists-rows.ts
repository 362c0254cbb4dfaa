import pg from 'pg'
import type { SyncFace } from '../../packages/domain/src/sync/index.ts'
import { organizationId } from './sample.ts'

const connection = (number: number) => `7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9b0${number}`

const dozen = [0, 1, 2, 3, 4, 5, 6, 7]
  .map(connection)
  .concat([1, 2, 3, 4].map((number) => connection(number).replace('7b', '7c')))

/** Values of each filter: one that most rows have, a rare one, and one that no row has. */
export const values = {
  faces: ['synced', 'failed', 'cancelled'] satisfies SyncFace[],
  connectionId: [connection(0), connection(3), connection(9)],
  entity: ['customer', 'refund', 'bill'],
  // What every failed one has, and what none has.
  code: ['PROVIDER_REFUSED', 'TIMEOUT'],
  // Venues by their connections: a dozen that most goes to, two that little goes to, two that nothing goes to.
  venue: [dozen, [connection(3), connection(9)], [connection(8), connection(9)]],
} as const

/** The newest row's time; a row a second before it. */
const newest = Date.parse('2026-11-20T12:00:00Z')
const secondsAgo = (seconds: number) => new Date(newest - seconds * 1_000).toISOString()

/** Times: a day in the middle, the newest hour, and a day before the first row. */
export const ranges = (rows: number) => [
  { from: secondsAgo(rows / 2 + 86_400), to: secondsAgo(rows / 2) },
  { from: secondsAgo(3_600) },
  { from: secondsAgo(rows + 200_000), to: secondsAgo(rows + 100_000) },
]

/** The position in the middle of the list. */
export const middle = (rows: number) => Math.floor(rows / 2) * 5

/**
 * Fills the list in bulk, as the projection would have left it: one request in a thousand has failed, none is cancelled,
 * one connection of four is rare, and so is one kind of record. Rare values are spread over the whole time.
 */
export async function fillList(url: string, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      `insert into read.sync_status (
         organization_id, sync_id, connection_id, provider, entity, direction, operation, source_connection_id,
         source_system, source_id, source_version, correlation_id, status, hold, certainty, tries, retries,
         max_retries, error_code, requested_at, requested_position, updated_at, last_position)
       select $1, gen_random_uuid(),
         ($3 || case when n % 997 = 0 then 3 else n % 3 end)::uuid,
         'flasherp',
         case when n % 991 = 0 then 'refund' else (array['customer', 'invoice', 'payment', 'order'])[n % 4 + 1] end,
         'outbound', 'upsert', ($3 || '8')::uuid, 'stripe', 'cus_' || n % 300000, n::text, 'c_' || n,
         case when n % 1009 = 0 then 'failed' when n % 2003 = 0 then 'pending' when n % 4001 = 0 then 'skipped'
           else 'synced' end,
         case when n % (2003 * 3) = 0 then 'conflict' when n % 2003 = 0 then 'retry_at' end,
         case when n % 1009 = 0 and n % 2 = 0 then 'unknown' when n % 1009 = 0 then 'rejected' end,
         1, 0, 5, case when n % 1009 = 0 then 'PROVIDER_REFUSED' end,
         $4::timestamptz - ($2 - n) * interval '1 second', n * 5,
         $4::timestamptz - ($2 - n) * interval '1 second', n * 5 + 2
       from generate_series(1, $2::bigint) n`,
      [organizationId, rows, connection(0).slice(0, -1), new Date(newest).toISOString()],
    )
  } finally {
    await client.end()
  }
}
