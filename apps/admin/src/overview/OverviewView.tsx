import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type {
  ApiKeyView,
  ConnectionStrip,
  ConnectionView,
  MetricLag,
  MetricOverview,
  Needs,
  StandingView,
} from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { atVenue } from '../venue/venues.ts'
import { Balance } from './Balance.tsx'
import {
  DepthChart,
  DurationChart,
  SuccessChart,
  ThroughChart,
  useChartsData,
  WebhookChart,
} from './Charts.tsx'
import { ConnectionHealth } from './ConnectionHealth.tsx'
import { ErrorCodes } from './ErrorCodes.tsx'
import { Figures } from './Figures.tsx'
import { KeyReminder } from './KeyReminder.tsx'
import { LagChart } from './LagChart.tsx'
import { NeedList } from './NeedList.tsx'
import { OverviewEmpty } from './OverviewEmpty.tsx'
import { OverviewHeader } from './OverviewHeader.tsx'
import type { OverviewSearch } from './search.ts'

const words = strings.overview

/** Parts are read apart, so that one that fails takes no other with it. */
export type Part<Data> =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly data: Data; readonly busy: boolean }

export interface OverviewViewProps {
  readonly search: OverviewSearch
  readonly metrics: Part<MetricOverview>
  readonly lag: Part<MetricLag>
  readonly strips: Part<readonly ConnectionStrip[]>
  readonly standings: readonly StandingView[] | null
  readonly needs: Part<Needs>
  readonly connections: Part<readonly ConnectionView[]>
  /** None for who may not see them. */
  readonly keys: readonly ApiKeyView[]
  readonly onSearch: (next: OverviewSearch) => void
}

const dataOf = <Data,>(part: Part<Data>): Data | null => (part.kind === 'ready' ? part.data : null)

/** What needs a person, where everything stands, and how it went over time. */
export function OverviewView(props: OverviewViewProps) {
  const { search, metrics, lag, strips, standings, needs, connections, keys, onSearch } = props
  if (metrics.kind === 'error')
    return (
      <ProblemNotice level="h1" title={words.failed} problem={metrics.problem} onRetry={metrics.onRetry} />
    )
  if (dataOf(connections)?.length === 0) return <OverviewEmpty />
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <OverviewHeader
        needs={dataOf(needs)}
        connections={dataOf(connections) ?? []}
        search={search}
        onSearch={onSearch}
      />
      {metrics.kind === 'loading' ? (
        <Delayed afterMs={metrics.afterMs ?? 150}>
          <Loading />
        </Delayed>
      ) : (
        <Box
          sx={{
            display: 'grid',
            gap: 5,
            gridTemplateColumns: 'minmax(0, 1fr)',
            opacity: metrics.busy ? 0.6 : 1,
          }}
        >
          <Balance balance={metrics.data.balance} time={metrics.data} search={search} />
          <Figures overview={metrics.data} search={search} />
          <Body
            overview={metrics.data}
            search={search}
            needs={needs}
            keys={keys}
            lag={lag}
            strips={strips}
            standings={standings}
            connections={connections}
          />
        </Box>
      )}
    </Box>
  )
}

interface BodyProps
  extends Pick<
    OverviewViewProps,
    'search' | 'needs' | 'lag' | 'strips' | 'standings' | 'connections' | 'keys'
  > {
  readonly overview: MetricOverview
}

function Body({ overview, search, needs, lag, strips, standings, connections, keys }: BodyProps) {
  const data = useChartsData(overview)
  const charts = { data, search }
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 8,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 23.25rem' },
        alignItems: 'start',
      }}
    >
      <Box sx={{ display: 'grid', gap: 6, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Shown part={needs}>{(shown) => <NeedList needs={shown} search={search} />}</Shown>
        <KeyReminder keys={keys} />
        <ThroughChart {...charts} />
        <Box
          sx={{
            display: 'grid',
            gap: 6,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
          }}
        >
          <SuccessChart {...charts} />
          <DepthChart {...charts} deepest={overview.total?.deepestRetry ?? 0} />
        </Box>
        <WebhookChart {...charts} />
        <Shown part={lag}>{(shown) => <LagChart lag={shown} />}</Shown>
      </Box>
      <Box component="aside" sx={{ display: 'grid', gap: 6, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Shown part={connections}>
          {(shown) => (
            <Shown part={strips}>
              {(each) => (
                <ConnectionHealth
                  connections={atVenue(shown, search.venue).filter(
                    ({ connectionId }) => connectionId === (search.connection ?? connectionId),
                  )}
                  ofAll={search.entity !== undefined}
                  strips={each}
                  standings={standings}
                />
              )}
            </Shown>
          )}
        </Shown>
        <DurationChart {...charts} />
        <ErrorCodes errors={overview.total?.errors ?? {}} search={search} time={overview} />
      </Box>
    </Box>
  )
}

function Shown<Data>({ part, children }: { part: Part<Data>; children: (data: Data) => React.ReactNode }) {
  if (part.kind === 'ready') return children(part.data)
  if (part.kind === 'loading') return <Skeleton height={160} />
  return (
    <Box role="alert" sx={{ display: 'flex', gap: 3, alignItems: 'center', flexWrap: 'wrap' }}>
      <Typography sx={{ color: 'status.failed.main' }}>{words.partFailed}</Typography>
      <Button size="small" onClick={part.onRetry}>
        {strings.shell.tryAgain}
      </Button>
    </Box>
  )
}

function Loading() {
  return (
    <Box role="status" aria-label={words.loading} sx={{ display: 'grid', gap: 5 }}>
      <Skeleton height={112} />
      <Box
        sx={{
          display: 'grid',
          gap: 8,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 23.25rem' },
        }}
      >
        <Box sx={{ display: 'grid', gap: 6 }}>
          <Skeleton height={200} />
          <Skeleton height={240} />
        </Box>
        <Box sx={{ display: 'grid', gap: 6 }}>
          <Skeleton height={180} />
          <Skeleton height={200} />
        </Box>
      </Box>
    </Box>
  )
}
