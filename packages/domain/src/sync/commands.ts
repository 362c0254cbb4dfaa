import type { ErrorCode } from '../error/table.ts'
import type { EventData } from '../event/catalogue.ts'
import type { Attempt, Certainty, Hold } from './events.ts'

export type SyncCommand =
  | { readonly type: 'request'; readonly request: EventData<'SyncRequested'> }
  /** A newer change of the record, on its way to the same connection. */
  | {
      readonly type: 'coalesce'
      readonly change: Omit<EventData<'SyncCoalesced'>, 'tied'>
    }
  /** What was asked for without a record at hand was read from its source. */
  | { readonly type: 'readSource'; readonly read: EventData<'SourceRead'> }
  | {
      readonly type: 'start'
      readonly idempotencyBase: string
      readonly sealedOperation: string
      readonly worker: string
      /** The mapping that made what goes out; absent: the one the sync has, or none was asked. */
      readonly mappingVersion?: number
    }
  | {
      readonly type: 'succeed'
      readonly try: number
      readonly externalId: string
      readonly externalVersion: number | null
      readonly effect: EventData<'SyncSucceeded'>['effect']
      readonly attempt: Attempt
    }
  | {
      readonly type: 'fail'
      readonly try: number
      readonly code: ErrorCode
      readonly certainty: Certainty
      readonly detail: string | null
      readonly attempt: Attempt | null
      readonly retryable: boolean
      /** False where the provider answered from its memory of an earlier try under the same key. */
      readonly repeatable: boolean
      /** Wait the provider asked for, from now, in milliseconds; 0 when it asked for none. */
      readonly retryAfterMs: number
      /** Between 0 and 1, from outside: the decider rolls no dice. */
      readonly jitter: number
      /** Both sides changed: theirs is kept, or a person is asked. Null where ours is to be written all the same. */
      readonly conflict?: {
        readonly verdict: 'keep_theirs' | 'ask'
        readonly externalId: string
        readonly externalVersion: number | null
      } | null
    }
  /** Waits without burning a try: another sync of the record is out, a limit, a switch. */
  | { readonly type: 'scheduleRetry'; readonly hold: Hold; readonly waitMs: number }
  /** Can't even be put on the wire: nothing goes out. */
  | { readonly type: 'refuse'; readonly code: ErrorCode; readonly detail: string | null }
  | {
      readonly type: 'retry'
      readonly reason: string | null
      /** Absent: the flow's mapping as it is by then. */
      readonly mapping?: 'current' | 'recorded'
    }
  | { readonly type: 'skip'; readonly reason: string }
  /** Nothing is left to send. */
  | {
      readonly type: 'supersede'
      readonly reason: EventData<'SyncSuperseded'>['reason']
      readonly newerVersion: string | null
    }
  /** The provider was asked about the last try; null: it knows of no such effect. */
  | {
      readonly type: 'lookUp'
      readonly externalId: string | null
      readonly externalVersion: number | null
      readonly attempt: Attempt
    }
  | { readonly type: 'resolve'; readonly choice: 'ours' | 'theirs'; readonly reason: string }
  | { readonly type: 'cancel'; readonly reason: string }
