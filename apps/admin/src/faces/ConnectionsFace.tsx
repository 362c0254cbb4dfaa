import { noop } from '@tanstack/react-query'
import { type ConnectionsState, ConnectionsView } from '../connections/ConnectionsView.tsx'
import { EverythingDialog } from '../connections/everything/EverythingDialog.tsx'
import { EverythingView } from '../connections/everything/EverythingView.tsx'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import * as strings from '../strings/index.ts'
import { dead, error, loading, ready, signIn } from './connection-states.ts'
import type { faces } from './list.ts'
import * as samples from './samples.ts'
import * as standing from './standing-samples.ts'

const lists: Record<(typeof faces)['connections'][number], ConnectionsState> = {
  success: { kind: 'ready', ...standing.manyConnections },
  facts: ready,
  reconnect: dead,
  'all-off': ready,
  'everything-off': ready,
  empty: { kind: 'ready', connections: [], flows: [], strips: [], standings: [] },
  loading,
  error,
}

export function ConnectionsFace({ face }: { face: keyof typeof lists }) {
  return (
    <SessionContext value={face === 'everything-off' ? samples.admin : samples.operator}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <ConnectionsView
          state={lists[face]}
          chosenFacts={face === 'facts' ? 'flows,webhook,account,id' : undefined}
          signIn={signIn}
          onFacts={noop}
          refused={face === 'reconnect' ? { text: strings.connections.signIn.saidNo, errorId: null } : null}
          everything={
            <EverythingView isOff={face === 'all-off'} busy={false} refused={null} onOff={noop} onOn={noop} />
          }
        />
        {face === 'everything-off' && (
          <EverythingDialog
            connections={ready.connections.length}
            busy={false}
            refused={null}
            onSubmit={noop}
            onClose={noop}
          />
        )}
      </ShellView>
    </SessionContext>
  )
}
