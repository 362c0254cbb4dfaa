import type { BreakerState, CallLimit, Health } from '../connection/protection.ts'
import type { CredentialView } from './credential.ts'

/** How one of several connections stands now, in as few figures as a list has room for. */
export interface StandingView {
  readonly connectionId: string
  /** What the last look at its provider found. Null: nobody looked yet. */
  readonly health: Health | null
  readonly breaker: {
    readonly state: BreakerState
    /** Of calls, in a row. */
    readonly failures: number
    /** When one call is tried; null while calls go out. */
    readonly openUntil: string | null
  }
  /** The budget of calls that its account has, and how many of them were handed out in the last window. */
  readonly limit: CallLimit & { readonly used: number }
  /** The oldest of those in use, each kind by its newest version. Null where it has none. */
  readonly credential: Pick<CredentialView, 'kind' | 'lastFour' | 'createdAt' | 'retiredAt'> | null
  /** When it is read again by itself; null where that is switched off, or not reckoned yet. */
  readonly nextRunAt: string | null
}
