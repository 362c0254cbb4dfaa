import { expect, it } from 'vitest'
import { stripOf } from './health.ts'

const now = Date.parse('2026-11-21T14:32:00Z')
const slot = (at: string, change: object = {}) => ({ at, through: 3, waited: 0, failed: 0, ...change })

it('has a place for each half hour of the day, the last one being now', () => {
  const { looks } = stripOf([slot('2026-11-21T14:30:00.000Z'), slot('2026-11-20T15:00:00.000Z')], now)
  expect(looks).toHaveLength(48)
  expect([looks.at(-1), looks[0], looks[1]]).toEqual(['through', 'through', 'nothing'])
})

it('is as healthy as the newest half hour that had anything', () => {
  const failed = slot('2026-11-21T10:00:00.000Z', { failed: 2 })
  expect(stripOf([failed], now)).toMatchObject({ health: 'failing', failed: 2 })
  expect(stripOf([failed, slot('2026-11-21T11:00:00.000Z')], now).health).toBe('healthy')
  expect(stripOf([slot('2026-11-21T11:00:00.000Z', { waited: 1 })], now).health).toBe('waiting')
  expect(stripOf([], now).health).toBe('quiet')
})
