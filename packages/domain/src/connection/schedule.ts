import { z } from 'zod'

/** A shorter interval would have one run stand in the way of the next. */
export const leastIntervalSeconds = 60
export const mostIntervalSeconds = 30 * 86_400
export const maxCronLength = 120

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

/** What a connection begins with where a person leaves it as it is: hourly. */
export const usualTiming: ScheduleTiming = { every: 3_600 }
