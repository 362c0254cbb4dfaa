import type { BreakerState } from '@syncline/domain/connection'
import { type ErrorCode, SynclineError } from '@syncline/domain/error'

/** Of a connection, as the documented errors tell of it. */
export interface CircuitBreaker {
  readonly state: BreakerState
  /** In a row. */
  readonly failureCount: number
  readonly isOpen: boolean
}

/** A refusal that has to do with the breaker of a connection: says how that stands. */
export class CircuitError extends SynclineError {
  readonly circuitBreaker: CircuitBreaker
  constructor(
    code: ErrorCode,
    breaker: { readonly state: BreakerState; readonly failures: number },
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code, details)
    const { state, failures } = breaker
    this.circuitBreaker = { state, failureCount: failures, isOpen: state !== 'closed' }
  }
}
