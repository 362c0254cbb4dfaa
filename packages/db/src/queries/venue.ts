import { SynclineError } from '@syncline/domain/error'
import { type Expression, sql } from 'kysely'
import type pg from 'pg'

/** As many as the list of connections tells. */
const mostConnections = 1_000

interface Located {
  readonly venue?: string | undefined
  readonly connectionId?: string | undefined
}

/**
 * A filter whose venue has become connections: rows know no venue, and each connection's have an index of their own.
 * Queries take nothing else, so that a venue is never left out by oversight.
 */
export type Placed<Filter> = Omit<Filter, 'venue'> & {
  readonly venue?: never
  /** Any of these. None: nothing matches. */
  readonly connectionIds?: readonly string[] | undefined
}

/**
 * Finds the connections of a filter's venue, also those that were deleted: what went through them stays there.
 * @throws SynclineError RECORD_NOT_FOUND when the venue has no connection that is there; not with `evenGone`
 */
export async function placed<Filter extends Located>(
  tx: pg.ClientBase,
  organizationId: string,
  filter: Filter,
  { evenGone = false } = {},
): Promise<Placed<Filter>> {
  const { venue, ...rest } = filter
  if (venue === undefined) return rest
  const { rows } = await tx.query<{ id: string; deleted: boolean }>({
    name: 'connections-of-venue',
    text: `select connection_id as id, status = 'deleted' as deleted from read.connection
      where organization_id = $1 and venue = $2 order by deleted, connection_id limit ${mostConnections}`,
    values: [organizationId, venue],
  })
  if (!evenGone && rows.every(({ deleted }) => deleted))
    throw new SynclineError('RECORD_NOT_FOUND', { what: 'venue' })
  const ids = rows.map(({ id }) => id)
  return { ...rest, connectionIds: ids.filter((id) => id === (rest.connectionId ?? id)) }
}

/** The connections that a filter asks for; null means all of them. */
export const connectionsOf = ({ connectionId, connectionIds }: Placed<Located>): readonly string[] | null =>
  connectionIds ?? (connectionId ? [connectionId] : null)

/** The connection at hand, within a part that is read for each. */
export const itsConnection = sql<string>`v.connection_id`

/**
 * A part with its own order and limit, read for each of some connections, where there are any: each ends in its own range
 * of an index, and whoever wants the first of all of them takes the first of these.
 * @param most as many as are needed of all of them together, whichever they are
 */
export const ofEach = <Row>(
  connectionIds: readonly string[] | null,
  part: Expression<Row>,
  most: number | null = null,
): Expression<Row> =>
  connectionIds === null
    ? part
    : sql<Row>`(select p.* from unnest(${connectionIds}::uuid[]) v (connection_id) cross join lateral ${part} p limit ${most})`
