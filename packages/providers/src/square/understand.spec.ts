import { describe, expect, it, test } from 'vitest'
import { checkFixtures } from '../fixtures/index.ts'
import { codeOfError } from './error.ts'
import { countSample, customerSample, orderSample, paymentSample } from './samples/index.ts'

describe('a file of an answer of Square', () => {
  const understood = (response: unknown, path = '/v2/anything') => {
    const file = { provider: 'square', kind: 'api_example', method: 'GET', path, response }
    return JSON.parse(checkFixtures([{ name: 'a.json', text: JSON.stringify(file) }]).lines[0] ?? '')
  }

  it('is understood by the member that holds its objects', () => {
    expect(understood({ customer: customerSample() })).toMatchObject({ result: 'passed', entity: 'customer' })
    expect(understood({ orders: [orderSample()], cursor: 'x' })).toMatchObject({
      items: [{ entity: 'order' }],
    })
    expect(understood({ counts: [countSample()], errors: [] })).toMatchObject({
      items: [{ entity: 'inventory_item' }],
    })
    expect(understood({ locations: [{ id: 'L1' }] })).toMatchObject({ items: [{ object: 'locations' }] })
    expect(understood({})).toMatchObject({ result: 'passed', items: [] })
    expect(understood(paymentSample())).toMatchObject({ entity: 'transaction', sourceId: paymentSample().id })
  })

  it('that refuses says what that is in the hub’s own table', () => {
    const errors = [{ category: 'AUTHENTICATION_ERROR', code: 'ACCESS_TOKEN_EXPIRED', detail: 'Long ago.' }]
    expect(understood({ errors })).toMatchObject({
      result: 'passed',
      error: { type: 'AUTHENTICATION_ERROR', code: 'ACCESS_TOKEN_EXPIRED', means: 'TOKEN_EXPIRED' },
    })
  })

  test.each([
    [{ customer: { id: 5 } }],
    [{ payments: [{ ...paymentSample(), amount_money: 5 }] }],
    [{ order: 'x', refund: { id: 'r' } }],
    [[]],
    ['text'],
  ])('that is like %j fails', (response) => expect(understood(response).result).toBe('failed'))
})

test.each([
  ['API_ERROR', 'INTERNAL_SERVER_ERROR', 'PROVIDER_ERROR'],
  ['AUTHENTICATION_ERROR', 'UNAUTHORIZED', 'INVALID_CREDENTIALS'],
  ['AUTHENTICATION_ERROR', 'INSUFFICIENT_SCOPES', 'PROVIDER_FORBIDDEN'],
  ['INVALID_REQUEST_ERROR', 'VALUE_TOO_LONG', 'PROVIDER_REFUSED'],
  ['INVALID_REQUEST_ERROR', 'NOT_FOUND', 'RECORD_NOT_FOUND'],
  ['RATE_LIMIT_ERROR', 'RATE_LIMITED', 'RATE_LIMIT_EXCEEDED'],
  ['PAYMENT_METHOD_ERROR', 'CVV_FAILURE', 'PAYMENT_FAILED'],
  ['REFUND_ERROR', 'REFUND_AMOUNT_INVALID', 'PROVIDER_REFUSED'],
  ['MERCHANT_SUBSCRIPTION_ERROR', 'X', 'PROVIDER_FORBIDDEN'],
  ['EXTERNAL_VENDOR_ERROR', 'X', 'PROVIDER_ERROR'],
  ['A_CATEGORY_OF_TOMORROW', 'constructor', 'PROVIDER_REFUSED'],
])('%s with %s is %s', (category, code, means) => expect(codeOfError({ category, code })).toBe(means))
