import { textFilter, timeFilter } from '../list/commonFilters.tsx'
import type { ListFilter } from '../list/filter.ts'
import * as strings from '../strings/index.ts'
import { type AuditSearch, auditFields, firstPage } from './search.ts'

const words = strings.settings.audit
const hints = {
  actor: words.actorHint,
  action: words.actionHint,
  target: words.targetHint,
  outcome: words.outcomeHint,
} as const

/** An action is stored by its name in code, and shown in words. */
const toldOf = (field: (typeof auditFields)[number], chosen: string | undefined) =>
  field === 'action' && chosen !== undefined ? (strings.settings.actions[chosen] ?? chosen) : chosen

/** The filters of the audit. */
export function auditFilters(
  search: AuditSearch,
  moment: (iso: string) => string,
  onSearch: (next: AuditSearch) => void,
): readonly ListFilter[] {
  const change = (next: AuditSearch) => onSearch(firstPage({ ...search, ...next }))
  return [
    ...auditFields.map((field) =>
      textFilter({
        key: field,
        name: words[field],
        hint: hints[field],
        maxLength: 120,
        chosen: search[field],
        told: toldOf(field, search[field]),
        change: (chosen) => change({ [field]: chosen }),
      }),
    ),
    timeFilter(search, moment, change),
  ]
}
