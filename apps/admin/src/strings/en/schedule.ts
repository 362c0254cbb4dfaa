import type { Entity } from '@syncline/domain/connection'
import { worded } from '../language.ts'
import { midSentence } from './many.ts'
import { syncs } from './syncs.ts'

const plural = (entity: Entity) => syncs.entityPlural[entity]
const whole = (value: number, one: string, many: string) => (value === 1 ? one : `${value} ${many}`)

export const schedule = worded('schedule', {
  title: 'Read again by itself',
  text: 'Webhooks bring each change as it comes. A schedule looks on its own as well: what flows from here and to here is read where it comes from, as far as it was changed since. What is the same makes no sync.',
  loading: 'The schedule is being loaded',
  failed: 'The schedule could not be loaded; nothing changed',
  onOff: 'By itself',
  on: 'On',
  off: 'Off',
  how: 'How the times are told',
  kinds: { interval: 'Every so often', daily: 'Once a day', cron: 'By a cron line' },
  minutes: 'Minutes from one reading to the next',
  minutesHint: 'From 1 to 43,200, which is thirty days.',
  notMinutes: 'A whole number from 1 to 43,200.',
  time: 'Time of day',
  timeHint: 'Hours and minutes, for example 02:00.',
  notTime: 'A time such as 02:00.',
  zone: 'Time zone',
  zoneHint: 'Its IANA name, for example Africa/Lagos.',
  notZone: 'No time zone is called that.',
  cron: 'Cron line',
  cronHint: 'Minute, hour, day of the month, month, day of the week: 0 */6 * * * is every six hours.',
  notCron: 'No time comes of this. It has five parts: minute, hour, day, month, day of the week.',
  next: 'The next times',
  rests: 'It rests while this is off.',
  began: 'Last begun by itself',
  stillReading: 'When it was due last, it was still being read.',
  refused: (sentence: string) => `When it was due last, nothing began. ${sentence}`,
  save: 'Save the schedule',
  saving: 'Saving',
  saved: 'Saved. It holds from now on.',
  unchanged: 'Nothing is changed.',
  mayNot: (organization: string) => `Admins change this. Ask an admin of ${organization}.`,
  step: 'When should it be read again by itself?',
  saveStep: 'Save and go on',
  skipStep: 'Go on without',
  every: (minutes: number) =>
    minutes % 1_440 === 0
      ? `every ${whole(minutes / 1_440, 'day', 'days')}`
      : minutes % 60 === 0
        ? `every ${whole(minutes / 60, 'hour', 'hours')}`
        : `every ${whole(minutes, 'minute', 'minutes')}`,
  daily: (time: string, zone: string) => `every day at ${time}, by the clock of ${zone}`,
  byCron: (cron: string, zone: string) => `by ${cron}, by the clock of ${zone}`,
} as const)

export const scope = worded('scope', {
  title: 'What travels',
  text: 'A kind of record that is switched off stays where it is: nothing of it leaves to here or from here. Webhooks are still stored, and what waits goes out when it is switched on again.',
  travels: 'Travels',
  stays: 'Switched off',
  switchOff: 'Switch off',
  switchOn: 'Switch on',
  nameOff: (entity: Entity) => `Switch off ${midSentence(plural(entity))}`,
  nameOn: (entity: Entity) => `Switch on ${midSentence(plural(entity))}`,
  titleOff: (entity: Entity, name: string) => `Switch off ${midSentence(plural(entity))} of ${name}?`,
  titleOn: (entity: Entity, name: string) => `Switch on ${midSentence(plural(entity))} of ${name}?`,
  textOff: 'What is on its way is finished; what is in line waits until it is switched on again.',
  textOn: 'What waits goes out by itself within five minutes. Retry sends it at once.',
  label: 'Reason',
  hint: 'Kept in the log and in the audit.',
  submitting: 'Switching',
  done: (entity: Entity, isOff: boolean) =>
    isOff ? `${plural(entity)} are switched off.` : `${plural(entity)} travel again.`,
  mayNot: schedule.mayNot,
  unchanged: 'Somebody has switched it already. Look at how it stands now.',
} as const)
