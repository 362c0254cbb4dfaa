import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { connectionEvents } from './events.ts'

type ConnectionEventType = keyof typeof connectionEvents
export type ConnectionEvent = {
  [Type in ConnectionEventType]: NewEvent<Type, EventData<Type>>
}[ConnectionEventType]

export type Connection =
  | { readonly status: 'none' }
  | {
      readonly status: 'connected'
      /** Null: those of the installation. */
      readonly retryWaitsMs: readonly number[] | null
    }

export interface ConnectionCommand {
  readonly type: 'setRetryPolicy'
  readonly retryWaitsMs: readonly number[] | null
}

export const initialConnection: Connection = { status: 'none' }

export function decideConnection(command: ConnectionCommand, state: Connection): Decision<ConnectionEvent> {
  if (state.status === 'none') return refused('RECORD_NOT_FOUND')
  const { retryWaitsMs } = command
  return decided({
    type: 'ConnectionRetryPolicySet',
    data: { retryWaitsMs: retryWaitsMs && [...retryWaitsMs] },
  })
}

export function evolveConnection(state: Connection, event: ConnectionEvent): Connection {
  switch (event.type) {
    case 'ConnectionConnected':
      return state.status === 'none' ? { status: 'connected', retryWaitsMs: null } : state
    case 'ConnectionRetryPolicySet':
      return state.status === 'none' ? state : { ...state, retryWaitsMs: event.data.retryWaitsMs }
    case 'CredentialRotated':
    case 'ConnectionReconnectNeeded':
    case 'ConnectionReconnected':
      return state
  }
}
