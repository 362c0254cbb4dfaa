import { expect, it } from 'vitest'
import { amountText, moneyText, typedAmount } from './money.ts'

it.each([
  ['25', 'USD', 2_500],
  ['25.5', 'USD', 2_550],
  ['1,234.56', 'USD', 123_456],
  ['0.07', 'USD', 7],
  ['500', 'JPY', 500],
  ['1.234', 'KWD', 1_234],
])('%s %s is %i in minor units', (typed, currency, amount) => {
  expect(typedAmount(typed, currency)).toBe(amount)
})

it.each([
  ['', 'USD'],
  ['0', 'USD'],
  ['-5', 'USD'],
  ['25.005', 'USD'],
  ['5.5', 'JPY'],
  ['1e3', 'USD'],
  ['9999999999999999', 'USD'],
])('«%s» %s is no amount', (typed, currency) => {
  expect(typedAmount(typed, currency)).toBeNull()
})

it('is written with its sign, and typed without', () => {
  expect(moneyText({ amount: 123_456, currency: 'USD' })).toBe('$1,234.56')
  expect(moneyText({ amount: 500, currency: 'JPY' })).toBe('¥500')
  expect(amountText({ amount: 2_550, currency: 'USD' })).toBe('25.50')
})
