import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialSync, type Sync } from '../sync/index.ts'
import { type EarlierRefund, leftOf, maxRefunds, type RefundablePayment, refundRefusal } from './index.ts'

const payment: RefundablePayment = {
  id: 'pi_1',
  succeeded: true,
  currency: 'USD',
  paid: 5_000,
  refunded: 0,
  disputed: false,
  payer: null,
  description: null,
}
const usd = (amount: number) => ({ amount, currency: 'USD' })

const syncs = {
  pending: { status: 'pending', lastCertainty: null },
  out: { status: 'syncing', lastCertainty: null },
  lost: { status: 'failed', lastCertainty: 'unknown' },
  'lost and called off': { status: 'cancelled', lastCertainty: 'unknown' },
  made: { status: 'synced', lastCertainty: null },
  refused: { status: 'failed', lastCertainty: 'rejected' },
  'called off': { status: 'cancelled', lastCertainty: null },
} as const

const earlier = (amount: number, how: keyof typeof syncs): EarlierRefund => ({
  asked: {
    requestId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9b01',
    paymentId: 'pi_1',
    amount: usd(amount),
    reason: 'The parcel never arrived',
  },
  sync: { ...initialSync, ...syncs[how] } as unknown as Sync,
})

describe('what is left of a payment', () => {
  it.each([
    ['pending', 3_000],
    ['out', 3_000],
    ['lost', 3_000],
    ['lost and called off', 3_000],
    // What was made the provider counts itself; what was refused was never made.
    ['made', 5_000],
    ['refused', 5_000],
    ['called off', 5_000],
  ] as const)('where 2,000 of 5,000 is %s, is %i', (how, left) => {
    expect(leftOf(payment, [earlier(2_000, how)])).toBe(left)
  })

  it('is never less than nothing, nor is more of it given back', () => {
    const amounts = fc.nat(6_000)
    const asked = fc.record({
      amount: amounts,
      how: fc.constantFrom(...(Object.keys(syncs) as (keyof typeof syncs)[])),
    })
    fc.assert(
      fc.property(
        amounts,
        fc.array(asked, { maxLength: 5 }),
        fc.integer({ min: 1, max: 7_000 }),
        (refunded, all, amount) => {
          const before = all.map((one) => earlier(one.amount, one.how))
          const left = leftOf({ ...payment, refunded }, before)
          const refusal = refundRefusal({ ...payment, refunded }, before, usd(amount))
          expect(left).toBeGreaterThanOrEqual(0)
          expect(refusal === null).toBe(amount <= left)
        },
      ),
    )
  })
})

it.each([
  ['not taken', { ...payment, succeeded: false }, [], usd(1), 'PAYMENT_NOT_REFUNDABLE'],
  ['disputed', { ...payment, disputed: true }, [], usd(1), 'PAYMENT_DISPUTED'],
  ['gone back', { ...payment, refunded: 5_000 }, [], null, 'PAYMENT_ALREADY_REFUNDED'],
  ['too much', payment, [], usd(5_001), 'REFUND_TOO_LARGE'],
  ['another currency', payment, [], { amount: 1, currency: 'NGN' }, 'REFUND_TOO_LARGE'],
  [
    'too often',
    payment,
    Array.from({ length: maxRefunds }, () => earlier(1, 'made')),
    usd(1),
    'STATE_CONFLICT',
  ],
  ['the whole', payment, [], usd(5_000), null],
] as const)('%s', (_what, of, before, amount, refusal) => {
  expect(refundRefusal(of, before, amount)).toBe(refusal)
})
