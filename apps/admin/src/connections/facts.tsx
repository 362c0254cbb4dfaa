import Box from '@mui/material/Box'
import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import {
  type ConnectionStrip,
  type ConnectionView,
  credentialAgeDays,
  credentialMaxAgeDays,
  type FlowView,
  type StandingView,
} from '@syncline/domain/view'
import { type ReactNode, useCallback } from 'react'
import type { Column } from '../list/columns.ts'
import { Id } from '../parts/Id.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { duration } from '../time/format.ts'
import { drawn } from '../ui/drawn.ts'

const words = strings.connections

export interface Connections {
  readonly connections: readonly ConnectionView[]
  readonly flows: readonly FlowView[]
  /** How the last day went; null while that is not known. */
  readonly strips: readonly ConnectionStrip[] | null
  /** How each stands now; null while that is not known. */
  readonly standings: readonly StandingView[] | null
}

/** What a card is told of its connection. */
export interface Told {
  readonly connection: ConnectionView
  /** What flows, in words. */
  readonly lines: readonly string[]
  readonly standing: StandingView | null
}

/** What is not known yet takes its place already. */
const known = (standing: StandingView | null, cell: (standing: StandingView) => ReactNode) =>
  standing === null ? '…' : cell(standing)

/** What a card can say of its connection. */
export const connectionFacts: readonly Column<Told>[] = [
  {
    key: 'limit',
    name: words.limit,
    cell: ({ standing }) => known(standing, ({ limit }) => <Limit limit={limit} />),
  },
  {
    key: 'breaker',
    name: words.breaker,
    cell: ({ standing }) => known(standing, ({ breaker }) => <Breaker breaker={breaker} />),
  },
  {
    key: 'credential',
    name: words.credential,
    cell: ({ standing }) => known(standing, ({ credential }) => <Credential credential={credential} />),
  },
  {
    key: 'next',
    name: words.nextRun,
    cell: ({ standing }) =>
      known(standing, ({ nextRunAt }) => (nextRunAt === null ? words.noRun : <Time at={nextRunAt} />)),
  },
  {
    key: 'flows',
    name: words.flows,
    extra: true,
    cell: ({ lines }) =>
      lines.length === 0 ? words.noFlows : lines.map((line) => <div key={line}>{line}</div>),
  },
  {
    key: 'retries',
    name: words.retries,
    extra: true,
    cell: ({ connection }) => retriesText(connection),
  },
  {
    key: 'webhook',
    name: words.webhook,
    extra: true,
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

/** «5 retries, the first after 2 s» */
export function retriesText({ retryWaitsMs }: Pick<ConnectionView, 'retryWaitsMs'>): string {
  const waits = retryWaitsMs ?? defaultRetryWaitsMs
  const [first] = waits
  return words.retriesShort(waits.length, first === undefined ? null : duration(first))
}

/** From here on a budget is close to its end, and calls are about to wait. */
const tightFrom = 0.9

function Limit({ limit: { calls, windowMs, used } }: Pick<StandingView, 'limit'>) {
  const tight = used >= calls * tightFrom
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '2.5rem minmax(0, 1fr)', gap: 2, alignItems: 'center' }}>
      <Box
        aria-hidden
        sx={{ height: 6, borderRadius: '3px', backgroundColor: 'fill.sunken', overflow: 'hidden' }}
      >
        <Box
          sx={{
            ...drawn,
            height: '100%',
            width: `${Math.round((used / calls) * 100)}%`,
            backgroundColor: tight ? 'status.waiting.main' : 'accent.main',
          }}
        />
      </Box>
      <span>{strings.protection.limits.use(used, calls, duration(windowMs))}</span>
    </Box>
  )
}

function Breaker({ breaker: { state, failures, openUntil } }: Pick<StandingView, 'breaker'>) {
  if (state === 'closed') return words.breakerClosed(failures)
  return (
    <Box component="span" sx={{ color: 'status.waiting.main', fontWeight: 500 }}>
      {state === 'open' && openUntil !== null ? (
        <>
          {words.breakerOpen} <Time at={openUntil} />
        </>
      ) : (
        words.breakerTrial
      )}
    </Box>
  )
}

function Credential({ credential }: Pick<StandingView, 'credential'>) {
  return credential === null ? words.noCredential : <KnownCredential credential={credential} />
}

function KnownCredential({ credential }: { credential: NonNullable<StandingView['credential']> }) {
  const days = useTicking(useCallback((nowMs) => credentialAgeDays(credential, nowMs), [credential]))
  const isOld = days > credentialMaxAgeDays
  return (
    <Box component="span" sx={isOld ? { color: 'status.waiting.main', fontWeight: 500 } : {}}>
      {words.credentialText(credential.lastFour === '' ? null : `…${credential.lastFour}`, days)}
    </Box>
  )
}
