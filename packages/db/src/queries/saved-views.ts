import type { Actor } from '@syncline/domain/event'
import { type ListName, mostSavedViews, type SavedView, type SavedViewInput } from '@syncline/domain/view'
import type pg from 'pg'
import type { NamesOf } from './syncs.ts'

/** Views of the lists that an organization saved, by name. */
export async function listSavedViews(
  tx: pg.ClientBase,
  organizationId: string,
  namesOf: NamesOf,
): Promise<readonly SavedView[]> {
  const { rows } = await tx.query<{
    view_id: string
    list: ListName
    name: string
    address: string
    created_by: Actor
  }>(
    `select view_id, list, name, address, created_by from coordination.saved_view
     where organization_id = $1 order by list, lower(name)`,
    [organizationId],
  )
  const names = await namesOf([...new Set(rows.map((row) => row.created_by))])
  return rows.map(({ view_id, list, name, address, created_by }) => ({
    viewId: view_id,
    list,
    name,
    address,
    by: { name: names.get(created_by) ?? null },
  }))
}

/** @returns why it was not saved; null when it was */
export async function saveView(
  tx: pg.ClientBase,
  organizationId: string,
  view: SavedViewInput & { readonly viewId: string; readonly by: Actor },
): Promise<'name_taken' | 'too_many' | null> {
  // Two who save at once are counted one after the other.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 12))', [organizationId])
  const { rows } = await tx.query<{ n: number; taken: boolean | null }>(
    `select count(*)::int as n, bool_or(lower(name) = lower($3)) as taken from coordination.saved_view
     where organization_id = $1 and list = $2`,
    [organizationId, view.list, view.name],
  )
  const [found] = rows
  if (found?.taken) return 'name_taken'
  if ((found?.n ?? 0) >= mostSavedViews) return 'too_many'
  await tx.query(
    `insert into coordination.saved_view (organization_id, view_id, list, name, address, created_by)
     values ($1, $2, $3, $4, $5, $6)`,
    [organizationId, view.viewId, view.list, view.name, view.address, view.by],
  )
  return null
}

/** @returns whether there was one */
export async function removeView(
  tx: pg.ClientBase,
  organizationId: string,
  viewId: string,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'delete from coordination.saved_view where organization_id = $1 and view_id = $2',
    [organizationId, viewId],
  )
  return rowCount === 1
}
