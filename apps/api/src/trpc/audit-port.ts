import type { Actor } from '@syncline/domain/event'

export interface AuditEntry {
  readonly organizationId: string
  readonly actor: Actor
  /** Noun and verb, as `sync.retry`. */
  readonly action: string
  /** Id of what it was done to; null when the input could not be read. */
  readonly target: string | null
  /** `done`, or the code of the refusal. */
  readonly outcome: string
  /** What a refused caller was told to quote; nothing when it was done. */
  readonly errorId?: string | null
  /** Null where it did not come over the network. */
  readonly ip: string | null
  readonly userAgent: string | null
  readonly correlationId: string
  readonly at: Date
  /** What there was, where a change of settings says so. */
  readonly before?: unknown
  /** What was asked for. */
  readonly after?: unknown
  /** What was answered; see `answerOf`. */
  readonly answer?: unknown
  /** From the call to its answer; null where it did not come over the network. */
  readonly durationMs: number | null
}

export interface Audit {
  /** Masks `before`, `after` and `answer`. */
  record(entry: AuditEntry): Promise<void>
}

/** What a known caller was refused, under the id they were told. */
export interface Refusal {
  readonly errorId: string
  readonly at: Date
  readonly actor: Actor
  readonly operation: string
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  readonly correlationId: string
}

export interface Refusals {
  keep(organizationId: string, refusals: readonly Refusal[]): Promise<void>
}
