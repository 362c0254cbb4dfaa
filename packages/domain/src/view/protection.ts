import type { BreakerPolicy, BreakerState, CallLimit, Health } from '../connection/protection.ts'
import type { LimitPolicy } from '../connection/protection-events.ts'
import type { ErrorCode } from '../error/table.ts'

/** One look at a provider. */
export interface HealthLookView {
  readonly at: string
  readonly health: Health
  /** Null: it answered as it should. */
  readonly code: ErrorCode | null
  readonly tookMs: number
}

/** One budget of calls and what of it is in use. */
export interface LimitView extends CallLimit {
  readonly of: 'account' | 'writes' | 'reads'
  /** Tokens handed out in the last window. */
  readonly used: number
  /** The provider asked for peace until then. */
  readonly pausedUntil: string | null
}

export interface BreakerView extends BreakerPolicy {
  readonly state: BreakerState
  /** In a row. */
  readonly failures: number
  readonly lastCode: ErrorCode | null
  readonly lastFailedAt: string | null
  readonly openUntil: string | null
}

/** How a connection is, and what stands between it and too many calls. */
export interface ProtectionView {
  /** Null: nobody looked yet. */
  readonly health: Health | null
  /** Newest first, a day of them at most. */
  readonly looks: readonly HealthLookView[]
  readonly breaker: BreakerView
  readonly limits: readonly LimitView[]
  /** Calls of the whole account that are out, and how many there may be; null: however many. */
  readonly atOnce: { readonly most: number; readonly out: number } | null
  /** What a person set; null: nothing, all is as usual. */
  readonly policy: LimitPolicy | null
  /** Of the last 200 tries. */
  readonly errors: readonly { readonly code: ErrorCode; readonly count: number; readonly lastAt: string }[]
}
