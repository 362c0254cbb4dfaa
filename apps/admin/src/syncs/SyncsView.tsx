import type { ConnectionView, SyncCounts, SyncRow } from '@syncline/domain/view'
import { type ReactNode, useMemo } from 'react'
import { ExportLink } from '../list/ExportLink.tsx'
import type { ListKind } from '../list/ListRows.tsx'
import { ListView } from '../list/ListView.tsx'
import type { ListData, ListState, ListViewProps } from '../list/props.ts'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { useMoment } from '../time/useMoment.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { useWide } from '../ui/useWide.ts'
import { bulkRefusal, canMany } from './can.ts'
import { syncColumns } from './columns.tsx'
import { EmptyList, FilteredEmpty } from './EmptyList.tsx'
import { syncFilters } from './filters.tsx'
import { type OnAsk, RowActions } from './RowParts.tsx'
import { syncPlaces } from './rows.ts'
import { SyncCard } from './SyncCard.tsx'
import { countFilters, firstPage, type SyncsSearch, toFilter } from './search.ts'
import { recordPhrase } from './sentence.ts'
import { syncTabs } from './tabs.ts'

const words = strings.syncs

export type SyncsState = ListState<SyncRow>

export interface SyncsViewProps
  extends ListData<SyncRow>,
    Pick<ListViewProps<SyncRow>, 'chosenColumns' | 'onColumns'> {
  readonly search: SyncsSearch
  readonly counts: SyncCounts | undefined
  readonly connections: readonly ConnectionView[]
  readonly onSearch: (next: SyncsSearch) => void
  readonly onAsk: OnAsk
  readonly onRequest: () => void
  /** What leads to the first sync; null where the list is empty for another reason. */
  readonly firstSteps?: ReactNode
}

const hints = [
  [['J', 'K'], words.keyHints.move],
  [['X'], words.keyHints.select],
  [['R'], words.keyHints.retry],
  [['S'], words.keyHints.skip],
  [['Enter'], words.keyHints.open],
] as const

/** The list of syncs, whatever face it has to show. */
export function SyncsView(props: SyncsViewProps) {
  const { search, counts, connections, onSearch, onAsk, onRequest } = props
  const session = useSession()
  const moment = useMoment()
  const wide = useWide()
  const kind = useMemo(() => syncKind(onAsk), [onAsk])
  const filterCount = countFilters(search)
  const unfiltered = filterCount === 0 && search.older === undefined && search.newer === undefined
  return (
    <ListView
      {...props}
      to="/syncs"
      words={words}
      kind={kind}
      columns={syncColumns}
      filters={syncFilters(search, connections, moment, onSearch)}
      allMatching={search.hold === undefined && search.code === undefined}
      filterCount={filterCount}
      tabs={syncTabs(search, counts)}
      choices={(['retry', 'skip'] as const).map((action) => ({
        action,
        mayNot: bulkRefusal(action, session),
        can: canMany[action],
      }))}
      hints={hints}
      page={(cursor) => ({ ...firstPage(search), selected: search.selected, ...cursor })}
      positionOf={syncPlaces.positionOf}
      empty={
        unfiltered ? (
          (props.firstSteps ?? <EmptyList connections={connections} />)
        ) : (
          <FilteredEmpty search={search} />
        )
      }
      actions={
        <>
          <ExportLink list="syncs" filter={() => toFilter(search, Date.now())} />
          <GuardedButton
            variant={wide ? 'contained' : 'text'}
            refusal={
              session.permissions.includes('sync.request')
                ? null
                : words.mayNot.request(session.organization.name)
            }
            onClick={onRequest}
          >
            {words.request.open}
          </GuardedButton>
        </>
      }
      onClear={() => onSearch({})}
    />
  )
}

const syncKind = (onAsk: OnAsk): ListKind<SyncRow> => ({
  caption: words.caption,
  idOf: syncPlaces.idOf,
  phraseOf: recordPhrase,
  actions: (row) => <RowActions row={row} onAsk={onAsk} />,
  card: (row) => <SyncCard row={row} />,
  keys: { r: (row) => onAsk('retry', row), s: (row) => onAsk('skip', row) },
})
