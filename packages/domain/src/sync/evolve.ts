import type { ErrorCode } from '../error/table.ts'
import type { EventData, EventType } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import type { refundEvents } from '../refund/events.ts'
import type { Certainty, Hold, syncEvents } from './events.ts'

export type SyncEventType = keyof typeof syncEvents | keyof typeof refundEvents
/** One of the sync's facts, told apart by `type`. */
export type SyncEvent = {
  [Type in SyncEventType]: NewEvent<Type, EventData<Type & EventType>>
}[SyncEventType]

/** A try that is out, or was: what has to be repeated byte for byte while its outcome is open. */
export interface Operation {
  readonly generation: number
  readonly idempotencyKey: string
  readonly sealed: string
}

interface Facts {
  /** As asked for, with the newest change that was put in its place. */
  readonly request: EventData<'SyncRequested'>
  /** Two changes of one time were put together: the provider has to say which is newer. */
  readonly tied: boolean
  /** Tries started so far. */
  readonly tries: number
  /** Retries used since the request or the last operator's retry. */
  readonly retries: number
  readonly operation: Operation | null
  readonly lastCertainty: Certainty | null
  /** False: to repeat the open try says nothing new. */
  readonly repeatable: boolean
  /** The version at the target that was found changed, and what a person chose. */
  readonly conflict: {
    readonly externalId: string
    readonly externalVersion: number | null
    readonly choice: 'ours' | 'theirs' | null
  } | null
  readonly error: { readonly code: ErrorCode; readonly detail: string | null } | null
  readonly mapping: {
    /** Of the flow's mapping: what made the last try, or is to make the first. */
    readonly version: number
    /** A person retried it: the next try takes the mapping as it is by then. */
    readonly takesCurrent: boolean
  }
}

export type Sync =
  | { readonly status: 'none' }
  | (Facts & { readonly status: 'pending'; readonly hold: Hold | null; readonly nextRetryAt: string | null })
  | (Facts & { readonly status: 'syncing'; readonly worker: string })
  | (Facts & {
      readonly status: 'synced'
      readonly externalId: string
      /** As it was written, where the provider counts versions. */
      readonly externalVersion: number | null
    })
  | (Facts & { readonly status: 'failed' })
  | (Facts & { readonly status: 'skipped'; readonly reason: string | null })
  | (Facts & { readonly status: 'cancelled'; readonly reason: string })

export const initialSync: Sync = { status: 'none' }

function facts(state: Exclude<Sync, { status: 'none' }>): Facts {
  const { request, tied, tries, retries, operation, lastCertainty, repeatable, conflict, error, mapping } =
    state
  return { request, tied, tries, retries, operation, lastCertainty, repeatable, conflict, error, mapping }
}

/** Folds one fact into the state. Total: a fact that does not fit (it can't, the decider saw to it) changes nothing. */
export function evolve(state: Sync, event: SyncEvent): Sync {
  if (event.type === 'SyncRequested')
    return {
      status: 'pending',
      request: event.data,
      tied: false,
      tries: 0,
      retries: 0,
      operation: null,
      lastCertainty: null,
      repeatable: true,
      conflict: null,
      error: null,
      mapping: { version: event.data.mappingVersion, takesCurrent: false },
      hold: null,
      nextRetryAt: null,
    }
  if (state.status === 'none') return state
  const known = facts(state)
  switch (event.type) {
    case 'SyncCoalesced': {
      const { tied, ...change } = event.data
      return { ...state, request: { ...known.request, ...change }, tied: known.tied || tied }
    }
    case 'SourceRead':
      return { ...state, request: { ...known.request, ...event.data } }
    case 'SyncStarted': {
      const { generation, idempotencyKey, operation, worker } = event.data
      const out = { generation, idempotencyKey, sealed: operation }
      return { ...known, status: 'syncing', tries: event.data.try, operation: out, worker }
    }
    case 'SyncSucceeded':
      return {
        ...known,
        status: 'synced',
        error: null,
        lastCertainty: null,
        externalId: event.data.externalId,
        externalVersion: event.data.externalVersion,
      }
    case 'EffectLookedUp':
      return event.data.externalId === null
        ? {
            ...known,
            status: 'pending',
            error: null,
            lastCertainty: 'rejected',
            hold: null,
            nextRetryAt: null,
          }
        : {
            ...known,
            status: 'synced',
            error: null,
            lastCertainty: null,
            externalId: event.data.externalId,
            externalVersion: event.data.externalVersion,
          }
    case 'SyncFailed': {
      const { code, detail, certainty, repeatable } = event.data
      return { ...known, status: 'failed', error: { code, detail }, lastCertainty: certainty, repeatable }
    }
    case 'SyncConflictFound':
      return {
        ...known,
        status: 'pending',
        conflict: { ...event.data, choice: null },
        hold: 'conflict',
        nextRetryAt: null,
      }
    case 'SyncConflictResolved': {
      const { choice } = event.data
      const conflict = known.conflict && { ...known.conflict, choice }
      return { ...known, status: 'pending', conflict, hold: null, nextRetryAt: null }
    }
    case 'SyncRetryScheduled': {
      const { retry, hold, nextRetryAt } = event.data
      return { ...known, status: 'pending', retries: retry, hold, nextRetryAt }
    }
    case 'SyncRetryRequested':
      return {
        ...known,
        status: 'pending',
        retries: 0,
        mapping: { ...known.mapping, takesCurrent: true },
        hold: null,
        nextRetryAt: null,
      }
    case 'SyncMappingChosen':
      return { ...state, mapping: { version: event.data.mappingVersion, takesCurrent: false } }
    case 'SyncSkipped':
      return { ...known, status: 'skipped', reason: event.data.reason }
    case 'SyncSuperseded':
      return { ...known, status: 'skipped', reason: null }
    case 'SyncCancelled':
      return { ...known, status: 'cancelled', reason: event.data.reason }
    case 'EffectReportedLate':
    case 'RefundRequested':
      return state
  }
}
