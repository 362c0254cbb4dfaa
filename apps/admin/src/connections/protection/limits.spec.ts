import { type LimitPolicy, usualPolicy } from '@syncline/domain/connection'
import { describe, expect, it } from 'vitest'
import { formOf, type LimitPart, policyOf } from './limits.ts'

const set: LimitPolicy = {
  account: { calls: 50, windowMs: 60_000 },
  atOnce: 4,
  writes: { calls: 5, windowMs: 1_500 },
  reads: null,
  breaker: { threshold: 3, openMs: 30_000 },
}
const empty = formOf(null)
const change = (part: LimitPart, number: string, seconds: string) =>
  policyOf({ ...empty, [part]: { number, seconds } })

describe('the form of limits', () => {
  it('says what is set and reads it again; empty is as usual', () => {
    expect(policyOf(formOf(set))).toEqual({ ok: true, policy: set })
    expect(policyOf(empty)).toEqual({ ok: true, policy: usualPolicy })
    expect(formOf(set).writes).toEqual({ number: '5', seconds: '1.5' })
  })

  it('names the field that will not do', () => {
    expect(change('account', '10', '')).toMatchObject({ ok: false, part: 'account', field: 'seconds' })
    expect(change('reads', '', '10')).toMatchObject({ ok: false, part: 'reads', field: 'number' })
    for (const number of ['0', '10001', '1.5', '-1', 'ten', '1e3'])
      expect(change('writes', number, '1'), number).toMatchObject({ ok: false, field: 'number' })
    for (const seconds of ['0.5', '3601', '-1', 'a minute', '1e3'])
      expect(change('account', '1', seconds), seconds).toMatchObject({ ok: false, field: 'seconds' })
    for (const atOnce of ['0', '1001', '2.5', 'ten'])
      expect(policyOf({ ...empty, atOnce }), atOnce).toMatchObject({ ok: false, part: 'atOnce' })
    expect(change('breaker', '101', '60')).toMatchObject({ ok: false, part: 'breaker', field: 'number' })
  })
})
