import { noop } from '@tanstack/react-query'
import { type ConnectionsState, ConnectionsView } from '../connections/ConnectionsView.tsx'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import * as strings from '../strings/index.ts'
import { AtVenue, sampleVenue } from './AtVenue.tsx'
import { dead, error, loading, ready, signIn } from './connection-states.ts'
import type { faces } from './list.ts'
import * as samples from './samples.ts'
import * as standing from './standing-samples.ts'

const lists: Record<(typeof faces)['connections'][number], ConnectionsState> = {
  success: { kind: 'ready', ...standing.manyConnections },
  venue: { kind: 'ready', ...standing.manyConnections },
  facts: ready,
  reconnect: dead,
  empty: { kind: 'ready', connections: [], flows: [], strips: [], standings: [] },
  loading,
  error,
}

export function ConnectionsFace({ face }: { face: keyof typeof lists }) {
  const venue = face === 'venue' ? { venue: sampleVenue } : {}
  const page = (
    <SessionContext value={samples.operator}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <ConnectionsView
          state={lists[face]}
          {...venue}
          chosenFacts={face === 'facts' ? 'flows,webhook,account,id' : undefined}
          signIn={signIn}
          onFacts={noop}
          refused={face === 'reconnect' ? { text: strings.connections.signIn.saidNo, errorId: null } : null}
        />
      </ShellView>
    </SessionContext>
  )
  return <AtVenue {...(face === 'venue' && { chosen: sampleVenue })}>{page}</AtVenue>
}
