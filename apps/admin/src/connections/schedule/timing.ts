import { mostIntervalSeconds, type ScheduleTiming } from '@syncline/domain/connection'
import * as strings from '../../strings/index.ts'

const words = strings.schedule
const minuteSeconds = 60

/** How the times are told: as an interval, as one time of the day, or as a line of cron. */
export type TimingForm =
  | { readonly kind: 'interval'; readonly minutes: string }
  | { readonly kind: 'daily'; readonly time: string; readonly timeZone: string }
  | { readonly kind: 'cron'; readonly cron: string; readonly timeZone: string }
export type TimingKind = TimingForm['kind']

const daily = /^(\d{1,2}) (\d{1,2}) \* \* \*$/
const two = (text: string) => text.padStart(2, '0')

/** The form that says these times, the plainest way there is. */
export function formOf(timing: ScheduleTiming): TimingForm {
  if ('every' in timing) return { kind: 'interval', minutes: String(timing.every / minuteSeconds) }
  const { cron, timeZone } = timing
  const [, minute, hour] = daily.exec(cron) ?? []
  if (minute === undefined || hour === undefined) return { kind: 'cron', cron, timeZone }
  return { kind: 'daily', time: `${two(hour)}:${two(minute)}`, timeZone }
}

export type TimingField = 'minutes' | 'time' | 'cron'
export type ReadTiming =
  | { readonly ok: true; readonly timing: ScheduleTiming }
  | { readonly ok: false; readonly field: TimingField; readonly error: string }

/** What the form asks for, or the field that won't do and why. Whether a line of cron ever comes, the hub knows. */
export function timingOf(form: TimingForm): ReadTiming {
  switch (form.kind) {
    case 'interval': {
      const minutes = form.minutes.trim()
      const seconds = Number(minutes) * minuteSeconds
      if (!/^\d{1,5}$/.test(minutes) || seconds < minuteSeconds || seconds > mostIntervalSeconds)
        return { ok: false, field: 'minutes', error: words.notMinutes }
      return { ok: true, timing: { every: seconds } }
    }
    case 'daily': {
      const [, hour = '', minute = ''] = /^(\d{1,2}):(\d{2})$/.exec(form.time.trim()) ?? []
      if (hour === '' || Number(hour) > 23 || Number(minute) > 59)
        return { ok: false, field: 'time', error: words.notTime }
      const cron = `${Number(minute)} ${Number(hour)} * * *`
      return { ok: true, timing: { cron, timeZone: form.timeZone.trim() } }
    }
    case 'cron': {
      const cron = form.cron.trim().replace(/\s+/g, ' ')
      if (cron.split(' ').length !== 5) return { ok: false, field: 'cron', error: words.notCron }
      return { ok: true, timing: { cron, timeZone: form.timeZone.trim() } }
    }
  }
}

/** The same times told another way, as near as that comes. */
export function toldAs(kind: TimingKind, form: TimingForm, zone: string): TimingForm {
  const timeZone = 'timeZone' in form ? form.timeZone : zone
  const read = timingOf(form)
  switch (kind) {
    case 'interval':
      return { kind, minutes: form.kind === 'daily' ? '1440' : '60' }
    case 'daily':
      return { kind, time: '02:00', timeZone }
    case 'cron':
      return { kind, cron: read.ok && 'cron' in read.timing ? read.timing.cron : '0 */6 * * *', timeZone }
  }
}

/** «every 6 hours», in words. */
export function timingText(timing: ScheduleTiming): string {
  const form = formOf(timing)
  switch (form.kind) {
    case 'interval':
      return words.every(Number(form.minutes))
    case 'daily':
      return words.daily(form.time, form.timeZone)
    case 'cron':
      return words.byCron(form.cron, form.timeZone)
  }
}

export const sameTiming = (one: ScheduleTiming, other: ScheduleTiming) =>
  timingText(one) === timingText(other)
