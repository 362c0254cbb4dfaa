import type { ScheduleTiming } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { CronExpressionParser } from 'cron-parser'

/** Looked for no further ahead: the thirtieth of February is never due. */
const furthestMs = 5 * 366 * 86_400_000

/**
 * When a schedule is due, as often as asked, all later than `after`. On the night when clocks go back an hour that comes
 * twice is due once, and one that is left out when they go forward is due right after it.
 * @throws SynclineError INVALID_INPUT naming the field, for what is no such time or no zone
 */
export function nextTimes(timing: ScheduleTiming, after: Date, count: number): Date[] {
  if ('every' in timing)
    return Array.from({ length: count }, (_, n) => new Date(after.getTime() + (n + 1) * timing.every * 1_000))
  const { cron, timeZone } = timing
  if (!isZone(timeZone)) throw new SynclineError('INVALID_INPUT', { field: 'timing.timeZone' })
  // A sixth field would be seconds.
  if (cron.trim().split(/\s+/).length !== 5) throw refused()
  try {
    const times = CronExpressionParser.parse(cron, {
      currentDate: after,
      endDate: new Date(after.getTime() + furthestMs),
      tz: timeZone,
    })
    return Array.from({ length: count }, () => times.next().toDate())
  } catch (error) {
    throw refused(error)
  }
}

/** @throws SynclineError as `nextTimes` */
export function nextTime(timing: ScheduleTiming, after: Date): Date {
  const [next] = nextTimes(timing, after, 1)
  if (!next) throw refused()
  return next
}

const refused = (cause?: unknown) => new SynclineError('INVALID_INPUT', { field: 'timing.cron' }, { cause })

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}
