import { countCap, type DeliveryCounts } from '@syncline/domain/view'
import { deliveryStatuses } from '@syncline/domain/webhook'
import { capped } from '../list/capped.ts'
import type { ListTab } from '../list/Tabs.tsx'
import * as strings from '../strings/index.ts'
import { firstPage, type WebhooksSearch } from './search.ts'

const words = strings.webhooks

/** Views by status after that of everything; at the end those that never got in. */
export function webhookTabs(search: WebhooksSearch, counts: DeliveryCounts | undefined): readonly ListTab[] {
  const { status, view } = search
  const all = firstPage({ ...search, status: undefined, view: undefined })
  return [
    {
      key: 'all',
      label: words.all,
      count: counts === undefined ? null : capped(counts.total, countCap),
      current: view === undefined && status === undefined,
      search: all,
    },
    ...deliveryStatuses.map(
      (each): ListTab => ({
        key: each,
        label: words.statuses[each],
        count: counts === undefined ? null : capped(counts.byStatus[each], countCap),
        current: view === undefined && status?.length === 1 && status[0] === each,
        search: firstPage({ ...search, status: [each], view: undefined }),
        off: all,
      }),
    ),
    {
      key: 'refused',
      label: words.refused,
      count: null,
      current: view === 'refused',
      search: { view: 'refused', ...(search.connection && { connection: search.connection }) },
      off: all,
    },
  ]
}
