import type { AppendRequest } from '@syncline/db/log'
import type { ErrorCode } from '@syncline/domain/error'
import type { SyncCommand } from '@syncline/domain/sync'
import type {
  Access,
  LookUp,
  PlannedCall,
  PullFailure,
  PushOutcome,
  Together,
} from '@syncline/providers/port'

/** What happens next with a sync that is due and has its lane. */
export type Step =
  | {
      readonly command: Extract<SyncCommand, { type: 'supersede' | 'refuse' | 'scheduleRetry' | 'cancel' }>
      /** What ended is still there at its source, and may come to life again. */
      readonly revivable?: true
    }
  /** What was read from the source, and its bytes. */
  | {
      readonly command: Extract<SyncCommand, { type: 'readSource' }>
      readonly payload: NonNullable<AppendRequest['payload']>
    }
  | {
      readonly command: Extract<SyncCommand, { type: 'start' }>
      /** @param isLate whether its time to begin is over: who waits before the call goes out asks right before */
      readonly send: (idempotencyKey: string, isLate: () => boolean) => Promise<PushOutcome>
      /** Where it may go out with others. */
      readonly joint?: Joint
    }
  /** The key of the open try may be forgotten, or only brings up the same answer: the provider is asked, nothing is repeated. */
  | { readonly ask: () => Promise<LookUp> }

export interface Joint {
  readonly together: Together
  readonly call: PlannedCall
  readonly access: Access
}

export const refuse = (
  code: Extract<SyncCommand, { type: 'refuse' }>['code'],
  detail: string | null = null,
): Step => ({ command: { type: 'refuse', code, detail } })

/** Why a sync of a person who was erased is called off. */
export const erasedReason = 'The person it is about was erased'

/** Why what was in line to a connection is called off. What was never answered stays open: nobody can be asked any more. */
export const deletedReason = 'Its connection was deleted'
export const deletedSourceReason = 'The connection it comes from was deleted'

/** How long a sync waits before it looks again whether what it waits for is there: longer and longer. */
export function wait(hold: 'dependency' | 'retry_at' | 'switch_off', ageMs: number): Step {
  // A switch stays as it is for longer than anything else that is waited for.
  const [least, most] = hold === 'switch_off' ? [5_000, 300_000] : [500, 60_000]
  const waitMs = Math.round(Math.min(Math.max(ageMs / 2, least), most))
  return { command: { type: 'scheduleRetry', hold, waitMs } }
}

/** As `wait`, after a reading that failed: one that was held back goes when it may, however old the sync is. */
export function waitToRead(
  { code, retryAfterMs }: PullFailure,
  hold: 'dependency' | 'retry_at',
  ageMs: number,
): Step {
  const held = heldBy(code)
  return held
    ? { command: { type: 'scheduleRetry', hold: held, waitMs: Math.max(retryAfterMs, 500) } }
    : wait(hold, ageMs)
}

/** What stops a reading that says nothing of what is read. */
export const heldBy = (code: ErrorCode): 'limit' | 'breaker' | null =>
  code === 'RATE_LIMIT_EXCEEDED' ? 'limit' : code === 'CIRCUIT_OPEN' ? 'breaker' : null
