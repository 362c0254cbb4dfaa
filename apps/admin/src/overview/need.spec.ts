import type { Need } from '@syncline/domain/view'
import { describe, expect, it } from 'vitest'
import { needCount, needSums, needTarget, needText } from './need.ts'

const need = (change: Partial<Need>): Need => ({
  kind: 'failed',
  connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02',
  connectionName: 'FlashERP · Ember Café',
  provider: 'flasherp',
  entity: 'invoice',
  code: 'PROVIDER_UNAVAILABLE',
  reason: null,
  count: 7,
  sums: [],
  oldestAt: '2026-11-20T10:00:00.000Z',
  newestAt: '2026-11-20T13:00:00.000Z',
  newestId: '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b90',
  ...change,
})

describe('a problem', () => {
  it('says how many things of what kind it holds up, and why', () => {
    expect(needText(need({})).title).toMatch(/^7 invoices failed: FlashERP/)
    expect(needText(need({ kind: 'unknown', count: 1 })).title).toBe(
      '1 invoice may or may not be in FlashERP',
    )
    expect(
      needText(need({ kind: 'quarantined', entity: null, code: null, reason: 'not_json' })),
    ).toMatchObject({
      title: '7 webhooks from FlashERP set aside',
    })
  })

  it('leads to the one thing, or to the list of all', () => {
    expect(needTarget(need({ count: 1 }), {})).toMatchObject({ to: '/syncs/$syncId' })
    expect(needTarget(need({}), {})).toMatchObject({
      to: '/syncs',
      search: { status: ['failed'], entity: 'invoice' },
    })
    expect(needTarget(need({ kind: 'conflict' }), {})).toMatchObject({
      to: '/syncs',
      search: { hold: 'conflict' },
    })
    expect(needTarget(need({ kind: 'quarantined' }), {})).toMatchObject({ to: '/webhooks' })
  })

  it('says how much money it holds up, and that there is more where not all is counted', () => {
    const sums = [{ minor: '960000', currency: 'NGN' }]
    expect([needSums(need({})), needSums(need({ sums }))]).toEqual([null, '₦9,600.00'])
    expect(needSums(need({ sums, count: 1_001 }))).toBe('₦9,600.00+')
  })

  it('is not counted beyond a thousand', () => {
    expect([needCount(1_000), needCount(1_001)]).toEqual(['1,000', '1,000+'])
  })
})
