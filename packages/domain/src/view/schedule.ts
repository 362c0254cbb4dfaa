import { z } from 'zod'
import { scopes } from '../connection/entity.ts'
import { type Schedule, scheduleTiming, schedule as scheduleValue } from '../connection/schedule.ts'
import type { ErrorCode } from '../error/table.ts'
import { reasonInput } from './input.ts'

export const scheduleInput = z.strictObject({ connectionId: z.uuid(), schedule: scheduleValue })
export type ScheduleInput = z.output<typeof scheduleInput>

export const scheduleQueryInput = z.strictObject({
  connectionId: z.uuid(),
  /** To see when another timing would be due. */
  timing: scheduleTiming.optional(),
})
export type ScheduleQueryInput = z.output<typeof scheduleQueryInput>

export const scopeInput = z.strictObject({
  connectionId: z.uuid(),
  /** All kinds of records that are switched off from now on. */
  off: z.array(z.enum(scopes)).max(scopes.length),
  reason: reasonInput,
})
export type ScopeInput = z.output<typeof scopeInput>

/** When what flows through a connection is read again. */
export interface ScheduleView {
  /** Null: nobody set one; it is read when its provider tells of a change, or a person asks. */
  readonly schedule: Schedule | null
  /** The next three times of what was asked about, else of what is set; ISO 8601 in UTC. */
  readonly next: readonly string[]
  /** When it began something last by itself. */
  readonly beganAt: string | null
  /** Why nothing began when it was due last. */
  readonly refusal: ErrorCode | null
}
