import { expect, test } from 'vitest'
import { money, naira } from './format.ts'

test.each([
  [184_500, 'NGN', '₦1,845.00'],
  [5, 'USD', '$0.05'],
  [-250, 'USD', '−$2.50'],
  // No hundredths there.
  [1_200, 'JPY', '¥1,200'],
  [1_234, 'KWD', 'KWD 1.234'],
  [0, 'KWD', 'KWD 0.000'],
  ['-900719925474099301', 'NGN', '−₦9,007,199,254,740,993.01'],
])('%s of %s', (minor, currency, text) => expect(money(minor, currency).replace(/\s/u, ' ')).toBe(text))

test('kobo', () => expect(naira(6_800_050)).toBe('₦68,000.50'))
