import { recordedCodes } from '@syncline/domain/error'
import { syncFaces } from '@syncline/domain/sync'
import type { ConnectionView } from '@syncline/domain/view'
import {
  connectionFilter,
  entityFilter,
  oneFilter,
  statusFilter,
  timeFilter,
  venueFilter,
} from '../list/commonFilters.tsx'
import type { ListFilter } from '../list/filter.ts'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import * as strings from '../strings/index.ts'
import { atVenue, searchAt } from '../venue/venues.ts'
import { firstPage, type SyncsSearch } from './search.ts'

/** The filters of the syncs list. */
export function syncFilters(
  search: SyncsSearch,
  connections: readonly ConnectionView[],
  moment: (iso: string) => string,
  onSearch: (next: SyncsSearch) => void,
): readonly ListFilter[] {
  const { venue, status, connection, entity, hold, code } = search
  const change = (next: SyncsSearch) => onSearch(firstPage({ ...search, ...next }))
  return [
    ...venueFilter(venue, connections, (next) => onSearch(firstPage(searchAt(search, next, connections)))),
    statusFilter({
      all: syncFaces,
      chosen: status,
      name: (face) => strings.syncs.faces[face],
      mark: (face) => <SyncStatus face={face} plain />,
      change: (next) => change({ status: next }),
    }),
    connectionFilter(connection, atVenue(connections, venue), (next) => change({ connection: next })),
    entityFilter(entity, (next) => change({ entity: next })),
    oneFilter({
      key: 'hold',
      name: strings.syncs.hold.name,
      all: ['conflict'],
      chosen: hold,
      title: (each) => strings.syncs.hold[each],
      change: (next) => change({ hold: next }),
    }),
    oneFilter({
      key: 'code',
      name: strings.events.filters.code,
      all: recordedCodes,
      chosen: code,
      title: (each) => each,
      change: (next) => change({ code: next }),
    }),
    timeFilter(search, moment, change),
  ]
}
