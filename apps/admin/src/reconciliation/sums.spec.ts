import type { Total } from '@syncline/domain/reconciliation'
import { expect, it } from 'vitest'
import { differenceOf, unequal } from './sums.ts'

const total = (currency: string, ours: string, theirs: string): Total => ({
  currency,
  ours: { count: 1, amount: ours },
  theirs: { count: 1, amount: theirs },
})

it('says what does not add up, each currency by itself and to its last digit', () => {
  expect(unequal([total('USD', '6499', '6499'), total('JPY', '500', '500')])).toBeNull()
  expect(unequal([total('USD', '6499', '450'), total('JPY', '500', '8277')])).toBe('$60.49 + ¥7,777')
  expect(differenceOf(total('NGN', '9007199254740993', '1'))).toBe('9007199254740992')
})
