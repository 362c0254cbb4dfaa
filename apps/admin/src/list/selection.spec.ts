import { maxBulkIds } from '@syncline/domain/bulk'
import { describe, expect, it } from 'vitest'
import { selectedSearch } from './search.ts'
import { between, isEmpty, isSelected, nothing, readSelection, withIds, writeSelection } from './selection.ts'

const id = (n: number) => `7b0d2c1e-5a0f-4b7e-9d54-${String(n).padStart(12, '0')}`
const ids = (count: number) => Array.from({ length: count }, (_, n) => id(n))

describe('ticking rows', () => {
  it('takes them in and lets them go', () => {
    const two = withIds(nothing, [id(1), id(2)], true)
    expect(isSelected(two, id(1))).toBe(true)
    expect(isEmpty(withIds(two, [id(1), id(2)], false))).toBe(true)
  })

  it('takes no more than go at once', () => {
    const selection = withIds(nothing, ids(300), true)
    expect(selection.kind === 'rows' && selection.ids.size).toBe(maxBulkIds)
  })

  it('begins anew where all that match were selected', () => {
    const all = { kind: 'matching', upto: 9 } as const
    expect(isSelected(all, 'any')).toBe(true)
    expect(isEmpty(withIds(all, [id(0)], false))).toBe(true)
  })

  it('takes a range in either direction, and one alone where the other end is elsewhere', () => {
    const page = ids(5)
    expect(between(page, id(3), id(1))).toEqual([id(1), id(2), id(3)])
    expect(between(page, 'gone', id(1))).toEqual([id(1)])
    expect(between(page, null, id(1))).toEqual([id(1)])
  })
})

describe('the selection in the address', () => {
  it.each([nothing, withIds(nothing, ids(3), true), { kind: 'matching', upto: 48_201_900 } as const])(
    'is read as it was written: %o',
    (selection) => {
      const text = writeSelection(selection)
      expect(readSelection(text)).toEqual(selection)
      if (text !== undefined) expect(selectedSearch.safeParse(text).success).toBe(true)
    },
  )

  it.each(['', 'all', 'upto-', 'upto-1e9', `${id(1)},`, "' or 1=1", ids(300).join(',')])(
    'is refused where it makes no sense: %s',
    (text) => expect(selectedSearch.safeParse(text).success).toBe(false),
  )
})
