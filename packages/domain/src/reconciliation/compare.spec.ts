import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CustomerRecord, TransactionRecord } from '../record/index.ts'
import { compare, type Found, type Ours, type Pair } from './compare.ts'
import { differencesOf, instantKey } from './differences.ts'
import { emptyTally, type Tally } from './tally.ts'

const range = { from: '2026-08-01T00:00:00Z', to: '2026-11-01T00:00:00Z' }
const transaction = (more: Partial<TransactionRecord> = {}): TransactionRecord => ({
  entity: 'transaction',
  sourceId: 'T-1',
  deleted: false,
  kind: 'payment',
  status: 'succeeded',
  amount: { amount: 1_000, currency: 'NGN' },
  customerId: 'C-1',
  parentId: null,
  description: null,
  failureCode: null,
  occurredAt: '2026-09-01T12:00:00Z',
  ...more,
})
const settled = (record: TransactionRecord | null, standing: Ours['standing'] = 'settled'): Ours => ({
  record,
  standing,
  sourceConnectionId: 'c',
  sourceId: 's',
  syncId: 'y',
})
const kindsOf = (pairs: readonly Pair[]) => compare(emptyTally, pairs, range).found.map(({ kind }) => kind)
const pair = (ours: Ours | null, theirs: TransactionRecord | null): Pair => ({
  ours,
  theirs,
  externalId: theirs?.sourceId ?? null,
})

describe('two forms of one record', () => {
  it('are alike however times are written, and whether nothing is null or an empty text', () => {
    const ours = transaction({ description: '', occurredAt: '2026-09-01T12:00:00.000Z' })
    expect(differencesOf(ours, transaction())).toEqual([])
    expect(instantKey('2026-09-01T12:00:00.5Z') > instantKey('2026-09-01T12:00:00Z')).toBe(true)
  })

  it('tell money, states, times and ids, and hide what somebody wrote', () => {
    const theirs = transaction({
      amount: { amount: 100, currency: 'NGN' },
      status: 'failed',
      customerId: 'C-2',
      description: 'For Amaka Obi',
    })
    expect(differencesOf(transaction(), theirs)).toEqual([
      { field: 'status', hidden: false, ours: 'succeeded', theirs: 'failed' },
      {
        field: 'amount',
        hidden: false,
        ours: { amount: 1_000, currency: 'NGN' },
        theirs: { amount: 100, currency: 'NGN' },
      },
      { field: 'customerId', hidden: false, ours: 'C-1', theirs: 'C-2' },
      { field: 'description', hidden: true, ours: null, theirs: null },
    ])
    const customer: CustomerRecord = {
      entity: 'customer',
      sourceId: 'C-1',
      deleted: false,
      name: 'Amaka',
      email: null,
      phone: null,
      address: null,
      note: null,
    }
    const told = differencesOf(customer, { ...customer, name: 'Kemi', email: 'kemi@example.com' })
    expect(JSON.stringify(told)).not.toMatch(/Amaka|Kemi|kemi/)
    expect(told.map(({ field }) => field)).toEqual(['name', 'email'])
  })
})

