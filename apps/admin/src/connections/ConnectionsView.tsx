import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import type { ConnectionStrip, ConnectionView, FlowView } from '@syncline/domain/view'
import { type ReactNode, useId } from 'react'
import type { Problem } from '../api/problem.ts'
import { ExportLink } from '../list/ExportLink.tsx'
import { Id } from '../parts/Id.tsx'
import { ButtonLink, TextLink } from '../parts/links.tsx'
import { PageTitle } from '../parts/PageTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { duration } from '../time/format.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { oneLine } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'
import { flowLines } from './flows.ts'
import { LastDay, slotsOf } from './LastDay.tsx'
import { ReconnectNeeded, SignInAgainButton } from './SignInAgain.tsx'
import type { SignIn } from './useSignIn.ts'
import { Verdict } from './Verdict.tsx'

const words = strings.connections

export interface Connections {
  readonly connections: readonly ConnectionView[]
  readonly flows: readonly FlowView[]
  /** How the last day went; null while that is not known. */
  readonly strips: readonly ConnectionStrip[] | null
}
export type ConnectionsState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | ({ readonly kind: 'ready' } & Connections)

const grid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 300px), 1fr))',
  gap: 3,
} as const
const card = {
  display: 'grid',
  gap: 3,
  alignContent: 'start',
  p: 4,
  border: 1,
  borderColor: 'line.border',
  borderRadius: '8px',
  minWidth: 0,
} as const

/** All connections, by the venue they belong to. */
export function ConnectionsView({
  state,
  signIn,
  refused,
}: {
  state: ConnectionsState
  signIn: SignIn
  /** Why somebody came back from a provider without a connection. */
  refused: Refusal | null
}) {
  if (state.kind === 'error')
    return <ProblemNotice level="h1" title={words.failed} problem={state.problem} onRetry={state.onRetry} />
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
          {state.kind === 'ready' && state.connections.length > 0 && <Verdict {...state} />}
        </div>
        <Box sx={{ display: 'flex', gap: 2 }}>
          {state.kind === 'ready' && state.connections.length > 0 && <ExportLink list="connections" />}
          <Connect />
        </Box>
      </Box>
      {refused !== null && <Refused {...refused} />}
      {state.kind === 'loading' ? (
        <Delayed afterMs={state.afterMs ?? 150}>
          <Box role="status" aria-label={words.loading} sx={grid}>
            {[1, 2, 3].map((each) => (
              <Skeleton key={each} variant="rounded" height={196} />
            ))}
          </Box>
        </Delayed>
      ) : state.connections.length === 0 ? (
        <Notice mark={<Logo size={32} />} title={words.empty}>
          {words.emptyText}
        </Notice>
      ) : (
        [...Map.groupBy(state.connections, ({ venue }) => venue)].map(([venue, some]) => (
          <Venue key={venue} venue={venue} some={some} all={state} signIn={signIn} />
        ))
      )}
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
  readonly signIn: SignIn
}

function Venue({ venue, some, all, signIn }: VenueProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <Typography id={id} variant="h2" sx={{ mb: 2 }}>
        {venue}
      </Typography>
      <Box component="ul" sx={grid}>
        {some.map((connection) => (
          <Box component="li" key={connection.connectionId} sx={{ display: 'grid' }}>
            <Card connection={connection} all={all} signIn={signIn} />
          </Box>
        ))}
      </Box>
    </section>
  )
}

type CardProps = Pick<VenueProps, 'all' | 'signIn'> & { readonly connection: ConnectionView }

function Card({ connection, all, signIn }: CardProps) {
  const { connectionId, provider, name, webhookUrl, disabledBecause, reconnectSince } = connection
  const lines = flowLines(connectionId, all.flows, all.connections)
  return (
    <Box sx={card}>
      <Box sx={{ display: 'flex', gap: 3, alignItems: 'center', minWidth: 0 }}>
        <ProviderMark provider={providerTitles[provider]} />
        <Box sx={{ minWidth: 0 }}>
          <TextLink
            to="/connections/$connectionId"
            params={{ connectionId }}
            sx={{
              display: 'block',
              fontWeight: 600,
              color: 'ink.strong',
              textDecoration: 'none',
              '&:hover': { textDecoration: 'underline' },
              ...oneLine,
            }}
          >
            {name}
          </TextLink>
          <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
            {providerTitles[provider]}
          </Typography>
        </Box>
        {disabledBecause !== null && <SwitchedOff />}
      </Box>
      {disabledBecause === null && reconnectSince === null && all.strips !== null && (
        <LastDay slots={slotsOf(all.strips, connectionId)} />
      )}
      {reconnectSince !== null && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, justifyContent: 'space-between' }}>
          <ReconnectNeeded />
          <SignInAgainButton connection={connection} signIn={signIn} />
        </Box>
      )}
      <Box component="dl" sx={{ display: 'grid', gap: 2 }}>
        <Fact name={words.flows}>
          {lines.length === 0 ? words.noFlows : lines.map((line) => <div key={line}>{line}</div>)}
        </Fact>
        <Fact name={words.retries}>{retriesText(connection)}</Fact>
        <Fact name={words.webhook}>
          <Id id={webhookUrl} name={words.webhook} length={24} />
        </Fact>
      </Box>
    </Box>
  )
}

/** «5 retries, the first after 2 s» */
export function retriesText({ retryWaitsMs }: Pick<ConnectionView, 'retryWaitsMs'>): string {
  const waits = retryWaitsMs ?? defaultRetryWaitsMs
  const [first] = waits
  return words.retriesShort(waits.length, first === undefined ? null : duration(first))
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Typography component="dt" variant="caption" sx={{ color: 'ink.quiet' }}>
        {name}
      </Typography>
      <Box component="dd" sx={{ overflowWrap: 'anywhere' }}>
        {children}
      </Box>
    </div>
  )
}

export function SwitchedOff() {
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1,
        alignItems: 'center',
        ml: 'auto',
        color: 'status.skipped.main',
        flex: 'none',
      }}
    >
      <Icon name="power" size={16} />
      {words.switchedOff}
    </Box>
  )
}

/** The first letters of a provider, as a quiet mark. */
export function ProviderMark({ provider }: { provider: string }) {
  return (
    <Box
      aria-hidden
      sx={{
        display: 'grid',
        placeItems: 'center',
        flex: 'none',
        width: 32,
        height: 32,
        borderRadius: '6px',
        fontWeight: 600,
        color: 'ink.soft',
        backgroundColor: 'fill.sunken',
      }}
    >
      {provider.slice(0, 2)}
    </Box>
  )
}
