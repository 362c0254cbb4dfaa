import type { MetricOverview } from '@syncline/domain/view'
import { describe, expect, it } from 'vitest'
import { slotsOf, successRate } from './buckets.ts'

const overview = (change: Partial<MetricOverview>): MetricOverview => ({
  from: '2026-11-21T08:00:00.000Z',
  to: '2026-11-21T08:04:00.000Z',
  step: 'minute',
  buckets: [],
  total: null,
  webhooks: [],
  webhookTotal: null,
  balance: { requested: 0, byFace: {} as never, addsUp: true },
  ...change,
})
const from = (slots: readonly { from: string }[]) => slots.map((slot) => slot.from)

describe('the steps of a chart', () => {
  it('are all there, with what was counted in them', () => {
    const bucket = { at: '2026-11-21T08:02:00.000Z', received: 3 } as never
    const slots = slotsOf(overview({ webhooks: [bucket] }), 'UTC')
    expect(slots.map(({ webhooks }) => webhooks?.received ?? 0)).toEqual([0, 0, 3, 0])
    expect(slots.at(-1)?.to).toBe('2026-11-21T08:04:00.000Z')
  })

  it('are days as long as the zone makes them', () => {
    const days = overview({ step: 'day', from: '2026-10-23T22:00:00.000Z', to: '2026-10-27T10:00:00.000Z' })
    expect(from(slotsOf(days, 'Europe/Berlin'))).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
      '2026-10-26T23:00:00.000Z',
    ])
    const spring = overview({ step: 'day', from: '2026-03-27T23:00:00.000Z', to: '2026-03-30T10:00:00.000Z' })
    expect(from(slotsOf(spring, 'Europe/Berlin')).at(-1)).toBe('2026-03-29T22:00:00.000Z')
  })
})

it('has no success rate where nothing finished', () => {
  expect(successRate(null)).toBeNull()
  expect(successRate({ synced: 0, failed: 0 })).toBeNull()
  expect(successRate({ synced: 99, failed: 1 })).toBe(99)
})
