import { entities } from '@syncline/domain/connection'
import { syncFaces } from '@syncline/domain/sync'
import type { ConnectionView } from '@syncline/domain/view'
import { ConnectionOptions, OneOption, SeveralOptions, TimeOptions } from '../list/FilterOptions.tsx'
import { connectionValue, isTimeSet, type ListFilter, severalValue, timeValue } from '../list/filter.ts'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import * as strings from '../strings/index.ts'
import { firstPage, type SyncsSearch } from './search.ts'

const words = strings.list.filters

/** The filters of the syncs list. */
export function syncFilters(
  search: SyncsSearch,
  connections: readonly ConnectionView[],
  moment: (iso: string) => string,
  onSearch: (next: SyncsSearch) => void,
): readonly ListFilter[] {
  const { status, connection, entity } = search
  const change = (next: SyncsSearch) => onSearch(firstPage({ ...search, ...next }))
  return [
    {
      key: 'status',
      name: words.status,
      value: severalValue(status, (face) => strings.syncs.faces[face]),
      active: status !== undefined,
      clear: () => change({ status: undefined }),
      options: ({ autoFocus }) => (
        <SeveralOptions
          label={words.status}
          all={syncFaces}
          chosen={status}
          autoFocus={autoFocus}
          title={(face) => <SyncStatus face={face} plain />}
          onChoose={(next) => change({ status: next })}
        />
      ),
    },
    {
      key: 'connection',
      name: words.connection,
      value: connectionValue(connection, connections),
      active: connection !== undefined,
      clear: () => change({ connection: undefined }),
      options: ({ autoFocus, done }) => (
        <ConnectionOptions
          connections={connections}
          chosen={connection}
          autoFocus={autoFocus}
          onChoose={(next) => {
            change({ connection: next })
            done()
          }}
        />
      ),
    },
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
      key: 'time',
      name: words.time,
      value: timeValue(search, moment),
      active: isTimeSet(search),
      clear: () => change({ time: undefined, from: undefined, to: undefined }),
      options: ({ autoFocus, done }) => (
        <TimeOptions
          search={search}
          autoFocus={autoFocus}
          onChoose={(next) => {
            change(next)
            done()
          }}
        />
      ),
    },
  ]
}
