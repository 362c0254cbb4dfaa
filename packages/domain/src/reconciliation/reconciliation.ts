import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { Found } from './compare.ts'
import type { reconciliationEvents } from './events.ts'
import { maxDiscrepancies, maxFoundAtOnce, type ReconciliationPhase } from './kinds.ts'
import { emptyTally, type Tally } from './tally.ts'

type ReconciliationEventType = keyof typeof reconciliationEvents
export type ReconciliationEvent = {
  [Type in ReconciliationEventType]: NewEvent<Type, EventData<Type>>
}[ReconciliationEventType]

export type ReconciliationRequest = EventData<'ReconciliationStarted'>

interface Facts {
  readonly request: ReconciliationRequest
  readonly phase: ReconciliationPhase
  readonly cursor: string | null
  /** Parts gone through; the next one bears this number. */
  readonly parts: number
  readonly tally: Tally
  /** Discrepancies that are listed. */
  readonly listed: number
}

/** One comparison of a connection's records with what its provider has. */
export type Reconciliation =
  | { readonly status: 'none' }
  | (Facts & { readonly status: 'running' })
  | (Facts & { readonly status: 'completed' | 'cancelled' })
  | (Facts & { readonly status: 'failed'; readonly code: EventData<'ReconciliationFailed'>['code'] })

/** Where the next part goes on, and what all parts up to here came to. */
export interface Part {
  readonly phase: ReconciliationPhase
  readonly cursor: string | null
  readonly tally: Tally
  /** In this part. */
  readonly found: readonly Found[]
}

export type ReconciliationCommand =
  | { readonly type: 'start'; readonly request: ReconciliationRequest }
  /** `last`: nothing is left on either side after this part. */
  | { readonly type: 'advance'; readonly part: Part; readonly last: boolean }
  | { readonly type: 'cancel' }
  | { readonly type: 'fail'; readonly code: EventData<'ReconciliationFailed'>['code'] }

export const initialReconciliation: Reconciliation = { status: 'none' }

export function decideReconciliation(
  command: ReconciliationCommand,
  state: Reconciliation,
): Decision<ReconciliationEvent> {
  if (command.type === 'start')
    return state.status === 'none'
      ? decided({ type: 'ReconciliationStarted', data: command.request })
      : refused('STATE_CONFLICT', { status: state.status, reason: 'already_requested' })
  if (state.status === 'none') return refused('RECORD_NOT_FOUND')
  if (state.status !== 'running')
    return refused('STATE_CONFLICT', { status: state.status, reason: 'already_ended' })
  if (command.type === 'cancel') return decided({ type: 'ReconciliationCancelled', data: {} })
  if (command.type === 'fail') return decided({ type: 'ReconciliationFailed', data: { code: command.code } })
  const { part, last } = command
  const advanced = advancesOf(part, state.listed)
  return last
    ? decided<ReconciliationEvent>(...advanced, { type: 'ReconciliationCompleted', data: sumsOf(part) })
    : decided<ReconciliationEvent>(...advanced)
}

const sumsOf = ({ tally: { counts, totals } }: Part) => ({
  counts: { ...counts },
  totals: totals.map((total) => ({ ...total })),
})

/** One event, or as many as it takes to list what was found. */
function advancesOf(part: Part, listed: number): readonly ReconciliationEvent[] {
  const kept = part.found.slice(0, Math.max(0, maxDiscrepancies - listed))
  const numbered = kept.map((found, index) => ({
    ...found,
    number: listed + index + 1,
    fields: found.fields.map((field) => ({ ...field })),
  }))
  const pieces = Math.max(1, Math.ceil(numbered.length / maxFoundAtOnce))
  return Array.from({ length: pieces }, (_, piece) => ({
    type: 'ReconciliationAdvanced',
    data: {
      phase: part.phase,
      cursor: part.cursor,
      ...sumsOf(part),
      found: numbered.slice(piece * maxFoundAtOnce, (piece + 1) * maxFoundAtOnce),
    },
  }))
}

export function evolveReconciliation(state: Reconciliation, event: ReconciliationEvent): Reconciliation {
  if (event.type === 'ReconciliationStarted')
    return {
      status: 'running',
      request: event.data,
      phase: 'theirs',
      cursor: null,
      parts: 0,
      tally: emptyTally,
      listed: 0,
    }
  if (state.status === 'none') return state
  switch (event.type) {
    case 'ReconciliationAdvanced': {
      const { phase, cursor, counts, totals, found } = event.data
      const listed = state.listed + found.length
      return { ...state, phase, cursor, parts: state.parts + 1, tally: { counts, totals }, listed }
    }
    case 'ReconciliationCompleted':
      return { ...state, status: 'completed', tally: event.data }
    case 'ReconciliationCancelled':
      return { ...state, status: 'cancelled' }
    case 'ReconciliationFailed':
      return { ...state, status: 'failed', code: event.data.code }
  }
}
