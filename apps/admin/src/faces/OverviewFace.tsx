import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { OverviewView, type OverviewViewProps, type Part } from '../overview/OverviewView.tsx'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import { AtVenue, sampleVenue } from './AtVenue.tsx'
import type { faces } from './list.ts'
import * as own from './overview-samples.ts'
import * as samples from './samples.ts'
import { apiKeys } from './settings-samples.ts'
import * as standing from './standing-samples.ts'

type Face = (typeof faces)['overview'][number]

const ready = <Data,>(data: Data): Part<Data> => ({ kind: 'ready', data, busy: false })
const loading = { kind: 'loading', afterMs: 0 } as const
const error = { kind: 'error', problem: samples.problem, onRetry: noop } as const

function view(change: Partial<OverviewViewProps>): ReactNode {
  return (
    <OverviewView
      search={{}}
      metrics={ready(own.overview)}
      lag={ready(own.lag)}
      strips={ready(standing.manyConnections.strips)}
      standings={standing.manyConnections.standings}
      needs={ready(own.needs)}
      connections={ready(standing.manyConnections.connections)}
      keys={apiKeys}
      onSearch={noop}
      {...change}
    />
  )
}

const wrong = { ...own.overview, balance: { ...own.overview.balance, requested: 9_999, addsUp: false } }

const contents: Record<Face, () => ReactNode> = {
  success: () => view({}),
  venue: () => view({ search: { venue: sampleVenue } }),
  quiet: () =>
    view({
      metrics: ready(own.quiet),
      needs: ready(own.noNeeds),
      lag: ready(own.noLag),
      strips: ready([]),
      keys: [],
    }),
  empty: () => view({ connections: ready([]) }),
  loading: () =>
    view({ metrics: loading, needs: loading, lag: loading, strips: loading, connections: loading }),
  error: () => view({ metrics: error }),
  differs: () =>
    view({
      metrics: ready(wrong),
      needs: error,
      lag: error,
      strips: error,
      connections: ready(samples.connections),
      search: {
        connection: samples.connections[0]?.connectionId,
        entity: 'customer',
        from: own.overview.from,
      },
    }),
}

export function OverviewFace({ face }: { face: Face }) {
  const page = (
    <SessionContext value={samples.operator}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        {contents[face]()}
      </ShellView>
    </SessionContext>
  )
  // As it is where there are several: there is something to choose.
  return <AtVenue {...(face === 'venue' && { chosen: sampleVenue })}>{page}</AtVenue>
}
