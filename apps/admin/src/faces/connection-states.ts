import { noop } from '@tanstack/react-query'
import type { ConnectionsState } from '../connections/ConnectionsView.tsx'
import type { SignIn } from '../connections/useSignIn.ts'
import { strips } from './overview-samples.ts'
import * as samples from './samples.ts'
import * as standing from './standing-samples.ts'

export const ready = {
  kind: 'ready',
  connections: samples.connections,
  flows: samples.flows,
  strips,
  standings: standing.standings,
} satisfies ConnectionsState

export const error = { kind: 'error', problem: samples.problem, onRetry: noop } satisfies ConnectionsState
export const loading = { kind: 'loading', afterMs: 0 } satisfies ConnectionsState

export const dead = {
  ...ready,
  connections: samples.connections.map((each) => ({ ...each, reconnectSince: samples.ago(7_200) })),
} satisfies ConnectionsState

export const signIn: SignIn = { busy: false, refused: null, start: noop }

export const resting = {
  ...ready,
  standings: standing.standings.map((each) => ({ ...each, ...standing.atRest })),
} satisfies ConnectionsState
