import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import type { SyncDetail } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import { amountText } from '../money/format.ts'
import { ButtonLink } from '../parts/links.tsx'
import { Missing } from '../parts/Missing.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Timeline, type TimelineView } from '../parts/Timeline.tsx'
import * as strings from '../strings/index.ts'
import type { OnAsk } from '../syncs/RowParts.tsx'
import type { SyncsSearch } from '../syncs/search.ts'
import { targetTitle } from '../syncs/sentence.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { pageColumns, stack } from '../ui/detail-columns.ts'
import { visuallyHidden } from '../ui/hidden.ts'
import { Chain } from './Chain.tsx'
import { ConflictSection, type ConflictState } from './ConflictSection.tsx'
import { Facts } from './Facts.tsx'
import { Others } from './Others.tsx'
import { StorySection } from './StorySection.tsx'
import { type Place, SyncHeader } from './SyncHeader.tsx'
import { TodoSection } from './TodoSection.tsx'
import { Tries } from './Tries.tsx'
import { timelineLines } from './timeline.ts'

const words = strings.sync

export type DetailState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly detail: SyncDetail }

export interface SyncViewProps {
  readonly state: DetailState
  readonly place: Place | null
  readonly listSearch: SyncsSearch
  readonly openTry: number
  readonly timeline: TimelineView
  readonly onOpenTry: (number: number) => void
  readonly onTimeline: (view: TimelineView) => void
  readonly onAsk: OnAsk
  /** Both versions, where a person is to choose between them. */
  readonly conflict: ConflictState | null
  /** What of a payment was given back; null where it is about none. */
  readonly refunds: ReactNode
}

/** «Customer Amaka Obi to FlashERP», «Transaction of $50.00 to FlashERP» */
export function syncTitle({ row }: SyncDetail): string {
  const isRefund = row.entity === 'refund' && row.source.connectionId === row.target.connectionId
  const source = providerTitles[row.source.system]
  if (row.amount !== null) {
    const amount = amountText(row.amount)
    if (isRefund) return words.of.refund(amount, targetTitle(row))
    return row.direction === 'inbound'
      ? words.of.from(row.entity, amount, source)
      : words.of.to(row.entity, amount, targetTitle(row))
  }
  const label = row.erased ? strings.syncs.erasedName : row.label
  if (isRefund) return words.titleOfRefund(label ?? row.source.id, targetTitle(row))
  if (row.direction === 'inbound')
    return label === null
      ? strings.syncs.entityFrom(row.entity, source)
      : words.titleFrom(row.entity, label, source)
  return label === null
    ? words.shortTitle(row.entity, targetTitle(row))
    : words.title(row.entity, label, targetTitle(row))
}

/** One sync, whatever face it has to show. */
export function SyncView(props: SyncViewProps) {
  const { state, listSearch } = props
  switch (state.kind) {
    case 'loading':
      return (
        <Delayed afterMs={state.afterMs ?? 150}>
          <DetailSkeleton />
        </Delayed>
      )
    case 'error': {
      const back = (
        <ButtonLink to="/syncs" search={listSearch}>
          {words.backToSyncs}
        </ButtonLink>
      )
      if (state.problem.code === 'RECORD_NOT_FOUND') return <Missing title={words.missing} action={back} />
      return (
        <ProblemNotice
          level="h1"
          title={words.failed}
          problem={state.problem}
          onRetry={state.onRetry}
          action={back}
        />
      )
    }
    case 'ready':
      return <Detail {...props} detail={state.detail} />
  }
}

function Detail(props: SyncViewProps & { detail: SyncDetail }) {
  const { detail, place, listSearch, openTry, timeline, onOpenTry, onTimeline, onAsk } = props
  return (
    <>
      <SyncHeader
        detail={detail}
        title={syncTitle(detail)}
        place={place}
        listSearch={listSearch}
        onAsk={onAsk}
      />
      <Box sx={pageColumns}>
        <Box sx={stack}>
          <StorySection detail={detail} />
          {props.conflict && <ConflictSection row={detail.row} state={props.conflict} onAsk={onAsk} />}
          <TodoSection detail={detail} onAsk={onAsk} />
          {props.refunds}
          <Chain detail={detail} />
          <Tries detail={detail} open={openTry} onOpen={onOpenTry} />
        </Box>
        <Box component="aside" aria-label={words.facts.title} sx={stack}>
          <Facts detail={detail} />
          <Timeline
            lines={timelineLines(detail)}
            entries={detail.timeline}
            view={timeline}
            onView={onTimeline}
          />
          <Others detail={detail} />
        </Box>
      </Box>
    </>
  )
}

/** The layout to come, without content. */
function DetailSkeleton() {
  return (
    <Box role="status" aria-label={words.loading}>
      <Typography component="h1" variant="h1" sx={{ px: { xs: 4, md: 6 }, pt: 5 }}>
        <Box component="span" sx={visuallyHidden}>
          {words.loadingTitle}
        </Box>
        <Skeleton component="span" width={320} height={24} sx={{ maxWidth: '80%' }} />
      </Typography>
      <Box sx={{ px: { xs: 4, md: 6 }, pt: 2, pb: 4, borderBottom: 1, borderColor: 'line.border' }}>
        <Skeleton width={220} height={14} />
      </Box>
      <Box sx={pageColumns}>
        <Box sx={stack}>
          <Skeleton height={96} />
          <Skeleton height={110} />
          <Skeleton height={82} />
        </Box>
        <Box sx={stack}>
          <Skeleton height={220} />
          <Skeleton height={160} />
        </Box>
      </Box>
    </Box>
  )
}
