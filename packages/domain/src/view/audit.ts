import { z } from 'zod'
import type { PersonOrPart } from './person.ts'

const word = z.string().trim().min(1).max(120)

/** Filters of the audit; each ends in an index. */
export const auditFilter = z.strictObject({
  /** `user:<id>`, `key:<id>`. */
  actor: word.optional(),
  /** Noun and verb, as `sync.retry`. */
  action: word.optional(),
  /** What it was done to. */
  target: word.optional(),
  /** `done`, or the code of a refusal. */
  outcome: word.optional(),
  /** At or after, before. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})

/** Newest first; `cursor` is the `entryId` to go on after. */
export const auditListInput = z.strictObject({
  filter: auditFilter.default({}),
  cursor: z.int().min(1).optional(),
  limit: z.int().min(1).max(200).default(50),
})
export type AuditListInput = z.output<typeof auditListInput>

export interface AuditRow {
  readonly entryId: number
  readonly at: string
  readonly by: PersonOrPart
  readonly action: string
  readonly target: string | null
  readonly outcome: string
  readonly address: string | null
  readonly userAgent: string | null
  readonly correlationId: string | null
  /** What it was and what was asked for, masked; null where nothing was changed or asked. */
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  /** Ids, states and counts of what was answered; of a refusal its code and what it says of the input. */
  readonly answer: Readonly<Record<string, unknown>> | null
  /** Null where it did not come over the network. */
  readonly durationMs: number | null
}

export interface AuditList {
  readonly rows: readonly AuditRow[]
  /** Where the next page begins; null at the end. */
  readonly nextCursor: number | null
}
