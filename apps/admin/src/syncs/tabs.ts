import type { SyncFace } from '@syncline/domain/sync'
import { countCap, type SyncCounts } from '@syncline/domain/view'
import { capped } from '../list/capped.ts'
import type { ListTab } from '../list/Tabs.tsx'
import * as strings from '../strings/index.ts'
import { firstPage, type SyncsSearch } from './search.ts'

/** The states people come for; the others are in the status filter. */
const tabFaces: readonly SyncFace[] = ['failed', 'unknown', 'waiting', 'synced']

/** Views by status, after that of everything. */
export function syncTabs(search: SyncsSearch, counts: SyncCounts | undefined): readonly ListTab[] {
  const { status } = search
  const all = firstPage({ ...search, status: undefined })
  return [
    {
      key: 'all',
      label: strings.syncs.all,
      count: counts === undefined ? null : capped(counts.total, countCap),
      current: status === undefined,
      search: all,
    },
    ...tabFaces.map(
      (face): ListTab => ({
        key: face,
        label: strings.syncs.faces[face],
        ...(face === 'unknown' && { shortLabel: strings.syncs.shortUnknown }),
        count: counts === undefined ? null : capped(counts.byFace[face], countCap),
        current: status?.length === 1 && status[0] === face,
        search: firstPage({ ...search, status: [face] }),
        off: all,
      }),
    ),
  ]
}
