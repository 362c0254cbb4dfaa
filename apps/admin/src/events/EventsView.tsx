import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { EventKind, EventList, EventRow } from '@syncline/domain/view'
import { useRef } from 'react'
import type { Problem } from '../api/problem.ts'
import { CardsSkeleton } from '../list/CardsSkeleton.tsx'
import { ExportLink } from '../list/ExportLink.tsx'
import { FilterBar } from '../list/FilterBar.tsx'
import { ListFoot } from '../list/ListFoot.tsx'
import { PhoneFilters } from '../list/PhoneFilters.tsx'
import { type Newer, ShowNewer } from '../list/ShowNewer.tsx'
import { Strip } from '../list/Strip.tsx'
import { ButtonLink } from '../parts/links.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { useMoment } from '../time/useMoment.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWide } from '../ui/useWide.ts'
import { EventRows } from './EventRows.tsx'
import { EventSkeleton } from './EventTable.tsx'
import { eventFilters } from './filters.tsx'
import { countFilters, type EventsSearch, firstPage, toFilter } from './search.ts'

const words = strings.events

export type EventsState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly list: EventList; readonly busy: boolean }

export interface EventsViewProps {
  readonly search: EventsSearch
  readonly state: EventsState
  readonly kinds: readonly EventKind[]
  readonly newer: Newer | null
  readonly onSearch: (next: EventsSearch) => void
  readonly onShowNewer: () => void
  readonly onOpen: (row: EventRow) => void
}

/** The log as a list, whatever face it has to show. */
export function EventsView(props: EventsViewProps) {
  const { search, kinds, onSearch } = props
  const wide = useWide()
  const moment = useMoment()
  const firstFilter = useRef<HTMLButtonElement>(null)
  useKeys({ '/': () => firstFilter.current?.focus() })
  const filters = eventFilters(search, kinds, moment, onSearch)
  const announce = (
    <ShowNewer
      newer={props.newer}
      label={strings.list.newer}
      announced={words.newerAnnounced}
      onShow={props.onShowNewer}
    />
  )
  if (!wide)
    return (
      <>
        <Typography variant="h1" sx={visuallyHidden}>
          {words.title}
        </Typography>
        <PhoneFilters to="/events" filters={filters} tabs={[]} matching={null} onClear={() => onSearch({})} />
        <Strip>{announce}</Strip>
        <List {...props} />
        <Foot {...props} />
      </>
    )
  return (
    <>
      <Box sx={{ px: 6, pt: 5 }}>
        <Box sx={{ display: 'flex', gap: 4, alignItems: 'flex-start' }}>
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography variant="h1">{words.title}</Typography>
            <Typography variant="lead" component="p" sx={{ color: 'ink.soft' }}>
              {words.lead}
            </Typography>
          </Box>
          <ExportLink list="events" filter={() => toFilter(search, Date.now())} />
        </Box>
        <Box sx={{ display: 'flex', gap: 2, py: 3, alignItems: 'center', flexWrap: 'wrap' }}>
          <FilterBar filters={filters} firstRef={firstFilter} />
          {countFilters(search) > 0 && (
            <ButtonLink variant="text" to="/events">
              {strings.list.filters.clearAll}
            </ButtonLink>
          )}
          <Box sx={{ flex: 1 }} />
          {announce}
        </Box>
      </Box>
      <List {...props} />
      <Foot {...props} />
    </>
  )
}

const hints = [
  [['J', 'K'], words.keyHints.move],
  [['Enter'], words.keyHints.open],
] as const

function Foot({ state, search }: EventsViewProps) {
  const wide = useWide()
  if (state.kind !== 'ready' || state.list.rows.length === 0) return null
  const { rows, hasNewer, hasOlder } = state.list
  const filters = firstPage(search)
  return (
    <ListFoot
      to="/events"
      range={null}
      newer={hasNewer ? { ...filters, newer: rows[0]?.position } : null}
      older={hasOlder ? { ...filters, older: rows.at(-1)?.position } : null}
      {...(wide && { hints })}
    />
  )
}

function List({ state, search, onOpen }: EventsViewProps) {
  const wide = useWide()
  switch (state.kind) {
    case 'loading':
      return (
        <Delayed afterMs={state.afterMs ?? 150}>
          <Box role="status" aria-label={words.loading}>
            {wide ? <EventSkeleton /> : <CardsSkeleton />}
          </Box>
        </Delayed>
      )
    case 'error':
      return <ProblemNotice title={words.failed} problem={state.problem} onRetry={state.onRetry} />
    case 'ready':
      return state.list.rows.length === 0 ? (
        <Empty filtered={countFilters(search) > 0} />
      ) : (
        <EventRows list={state.list} busy={state.busy} onOpen={onOpen} />
      )
  }
}

function Empty({ filtered }: { filtered: boolean }) {
  if (!filtered)
    return (
      <Notice mark={<Logo size={32} />} title={words.empty.title}>
        {words.empty.text}
      </Notice>
    )
  return (
    <Notice
      mark={<Icon name="filter" size={24} />}
      title={words.filteredEmpty.title}
      action={
        <ButtonLink to="/events" variant="contained">
          {strings.list.filters.clearAll}
        </ButtonLink>
      }
    >
      {words.filteredEmpty.text}
    </Notice>
  )
}
