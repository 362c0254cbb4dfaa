import type { AuditRow } from '@syncline/domain/view'
import * as z from 'zod/mini'
import type { Newer } from '../list/ShowNewer.tsx'
import { listSearch, orNothing, setParts, toRange } from '../list/search.ts'

const word = orNothing(z.string().check(z.minLength(1), z.maxLength(120)))
const place = orNothing(
  z.pipe(
    z.transform(Number),
    z.number().check(z.refine((value) => Number.isSafeInteger(value) && value > 0)),
  ),
)

/** The state of the audit's page; all of it is in the address. `older` is the entry to go on after. */
export const auditSearch = z.object({
  actor: word,
  action: word,
  target: word,
  outcome: word,
  time: listSearch.time,
  from: listSearch.from,
  to: listSearch.to,
  older: place,
  columns: listSearch.columns,
})
export type AuditSearch = Partial<z.output<typeof auditSearch>>

export const auditFields = ['actor', 'action', 'target', 'outcome'] as const

/** An address for these filters, at their first page. */
export const firstPage = (search: AuditSearch): AuditSearch => setParts({ ...search, older: undefined })

/** How many filters are set; from and to count as one. */
export function countFilters({ actor, action, target, outcome, time, from, to }: AuditSearch): number {
  return [actor, action, target, outcome, time ?? from ?? to].filter((value) => value !== undefined).length
}

/** Entries on one page. */
export const pageSize = 50

/** How many entries of the newest page stand above the one that is first on screen. */
export function countNewer(rows: readonly Pick<AuditRow, 'entryId'>[], top: number): Newer {
  const count = rows.filter(({ entryId }) => entryId > top).length
  return { count, more: count === pageSize }
}

/** What the API is asked for. */
export function auditFilterOf(search: AuditSearch, nowMs: number): Record<string, string> {
  const { actor, action, target, outcome } = search
  return {
    ...(actor && { actor }),
    ...(action && { action }),
    ...(target && { target }),
    ...(outcome && { outcome }),
    ...toRange(search, nowMs),
  }
}

const anId = orNothing(z.string().check(z.minLength(1), z.maxLength(255)))

/** The state of the page of erasures: the id that was looked for, and the sync whose person was chosen. */
export const erasureSearch = z.object({ find: anId, sync: orNothing(z.uuid()) })
