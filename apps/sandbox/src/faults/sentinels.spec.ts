import { expect, test } from 'vitest'
import { openStore } from '../store/store.ts'
import { createSentinels, sentinelsOf } from './sentinels.ts'

test.each([
  ['Ada Obi -503', ['503']],
  ['Ada Obi-503', ['503']],
  ['ADA OBI -SLOW', ['slow']],
  ['Ada -twice-503 ', ['twice', '503']],
  ['Ada -503 Obi', []],
  ['Ada -404', []],
  ['Jean-Marie', []],
  ['', []],
  [null, []],
])('%j carries %j', (name, found) => {
  expect(sentinelsOf(name)).toEqual(found)
})

test('a long name is looked at only at its end, in little time', () => {
  const begun = process.threadCpuUsage()
  expect(sentinelsOf(`${'-503'.repeat(50_000)} -500`).at(-1)).toBe('500')
  expect(process.threadCpuUsage(begun).user).toBeLessThan(50_000)
})

test('counting sentinels count per name', () => {
  const sentinels = createSentinels(openStore(null), 1)
  const meet = (name: string) => sentinels.meet('flasherp', 'a', name, false).kind
  expect([1, 2, 3, 4].map(() => meet('Ada -429'))).toEqual(['refuse', 'refuse', 'none', 'none'])
  expect([1, 2].map(() => meet('Eve -429'))).toEqual(['refuse', 'refuse'])
  expect([1, 2, 3].map(() => meet('Ada -once503'))).toEqual(['refuse', 'none', 'none'])
  expect([1, 2, 3, 4].map(() => meet('Ada -500'))).toEqual(['refuse', 'fail_after', 'refuse', 'fail_after'])
  expect([1, 2].map(() => meet('Ada -503'))).toEqual(['refuse', 'refuse'])
})

test('a replay meets only the sentinels that promise "always"', () => {
  const sentinels = createSentinels(openStore(null), 1)
  const meet = (name: string) => sentinels.meet('flasherp', 'a', name, true).kind
  expect(['Ada -timeout', 'Ada -half', 'Ada -garbled', 'Ada -slow'].map(meet)).toEqual([
    'none',
    'none',
    'none',
    'none',
  ])
  expect(['Ada -500', 'Ada -503'].map(meet)).toEqual(['refuse', 'refuse'])
})
