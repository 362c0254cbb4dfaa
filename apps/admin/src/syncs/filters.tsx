import { entities } from '@syncline/domain/connection'
import { syncFaces } from '@syncline/domain/sync'
import type { ConnectionView } from '@syncline/domain/view'
import { connectionFilter, statusFilter, timeFilter, venueFilter } from '../list/commonFilters.tsx'
import { OneOption } from '../list/FilterOptions.tsx'
import type { ListFilter } from '../list/filter.ts'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import * as strings from '../strings/index.ts'
import { atVenue, searchAt } from '../venue/venues.ts'
import { firstPage, type SyncsSearch } from './search.ts'

const words = strings.list.filters

/** The filters of the syncs list. */
export function syncFilters(
  search: SyncsSearch,
  connections: readonly ConnectionView[],
  moment: (iso: string) => string,
  onSearch: (next: SyncsSearch) => void,
): readonly ListFilter[] {
  const { venue, status, connection, entity, hold } = search
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
    {
      key: 'entity',
      name: words.entity,
      value: entity === undefined ? words.any : strings.syncs.entityPlural[entity],
      active: entity !== undefined,
      clear: () => change({ entity: undefined }),
      options: ({ autoFocus, done }) => (
        <OneOption
          label={words.entity}
          all={entities}
          chosen={entity}
          autoFocus={autoFocus}
          title={(each) => strings.syncs.entityPlural[each]}
          onChoose={(next) => {
            change({ entity: next })
            done()
          }}
        />
      ),
    },
    {
      key: 'hold',
      name: strings.syncs.hold.name,
      value: hold === undefined ? words.any : strings.syncs.hold[hold],
      active: hold !== undefined,
      clear: () => change({ hold: undefined }),
      options: ({ autoFocus, done }) => (
        <OneOption
          label={strings.syncs.hold.name}
          all={['conflict'] as const}
          chosen={hold}
          autoFocus={autoFocus}
          title={(each) => strings.syncs.hold[each]}
          onChoose={(next) => {
            change({ hold: next })
            done()
          }}
        />
      ),
    },
    timeFilter(search, moment, change),
  ]
}
