import type { ScheduleTiming } from '@syncline/domain/connection'
import { describe, expect, it } from 'vitest'
import { formOf, type TimingForm, timingOf, timingText, toldAs } from './timing.ts'

const lagos = 'Africa/Lagos'

describe('when a connection is read again', () => {
  it.each([
    [{ every: 900 }, { kind: 'interval', minutes: '15' }, 'every 15 minutes'],
    [{ every: 3_600 }, { kind: 'interval', minutes: '60' }, 'every hour'],
    [{ every: 172_800 }, { kind: 'interval', minutes: '2880' }, 'every 2 days'],
    [
      { cron: '5 2 * * *', timeZone: lagos },
      { kind: 'daily', time: '02:05', timeZone: lagos },
      'every day at 02:05, by the clock of Africa/Lagos',
    ],
    [
      { cron: '0 */6 * * 1-5', timeZone: 'UTC' },
      { kind: 'cron', cron: '0 */6 * * 1-5', timeZone: 'UTC' },
      'by 0 */6 * * 1-5, by the clock of UTC',
    ],
  ] satisfies [ScheduleTiming, TimingForm, string][])(
    '%o is told plainly, and read back',
    (timing, form, text) => {
      expect(formOf(timing)).toEqual(form)
      expect(timingOf(form)).toEqual({ ok: true, timing })
      expect(timingText(timing)).toBe(text)
    },
  )

  it.each([
    [{ kind: 'interval', minutes: '0' }, 'minutes'],
    [{ kind: 'interval', minutes: '1.5' }, 'minutes'],
    [{ kind: 'interval', minutes: '43201' }, 'minutes'],
    [{ kind: 'daily', time: '24:00', timeZone: lagos }, 'time'],
    [{ kind: 'daily', time: 'two', timeZone: lagos }, 'time'],
    [{ kind: 'cron', cron: '* * * *', timeZone: lagos }, 'cron'],
  ] satisfies [TimingForm, string][])('%o names its field', (form, field) => {
    expect(timingOf(form)).toMatchObject({ ok: false, field })
  })

  it('is told another way in the same zone', () => {
    const form: TimingForm = { kind: 'daily', time: '02:00', timeZone: lagos }
    expect(toldAs('cron', form, 'UTC')).toEqual({ kind: 'cron', cron: '0 2 * * *', timeZone: lagos })
    expect(toldAs('daily', { kind: 'interval', minutes: '15' }, 'UTC')).toMatchObject({ timeZone: 'UTC' })
  })
})
