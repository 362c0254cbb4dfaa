import type { BreakerState } from '@syncline/domain/connection'
import { type ErrorCode, SynclineError } from '@syncline/domain/error'

/** Of a connection, as the documented errors tell of it. */
export interface CircuitBreaker {
  readonly state: BreakerState
  /** In a row. */
  readonly failureCount: number
  readonly isOpen: boolean
}

type Breaker = { readonly state: BreakerState; readonly failures: number }

export const circuitBreakerOf = ({ state, failures }: Breaker): CircuitBreaker => ({
  state,
  failureCount: failures,
  isOpen: state !== 'closed',
})

/** A refusal that has to do with the breaker of a connection: says how that stands. */
export class CircuitError extends SynclineError {
  readonly circuitBreaker: CircuitBreaker
  constructor(code: ErrorCode, breaker: Breaker, details: Readonly<Record<string, unknown>> = {}) {
    super(code, details)
    this.circuitBreaker = circuitBreakerOf(breaker)
  }
}
