import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { ConflictPolicy } from './conflict.ts'
import type { flowEvents } from './flow.ts'

type FlowEventType = keyof typeof flowEvents
export type FlowEvent = { [Type in FlowEventType]: NewEvent<Type, EventData<Type>> }[FlowEventType]

export type Flow =
  | { readonly status: 'none' }
  | { readonly status: 'enabled' | 'disabled'; readonly conflictPolicy: ConflictPolicy }

export type FlowCommand =
  | { readonly type: 'enable'; readonly data: EventData<'FlowEnabled'> }
  | { readonly type: 'disable'; readonly reason: string }
  | { readonly type: 'setConflictPolicy'; readonly policy: ConflictPolicy }

export const initialFlow: Flow = { status: 'none' }

export function decideFlow(command: FlowCommand, state: Flow): Decision<FlowEvent> {
  if (command.type === 'enable')
    return state.status === 'enabled'
      ? refused('STATE_CONFLICT', { reason: 'exists' })
      : decided({ type: 'FlowEnabled', data: command.data })
  if (state.status === 'none') return refused('RECORD_NOT_FOUND')
  if (state.status === 'disabled') return refused('STATE_CONFLICT', { reason: 'is_off' })
  return command.type === 'disable'
    ? decided({ type: 'FlowDisabled', data: { reason: command.reason } })
    : decided({ type: 'FlowConflictPolicySet', data: { policy: command.policy } })
}

export function evolveFlow(state: Flow, event: FlowEvent): Flow {
  if (event.type === 'FlowEnabled')
    return state.status === 'none'
      ? { status: 'enabled', conflictPolicy: 'source_wins' }
      : { ...state, status: 'enabled' }
  if (event.type === 'FlowDisabled') return state.status === 'none' ? state : { ...state, status: 'disabled' }
  // The stream tells of its mapping too.
  if (event.type !== 'FlowConflictPolicySet' || state.status === 'none') return state
  return { ...state, conflictPolicy: event.data.policy }
}
