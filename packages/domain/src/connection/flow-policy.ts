import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { ConflictPolicy } from './conflict.ts'
import type { flowEvents } from './flow.ts'

type FlowEventType = keyof typeof flowEvents
export type FlowEvent = { [Type in FlowEventType]: NewEvent<Type, EventData<Type>> }[FlowEventType]

export type Flow =
  | { readonly status: 'none' }
  | { readonly status: 'enabled'; readonly conflictPolicy: ConflictPolicy }

export type FlowCommand =
  | { readonly type: 'enable'; readonly data: EventData<'FlowEnabled'> }
  | { readonly type: 'setConflictPolicy'; readonly policy: ConflictPolicy }

export const initialFlow: Flow = { status: 'none' }

export function decideFlow(command: FlowCommand, state: Flow): Decision<FlowEvent> {
  if (command.type === 'enable')
    return state.status === 'none'
      ? decided({ type: 'FlowEnabled', data: command.data })
      : refused('STATE_CONFLICT', { reason: 'exists' })
  const { policy } = command
  return state.status === 'none'
    ? refused('RECORD_NOT_FOUND')
    : decided({ type: 'FlowConflictPolicySet', data: { policy } })
}

export function evolveFlow(state: Flow, event: FlowEvent): Flow {
  if (event.type === 'FlowEnabled')
    return state.status === 'none' ? { status: 'enabled', conflictPolicy: 'source_wins' } : state
  // The stream tells of its mapping too.
  if (event.type !== 'FlowConflictPolicySet' || state.status === 'none') return state
  return { ...state, conflictPolicy: event.data.policy }
}
