import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import type { ConnectionStrip, ConnectionView, FlowView } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import type { Column } from '../list/columns.ts'
import { Id } from '../parts/Id.tsx'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { duration } from '../time/format.ts'
import { oneLine } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { flowLines } from './flows.ts'
import { LastDay, slotsOf } from './LastDay.tsx'
import { ReconnectNeeded, SignInAgainButton } from './SignInAgain.tsx'
import type { SignIn } from './useSignIn.ts'

const words = strings.connections

export interface Connections {
  readonly connections: readonly ConnectionView[]
  readonly flows: readonly FlowView[]
  /** How the last day went; null while that is not known. */
  readonly strips: readonly ConnectionStrip[] | null
}

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

interface Shown {
  readonly connection: ConnectionView
  /** What flows, in words. */
  readonly lines: readonly string[]
}

/** What a card can say of its connection. */
export const connectionFacts: readonly Column<Shown>[] = [
  {
    key: 'flows',
    name: words.flows,
    cell: ({ lines }) =>
      lines.length === 0 ? words.noFlows : lines.map((line) => <div key={line}>{line}</div>),
  },
  { key: 'retries', name: words.retries, cell: ({ connection }) => retriesText(connection) },
  {
    key: 'webhook',
    name: words.webhook,
    cell: ({ connection }) => <Id id={connection.webhookUrl} name={words.webhook} length={24} />,
  },
  {
    key: 'account',
    name: words.account,
    extra: true,
    cell: ({ connection: { accountId } }) =>
      accountId === null ? words.noAccount : <Id id={accountId} name={words.account} length={24} />,
  },
  {
    key: 'id',
    name: words.id,
    extra: true,
    cell: ({ connection }) => <Id id={connection.connectionId} name={words.id} length={24} />,
  },
]

interface CardProps {
  readonly connection: ConnectionView
  readonly all: Connections
  readonly facts: readonly Column<Shown>[]
  readonly signIn: SignIn
}

/** One connection among others: how it goes, and the facts that were chosen. */
export function ConnectionCard({ connection, all, facts, signIn }: CardProps) {
  const { connectionId, provider, name, disabledBecause, reconnectSince } = connection
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
        {facts.map((fact) => (
          <Fact key={fact.key} name={fact.name}>
            {fact.cell({ connection, lines })}
          </Fact>
        ))}
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

function Fact({ name, children }: { name: string; children: ReactNode }) {
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
