import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { ConnectionView, ReconciliationRow } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import { ExportLink } from '../list/ExportLink.tsx'
import { ButtonLink, linkLook, TextLink } from '../parts/links.tsx'
import { PageTitle } from '../parts/PageTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Logo } from '../ui/Logo.tsx'
import { listRow } from '../ui/list-row.ts'
import { Notice } from '../ui/Notice.tsx'
import { VenueBar } from '../venue/VenueBar.tsx'
import { VenueEmpty } from '../venue/VenueEmpty.tsx'
import { useVenues } from '../venue/VenueProvider.tsx'
import { RangeText } from './RangeText.tsx'
import { ReportStatus } from './ReportStatus.tsx'
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
  /** The venue whose reports are shown; all where none is chosen. */
  readonly venue?: string | undefined
  readonly connections?: readonly ConnectionView[]
  /** Why none may be started; null when one may. */
  readonly refusal: string | null
  readonly onStart: () => void
}

/** Every report, the newest first. */
export function ReconciliationsView({ state, venue, connections = [], refusal, onStart }: Props) {
  const { choose } = useVenues()
  if (state.kind === 'error')
    return <ProblemNotice level="h1" title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  const start = (
    <GuardedButton variant="contained" refusal={refusal} onClick={onStart}>
      {words.start.open}
    </GuardedButton>
  )
  const isEmpty = state.kind === 'ready' && state.rows.length === 0 && state.isFirst && venue === undefined
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
          <ExportLink list="reconciliations" {...(venue && { filter: () => ({ venue }) })} />
        )}
        {!isEmpty && start}
      </Box>
      <VenueBar venue={venue} connections={connections} onVenue={choose} />
      <Rows state={state} venue={venue} start={start} />
    </Box>
  )
}

function Rows({
  state,
  venue,
  start,
}: {
  state: Exclude<ReconciliationsState, { kind: 'error' }>
  venue: string | undefined
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
  if (rows.length === 0 && isFirst && venue !== undefined)
    return <VenueEmpty title={words.noneAt(venue)}>{words.emptyText}</VenueEmpty>
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
            <ButtonLink to="/reconciliation" search={{}}>
              {words.newest}
            </ButtonLink>
          )}
          {hasOlder && last && (
            <ButtonLink to="/reconciliation" search={{ older: last.startedPosition }}>
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
