import { expect, it } from 'vitest'
import { signInSearch } from './search.ts'

it.each(['/', '/syncs?faces=failed&q=a%20b', '/settings/keys#new'])('goes on to %s', (next) => {
  expect(signInSearch.parse({ next })).toEqual({ next })
})

it.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'javascript:alert(1)',
  'syncs',
  '/ /evil.example',
  `/${'a'.repeat(2_000)}`,
  ['/syncs'],
])('does not go on to %j', (next) => {
  expect(signInSearch.parse({ next }).next).toBeUndefined()
})

it.each(['<b>', 'A reason', 'x'.repeat(41)])('shows no reason that is none: %s', (refused) => {
  expect(signInSearch.parse({ refused }).refused).toBeUndefined()
})
