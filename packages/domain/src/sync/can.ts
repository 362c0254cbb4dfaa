import type { Entity } from '../connection/entity.ts'
import type { Certainty } from './events.ts'
import type { SyncStatus } from './status.ts'

/** Why something may not be done, as a key of the sentence shown beside the disabled button. */
export type SyncRefusal =
  | 'already_synced'
  | 'running'
  | 'in_line'
  | 'already_skipped'
  | 'already_cancelled'
  | 'awaits_choice'
  | 'no_conflict'
  | 'erased'
  | 'refund_over'

export type Allowed = { readonly allowed: true } | { readonly allowed: false; readonly reason: SyncRefusal }

const yes: Allowed = { allowed: true }
const no = (reason: SyncRefusal): Allowed => ({ allowed: false, reason })

interface Looked {
  readonly status: SyncStatus
  /** Set while it waits for a later try. */
  readonly hold: string | null
  /** The person it is about was erased: there is nothing left to send. */
  readonly erased?: boolean
  readonly entity: Entity
  /** How sure its last try is; null where there was none, or it succeeded. */
  readonly certainty: Certainty | null
}

/** What may be done with a sync, said once: the decider refuses by it and the buttons grey out by it. */
export const syncCan = {
  retry({ status, hold, erased, entity, certainty }: Looked): Allowed {
    if (erased) return no('erased')
    switch (status) {
      case 'synced':
        return no('already_synced')
      case 'syncing':
        return no('running')
      case 'pending':
        if (hold === 'conflict') return no('awaits_choice')
        return hold === null ? no('in_line') : yes
      case 'failed':
      case 'skipped':
      case 'cancelled':
        // One that was surely not made is asked for anew, where what is left by then is seen: its money may have gone since.
        return entity === 'refund' && certainty !== 'unknown' ? no('refund_over') : yes
    }
  },
  skip({ status }: Pick<Looked, 'status'>): Allowed {
    switch (status) {
      case 'synced':
        return no('already_synced')
      case 'syncing':
        return no('running')
      case 'skipped':
        return no('already_skipped')
      case 'cancelled':
        return no('already_cancelled')
      case 'pending':
      case 'failed':
        return yes
    }
  },
  /** Choosing which of two changes stays. */
  resolve({ status, hold }: Pick<Looked, 'status' | 'hold'>): Allowed {
    return status === 'pending' && hold === 'conflict' ? yes : no('no_conflict')
  },
  cancel({ status }: Pick<Looked, 'status'>): Allowed {
    if (status === 'failed') return yes
    return syncCan.skip({ status })
  },
} as const
