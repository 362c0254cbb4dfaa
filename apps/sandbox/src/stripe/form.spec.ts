import { expect, test } from 'vitest'
import { decodeForm } from './form.ts'

test('brackets become hashes and lists', () => {
  const text =
    'name=Ada&address[city]=Lagos&preferred_locales[0]=en&preferred_locales[1]=yo&types[]=a&types[]=b'
  expect(decodeForm(text)).toEqual({
    ok: true,
    value: { name: 'Ada', address: { city: 'Lagos' }, preferred_locales: ['en', 'yo'], types: ['a', 'b'] },
  })
})

test('percent and plus are decoded after the structure is known', () => {
  expect(decodeForm('metadata%5Ba%20b%5D=1%262+3')).toEqual({
    ok: true,
    value: { metadata: { 'a b': '1&2 3' } },
  })
})

test('an empty value stays an empty string: it means unset', () => {
  expect(decodeForm('name=&metadata[k]=')).toEqual({ ok: true, value: { name: '', metadata: { k: '' } } })
})

test.each(['a=1&a[b]=2', 'a[b]=1&a=2', 'a[b=1', '[a]=1', '=1'])('%s is refused', (text) => {
  expect(decodeForm(text).ok).toBe(false)
})

test('too many and too deep are refused', () => {
  expect(decodeForm('a=1&'.repeat(1001)).ok).toBe(false)
  expect(decodeForm(`a${'[b]'.repeat(20)}=1`).ok).toBe(false)
})

test('__proto__ is a key like any other', () => {
  const read = decodeForm('__proto__[polluted]=1&metadata[__proto__]=2')
  expect(read.ok && Object.hasOwn(read.value, '__proto__')).toBe(true)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})
