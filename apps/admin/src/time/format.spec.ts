import { describe, expect, it } from 'vitest'
import { countdown, dateTime, duration, fullTime, relativeTime, zoneCity } from './format.ts'
import { fromLocalInput, toLocalInput } from './local.ts'

const now = Date.parse('2026-11-20T13:32:08.000Z')
const seconds = (count: number) => count * 1_000
const hours = (count: number) => count * 3_600_000

describe('a moment in words', () => {
  it.each([
    [0, 'now'],
    [-seconds(0.4), 'now'],
    [-seconds(3), '3 s ago'],
    [-seconds(59.9), '59 s ago'],
    [-seconds(60), '1 min ago'],
    [-hours(2), '2 h ago'],
    [-hours(23.99), '23 h ago'],
    [seconds(0.2), 'in 1 s'],
    [seconds(13.2), 'in 14 s'],
    [seconds(59.5), 'in 1 min'],
  ])('%d ms away is «%s»', (away, words) => {
    expect(relativeTime(now + away, now, 'UTC')).toBe(words)
  })

  it('is a date from a day on, in the zone that is shown', () => {
    expect(relativeTime(now - hours(24), now, 'UTC')).toBe('19 Nov 13:32')
    expect(relativeTime(now - hours(24), now, 'Africa/Lagos')).toBe('19 Nov 14:32')
  })

  it('names the year when it is another one', () => {
    expect(dateTime(Date.parse('2025-10-13T18:22:00Z'), now, 'Africa/Lagos')).toBe('13 Oct 2025 19:22')
  })

  it('is told in full with seconds', () => {
    expect(fullTime(now, 'Africa/Lagos')).toBe('20 Nov 2026, 14:32:08')
  })
})

describe('how long', () => {
  it.each([
    [84, '84 ms'],
    [412.4, '412 ms'],
    [1_204, '1.2 s'],
    [14_400, '14 s'],
    [125_000, '2 min 5 s'],
    [120_000, '2 min'],
    [7_300_000, '2 h'],
  ])('%d ms is «%s»', (took, words) => {
    expect(duration(took)).toBe(words)
  })

  it('a countdown never shows less than a second', () => {
    expect(countdown(now - seconds(5), now)).toBe('1 s')
    expect(countdown(now + 13_001, now)).toBe('14 s')
  })
})

it('a zone is called by its city', () => {
  expect(zoneCity('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
  expect(zoneCity('UTC')).toBe('UTC')
})

describe('a field for a moment', () => {
  it('goes to text and back in UTC', () => {
    expect(toLocalInput('2026-11-20T13:32:00.000Z', 'UTC')).toBe('2026-11-20T13:32')
    expect(fromLocalInput('2026-11-20T13:32', 'UTC')).toBe('2026-11-20T13:32:00.000Z')
  })

  it.each([
    ['Africa/Lagos', '2026-07-01T08:15:00.000Z', '2026-07-01T09:15'],
    ['America/St_Johns', '2026-07-01T01:15:00.000Z', '2026-06-30T22:45'],
    // Half an hour before and after the clocks go back.
    ['Europe/Berlin', '2026-10-24T23:30:00.000Z', '2026-10-25T01:30'],
    ['Europe/Berlin', '2026-10-25T02:30:00.000Z', '2026-10-25T03:30'],
  ])('goes to text and back as the clocks of %s show it', (zone, iso, text) => {
    expect(toLocalInput(iso, zone)).toBe(text)
    expect(fromLocalInput(text, zone)).toBe(iso)
  })

  it('is nothing when it is empty or half filled', () => {
    expect(fromLocalInput('', 'UTC')).toBeUndefined()
    expect(fromLocalInput('tomorrow', 'UTC')).toBeUndefined()
    expect(toLocalInput(undefined, 'UTC')).toBe('')
    expect(toLocalInput('never', 'UTC')).toBe('')
  })
})
