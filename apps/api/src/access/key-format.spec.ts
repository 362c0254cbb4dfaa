import { describe, expect, it } from 'vitest'
import { keyPrefix, makeKey, readKey } from './key-format.ts'

describe('a key', () => {
  it('says what it is, and is read back', () => {
    const { text, ...parts } = makeKey('live')
    expect(text).toMatch(/^syn_live_[0-9A-Za-z]{16}_[0-9A-Za-z]{38}$/)
    expect(readKey(text)).toEqual(parts)
    expect(text.startsWith(`${keyPrefix(parts)}_`)).toBe(true)
  })

  it('is another one each time', () => {
    const made = Array.from({ length: 200 }, () => makeKey('test'))
    expect(new Set(made.map(({ keyId }) => keyId)).size).toBe(200)
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(200)
  })

  it('is refused when a letter is wrong, missing or added, wherever it is', () => {
    const { text } = makeKey('live')
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'x' ? 'y' : 'x'
      expect(readKey(text.slice(0, at) + other + text.slice(at + 1)), `changed at ${at}`).toBeNull()
      expect(readKey(text.slice(0, at) + text.slice(at + 1)), `cut at ${at}`).toBeNull()
      expect(readKey(text.slice(0, at) + other + text.slice(at)), `added at ${at}`).toBeNull()
    }
  })

  it.each(['', 'syn_live', 'sk_live_1', ' ', '\u0000', 'syn_prod_aaaaaaaaaaaaaaaa_b', '__proto__'])(
    'is not %j',
    (text) => expect(readKey(text)).toBeNull(),
  )
})
