import type { ConnectionView } from '@syncline/domain/view'
import { deliveryStatuses } from '@syncline/domain/webhook'
import {
  connectionFilter,
  statusFilter,
  textFilter,
  timeFilter,
  venueFilter,
} from '../list/commonFilters.tsx'
import type { ListFilter } from '../list/filter.ts'
import * as strings from '../strings/index.ts'
import { atVenue, searchAt } from '../venue/venues.ts'
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
  const { venue, status, connection } = search
  const change: Change = (next) => onSearch(firstPage({ ...search, ...next }))
  const where = venueFilter(venue, connections, (next) =>
    onSearch(firstPage(searchAt(search, next, connections))),
  )
  const byConnection = connectionFilter(connection, atVenue(connections, venue), (next) =>
    change({ connection: next }),
  )
  if (search.view === 'refused') return [...where, byConnection]
  return [
    ...where,
    statusFilter({
      all: deliveryStatuses,
      chosen: status,
      name: (each) => strings.webhooks.statuses[each],
      mark: (each) => <DeliveryStatus status={each} plain />,
      change: (next) => change({ status: next }),
    }),
    byConnection,
    textFilter({
      key: 'type',
      name: own.type,
      hint: own.typeHint,
      maxLength: 120,
      chosen: search.type,
      change: (chosen) => change({ type: chosen }),
    }),
    textFilter({
      key: 'event',
      name: own.event,
      hint: own.eventHint,
      maxLength: 255,
      chosen: search.event,
      change: (chosen) => change({ event: chosen }),
    }),
    timeFilter(search, moment, change),
  ]
}
