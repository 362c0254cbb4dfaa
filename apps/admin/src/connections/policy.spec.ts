import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import { describe, expect, it } from 'vitest'
import { formOf, schedule, waitsOf } from './policy.ts'

describe('the form of a retry policy', () => {
  it.each([
    [[...defaultRetryWaitsMs], { kind: 'doubling', retries: '5', firstSeconds: '2' }],
    [[], { kind: 'doubling', retries: '0', firstSeconds: '2' }],
    [[1_500, 60_000], { kind: 'list', seconds: '1.5, 60' }],
  ])('says %j, and means the same again', (waitsMs, form) => {
    expect(formOf(waitsMs)).toEqual(form)
    expect(waitsOf(formOf(waitsMs))).toEqual({ ok: true, waitsMs })
  })

  it('doubles no further than an hour', () => {
    const read = waitsOf({ kind: 'doubling', retries: '20', firstSeconds: '2' })
    expect(read.ok && Math.max(...read.waitsMs)).toBe(3_600_000)
  })

  it.each([
    [{ kind: 'doubling', retries: '21', firstSeconds: '2' }, 'retries'],
    [{ kind: 'doubling', retries: '', firstSeconds: '2' }, 'retries'],
    [{ kind: 'doubling', retries: '2', firstSeconds: '-1' }, 'firstSeconds'],
    [{ kind: 'doubling', retries: '2', firstSeconds: '3601' }, 'firstSeconds'],
    [{ kind: 'list', seconds: '2, soon' }, 'seconds'],
    [{ kind: 'list', seconds: '1 '.repeat(21) }, 'seconds'],
  ] as const)('names the field of %j that won’t do', (form, field) => {
    expect(waitsOf(form)).toMatchObject({ ok: false, field, error: expect.any(String) })
  })
})

it('the schedule begins with the first try', () => {
  expect(schedule([2_000, 4_000])).toEqual([0, 2_000, 6_000])
})
