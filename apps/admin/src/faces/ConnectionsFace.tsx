import { noop } from '@tanstack/react-query'
import { type ConnectionsState, ConnectionsView } from '../connections/ConnectionsView.tsx'
import { EverythingDialog } from '../connections/everything/EverythingDialog.tsx'
import { EverythingView } from '../connections/everything/EverythingView.tsx'
import { type KeysState, KeysView } from '../connections/keys/KeysView.tsx'
import { NewKeyDialog } from '../connections/keys/NewKeyDialog.tsx'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import * as strings from '../strings/index.ts'
import { AtVenue, sampleVenue } from './AtVenue.tsx'
import { dead, error, loading, ready, signIn } from './connection-states.ts'
import * as custody from './custody-samples.ts'
import type { faces } from './list.ts'
import * as samples from './samples.ts'
import * as standing from './standing-samples.ts'

const lists: Record<(typeof faces)['connections'][number], ConnectionsState> = {
  success: { kind: 'ready', ...standing.manyConnections },
  venue: { kind: 'ready', ...standing.manyConnections },
  facts: ready,
  reconnect: dead,
  'all-off': ready,
  'everything-off': ready,
  'organization-keys': ready,
  'keys-failed': ready,
  'new-key': ready,
  empty: { kind: 'ready', connections: [], flows: [], strips: [], standings: [] },
  loading,
  error,
}

const keysOf = (face: keyof typeof lists): KeysState => {
  if (face === 'keys-failed') return { kind: 'error', problem: samples.problem, onRetry: noop }
  if (face === 'facts') return { kind: 'loading', afterMs: 0 }
  return { kind: 'ready', view: face === 'organization-keys' ? custody.keysMoving : custody.keysAtRest }
}

export function ConnectionsFace({ face }: { face: keyof typeof lists }) {
  const venue = face === 'venue' ? { venue: sampleVenue } : {}
  const page = (
    <SessionContext
      value={face === 'everything-off' || face === 'new-key' ? samples.admin : samples.operator}
    >
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <ConnectionsView
          state={lists[face]}
          {...venue}
          chosenFacts={face === 'facts' ? 'flows,webhook,account,id' : undefined}
          signIn={signIn}
          onFacts={noop}
          refused={face === 'reconnect' ? { text: strings.connections.signIn.saidNo, errorId: null } : null}
          everything={
            <>
              <KeysView state={keysOf(face)} onRotate={noop} />
              <EverythingView
                isOff={face === 'all-off'}
                busy={false}
                refused={null}
                onOff={noop}
                onOn={noop}
              />
            </>
          }
        />
        {face === 'new-key' && <NewKeyDialog busy={false} refused={null} onSubmit={noop} onClose={noop} />}
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
  return <AtVenue {...(face === 'venue' && { chosen: sampleVenue })}>{page}</AtVenue>
}
