import { describe, expect, it } from 'vitest'
import { nextTimes } from './next-times.ts'

const times = (cron: string, timeZone: string, after: string, count: number) =>
  nextTimes({ cron, timeZone }, new Date(after), count).map((time) => time.toISOString())

describe('when a schedule is due', () => {
  it('an interval is reckoned from when it was due last', () => {
    expect(nextTimes({ every: 90 }, new Date('2026-11-21T10:00:00Z'), 2)).toEqual([
      new Date('2026-11-21T10:01:30Z'),
      new Date('2026-11-21T10:03:00Z'),
    ])
  })

  it('a time of the day is by the clock of its zone', () => {
    expect(times('0 2 * * *', 'Africa/Lagos', '2026-11-21T02:00:00Z', 2)).toEqual([
      '2026-11-22T01:00:00.000Z',
      '2026-11-23T01:00:00.000Z',
    ])
    expect(times('*/15 * * * *', 'UTC', '2026-11-21T10:15:00Z', 2)).toEqual([
      '2026-11-21T10:30:00.000Z',
      '2026-11-21T10:45:00.000Z',
    ])
  })

  it('an hour that comes twice is due once', () => {
    // Clocks go back in Berlin at 03:00 on 25 October 2026: 02:30 comes at 00:30Z and at 01:30Z.
    const due = times('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)
    expect(due[0]).toMatch(/^2026-10-25T0[01]:30/)
    expect(due[1]).toBe('2026-10-26T01:30:00.000Z')
  })

  it('an hour that is left out is made up for on the same day', () => {
    // Clocks go forward in Berlin at 02:00 on 28 March 2027: there is no 02:30.
    const due = times('30 2 * * *', 'Europe/Berlin', '2027-03-27T12:00:00Z', 2)
    expect(due[0]).toMatch(/^2027-03-28T01/)
    expect(due[1]).toBe('2027-03-29T00:30:00.000Z')
  })

  it.each([
    ['five fields', 'every hour', 'UTC', 'timing.cron'],
    ['no seconds', '* * * * * *', 'UTC', 'timing.cron'],
    ['minutes below sixty', '61 * * * *', 'UTC', 'timing.cron'],
    ['a day that there is', '0 0 30 2 *', 'UTC', 'timing.cron'],
    ['a zone that there is', '0 0 * * *', 'Mars/Olympus', 'timing.timeZone'],
  ])('needs %s', (_, cron, timeZone, field) => {
    expect(() => times(cron, timeZone, '2026-11-21T10:00:00Z', 1)).toThrowError(
      expect.objectContaining({ code: 'INVALID_INPUT', details: { field } }),
    )
  })
})
