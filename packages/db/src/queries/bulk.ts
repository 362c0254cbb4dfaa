import type { SyncFilter } from '@syncline/domain/view'
import { sql } from 'kysely'
import type pg from 'pg'
import { build, run, unionOf } from './builder.ts'
import { eachOf, facesOf, matching } from './sync-filter.ts'
import { ofEach, type Placed } from './venue.ts'

interface Wanted {
  readonly filter: Placed<SyncFilter>
  /** Those asked for before this place in the log. */
  readonly before: number
  readonly limit: number
}

function matchingSyncs(organizationId: string, { filter, before, limit }: Wanted) {
  return unionOf<{ sync_id: string; requested_position: number }>(
    facesOf(filter).map((face) =>
      ofEach(
        eachOf(filter),
        matching(organizationId, filter, face)
          .select(['s.sync_id', 's.requested_position'])
          .where('s.requested_position', '<', before)
          .orderBy('s.requested_position', 'desc')
          .limit(limit),
      ),
    ),
  )
}

/** How many match, counted no further than the limit. */
export async function countMatching(
  tx: pg.ClientBase,
  organizationId: string,
  wanted: Wanted,
): Promise<number> {
  const limited = build
    .selectFrom(matchingSyncs(organizationId, wanted))
    .select('u.sync_id')
    .limit(wanted.limit)
  const rows = await run(tx, build.selectFrom(limited.as('m')).select(sql<number>`count(*)`.as('n')))
  return Number(rows[0]?.n ?? 0)
}

/** The next of those that match, the newest request first. */
export async function nextMatching(
  tx: pg.ClientBase,
  organizationId: string,
  wanted: Wanted,
): Promise<readonly { readonly syncId: string; readonly requestedPosition: number }[]> {
  const rows = await run(
    tx,
    build
      .selectFrom(matchingSyncs(organizationId, wanted))
      .selectAll()
      .orderBy('u.requested_position', 'desc')
      .limit(wanted.limit),
  )
  return rows.map((row) => ({ syncId: row.sync_id, requestedPosition: row.requested_position }))
}

/** Which of the syncs have a fact that came of one cause: what a part that comes twice has done already. */
export async function causedBy(
  tx: pg.ClientBase,
  organizationId: string,
  causationPosition: number,
  streams: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ stream: string }>({
    name: 'caused-by',
    text: `select distinct stream from log.event
      where organization_id = $1 and stream = any ($2) and causation_position = $3`,
    values: [organizationId, streams, causationPosition],
  })
  return new Set(rows.map(({ stream }) => stream))
}
