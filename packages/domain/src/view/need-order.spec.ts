import { expect, it } from 'vitest'
import type { Need } from './need.ts'
import { inOrderOfUrgency } from './need-order.ts'

const need = (kind: Need['kind'], count: number, ...sums: [minor: string, currency: string][]) =>
  ({ kind, count, sums: sums.map(([minor, currency]) => ({ minor, currency })) }) as unknown as Need

it.each([
  ['what may have gone through before any sum', [need('unknown', 1), need('failed', 1, ['9000000', 'NGN'])]],
  [
    'more money before more things, exactly',
    [
      need('failed', 1, ['9007199254740993', 'NGN']),
      need('reconnect', 1, ['9007199254740992', 'NGN']),
      need('failed', 800, ['5', 'NGN']),
    ],
  ],
  [
    'the usual currency before another, however many units that has',
    [
      need('failed', 1, ['700', 'NGN']),
      need('failed', 1, ['5', 'NGN'], ['1', 'USD']),
      need('failed', 1, ['5', 'NGN']),
      need('conflict', 1, ['120000', 'JPY']),
      need('failed', 9),
    ],
  ],
  [
    'what holds none by kind, then by count',
    [need('reconnect', 1), need('failed', 5), need('failed', 2), need('quarantined', 40)],
  ],
])('%s', (_rule, ordered) => {
  expect(inOrderOfUrgency(ordered)).toEqual(ordered)
  expect(inOrderOfUrgency(ordered.toReversed())).toEqual(ordered)
})
