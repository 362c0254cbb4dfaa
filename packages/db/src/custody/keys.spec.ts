import { createCipheriv, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBytes, sealBytes, UnsealableError } from './keys.ts'
import { createLocalKeyWrapper } from './local-file.ts'

const key = randomBytes(32)

describe('sealed bytes', () => {
  it('open to what they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.string(), (plain, place) => {
        expect(openBytes(key, sealBytes(key, plain, place), place).equals(plain)).toBe(true)
      }),
    )
  })

  it('do not open with any one bit flipped', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), (plain, bit) => {
        const sealed = sealBytes(key, plain, 'place')
        const at = bit % (sealed.length * 8)
        sealed[at >> 3] = (sealed[at >> 3] as number) ^ (1 << (at & 7))
        expect(() => openBytes(key, sealed, 'place')).toThrow(UnsealableError)
      }),
      { numRuns: 500 },
    )
  })

  it('do not open when cut or grown at either end', () => {
    const sealed = sealBytes(key, Buffer.from('a customer'), 'place')
    for (let length = 0; length < sealed.length; length++) {
      expect(() => openBytes(key, sealed.subarray(0, length), 'place')).toThrow(UnsealableError)
      if (length > 0) expect(() => openBytes(key, sealed.subarray(length), 'place')).toThrow(UnsealableError)
    }
    expect(() => openBytes(key, Buffer.concat([sealed, Buffer.alloc(1)]), 'place')).toThrow(UnsealableError)
  })

  it.each([4, 8, 12, 13, 14, 15])('do not open under a tag of %i bytes, however right', (authTagLength) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength })
    cipher.setAAD(Buffer.from('place'))
    // Long enough that its end could pass for a part of the tag.
    const short = Buffer.concat([iv, cipher.update(Buffer.alloc(40)), cipher.final(), cipher.getAuthTag()])
    expect(() => openBytes(key, short, 'place')).toThrow(UnsealableError)
  })

  it('do not open under another key, or for another place', () => {
    const sealed = sealBytes(key, Buffer.from('a customer'), 'place')
    expect(() => openBytes(randomBytes(32), sealed, 'place')).toThrow(UnsealableError)
    for (const place of ['', 'plac', 'place ', 'Place'])
      expect(() => openBytes(key, sealed, place)).toThrow(UnsealableError)
  })

  it('never come out the same twice', () => {
    const made = Array.from({ length: 200 }, () => sealBytes(key, Buffer.from('x'), 'place').toString('hex'))
    expect(new Set(made.map((text) => text.slice(0, 24))).size).toBe(200)
  })
})

describe('the key file', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'syncline-keys-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))
  const context = { organizationId: 'o', purpose: 'organization', version: 1 } as const
  const modeOf = (path: string) => statSync(path).mode & 0o777

  it('is made for its owner alone, with its folder', () => {
    const file = join(directory, 'kept', 'key')
    createLocalKeyWrapper(file)
    expect(modeOf(file)).toBe(0o600)
    expect(modeOf(join(directory, 'kept'))).toBe(0o700)
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64')).toHaveLength(32)
  })

  it('is closed again when others could read it', () => {
    const file = join(directory, 'key')
    createLocalKeyWrapper(file)
    chmodSync(file, 0o644)
    createLocalKeyWrapper(file)
    expect(modeOf(file)).toBe(0o600)
  })

  it('stays what it is for the next process', async () => {
    const file = join(directory, 'key')
    const wrapped = await createLocalKeyWrapper(file).wrap(key, context)
    expect((await createLocalKeyWrapper(file).unwrap(wrapped, context)).equals(key)).toBe(true)
  })

  it('is refused when it holds no key', () => {
    for (const content of ['', 'short', randomBytes(31).toString('base64')]) {
      const file = join(directory, `key-${content.length}`)
      writeFileSync(file, content, { mode: 0o600 })
      expect(() => createLocalKeyWrapper(file)).toThrow('32-byte key')
    }
  })

  it('wraps for one organization and version only', async () => {
    const wrapper = createLocalKeyWrapper(join(directory, 'key'))
    const wrapped = await wrapper.wrap(key, context)
    for (const other of [
      { ...context, organizationId: 'p' },
      { ...context, version: 2 },
    ])
      await expect(wrapper.unwrap(wrapped, other)).rejects.toThrow(UnsealableError)
  })
})
