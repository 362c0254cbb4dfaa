import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { ConnectionView, ReconciliationRow } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import { connectionFilter, entityFilter, venueFilter } from '../list/commonFilters.tsx'
import { ExportLink } from '../list/ExportLink.tsx'
import type { ListFilter } from '../list/filter.ts'
import { PageFilters } from '../list/PageFilters.tsx'
import { ButtonLink, linkLook, TextLink } from '../parts/links.tsx'
import { PageTitle } from '../parts/PageTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { listRow } from '../ui/list-row.ts'
import { Notice } from '../ui/Notice.tsx'
import VenueEmpty from '../venue/VenueEmpty.tsx'
import { atVenue, searchAt } from '../venue/venues.ts'
import { RangeText } from './RangeText.tsx'
import { ReportStatus } from './ReportStatus.tsx'
import { newestOf, type ReconciliationsSearch, toFilter } from './search.ts'
import { unequal } from './sums.ts'

const words = strings.reconciliation

export type ReconciliationsState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | {
      readonly kind: 'ready'
      readonly rows: readonly ReconciliationRow[]
      readonly hasOlder: boolean
      readonly isFirst: boolean
    }

interface Props {
  readonly state: ReconciliationsState
  readonly search: ReconciliationsSearch
  readonly connections: readonly ConnectionView[]
  /** Why none may be started; null when one may. */
  readonly refusal: string | null
  readonly onStart: () => void
  readonly onSearch: (next: ReconciliationsSearch) => void
}

/** Every report, the newest first. */
export function ReconciliationsView({ state, search, connections, refusal, onStart, onSearch }: Props) {
  if (state.kind === 'error')
    return <ProblemNotice level="h1" title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  const start = (
    <GuardedButton variant="contained" refusal={refusal} onClick={onStart}>
      {words.start.open}
    </GuardedButton>
  )
  const isFiltered = Object.keys(toFilter(search)).length > 0
  const isEmpty = state.kind === 'ready' && state.rows.length === 0 && state.isFirst && !isFiltered
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 4, alignItems: 'flex-start' }}>
        <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
          <PageTitle>{words.title}</PageTitle>
          <Typography variant="lead" component="p" sx={{ color: 'ink.soft' }}>
            {words.lead}
          </Typography>
        </Box>
        {state.kind === 'ready' && state.rows.length > 0 && (
          <ExportLink list="reconciliations" filter={() => toFilter(search)} />
        )}
        {!isEmpty && start}
      </Box>
      {!isEmpty && (
        <PageFilters filters={reportFilters(search, connections, onSearch)} onClear={() => onSearch({})} />
      )}
      <Rows state={state} search={search} start={start} onSearch={onSearch} />
    </Box>
  )
}

/** Whose reports; of which records is asked of one connection. */
function reportFilters(
  search: ReconciliationsSearch,
  connections: readonly ConnectionView[],
  onSearch: Props['onSearch'],
): readonly ListFilter[] {
  const { venue, connection, entity } = search
  const change = (next: ReconciliationsSearch) => onSearch(newestOf({ ...search, ...next }))
  return [
    ...venueFilter(venue, connections, (next) => onSearch(newestOf(searchAt(search, next, connections)))),
    connectionFilter(connection, atVenue(connections, venue), (next) => change({ connection: next })),
    ...(connection === undefined ? [] : [entityFilter(entity, (next) => change({ entity: next }))]),
  ]
}

function Rows({
  state,
  search,
  start,
  onSearch,
}: Pick<Props, 'search' | 'onSearch'> & {
  state: Exclude<ReconciliationsState, { kind: 'error' }>
  start: ReactNode
}) {
  if (state.kind === 'loading')
    return (
      <Delayed afterMs={state.afterMs ?? 150}>
        <Box role="status" aria-label={words.loading} sx={{ display: 'grid', gap: 3 }}>
          {[1, 2, 3, 4].map((each) => (
            <Skeleton key={each} variant="rounded" height={40} />
          ))}
        </Box>
      </Delayed>
    )
  const { rows, hasOlder, isFirst } = state
  const { venue, connection } = search
  if (rows.length === 0 && isFirst && connection !== undefined)
    return (
      <Notice
        mark={<Icon name="filter" size={24} />}
        title={words.filteredEmpty}
        action={
          <Button variant="contained" onClick={() => onSearch({})}>
            {strings.list.filters.clearAll}
          </Button>
        }
      >
        {words.emptyText}
      </Notice>
    )
  if (rows.length === 0 && isFirst && venue !== undefined)
    return <VenueEmpty of="reconciliations" venue={venue} />
  if (rows.length === 0 && isFirst)
    return (
      <Notice mark={<Logo size={32} />} title={words.empty} action={start}>
        {words.emptyText}
      </Notice>
    )
  const last = rows.at(-1)
  return (
    <>
      <Box component="ul" aria-label={words.list} sx={{ borderTop: 1, borderColor: 'line.border' }}>
        {rows.map((row) => (
          <Report key={row.reconciliationId} row={row} />
        ))}
      </Box>
      {(hasOlder || !isFirst) && (
        <Box sx={{ display: 'flex', gap: 3 }}>
          {!isFirst && (
            <ButtonLink to="/reconciliation" search={newestOf(search)}>
              {words.newest}
            </ButtonLink>
          )}
          {hasOlder && last && (
            <ButtonLink to="/reconciliation" search={{ ...newestOf(search), older: last.startedPosition }}>
              {words.older}
            </ButtonLink>
          )}
        </Box>
      )}
    </>
  )
}

function Report({ row }: { row: ReconciliationRow }) {
  const amount = unequal(row.totals)
  return (
    <Box
      component="li"
      sx={{
        ...listRow,
        gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1fr)' },
        gap: { xs: 1, md: 4 },
        alignItems: 'baseline',
      }}
    >
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <TextLink
          to="/reconciliation/$reconciliationId"
          params={{ reconciliationId: row.reconciliationId }}
          search={{}}
          sx={{ ...linkLook, fontWeight: 600, color: 'ink.strong' }}
        >
          {words.of(row.entity, row.connectionName ?? row.provider)}
        </TextLink>
        <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
          {words.numbered(row.number)} · <RangeText from={row.from} to={row.to} /> ·{' '}
          {words.by(row.by.name ?? row.by.actor)}, <Time at={row.startedAt} />
        </Typography>
      </Box>
      <Box>
        <ReportStatus status={row.status} counts={row.counts} />
      </Box>
      <Box sx={{ color: 'ink.soft', textAlign: { md: 'right' } }}>
        {amount !== null && words.report.notAdd(amount)}
      </Box>
    </Box>
  )
}
