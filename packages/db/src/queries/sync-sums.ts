import type { Sum } from '@syncline/domain/money'
import { countCap, type SyncSums, type SyncSumsInput } from '@syncline/domain/view'
import { sql } from 'kysely'
import type pg from 'pg'
import { build, run, unionOf } from './builder.ts'
import { facesOf, matching } from './sync-filter.ts'

interface Carried {
  readonly amount_minor: number | null
  readonly amount_currency: string | null
}

/** How much money some syncs carry together, each currency by itself; no more than `countCap` are looked at. */
export async function sumSyncs(
  tx: pg.ClientBase,
  organizationId: string,
  { syncIds, filter, upto }: SyncSumsInput,
): Promise<SyncSums> {
  const parts = facesOf(filter).map((face) => {
    let part = matching(organizationId, filter, face).select(['s.amount_minor', 's.amount_currency'])
    if (syncIds) part = part.where('s.sync_id', 'in', syncIds)
    if (upto !== undefined) part = part.where('s.requested_position', '<=', upto)
    return part.orderBy('s.requested_position', 'desc').limit(countCap)
  })
  const rows = await run(
    tx,
    build
      .selectFrom(build.selectFrom(unionOf<Carried>(parts)).selectAll().limit(countCap).as('u'))
      .select([
        'u.amount_currency as currency',
        sql<string>`coalesce(sum(u.amount_minor), 0)::text`.as('minor'),
        sql<number>`count(*)`.as('n'),
      ])
      .groupBy('u.amount_currency')
      .orderBy('n', 'desc')
      .orderBy('currency'),
  )
  const sums = rows.flatMap(({ currency, minor }): Sum[] => (currency === null ? [] : [{ minor, currency }]))
  return { sums, complete: rows.reduce((sum, { n }) => sum + n, 0) < countCap }
}
