import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { subjectEvents } from './events.ts'

type SubjectEventType = keyof typeof subjectEvents
export type SubjectEvent = { [Type in SubjectEventType]: NewEvent<Type, EventData<Type>> }[SubjectEventType]

interface Facts {
  readonly request: EventData<'SubjectErasureRequested'>
  /** All whose keys are destroyed in the end. */
  readonly subjectIds: readonly string[]
  readonly searched: number
  readonly destroyed: number
  readonly cancelled: number
  /** Webhooks after this place in the log are still to be searched. */
  readonly after: number
}

/** One erasure of one person. */
export type Erasure =
  | { readonly status: 'none' }
  | (Facts & { readonly status: 'running' })
  | (Facts & { readonly status: 'erased'; readonly report: EventData<'SubjectErased'> })

export type ErasureCommand =
  | { readonly type: 'request'; readonly request: EventData<'SubjectErasureRequested'> }
  | { readonly type: 'advance'; readonly part: EventData<'SubjectErasureAdvanced'> }
  /** After the last part, when the keys are gone. */
  | { readonly type: 'finish'; readonly keys: number; readonly syncs: number }

export const initialErasure: Erasure = { status: 'none' }

/** It can't be stopped: what is destroyed first is what would be needed to know what is left. */
export function decideErasure(command: ErasureCommand, state: Erasure): Decision<SubjectEvent> {
  if (command.type === 'request')
    return state.status === 'none'
      ? decided({ type: 'SubjectErasureRequested', data: command.request })
      : refused('STATE_CONFLICT', { status: state.status, reason: 'already_requested' })
  if (state.status === 'none') return refused('RECORD_NOT_FOUND')
  if (state.status !== 'running')
    return refused('STATE_CONFLICT', { status: state.status, reason: 'already_ended' })
  if (command.type === 'finish') {
    const { destroyed: webhooks, cancelled, searched } = state
    const { keys, syncs } = command
    return decided({ type: 'SubjectErased', data: { keys, webhooks, syncs, cancelled, searched } })
  }
  return command.part.after > state.after
    ? decided({ type: 'SubjectErasureAdvanced', data: command.part })
    : refused('STATE_CONFLICT', { status: state.status, reason: 'already_searched' })
}

export function evolveErasure(state: Erasure, event: SubjectEvent): Erasure {
  if (event.type === 'SubjectErasureRequested')
    return {
      status: 'running',
      request: event.data,
      subjectIds: event.data.subjectIds,
      searched: 0,
      destroyed: 0,
      cancelled: 0,
      after: 0,
    }
  if (state.status === 'none') return state
  if (event.type === 'SubjectErased') return { ...state, status: 'erased', report: event.data }
  const { searched, destroyed, cancelled, subjectIds, after } = event.data
  return {
    ...state,
    subjectIds: [...new Set([...state.subjectIds, ...subjectIds])],
    searched: state.searched + searched,
    destroyed: state.destroyed + destroyed,
    cancelled: state.cancelled + cancelled,
    after,
  }
}
