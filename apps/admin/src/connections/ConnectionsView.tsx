import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { ConnectionView } from '@syncline/domain/view'
import { type ReactNode, useId } from 'react'
import type { Problem } from '../api/problem.ts'
import { ColumnMenu } from '../list/ColumnMenu.tsx'
import { shownColumns } from '../list/columns.ts'
import { ExportLink } from '../list/ExportLink.tsx'
import { ButtonLink } from '../parts/links.tsx'
import { PageTitle } from '../parts/PageTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWide } from '../ui/useWide.ts'
import { VenueBar } from '../venue/VenueBar.tsx'
import { useVenues } from '../venue/VenueProvider.tsx'
import { atVenue } from '../venue/venues.ts'
import { ConnectionCard } from './ConnectionCard.tsx'
import { type Connections, connectionFacts } from './facts.tsx'
import { stripOf } from './health.ts'
import { slotsOf, useStripMoment } from './LastDay.tsx'
import { StripLegend } from './StripBars.tsx'
import type { SignIn } from './useSignIn.ts'
import { Verdict } from './Verdict.tsx'

const words = strings.connections

export type ConnectionsState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | ({ readonly kind: 'ready' } & Connections)

const grid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 16.5rem), 1fr))',
  gap: 3,
} as const
const shownFacts = (chosen: string | undefined) => shownColumns(connectionFacts, chosen)

/** All connections, by the venue they belong to. */
export function ConnectionsView({
  state,
  venue,
  chosenFacts,
  signIn,
  refused,
  held,
  everything,
  onFacts,
}: {
  state: ConnectionsState
  /** The venue whose connections are shown; all where none is chosen. */
  venue?: string | undefined
  /** What a card says, as in the address; undefined for the usual. */
  chosenFacts: string | undefined
  signIn: SignIn
  /** Why somebody came back from a provider without a connection. */
  refused: Refusal | null
  /** What keeps all of them from sending. */
  held?: ReactNode
  /** The switch for all of them, where all of them are shown. */
  everything?: ReactNode
  onFacts: (chosen: string | undefined) => void
}) {
  const wide = useWide()
  const { choose } = useVenues()
  if (state.kind === 'error')
    return <ProblemNotice level="h1" title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  const shown = state.kind === 'ready' ? atVenue(state.connections, venue) : []
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 6 }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 3,
          justifyContent: 'space-between',
          alignItems: 'start',
        }}
      >
        <div>
          <PageTitle>{words.title}</PageTitle>
          {state.kind === 'ready' && state.connections.length > 0 && (
            <Verdict {...state} connections={shown} />
          )}
        </div>
        <Box sx={{ display: 'flex', gap: 2 }}>
          {state.kind === 'ready' && state.connections.length > 0 && (
            <>
              {wide && (
                <ColumnMenu
                  label={words.facts}
                  usual={words.usualFacts}
                  columns={connectionFacts}
                  chosen={chosenFacts}
                  onChoose={onFacts}
                />
              )}
              <ExportLink list="connections" {...(venue && { filter: () => ({ venue }) })} />
            </>
          )}
          <Connect />
        </Box>
      </Box>
      {state.kind === 'ready' && <VenueBar venue={venue} connections={state.connections} onVenue={choose} />}
      {refused !== null && <Refused {...refused} />}
      {held}
      {state.kind === 'loading' ? (
        <Delayed afterMs={state.afterMs ?? 150}>
          <Box role="status" aria-label={words.loading} sx={grid}>
            {[1, 2, 3].map((each) => (
              <Skeleton key={each} variant="rounded" height={236} />
            ))}
          </Box>
        </Delayed>
      ) : state.connections.length === 0 ? (
        <Notice mark={<Logo size={32} />} title={words.empty}>
          {words.emptyText}
        </Notice>
      ) : (
        <>
          <StripLegend />
          {[...Map.groupBy(shown, (each) => each.venue)].map(([name, some]) => (
            <Venue
              key={name}
              venue={name}
              some={some}
              all={state}
              facts={shownFacts(chosenFacts)}
              signIn={signIn}
            />
          ))}
        </>
      )}
      {state.kind === 'ready' && state.connections.length > 0 && venue === undefined && everything}
    </Box>
  )
}

function Connect() {
  const { permissions, organization } = useSession()
  const { action, mayNot } = strings.connect
  if (permissions.includes('connection.configure'))
    return (
      <ButtonLink variant="contained" to="/connections/connect">
        {action}
      </ButtonLink>
    )
  return (
    <GuardedButton variant="contained" refusal={mayNot(organization.name)} onClick={() => {}}>
      {action}
    </GuardedButton>
  )
}

interface VenueProps {
  readonly venue: string
  readonly some: readonly ConnectionView[]
  readonly all: Connections
  readonly facts: ReturnType<typeof shownFacts>
  readonly signIn: SignIn
}

function Venue({ venue, some, all, facts, signIn }: VenueProps) {
  const id = useId()
  const nowMs = useStripMoment()
  const finished = some.reduce((sum, { connectionId }) => {
    const { through, failed } = stripOf(slotsOf(all.strips, connectionId), nowMs)
    return sum + through + failed
  }, 0)
  return (
    <section aria-labelledby={id}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '2px 8px', alignItems: 'baseline', mb: 2 }}>
        <Typography id={id} variant="h2">
          {venue}
        </Typography>
        <Typography variant="caption" component="span" sx={{ color: 'ink.quiet' }}>
          {words.venueText(some.length, all.strips === null ? null : strings.list.count(finished))}
        </Typography>
      </Box>
      <Box component="ul" sx={grid}>
        {some.map((connection) => (
          <Box component="li" key={connection.connectionId} sx={{ display: 'grid' }}>
            <ConnectionCard connection={connection} all={all} facts={facts} signIn={signIn} />
          </Box>
        ))}
      </Box>
    </section>
  )
}
