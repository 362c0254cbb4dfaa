import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import type { BulkAction } from '@syncline/domain/bulk'
import type { ConnectionView, SyncCounts, SyncList, SyncRow } from '@syncline/domain/view'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { CardsSkeleton } from '../list/CardsSkeleton.tsx'
import { FilterBar } from '../list/FilterBar.tsx'
import { ListFoot, rangeText } from '../list/ListFoot.tsx'
import { Matching, matchText } from '../list/Matching.tsx'
import { PhoneFilters } from '../list/PhoneFilters.tsx'
import { type Newer, ShowNewer } from '../list/ShowNewer.tsx'
import { Strip } from '../list/Strip.tsx'
import { Tabs } from '../list/Tabs.tsx'
import { ButtonLink } from '../parts/links.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useSession } from '../session/session.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { useMoment } from '../time/useMoment.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { visuallyHidden } from '../ui/hidden.ts'
import { useWide } from '../ui/useWide.ts'
import { EmptyList, FilteredEmpty } from './EmptyList.tsx'
import { syncFilters } from './filters.tsx'
import type { OnAsk } from './RowParts.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { SyncCards } from './SyncCards.tsx'
import { SyncTable, TableSkeleton } from './SyncTable.tsx'
import { countFilters, firstPage, type SyncsSearch } from './search.ts'
import { actable, isEmpty, isSelected, nothing, type Selection } from './selection.ts'
import { syncTabs } from './tabs.ts'

const words = strings.syncs
export type ListState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly list: SyncList; readonly busy: boolean }

export interface SyncsViewProps {
  readonly search: SyncsSearch
  readonly state: ListState
  readonly counts: SyncCounts | undefined
  /** How many rows match the filters; null until it is known. */
  readonly matching: number | null
  readonly connections: readonly ConnectionView[]
  readonly newer: Newer | null
  readonly onSearch: (next: SyncsSearch) => void
  readonly onShowNewer: () => void
  readonly onOpen: (row: SyncRow) => void
  readonly onAsk: OnAsk
  readonly selection: Selection
  readonly onSelect: (rows: readonly SyncRow[], on: boolean, range?: boolean) => void
  readonly onSelection: (selection: Selection) => void
  readonly onBulk: (action: BulkAction, selection: Selection, count: number) => void
  readonly onRequest: () => void
  /** How far a command on many has come; null where none is watched. */
  readonly bulk: ReactNode
}

/** The list of syncs, whatever face it has to show. */
export function SyncsView(props: SyncsViewProps) {
  const { search, state, counts, connections, matching, onSearch } = props
  const wide = useWide()
  const moment = useMoment()
  const firstFilter = useRef<HTMLButtonElement>(null)
  const [selecting, setSelecting] = useState(false)
  useKeys({ '/': () => firstFilter.current?.focus() })
  const filters = syncFilters(search, connections, moment, onSearch)
  const tabs = syncTabs(search, counts)
  const announce = (
    <ShowNewer
      newer={props.newer}
      label={strings.list.newer}
      announced={words.newerAnnounced}
      onShow={props.onShowNewer}
    />
  )
  const found = state.kind === 'ready' ? <Matching matching={matching} /> : null
  if (!wide)
    return (
      <>
        <Typography variant="h1" sx={visuallyHidden}>
          {words.title}
        </Typography>
        <PhoneFilters
          to="/syncs"
          filters={filters}
          tabs={tabs}
          matching={matchText(matching)}
          onClear={() => onSearch({})}
        />
        <Strip>
          {found}
          {announce}
          <RequestButton onRequest={props.onRequest} />
          <SelectButton selecting={selecting} onSelecting={setSelecting} onSelection={props.onSelection} />
        </Strip>
        {props.bulk}
        <List {...props} selecting={selecting || !isEmpty(props.selection)} />
        <Box sx={{ position: 'sticky', bottom: 56, zIndex: 2 }}>
          <Selected {...props} />
        </Box>
        <Foot {...props} />
      </>
    )
  return (
    <>
      <Box sx={{ px: 6, pt: 5 }}>
        <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 4 }}>
          <Typography variant="h1">{words.title}</Typography>
          <RequestButton onRequest={props.onRequest} />
        </Box>
        <Box sx={{ mt: 2 }}>
          <Tabs to="/syncs" label={words.tabs} tabs={tabs} />
        </Box>
        <Box sx={{ display: 'flex', gap: 2, py: 3, alignItems: 'center', flexWrap: 'wrap' }}>
          <FilterBar filters={filters} firstRef={firstFilter} />
          {countFilters(search) > 0 && (
            <ButtonLink variant="text" to="/syncs">
              {strings.list.filters.clearAll}
            </ButtonLink>
          )}
          <Box sx={{ flex: 1 }} />
          {found}
          {announce}
        </Box>
        <Selected {...props} />
      </Box>
      {props.bulk}
      <List {...props} selecting />
      {state.kind === 'ready' && state.list.rows.length > 0 && <Foot {...props} />}
    </>
  )
}

