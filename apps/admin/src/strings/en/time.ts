import { locale, worded } from '../language.ts'

export const time = worded('time', {
  now: 'now',
  ago: (words: string) => `${words} ago`,
  ahead: (words: string) => `in ${words}`,
  milliseconds: (count: number) => `${count} ms`,
  seconds: (count: number) => `${count.toLocaleString(locale)} s`,
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  at: (time: string) => `at ${time}`,
  on: (dateTime: string) => `on ${dateTime}`,
  here: (time: string, place: string) => `${time} in ${place}`,
  utc: (time: string) => `${time} UTC`,
} as const)
