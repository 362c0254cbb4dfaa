import type { SyncFilter } from '@syncline/domain/view'
import { sql } from 'kysely'
import type pg from 'pg'
import { build, run } from './builder.ts'
import { facesOf, matching } from './sync-filter.ts'

interface Wanted {
  readonly filter: SyncFilter
  /** Those asked for before this place in the log. */
  readonly before: number
  readonly limit: number
}

function matchingSyncs(organizationId: string, { filter, before, limit }: Wanted) {
  const parts = facesOf(filter).map((face) =>
    matching(organizationId, filter, face)
      .select(['s.sync_id', 's.requested_position'])
      .where('s.requested_position', '<', before)
      .orderBy('s.requested_position', 'desc')
      .limit(limit),
  )
  const [first, ...rest] = parts
  return rest.reduce(
    (query, part) => query.unionAll(build.selectFrom(part.as('p')).selectAll()),
    build.selectFrom((first as (typeof parts)[number]).as('p')).selectAll(),
  )
}

/** How many match, counted no further than the limit. */
export async function countMatching(
  tx: pg.ClientBase,
  organizationId: string,
  wanted: Wanted,
): Promise<number> {
  const limited = build
    .selectFrom(matchingSyncs(organizationId, wanted).as('u'))
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
      .selectFrom(matchingSyncs(organizationId, wanted).as('u'))
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
