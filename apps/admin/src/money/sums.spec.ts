import { expect, test } from 'vitest'
import { sumsText } from './sums.ts'

const naira = { minor: '61240000', currency: 'NGN' }
const dollars = { minor: '-24000', currency: 'USD' }
const yen = { minor: '0', currency: 'JPY' }

test('currencies stand side by side, two at most', () => {
  expect(sumsText([])).toBe(null)
  expect(sumsText([naira])).toBe('₦612,400.00')
  expect(sumsText([naira, dollars])).toBe('₦612,400.00 and −$240.00')
  expect(sumsText([naira, yen, dollars])).toBe('₦612,400.00, ¥0 and others')
  expect(sumsText([naira, yen], true)).toBe('₦612,400.00+ and ¥0+')
})
