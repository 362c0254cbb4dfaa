import type { MetricLag } from '@syncline/domain/view'
import { describe, expect, it } from 'vitest'
import { lagOverTime } from './lag.ts'

const at = (minute: number) => `2026-11-21T10:0${minute}:00.000Z`
const bucket = (minute: number, projection: string, lagMs: number, lagEvents: number) => ({
  at: at(minute),
  projection,
  lagMs,
  lagEvents,
})
const lag: MetricLag = {
  from: at(0),
  to: at(3),
  step: 'minute',
  buckets: [
    bucket(0, 'directory', 10, 1),
    bucket(0, 'sync_status', 40, 2),
    bucket(0, 'attempt', 900, 70),
    bucket(2, 'delivery', 0, 0),
  ],
}

describe('the lag over time', () => {
  it('is the worst of what is waited for, and of the rest, in each step', () => {
    expect(lagOverTime(lag, 'UTC')).toEqual({
      slots: [
        { from: at(0), to: at(1), awaitedMs: 40, othersMs: 900 },
        { from: at(1), to: at(2), awaitedMs: null, othersMs: null },
        { from: at(2), to: at(3), awaitedMs: null, othersMs: 0 },
      ],
      worst: { lagMs: 900, lagEvents: 70 },
    })
  })

  it('is unknown, not nothing, where nobody looked', () => {
    expect(lagOverTime({ ...lag, buckets: [] }, 'UTC').worst).toBeNull()
  })
})
