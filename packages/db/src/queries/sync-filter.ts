import { type SyncFace, syncFaces } from '@syncline/domain/sync'
import type { SyncFilter } from '@syncline/domain/view'
import { sql } from 'kysely'
import { build } from './builder.ts'
import { itsConnection, type Placed } from './venue.ts'

export interface Page {
  readonly cursor?: { readonly position: number; readonly go: 'older' | 'newer' }
  readonly limit: number
}

/** What an error stopped; it waits for a person, so there is little of it. */
const stopped: readonly (SyncFace | null)[] = ['failed', 'unknown']

/**
 * The faces a filter asks for: none named means all. Those of one kind of record are asked for face by face, since its
 * indexes have the face before the list's order.
 */
export function facesOf(filter: Placed<SyncFilter>): readonly (SyncFace | null)[] {
  if (filter.faces && filter.faces.length > 0 && filter.faces.length < syncFaces.length)
    return [...new Set(filter.faces)]
  if (filter.code) return stopped
  return filter.entity ? syncFaces : [null]
}

/** Connections to go through one by one; null for all at once. Conflicts are few, whosever they are. */
export const eachOf = ({ connectionIds, hold }: Placed<SyncFilter>) => (hold ? null : (connectionIds ?? null))

/**
 * Syncs of one face (or of all), in the list's order. Every combination ends in an index whose last column is that
 * order, so a page costs the same wherever it lies and however little matches.
 */
export function matching(organizationId: string, filter: Placed<SyncFilter>, face: SyncFace | null) {
  let query = build.selectFrom('read.sync_status as s').where('s.organization_id', '=', organizationId)
  if (face !== null) query = query.where('s.face', '=', face)
  if (filter.connectionId) query = query.where('s.connection_id', '=', filter.connectionId)
  if (filter.connectionIds)
    query = eachOf(filter)
      ? query.where('s.connection_id', '=', itsConnection)
      : query.where(sql<boolean>`s.connection_id = any (${filter.connectionIds}::uuid[])`)
  if (filter.entity) query = query.where('s.entity', '=', filter.entity)
  // Looked at in the rows of a face that has few.
  if (filter.code)
    query = stopped.includes(face)
      ? query.where('s.error_code', '=', filter.code)
      : query.where(sql<boolean>`false`)
  // As its index says it; they are few.
  if (filter.hold) query = query.where(sql<boolean>`s.status = 'pending' and s.hold = 'conflict'`)
  // Requested times rise with positions, so a time becomes a position by one index probe.
  if (filter.from) query = query.where('s.requested_position', '>=', atOrAfter(organizationId, filter.from))
  if (filter.to) query = query.where('s.requested_position', '<', atOrAfter(organizationId, filter.to))
  return query
}

/** The first position requested at or after a time, also of several at that time; past everything when there is none. */
function atOrAfter(organizationId: string, time: string) {
  // The select around it makes one value of it: row security keeps what it can't see through out of the index.
  return sql<number>`(select coalesce((
    select t.requested_position from read.sync_status t
    where t.organization_id = ${organizationId} and t.requested_at >= ${time}::timestamptz
    order by t.requested_at, t.requested_position limit 1), 9223372036854775807))`
}
