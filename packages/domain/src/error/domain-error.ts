import { type ErrorCode, errorTable } from './table.ts'

/**
 * A refusal that a caller may see: code, and details that are safe to show (field names, states, limits).
 * The cause travels beside it, for the log only.
 */
export class SynclineError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>
  constructor(
    code: ErrorCode,
    details: Readonly<Record<string, unknown>> = {},
    options?: { cause?: unknown },
  ) {
    super(errorTable[code].sentence, options)
    this.name = 'SynclineError'
    this.code = code
    this.details = details
  }
}

/** What a decider answers: facts to append, or a refusal. Only bugs throw. */
export type Decision<Event> =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> }

export const decided = <Event>(...events: readonly Event[]): Decision<Event> => ({ ok: true, events })
export const refused = (code: ErrorCode, details: Readonly<Record<string, unknown>> = {}) =>
  ({ ok: false, code, details }) as const
