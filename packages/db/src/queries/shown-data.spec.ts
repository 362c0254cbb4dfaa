import { expect, it } from 'vitest'
import { shownData } from './shown-data.ts'

it('leaves no trace of what is sealed, however deep it lies', () => {
  const sealed = 'sealed:v1:o1:AAAA'
  const shown = JSON.stringify(
    shownData({ label: sealed, change: { label: sealed, all: [sealed, { x: sealed }] } }),
  )
  expect(shown).not.toContain('AAAA')
  expect(shown.match(/\(sealed\)/g)).toHaveLength(4)
})

it('keeps ids whole, and cleans the words of people', () => {
  const sourceVersion = '001790000000.01.0000000000000042'
  expect(
    shownData({
      sourceVersion,
      reason: 'Call +2348031234567 or ada@example.org',
      headers: { 'x-signature': 'abc' },
    }),
  ).toEqual({ sourceVersion, reason: 'Call ••• or •••', headers: { 'x-signature': '•••' } })
})
