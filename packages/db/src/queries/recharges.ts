import type { RecordedEvent } from '@syncline/domain/event'
import type pg from 'pg'
import { readStreams } from '../log/read.ts'

/** So many of an organization's are looked through for those of one connection. */
const maxLookedAt = 500

/** The newest recharges of a connection, each as the events of its stream, oldest first. */
export async function recentRecharges(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  limit: number,
): Promise<readonly (readonly RecordedEvent[])[]> {
  const { rows: newest } = await tx.query<{ position: number }>(
    `select position from read.event_entry
     where organization_id = $1 and type = 'RechargeRequested' order by position desc limit ${maxLookedAt}`,
    [organizationId],
  )
  // Named one by one: no plan walks the log for them.
  const { rows } = await tx.query<{ stream: string }>(
    `select stream from log.event where organization_id = $1 and position = any ($2::bigint[])
       and data ->> 'connectionId' = $3 order by position desc limit $4`,
    [organizationId, newest.map(({ position }) => position), connectionId, limit],
  )
  const names = rows.map(({ stream }) => stream)
  const events = Map.groupBy(await readStreams(tx, organizationId, names), ({ stream }) => stream)
  return names.map((name) => events.get(name) ?? [])
}