const hints = [
  [['J', 'K'], words.keyHints.move],
  [['X'], words.keyHints.select],
  [['R'], words.keyHints.retry],
  [['S'], words.keyHints.skip],
  [['Enter'], words.keyHints.open],
] as const

function Foot({ state, search, matching }: SyncsViewProps) {
  const wide = useWide()
  if (state.kind !== 'ready') return null
  const { rows, hasNewer, hasOlder } = state.list
  const filters = firstPage(search)
  return (
    <ListFoot
      to="/syncs"
      range={rangeText(rows.length, matching, hasNewer || hasOlder)}
      newer={hasNewer ? { ...filters, newer: rows[0]?.requestedPosition } : null}
      older={hasOlder ? { ...filters, older: rows.at(-1)?.requestedPosition } : null}
      {...(wide && { hints })}
    />
  )
}

function RequestButton({ onRequest }: Pick<SyncsViewProps, 'onRequest'>) {
  const { permissions, organization } = useSession()
  return (
    <GuardedButton
      refusal={permissions.includes('sync.request') ? null : words.mayNot.request(organization.name)}
      onClick={onRequest}
    >
      {words.request.open}
    </GuardedButton>
  )
}

/** The bar of the selection, while there is one. */
function Selected({ selection, state, search, matching, onSelection, onBulk }: SyncsViewProps) {
  if (isEmpty(selection) || state.kind !== 'ready') return null
  const { rows, position } = state.list
  const count = (action: BulkAction) =>
    actable(selection, action, new Map(rows.map((row) => [row.syncId, row]))) ??
    (selection.kind === 'matching' ? selection.matching : 0)
  return (
    <SelectionBar
      selection={selection}
      rows={rows}
      matching={countFilters(search) > 0 ? matching : null}
      onAll={() => onSelection({ kind: 'matching', matching: matching ?? 0, upto: position })}
      onClear={() => onSelection(nothing)}
      onAsk={(action) => onBulk(action, selection, count(action))}
    />
  )
}

/** Shows the boxes to tick, or takes them and what is ticked away. */
function SelectButton({
  selecting,
  onSelecting,
  onSelection,
}: Pick<SyncsViewProps, 'onSelection'> & {
  selecting: boolean
  onSelecting: (selecting: boolean) => void
}) {
  return (
    <Button
      variant="text"
      aria-pressed={selecting}
      onClick={() => {
        if (selecting) onSelection(nothing)
        onSelecting(!selecting)
      }}
    >
      {selecting ? words.selection.done : words.selection.select}
    </Button>
  )
}

type ListProps = SyncsViewProps & { readonly selecting: boolean }

function List(props: ListProps) {
  const { state, search } = props
  const wide = useWide()
  switch (state.kind) {
    case 'loading':
      return (
        <Delayed afterMs={state.afterMs ?? 150}>
          <Box role="status" aria-label={words.loading}>
            {wide ? <TableSkeleton /> : <CardsSkeleton />}
          </Box>
        </Delayed>
      )
    case 'error':
      return <ProblemNotice title={words.failed} problem={state.problem} onRetry={state.onRetry} />
    case 'ready':
      if (state.list.rows.length > 0) return <Rows {...props} list={state.list} busy={state.busy} />
      return isUnfiltered(search) ? (
        <EmptyList connections={props.connections} />
      ) : (
        <FilteredEmpty search={search} />
      )
  }
}

const isUnfiltered = (search: SyncsSearch) =>
  countFilters(search) === 0 && search.older === undefined && search.newer === undefined

function Rows(props: ListProps & { list: SyncList; busy: boolean }) {
  const { list, busy, selecting, selection, onOpen, onAsk, onSelect } = props
  const wide = useWide()
  const [activeId, setActiveId] = useState<string | null>(null)
  const { rows } = list
  const index = rows.findIndex((row) => row.syncId === activeId)
  const active = rows[index]
  const go = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, index + step))]
    if (next) setActiveId(next.syncId)
  }
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    x: (event) =>
      active && onSelect([active], event.shiftKey || !isSelected(selection, active.syncId), event.shiftKey),
    Enter: () => active && onOpen(active),
    r: () => active && onAsk('retry', active),
    s: () => active && onAsk('skip', active),
  })
  const onActive = useCallback((syncId: string) => setActiveId(syncId), [])
  return (
    <Box sx={{ opacity: busy ? 0.6 : 1, transition: 'opacity 120ms ease-out 150ms' }}>
      {list.behind && (
        <Typography
          variant="caption"
          component="p"
          role="note"
          sx={{ px: { xs: 4, md: 6 }, py: 2, color: 'status.waiting.main' }}
        >
          {words.behind}
        </Typography>
      )}
      {wide ? (
        <SyncTable
          rows={rows}
          busy={busy}
          activeId={activeId}
          onActive={onActive}
          onOpen={onOpen}
          onAsk={onAsk}
          selection={selection}
          onSelect={onSelect}
        />
      ) : (
        <SyncCards rows={rows} busy={busy} selecting={selecting} selection={selection} onSelect={onSelect} />
      )}
    </Box>
  )
}
