import type { RecordedEvent } from '@syncline/domain/event'
import type pg from 'pg'
import { readStreams } from '../log/read.ts'

/** So many of an organization's are looked through for those of one connection. */
const maxLookedAt = 500

/**
 * The newest recharges of a connection, each as the events of its stream, oldest first. Entries name their newest
 * beginnings by an index; what they say stands in the log.
 */
export async function recentRecharges(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  limit: number,
): Promise<readonly (readonly RecordedEvent[])[]> {
  const { rows } = await tx.query<{ stream: string }>(
    `select e.stream from (
       select position from read.event_entry
       where organization_id = $1 and type = 'RechargeRequested' order by position desc limit ${maxLookedAt}) x
     join log.event e on e.organization_id = $1 and e.position = x.position
     where e.data ->> 'connectionId' = $2 order by x.position desc limit $3`,
    [organizationId, connectionId, limit],
  )
  const names = rows.map(({ stream }) => stream)
  const events = Map.groupBy(await readStreams(tx, organizationId, names), ({ stream }) => stream)
  return names.map((name) => events.get(name) ?? [])
}
