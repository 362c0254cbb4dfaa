import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import { type RunAllowed, runCan } from './can.ts'
import type { runEvents } from './events.ts'
import { maxRunPages, type RunStatus } from './limits.ts'

type RunEventType = keyof typeof runEvents
export type RunEvent = { [Type in RunEventType]: NewEvent<Type, EventData<Type>> }[RunEventType]

/** What became of the objects that were read. `read` is the sum of the four after it. */
export interface RunCounts {
  readonly read: number
  readonly changed: number
  readonly unchanged: number
  readonly leftOut: number
  readonly unreadable: number
  readonly asked: number
}

export type Run =
  | { readonly status: 'none' }
  | {
      readonly status: RunStatus
      readonly request: EventData<'RunStarted'>
      readonly counts: RunCounts
      /** Pages read; the checkpoint lies behind the last of them. */
      readonly pages: number
      /** The checkpoint, sealed; null before the first page and behind the last. */
      readonly cursor: string | null
      readonly rests: number
      readonly failure: EventData<'RunFailed'> | null
    }

export type RunCommand =
  | { readonly type: 'start'; readonly request: EventData<'RunStarted'> }
  | { readonly type: 'readPage'; readonly page: EventData<'RunPageRead'> }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'cancel'; readonly reason: string }
  | { readonly type: 'fail'; readonly failure: EventData<'RunFailed'> }

export const initialRun: Run = { status: 'none' }
const nothing: RunCounts = { read: 0, changed: 0, unchanged: 0, leftOut: 0, unreadable: 0, asked: 0 }

/** Whether what became of the objects adds up to what was read. */
export const addsUp = ({ read, changed, unchanged, leftOut, unreadable }: Omit<RunCounts, 'asked'>) =>
  read === changed + unchanged + leftOut + unreadable

export function decideRun(command: RunCommand, state: Run): Decision<RunEvent> {
  if (command.type === 'start')
    return state.status === 'none'
      ? decided({ type: 'RunStarted', data: command.request })
      : refused('STATE_CONFLICT', { status: state.status, reason: 'already_started' })
  if (state.status === 'none') return refused('RECORD_NOT_FOUND')
  const { status } = state
  const when = (can: RunAllowed, event: RunEvent): Decision<RunEvent> =>
    can.allowed ? decided(event) : refused('STATE_CONFLICT', { status, reason: can.reason })
  switch (command.type) {
    case 'pause':
      return when(runCan.pause(state), { type: 'RunPaused', data: {} })
    case 'resume':
      return when(runCan.resume(state), { type: 'RunResumed', data: {} })
    case 'cancel':
      return when(runCan.cancel(state), { type: 'RunCancelled', data: { reason: command.reason } })
    case 'readPage':
      return pageRead(command.page, state)
    case 'fail':
      return status === 'running'
        ? decided({ type: 'RunFailed', data: command.failure })
        : refused('STATE_CONFLICT', { status, reason: 'not_running' })
  }
}

/** The page in hand when a person paused or cancelled is still told: its syncs have been asked for. */
function pageRead(page: EventData<'RunPageRead'>, state: Exclude<Run, { status: 'none' }>) {
  const { status, pages } = state
  if (status === 'completed' || status === 'failed')
    return refused('STATE_CONFLICT', { status, reason: 'not_running' })
  // Another worker was quicker with it, or somebody skipped one.
  if (page.page !== pages + 1) return refused('STATE_CONFLICT', { status, reason: 'other_page' })
  if (!addsUp(page)) return refused('INVALID_INPUT', { field: 'page', reason: 'does_not_add_up' })
  const read: RunEvent = { type: 'RunPageRead', data: page }
  if (status === 'cancelled') return decided(read)
  if (page.cursor === null) return decided<RunEvent>(read, { type: 'RunCompleted', data: {} })
  return page.page < maxRunPages ? decided(read) : decided<RunEvent>(read, pageLimit)
}

const pageLimit: RunEvent = {
  type: 'RunFailed',
  data: { code: 'QUOTA_EXCEEDED', detail: `A run reads ${maxRunPages} pages at most.` },
}

export function evolveRun(state: Run, event: RunEvent): Run {
  if (event.type === 'RunStarted')
    return {
      status: 'running',
      request: event.data,
      counts: nothing,
      pages: 0,
      cursor: null,
      rests: 0,
      failure: null,
    }
  if (state.status === 'none') return state
  switch (event.type) {
    case 'RunPageRead': {
      const { page, cursor, ...read } = event.data
      return { ...state, pages: page, cursor, counts: sumOf(state.counts, read) }
    }
    case 'RunPaused':
      return { ...state, status: 'paused' }
    case 'RunResumed':
      return { ...state, status: 'running', rests: state.rests + 1, failure: null }
    case 'RunCancelled':
      return { ...state, status: 'cancelled' }
    case 'RunCompleted':
      return { ...state, status: 'completed' }
    case 'RunFailed':
      return { ...state, status: 'failed', failure: event.data }
  }
}

const sumOf = (a: RunCounts, b: RunCounts): RunCounts => ({
  read: a.read + b.read,
  changed: a.changed + b.changed,
  unchanged: a.unchanged + b.unchanged,
  leftOut: a.leftOut + b.leftOut,
  unreadable: a.unreadable + b.unreadable,
  asked: a.asked + b.asked,
})
