import { describe, expect, it } from 'vitest'
import { type Entry, looksLikeId, matchingEntries } from './entries.ts'

const entry = (label: string, also?: string): Entry => ({
  key: label,
  group: 'Pages',
  icon: 'syncs',
  label,
  ...(also !== undefined && { also }),
  run: () => {},
})
const all = [
  entry('Syncs', 'list'),
  entry('Webhooks'),
  entry('Failed syncs'),
  entry('Dark theme', 'night mode'),
]
const labels = (text: string) => matchingEntries(all, text).map(({ label }) => label)

describe('the palette', () => {
  it('shows everything while nothing is typed', () => {
    expect(labels('')).toHaveLength(all.length)
  })

  it.each([
    ['syn', ['Syncs', 'Failed syncs']],
    ['failed syn', ['Failed syncs']],
    ['syncs failed', ['Failed syncs']],
    ['night', ['Dark theme']],
    ['DÁRK', ['Dark theme']],
    ['hooks', []],
  ])('answers «%s»', (text, found) => {
    expect(labels(text)).toEqual(found)
  })

  it.each([
    ['cus_QX403zR8mVb', true],
    ['7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02', true],
    ['48201900', true],
    ['syncs', false],
    ['dark theme 2', false],
    ['a1', false],
  ])('takes «%s» for an id: %s', (text, is) => {
    expect(looksLikeId(text)).toBe(is)
  })
})
