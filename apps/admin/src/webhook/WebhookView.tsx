import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import type { DeliveryDetail, DeliveryRow } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { ButtonLink } from '../parts/links.tsx'
import { Missing } from '../parts/Missing.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Timeline, type TimelineView } from '../parts/Timeline.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { pageColumns, stack } from '../ui/detail-columns.ts'
import { visuallyHidden } from '../ui/hidden.ts'
import type { WebhooksSearch } from '../webhooks/search.ts'
import { eventTitle } from '../webhooks/sentence.ts'
import { Caused } from './Caused.tsx'
import { Facts } from './Facts.tsx'
import { Headers } from './Headers.tsx'
import { Payload } from './Payload.tsx'
import { webhookLines } from './timeline.ts'
import { WebhookHeader } from './WebhookHeader.tsx'

const words = strings.webhook

export type DetailState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly detail: DeliveryDetail }

export interface WebhookViewProps {
  readonly state: DetailState
  readonly listSearch: WebhooksSearch
  readonly timeline: TimelineView
  readonly onTimeline: (view: TimelineView) => void
  readonly onReplay: (row: DeliveryRow) => void
}

/** «customer.updated from Stripe» */
export const webhookTitle = (row: DeliveryRow) => words.title(eventTitle(row), providerTitles[row.provider])

/** One webhook, whatever face it has to show. */
export function WebhookView(props: WebhookViewProps) {
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
        <ButtonLink to="/webhooks" search={listSearch}>
          {words.back}
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

function Detail({
  detail,
  listSearch,
  timeline,
  onTimeline,
  onReplay,
}: WebhookViewProps & { detail: DeliveryDetail }) {
  return (
    <>
      <WebhookHeader
        detail={detail}
        title={webhookTitle(detail.row)}
        listSearch={listSearch}
        onReplay={onReplay}
      />
      <Box sx={pageColumns}>
        <Box sx={stack}>
          <Caused detail={detail} />
          <Payload payload={detail.payload} />
          <Headers headers={detail.headers} />
        </Box>
        <Box component="aside" aria-label={words.facts.title} sx={stack}>
          <Facts detail={detail} />
          <Timeline
            lines={webhookLines(detail)}
            entries={detail.timeline}
            view={timeline}
            onView={onTimeline}
          />
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
          <Skeleton height={110} />
          <Skeleton height={240} />
        </Box>
        <Box sx={stack}>
          <Skeleton height={180} />
          <Skeleton height={120} />
        </Box>
      </Box>
    </Box>
  )
}