describe('a comparison', () => {
  it('says which side lacks a record, and whether money or something else differs', () => {
    const there = transaction()
    expect(kindsOf([pair(null, there)])).toEqual(['missing_here'])
    expect(kindsOf([pair(settled(there), null)])).toEqual(['missing_there'])
    expect(kindsOf([pair(settled(transaction({ amount: { amount: 1, currency: 'NGN' } })), there)])).toEqual([
      'amount_differs',
    ])
    expect(kindsOf([pair(settled(transaction({ status: 'pending' })), there)])).toEqual(['fields_differ'])
    expect(kindsOf([pair(settled(there), there)])).toEqual([])
    const [told] = compare(
      emptyTally,
      [pair(settled(transaction({ customerId: 'C-2' })), there)],
      range,
    ).found
    expect(told).toMatchObject({
      kind: 'fields_differ',
      externalId: 'T-1',
      sourceId: 's',
      syncId: 'y',
      fields: [{ field: 'customerId', ours: 'C-2', theirs: 'C-1' }],
    })
  })

  it('leaves out what lies outside of the range: its end is not part of it', () => {
    for (const [occurredAt, compared] of [
      ['2026-07-31T23:59:59.999Z', 0],
      ['2026-08-01T00:00:00.000Z', 1],
      ['2026-10-31T23:59:59.999Z', 1],
      ['2026-11-01T00:00:00Z', 0],
    ] as const)
      expect(
        compare(emptyTally, [pair(null, transaction({ occurredAt }))], range).tally.counts.compared,
      ).toBe(compared)
  })

  it('takes what is on its way, unreadable, ended or left to the other side for no discrepancy', () => {
    const there = transaction()
    const other = transaction({ amount: { amount: 1, currency: 'NGN' } })
    const { tally, found } = compare(
      emptyTally,
      [
        pair(settled(other, 'on_the_way'), there),
        pair(settled(other, 'on_the_way'), null),
        pair(settled(null), there),
        pair(settled(other, 'kept'), there),
        pair(settled(other, 'ended'), null),
      ],
      range,
    )
    expect(found).toEqual([])
    expect(tally.counts).toMatchObject({ compared: 1, matched: 1, onTheWay: 2, unreadable: 1 })
    // What was left to them counts as they have it: here and there add up.
    expect(tally.totals).toEqual([
      { currency: 'NGN', ours: { count: 1, amount: '1000' }, theirs: { count: 1, amount: '1000' } },
    ])
  })

  it('counts money that moved: nothing for a failure, less for a refund, yen as they are', () => {
    const yen = (amount: number, more: Partial<TransactionRecord> = {}) =>
      pair(null, transaction({ amount: { amount, currency: 'JPY' }, ...more }))
    const { totals } = compare(
      emptyTally,
      [yen(500), yen(300, { status: 'failed' }), yen(700, { kind: 'refund' })],
      range,
    ).tally
    expect(totals).toEqual([
      { currency: 'JPY', ours: { count: 0, amount: '0' }, theirs: { count: 2, amount: '-200' } },
    ])
  })

  it('sums what no number holds exactly', () => {
    const most = transaction({ amount: { amount: Number.MAX_SAFE_INTEGER, currency: 'NGN' } })
    const { totals } = compare(emptyTally, [pair(null, most), pair(null, most)], range).tally
    expect(totals[0]?.theirs.amount).toBe('18014398509481982')
  })
})

const record = fc.record({
  amount: fc.record({
    amount: fc.nat(10_000_000),
    currency: fc.constantFrom('NGN', 'USD', 'JPY', 'KWD'),
  }),
  status: fc.constantFrom('succeeded', 'failed'),
  kind: fc.constantFrom('payment', 'refund'),
  occurredAt: fc.constantFrom('2026-07-30T00:00:00Z', '2026-08-01T00:00:00Z', '2026-10-31T23:59:59.9Z'),
} as const)
const anyPair = fc
  .tuple(fc.uuid(), record, record, fc.constantFrom('same', 'other', 'here', 'there', 'on_the_way'))
  .map(([sourceId, one, two, how]): Pair => {
    const theirs = transaction({ sourceId, ...one })
    const ours = how === 'other' ? transaction({ sourceId, ...two }) : theirs
    if (how === 'here') return pair(settled(ours), null)
    if (how === 'there') return pair(null, theirs)
    return pair(settled(ours, how === 'on_the_way' ? how : 'settled'), theirs)
  })

describe('any records', () => {
  it('give the same in pieces of any size as all at once', () => {
    fc.assert(
      fc.property(fc.array(anyPair, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (pairs, size) => {
        let tally: Tally = emptyTally
        const found: Found[] = []
        for (let from = 0; from < pairs.length; from += size) {
          const piece = compare(tally, pairs.slice(from, from + size), range)
          tally = piece.tally
          found.push(...piece.found)
        }
        expect({ tally, found }).toEqual(compare(emptyTally, pairs, range))
      }),
    )
  })

  it('add up: what is compared is what matches and what does not, and every currency is summed by itself', () => {
    fc.assert(
      fc.property(fc.array(anyPair, { maxLength: 60 }), (pairs) => {
        const { tally, found } = compare(emptyTally, pairs, range)
        const { compared, matched } = tally.counts
        expect(compared).toBe(matched + found.length)
        // Summed otherwise than the code does it: by hand, in numbers, over what was judged.
        const sums = new Map<string, number>()
        for (const { ours, theirs } of pairs) {
          const there = theirs as TransactionRecord | null
          if (ours?.standing === 'on_the_way' || !there || there.status !== 'succeeded') continue
          const known = (ours?.record ?? there) as TransactionRecord
          if (known.occurredAt < '2026-08') continue
          const { amount, currency } = there.amount
          sums.set(currency, (sums.get(currency) ?? 0) + (there.kind === 'refund' ? -amount : amount))
        }
        for (const { currency, theirs } of tally.totals)
          expect(theirs.amount).toBe(String(sums.get(currency) ?? 0))
      }),
    )
  })
})
