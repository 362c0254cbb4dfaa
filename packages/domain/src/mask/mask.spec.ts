import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskBody, maskFreeText, maskJson, maskPayload, maskText } from './index.ts'

describe('free text', () => {
  it.each([
    ['an e-mail address', 'write to ada.obi+x@mail.example.org soon', 'ada.obi'],
    ['a phone number', 'call +234 803 555 0199', '803 555'],
    ['the end of a card number', 'card 4242 4242 4242 4242 refused', '2 refused'],
    ['a key', 'with sk_test_abcdefgh12345678', 'abcdefgh'],
    ['a webhook secret', 'with whsec_abcdefgh12345678', 'abcdefgh'],
  ])('loses %s', (_what, text, part) => {
    expect(maskFreeText(text)).not.toContain(part)
    expect(maskFreeText(text)).toContain('•••')
  })

  it('can be stored whatever it was, and costs no more for being hostile', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const masked = maskFreeText(text)
        expect(masked.isWellFormed() && !masked.includes('\u0000')).toBe(true)
      }),
    )
    const begun = process.threadCpuUsage()
    maskFreeText(`${'a.'.repeat(50_000)}@${'a.'.repeat(50_000)}`)
    expect(process.threadCpuUsage(begun).user).toBeLessThan(2_000_000)
  })
})

describe('a body', () => {
  const customer = {
    id: 'cus_1',
    name: 'Ada Obi',
    email: 'ada@example.org',
    address: { line1: '4 Quay Road', city: 'Lagos', country: 'NG' },
    nested: [{ api_key: 'k', access_token: 't', free: 'mail ada@example.org' }],
    version: 3,
  }

  it('keeps its shape and loses the person', () => {
    const masked = maskBody(JSON.stringify(customer))
    expect(JSON.parse(masked)).toMatchObject({ id: 'cus_1', name: 'A•••', email: 'a•••', version: 3 })
    for (const part of ['Ada', 'Obi', 'example.org', 'Quay', 'Lagos']) expect(masked).not.toContain(part)
    expect(maskJson(customer)).toMatchObject({ nested: [{ api_key: '•••', access_token: '•••' }] })
  })

  it('that is no JSON is cleaned as text, and none is longer than asked', () => {
    expect(maskBody('<html>ada@example.org')).toBe('<html>•••')
    expect(maskBody('x'.repeat(20_000), 100)).toHaveLength(100)
    expect(maskBody(JSON.stringify(Array(5_000).fill(customer)), 500)).toHaveLength(500)
  })

  it('may be as deep as it likes', () => {
    expect(maskBody(`${'['.repeat(5_000)}"Ada"${']'.repeat(5_000)}`)).not.toContain('Ada')
  })
})

it('keeps a first letter to know a record by', () => {
  expect([maskText('Ada'), maskText('😀x'), maskText('')]).toEqual(['A•••', '😀•••', ''])
})

describe('a payload', () => {
  it('says whether it is JSON, and whether it is whole', () => {
    expect(maskPayload('{"id":"evt_1","email":"ada@example.org"}')).toEqual({
      text: '{\n  "id": "evt_1",\n  "email": "a•••"\n}',
      json: true,
      whole: true,
    })
    expect(maskPayload('<html>')).toEqual({ text: '<html>', json: false, whole: true })
    expect(maskPayload('x'.repeat(50), 20)).toMatchObject({ json: false, whole: false })
    expect(maskPayload(JSON.stringify('x '.repeat(50)), 20)).toMatchObject({ json: true, whole: false })
  })
})
