import type { ConnectionView } from '@syncline/domain/view'
import { deliveryStatuses } from '@syncline/domain/webhook'
import { connectionFilter, statusFilter, timeFilter } from '../list/commonFilters.tsx'
import type { ListFilter } from '../list/filter.ts'
import { TextOption } from '../list/TextOption.tsx'
import * as strings from '../strings/index.ts'
import { DeliveryStatus } from './DeliveryStatus.tsx'
import { firstPage, type WebhooksSearch } from './search.ts'

const own = strings.webhooks.filters

type Change = (next: WebhooksSearch) => void

/** The filters of the list of webhooks. */
export function webhookFilters(
  search: WebhooksSearch,
  connections: readonly ConnectionView[],
  moment: (iso: string) => string,
  onSearch: Change,
): readonly ListFilter[] {
  const { status, connection } = search
  const change: Change = (next) => onSearch(firstPage({ ...search, ...next }))
  const byConnection = connectionFilter(connection, connections, (next) => change({ connection: next }))
  if (search.view === 'refused') return [byConnection]
  return [
    statusFilter({
      all: deliveryStatuses,
      chosen: status,
      name: (each) => strings.webhooks.statuses[each],
      mark: (each) => <DeliveryStatus status={each} plain />,
      change: (next) => change({ status: next }),
    }),
    byConnection,
    byText('type', own.type, own.typeHint, 120, search, change),
    byText('event', own.event, own.eventHint, 255, search, change),
    timeFilter(search, moment, change),
  ]
}

function byText(
  key: 'type' | 'event',
  name: string,
  hint: string,
  maxLength: number,
  search: WebhooksSearch,
  change: Change,
): ListFilter {
  const chosen = search[key]
  return {
    key,
    name,
    value: chosen ?? strings.list.filters.any,
    active: chosen !== undefined,
    clear: () => change({ [key]: undefined }),
    options: ({ autoFocus, done }) => (
      <TextOption
        label={name}
        hint={hint}
        chosen={chosen}
        maxLength={maxLength}
        autoFocus={autoFocus}
        onChoose={(next) => {
          change({ [key]: next })
          done()
        }}
      />
    ),
  }
}
