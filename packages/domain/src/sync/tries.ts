import type { ErrorCode } from '../error/table.ts'
import type { EventData } from '../event/catalogue.ts'
import type { RecordedEvent } from '../event/envelope.ts'
import type { Attempt, Certainty } from './events.ts'

/** One try that went out, and what came back. Times are ISO 8601 UTC text. */
export interface SyncTry {
  readonly number: number
  readonly generation: number
  readonly idempotencyKey: string
  readonly worker: string
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly outcome: 'running' | 'done' | 'failed'
  readonly code: ErrorCode | null
  readonly certainty: Certainty | null
  readonly detail: string | null
  readonly externalId: string | null
  readonly effect: EventData<'SyncSucceeded'>['effect'] | null
  /** Reported by a worker that had lost the sync meanwhile. */
  readonly late: boolean
  readonly attempt: Attempt | null
}

/**
 * Folds one fact of a sync into its tries. A refusal before anything went out ends a try that never began: it is none.
 * Of several facts that end a try the newest counts.
 */
export function evolveTries(tries: readonly SyncTry[], event: RecordedEvent): readonly SyncTry[] {
  if (event.type === 'SyncStarted') return [...tries, started(event)]
  const end = ending(event)
  if (!end) return tries
  return tries.map((one) =>
    one.number === end.number ? { ...one, ...end, late: one.late || end.late } : one,
  )
}

function started(event: RecordedEvent): SyncTry {
  const { try: number, generation, idempotencyKey, worker } = event.data as EventData<'SyncStarted'>
  return {
    number,
    generation,
    idempotencyKey,
    worker,
    startedAt: event.occurredAt.toISOString(),
    finishedAt: null,
    outcome: 'running',
    code: null,
    certainty: null,
    detail: null,
    externalId: null,
    effect: null,
    late: false,
    attempt: null,
  }
}

type Ending = Omit<SyncTry, 'generation' | 'idempotencyKey' | 'worker' | 'startedAt'>

function ending(event: RecordedEvent): Ending | null {
  const finishedAt = event.occurredAt.toISOString()
  if (event.type === 'SyncSucceeded' || event.type === 'EffectReportedLate') {
    const data = event.data as EventData<'EffectReportedLate'> & Partial<EventData<'SyncSucceeded'>>
    const { try: number, externalId, effect = null, attempt } = data
    const late = event.type === 'EffectReportedLate'
    return {
      number,
      finishedAt,
      outcome: 'done',
      code: null,
      certainty: null,
      detail: null,
      externalId,
      effect,
      late,
      attempt,
    }
  }
  if (event.type === 'SyncFailed') {
    const { try: number, code, certainty, detail, attempt } = event.data as EventData<'SyncFailed'>
    return {
      number,
      finishedAt,
      outcome: 'failed',
      code,
      certainty,
      detail,
      externalId: null,
      effect: null,
      late: false,
      attempt,
    }
  }
  return null
}
