import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { bulkEvents } from './events.ts'
import type { BulkRefusal } from './limits.ts'

type BulkEventType = keyof typeof bulkEvents
export type BulkEvent = { [Type in BulkEventType]: NewEvent<Type, EventData<Type>> }[BulkEventType]

/** What was asked for: something of many syncs, or that many webhooks be read again. */
export type BulkRequest =
  | EventData<'BulkRequested'>
  | ({ readonly action: 'replay' } & EventData<'BulkReplayRequested'>)

export type Bulk =
  | { readonly status: 'none' }
  | {
      readonly status: 'running' | 'completed' | 'stopped'
      readonly request: BulkRequest
      readonly done: number
      readonly refused: Readonly<Partial<Record<BulkRefusal, number>>>
      /** Those that lie before this place in the log are still to come; null when none has been gone through. */
      readonly before: number | null
    }

export type BulkCommand =
  | { readonly type: 'request'; readonly request: BulkRequest }
  /** `last`: nothing is left after this part. */
  | { readonly type: 'advance'; readonly part: EventData<'BulkAdvanced'>; readonly last: boolean }
  | { readonly type: 'stop' }

export const initialBulk: Bulk = { status: 'none' }

export function decideBulk(command: BulkCommand, state: Bulk): Decision<BulkEvent> {
  if (command.type === 'request')
    return state.status === 'none'
      ? decided(requested(command.request))
      : refused('STATE_CONFLICT', { status: state.status, reason: 'already_requested' })
  if (state.status === 'none') return refused('RECORD_NOT_FOUND')
  if (state.status !== 'running')
    return refused('STATE_CONFLICT', { status: state.status, reason: 'already_ended' })
  if (command.type === 'stop') return decided({ type: 'BulkStopped', data: {} })
  const advanced: BulkEvent = { type: 'BulkAdvanced', data: command.part }
  return command.last ? decided<BulkEvent>(advanced, { type: 'BulkCompleted', data: {} }) : decided(advanced)
}

function requested(request: BulkRequest): BulkEvent {
  if (request.action !== 'replay') return { type: 'BulkRequested', data: request }
  const { action: _, ...data } = request
  return { type: 'BulkReplayRequested', data }
}

export function evolveBulk(state: Bulk, event: BulkEvent): Bulk {
  if (event.type === 'BulkRequested') return begun(event.data)
  if (event.type === 'BulkReplayRequested') return begun({ action: 'replay', ...event.data })
  if (state.status === 'none') return state
  switch (event.type) {
    case 'BulkAdvanced': {
      const sums = { ...state.refused }
      for (const { reason, count } of event.data.refused) sums[reason] = (sums[reason] ?? 0) + count
      return { ...state, done: state.done + event.data.done, refused: sums, before: event.data.before }
    }
    case 'BulkCompleted':
      return { ...state, status: 'completed' }
    case 'BulkStopped':
      return { ...state, status: 'stopped' }
  }
}

const begun = (request: BulkRequest): Bulk => ({
  status: 'running',
  request,
  done: 0,
  refused: {},
  before: null,
})
