import type { SyncStatus } from './evolve.ts'

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

export type Allowed = { readonly allowed: true } | { readonly allowed: false; readonly reason: SyncRefusal }

const yes: Allowed = { allowed: true }
const no = (reason: SyncRefusal): Allowed => ({ allowed: false, reason })

interface Looked {
  readonly status: SyncStatus
  /** Set while it waits for a later try. */
  readonly hold: string | null
  /** The person it is about was erased: there is nothing left to send. */
  readonly erased?: boolean
}

/** What may be done with a sync, said once: the decider refuses by it and the buttons grey out by it. */
export const syncCan = {
  retry({ status, hold, erased }: Looked): Allowed {
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
        return yes
    }
  },
  skip({ status }: Looked): Allowed {
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
  resolve({ status, hold }: Looked): Allowed {
    return status === 'pending' && hold === 'conflict' ? yes : no('no_conflict')
  },
  cancel({ status, hold }: Looked): Allowed {
    if (status === 'failed') return yes
    return syncCan.skip({ status, hold })
  },
} as const
