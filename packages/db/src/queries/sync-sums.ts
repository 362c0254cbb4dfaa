import { type Sum, together } from '@syncline/domain/money'
import { syncCan } from '@syncline/domain/sync'
import {
  countCap,
  type SyncFilter,
  type SyncRow,
  type SyncSums,
  type SyncSumsInput,
} from '@syncline/domain/view'
import { sql } from 'kysely'
import type pg from 'pg'
import { build, run, unionOf } from './builder.ts'
import { eachOf, facesOf, matching } from './sync-filter.ts'
import { ofEach, type Placed } from './venue.ts'

/** Syncs that stand alike, and what they carry together. */
interface Alike extends Pick<SyncRow, 'status' | 'hold' | 'certainty' | 'entity'> {
  readonly currency: string | null
  readonly minor: string
  readonly n: number
}

const told = ['status', 'hold', 'certainty', 'entity'] as const

/** How much money some syncs carry together, each currency by itself; no more than `countCap` are looked at. */
export async function sumSyncs(
  tx: pg.ClientBase,
  organizationId: string,
  { syncIds, filter, upto, action }: Omit<SyncSumsInput, 'filter'> & { readonly filter: Placed<SyncFilter> },
): Promise<SyncSums> {
  const parts = facesOf(filter).map((face) => {
    let part = matching(organizationId, filter, face).select([
      ...told,
      's.amount_minor as minor',
      's.amount_currency as currency',
    ])
    if (syncIds) part = part.where('s.sync_id', 'in', syncIds)
    if (upto !== undefined) part = part.where('s.requested_position', '<=', upto)
    return ofEach(eachOf(filter), part.orderBy('s.requested_position', 'desc').limit(countCap))
  })
  const some = build.selectFrom(unionOf<Alike>(parts)).selectAll().limit(countCap).as('u')
  const alike = (await run(
    tx,
    build
      .selectFrom(some)
      .select([...told, 'u.currency', sql`coalesce(sum(u.minor), 0)::text`.as('minor')])
      .select(sql`count(*)`.as('n'))
      .groupBy([...told, 'u.currency'])
      .orderBy('n', 'desc')
      .orderBy('u.currency'),
  )) as unknown as Alike[]
  const sums = alike
    .filter((one) => action === undefined || syncCan[action](one).allowed)
    .flatMap(({ currency, minor }): Sum[] => (currency === null ? [] : [{ minor, currency }]))
  return { sums: together(sums), complete: alike.reduce((count, { n }) => count + n, 0) < countCap }
}
