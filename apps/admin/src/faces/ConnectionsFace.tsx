import { noop } from '@tanstack/react-query'
import { ConnectionDetail } from '../connections/ConnectionDetail.tsx'
import { type ConnectionsState, ConnectionsView } from '../connections/ConnectionsView.tsx'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import type { faces } from './list.ts'
import * as samples from './samples.ts'

const ready: ConnectionsState = { kind: 'ready', connections: samples.connections, flows: samples.flows }
const error: ConnectionsState = { kind: 'error', problem: samples.problem, onRetry: noop }
const loading: ConnectionsState = { kind: 'loading', afterMs: 0 }

const lists: Record<(typeof faces)['connections'][number], ConnectionsState> = {
  success: ready,
  empty: { kind: 'ready', connections: [], flows: [] },
  loading,
  error,
}

export function ConnectionsFace({ face }: { face: keyof typeof lists }) {
  return (
    <SessionContext value={samples.operator}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <ConnectionsView state={lists[face]} />
      </ShellView>
    </SessionContext>
  )
}

const details: Record<(typeof faces)['connection'][number], ConnectionsState> = {
  success: ready,
  list: ready,
  operator: ready,
  refused: ready,
  missing: { kind: 'ready', connections: [], flows: [] },
  loading,
  error,
}

export function ConnectionFace({ face }: { face: keyof typeof details }) {
  const [stripe, erp] = samples.connections
  const shown = face === 'list' ? stripe : erp
  return (
    <SessionContext value={face === 'operator' ? samples.operator : samples.admin}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <ConnectionDetail
          connectionId={shown?.connectionId ?? ''}
          state={details[face]}
          policy={{ busy: false, problem: face === 'refused' ? samples.problem : null, onSave: noop }}
          conflicts={{ problem: null, onSet: noop }}
        />
      </ShellView>
    </SessionContext>
  )
}
