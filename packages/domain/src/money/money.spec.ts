import { expect, test } from 'vitest'
import { amountSchema, together } from './index.ts'

test('an amount is whole minor units that a number holds exactly', () => {
  const fits = (minor: unknown) => amountSchema.safeParse({ minor, currency: 'KWD' }).success
  expect([1_234, 0, -250, Number.MAX_SAFE_INTEGER].map(fits)).toEqual([true, true, true, true])
  expect([0.5, 2 ** 53, '5', null].map(fits)).toEqual([false, false, false, false])
})

test('currencies are never summed together', () => {
  const dollars = { minor: '-24000', currency: 'USD' }
  const naira = ['61240000', '9007199254740993'].map((minor) => ({ minor, currency: 'NGN' }))
  expect(together([dollars, ...naira, dollars])).toEqual([
    { minor: '-48000', currency: 'USD' },
    { minor: '9007199315980993', currency: 'NGN' },
  ])
})
