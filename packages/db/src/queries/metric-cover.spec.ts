import fc from 'fast-check'
import { expect, it } from 'vitest'
import { coverRange, type MetricSpan } from './metric-cover.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const lengths = { minute, hour, day }
const at = (iso: string) => Date.parse(iso)

it('takes whole days, hours around them, and minutes at the edges', () => {
  expect(coverRange(at('2026-11-01T21:30Z'), at('2026-11-04T01:05Z'), [], 'day')).toEqual([
    { span: 'minute', from: at('2026-11-01T21:30Z'), to: at('2026-11-01T22:00Z') },
    { span: 'hour', from: at('2026-11-01T22:00Z'), to: at('2026-11-02T00:00Z') },
    { span: 'day', from: at('2026-11-02T00:00Z'), to: at('2026-11-04T00:00Z') },
    { span: 'hour', from: at('2026-11-04T00:00Z'), to: at('2026-11-04T01:00Z') },
    { span: 'minute', from: at('2026-11-04T01:00Z'), to: at('2026-11-04T01:05Z') },
  ])
})

it('reads days of a zone by their hours, as one piece', () => {
  const midnights = [1, 2, 3].map((n) => at(`2026-11-0${n}T23:00Z`))
  expect(coverRange(at('2026-10-31T23:00Z'), at('2026-11-04T23:00Z'), midnights, 'day')).toEqual([
    { span: 'hour', from: at('2026-10-31T23:00Z'), to: at('2026-11-04T23:00Z') },
  ])
})

it('covers any time exactly once, with rows that reach across no cut', () => {
  const moments = fc.uniqueArray(fc.nat(4 * 1_440), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(moments, fc.constantFrom<MetricSpan>('minute', 'hour', 'day'), (minutes, longest) => {
      const rest = minutes.sort((one, other) => one - other).map((n) => n * minute)
      const from = rest.shift() as number
      const to = rest.pop() as number
      const pieces = coverRange(from, to, rest, longest)
      let reached = from
      for (const piece of pieces) {
        expect(piece.from).toBe(reached)
        expect(piece.to).toBeGreaterThan(piece.from)
        expect([piece.from % lengths[piece.span], piece.to % lengths[piece.span]]).toEqual([0, 0])
        for (const cut of rest)
          if (cut > piece.from && cut < piece.to) expect((cut - piece.from) % lengths[piece.span]).toBe(0)
        reached = piece.to
      }
      expect(reached).toBe(to)
    }),
  )
})
