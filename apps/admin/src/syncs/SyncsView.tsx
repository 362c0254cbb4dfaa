import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import {
  type ConnectionView,
  countCap,
  type SyncCounts,
  type SyncList,
  type SyncRow,
} from '@syncline/domain/view'
import { useCallback, useRef, useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { ButtonLink } from '../parts/links.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { useCalm } from '../ui/useCalm.ts'
import { useWide } from '../ui/useWide.ts'
import { EmptyList, FilteredEmpty } from './EmptyList.tsx'
import { Filters } from './Filters.tsx'
import { ListFoot } from './ListFoot.tsx'
import { PhoneFilters } from './PhoneFilters.tsx'
import type { OnAsk } from './RowParts.tsx'
import { StatusTabs } from './StatusTabs.tsx'
import { CardsSkeleton, SyncCards } from './SyncCards.tsx'
import { SyncTable, TableSkeleton } from './SyncTable.tsx'
import { countFilters, type SyncsSearch } from './search.ts'
import { capped } from './sentence.ts'

const words = strings.syncs
/** New rows may come every second; they are read aloud now and then. */
const announceEveryMs = 10_000

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
  readonly newer: { readonly count: number; readonly more: boolean } | null
  readonly onSearch: (next: SyncsSearch) => void
  readonly onShowNewer: () => void
  readonly onOpen: (row: SyncRow) => void
  readonly onAsk: OnAsk
}

/** The list of syncs, whatever face it has to show. */
export function SyncsView(props: SyncsViewProps) {
  const { search, state, counts, connections, onSearch } = props
  const wide = useWide()
  const firstFilter = useRef<HTMLButtonElement>(null)
  useKeys({ '/': () => firstFilter.current?.focus() })
  if (!wide)
    return (
      <>
        <Typography variant="h1" sx={visuallyHidden}>
          {words.title}
        </Typography>
        <PhoneFilters
          search={search}
          counts={counts}
          connections={connections}
          matching={matchText(props)}
          onSearch={onSearch}
        />
        <Strip {...props} />
        <List {...props} />
        {state.kind === 'ready' && <ListFoot list={state.list} search={search} matching={props.matching} />}
      </>
    )
  return (
    <>
      <Box sx={{ px: 6, pt: 5 }}>
        <Typography variant="h1">{words.title}</Typography>
        <Box sx={{ mt: 2 }}>
          <StatusTabs search={search} counts={counts} />
        </Box>
        <Box sx={{ display: 'flex', gap: 2, py: 3, alignItems: 'center', flexWrap: 'wrap' }}>
          <Filters search={search} connections={connections} onSearch={onSearch} firstRef={firstFilter} />
          {countFilters(search) > 0 && (
            <ButtonLink variant="text" to="/syncs">
              {words.filters.clearAll}
            </ButtonLink>
          )}
          <Box sx={{ flex: 1 }} />
          <Matching {...props} />
          <ShowNewer {...props} />
        </Box>
      </Box>
      <List {...props} />
      {state.kind === 'ready' && state.list.rows.length > 0 && (
        <ListFoot list={state.list} search={search} matching={props.matching} hints />
      )}
    </>
  )
}

function matchText({ matching }: SyncsViewProps): string | null {
  return matching === null ? null : words.matching(capped(matching, countCap), matching === 1)
}

function Matching(props: SyncsViewProps) {
  const text = matchText(props)
  if (text === null || props.state.kind !== 'ready') return null
  return (
    <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
      {text}
    </Typography>
  )
}

/** New rows are announced, and come when they are asked for. */
function ShowNewer({ newer, onShowNewer }: SyncsViewProps) {
  const text = newer === null || newer.count === 0 ? null : `${newer.count}${newer.more ? '+' : ''}`
  const spoken = useCalm(text, announceEveryMs)
  return (
    <>
      {text !== null && (
        <Button variant="text" startIcon={<Icon name="chevronUp" />} onClick={onShowNewer}>
          {words.newer(text)}
        </Button>
      )}
      <Box role="status" sx={visuallyHidden}>
        {spoken !== null && words.newerAnnounced(spoken)}
      </Box>
    </>
  )
}

/** The line between the filters and the rows of the phone. */
function Strip(props: SyncsViewProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'space-between',
        minHeight: 36,
        px: 4,
        backgroundColor: 'fill.canvas',
        borderBottom: 1,
        borderColor: 'line.border',
      }}
    >
      <Matching {...props} />
      <ShowNewer {...props} />
    </Box>
  )
}

function List(props: SyncsViewProps) {
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

function Rows({ list, busy, onOpen, onAsk }: SyncsViewProps & { list: SyncList; busy: boolean }) {
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
        />
      ) : (
        <SyncCards rows={rows} busy={busy} />
      )}
    </Box>
  )
}
