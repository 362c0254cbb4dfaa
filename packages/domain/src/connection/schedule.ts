import { z } from 'zod'
import { leastIntervalSeconds, maxCronLength, mostIntervalSeconds } from './timing.ts'

/** When what flows through a connection is read again by itself. */
export const scheduleTiming = z.union([
  /** Seconds from one reading to the next. */
  z.strictObject({ every: z.int().min(leastIntervalSeconds).max(mostIntervalSeconds) }),
  /** Five fields, minute first, by the clock of an IANA time zone. */
  z.strictObject({
    cron: z.string().trim().min(9).max(maxCronLength),
    timeZone: z.string().trim().min(1).max(60),
  }),
])
export type ScheduleTiming = z.output<typeof scheduleTiming>

export const schedule = z.strictObject({ isOn: z.boolean(), timing: scheduleTiming })
export type Schedule = z.output<typeof schedule>
