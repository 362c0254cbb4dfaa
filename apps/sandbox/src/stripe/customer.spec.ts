import { describe, expect, test } from 'vitest'
import { newCustomer, parseCustomer } from './customer.ts'
import { previousAttributes } from './previous.ts'

const blank = newCustomer('cus_1', 1_790_000_000, 'ABCD1234')

describe('parameters', () => {
  test('an empty text clears', () => {
    expect(parseCustomer({ name: '', email: '' }, blank)).toEqual({
      ok: true,
      value: { name: null, email: null },
    })
  })

  test('metadata is merged, an empty value removes its key, an empty whole removes all', () => {
    const current = { ...blank, metadata: { a: '1', b: '2' } }
    expect(parseCustomer({ metadata: { b: '', c: '3' } }, current)).toEqual({
      ok: true,
      value: { metadata: { a: '1', c: '3' } },
    })
    expect(parseCustomer({ metadata: '' }, current)).toEqual({ ok: true, value: { metadata: {} } })
  })

  test.each([
    [{ email: 'nobody' }, 'email', 'email_invalid'],
    [{ nickname: 'x' }, 'nickname', 'parameter_unknown'],
    [{ address: { planet: 'x' } }, 'address[planet]', 'parameter_unknown'],
    [{ balance: '1.5' }, 'balance', 'parameter_invalid_integer'],
    [{ shipping: { phone: '1' } }, 'shipping[name]', 'parameter_missing'],
  ])('%j names its parameter', (form, param, code) => {
    expect(parseCustomer(form, null)).toMatchObject({ ok: false, problem: { param, code } })
  })

  test('a real parameter that is not modelled is refused, not ignored', () => {
    expect(parseCustomer({ source: 'tok_visa' }, null)).toMatchObject({
      ok: false,
      problem: { param: 'source' },
    })
  })
})

describe('previous attributes', () => {
  test('hold old values of what changed, inside hashes too', () => {
    const before = { ...blank, name: 'Ada', metadata: { a: '1', b: '2' } }
    const after = { ...before, name: 'Ada Obi', metadata: { a: '1', b: '3', c: '4' } }
    expect(previousAttributes(before, after)).toEqual({ name: 'Ada', metadata: { b: '2', c: null } })
  })

  test('a hash that was null is null', () => {
    const after = {
      ...blank,
      address: { city: 'Lagos', country: null, line1: null, line2: null, postal_code: null, state: null },
    }
    expect(previousAttributes(blank, after)).toEqual({ address: null })
  })

  test('nothing changed is empty', () => {
    expect(previousAttributes(blank, { ...blank })).toEqual({})
  })
})
