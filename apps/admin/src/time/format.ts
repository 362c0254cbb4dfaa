import * as strings from '../strings/index.ts'
import { dayMs } from './day.ts'

const secondMs = 1_000
const minuteMs = 60 * secondMs

const formats = new Map<string, Intl.DateTimeFormat>()

/** Building a format costs more than using it, and a list uses one a hundred times. */
function format(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(strings.locale, { ...options, timeZone, hourCycle: 'h23' })
  formats.set(key, made)
  return made
}

const toMinute = { hour: '2-digit', minute: '2-digit' } as const
const toSecond = { ...toMinute, second: '2-digit' } as const
const dayAndMonth = { day: 'numeric', month: 'short' } as const

/** «14:32» */
export const clockTime = (atMs: number, timeZone: string) => format(timeZone, toMinute).format(atMs)
/** «14:32:08» */
export const clockTimeSeconds = (atMs: number, timeZone: string) => format(timeZone, toSecond).format(atMs)

/** «13 Oct 19:22», with the year when it is not this one. */
export function dateTime(atMs: number, nowMs: number, timeZone: string): string {
  const year = format(timeZone, { year: 'numeric' })
  const sameYear = year.format(atMs) === year.format(nowMs)
  const day = format(timeZone, sameYear ? dayAndMonth : { ...dayAndMonth, year: 'numeric' }).format(atMs)
  return `${day} ${clockTime(atMs, timeZone)}`
}

/** «13 Oct» */
export const dayName = (atMs: number, timeZone: string) => format(timeZone, dayAndMonth).format(atMs)

/** «13 Oct 2026, 19:22:04» */
export const fullTime = (atMs: number, timeZone: string) =>
  format(timeZone, { ...dayAndMonth, year: 'numeric', ...toSecond }).format(atMs)

/** «3 s ago», «in 14 s», and the date from a day on. */
export function relativeTime(atMs: number, nowMs: number, timeZone: string): string {
  const distanceMs = atMs - nowMs
  const size = Math.abs(distanceMs)
  if (size >= dayMs) return dateTime(atMs, nowMs, timeZone)
  if (distanceMs <= 0 && size < secondMs) return strings.time.now
  return distanceMs > 0
    ? strings.time.ahead(coarse(size, Math.ceil))
    : strings.time.ago(coarse(size, Math.floor))
}

/** The largest unit alone: «14 s», «33 min», «2 h». What is to come is rounded up, as a countdown is. */
function coarse(sizeMs: number, round: (value: number) => number): string {
  const seconds = round(sizeMs / secondMs)
  if (seconds < 60) return strings.time.seconds(seconds)
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? strings.time.minutes(minutes) : strings.time.hours(Math.floor(minutes / 60))
}

/** How long until then, to the second: «14 s», «2 min 5 s». Never less than a second. */
export function countdown(untilMs: number, nowMs: number): string {
  const left = Math.max(secondMs, untilMs - nowMs)
  const seconds = Math.ceil(left / secondMs)
  if (seconds < 60) return strings.time.seconds(seconds)
  const minutes = Math.floor(seconds / 60)
  if (minutes >= 60) return strings.time.hours(Math.floor(minutes / 60))
  const rest = seconds % 60
  return rest === 0
    ? strings.time.minutes(minutes)
    : `${strings.time.minutes(minutes)} ${strings.time.seconds(rest)}`
}

/** How long something took: «84 ms», «1.2 s», «14 s», «2 min 5 s». */
export function duration(tookMs: number): string {
  if (tookMs < secondMs) return strings.time.milliseconds(Math.round(tookMs))
  if (tookMs < 10 * secondMs) return strings.time.seconds(Number((tookMs / secondMs).toFixed(1)))
  if (tookMs < minuteMs) return strings.time.seconds(Math.round(tookMs / secondMs))
  return countdown(tookMs, 0)
}

/** «Lagos» of «Africa/Lagos». */
export function zoneCity(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')
}
