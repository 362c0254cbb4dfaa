import { canonicalRecord } from '@syncline/domain/record'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { signStandardWebhooks } from '../verification/standard-webhooks.ts'
import { readInvoice } from './invoice.ts'
import { invoiceSample } from './samples/index.ts'

const problemsIn = (body: unknown) => {
  const read = readInvoice(body)
  return read.ok ? [] : read.problems.map(({ path, code }) => `${path} ${code}`)
}
const lines = (...changes: object[]) => {
  const own = changes.map((change) => ({ amount: 750_000, ...change }))
  return invoiceSample({ lines: own, subtotal: 750_000 * own.length, tax: 0, total: 750_000 * own.length })
}

describe('an invoice', () => {
  it('is a bill, to the last kobo', () => {
    const read = readInvoice(invoiceSample())
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    expect(canonicalRecord.parse(read.bill)).toMatchObject({
      entity: 'bill',
      sourceId: 'pcs_SampleLinen',
      number: 'EL-2041',
      status: 'open',
      vendorName: 'Eko Linen Ltd',
      lines: [{ quantity: '12.5', amount: { amount: 500_000, currency: 'NGN' } }, { quantity: '1' }],
      total: { amount: 806_250, currency: 'NGN' },
      amountDue: { amount: 806_250, currency: 'NGN' },
      issuedAt: '2026-09-21T00:00:00.000Z',
      dueAt: '2026-10-21T00:00:00.000Z',
    })
    expect(read.vendor).toMatchObject({ email: 'accounts@ekolinen.example.com', tax_id: null })
  })
  test.each([
    ['that is none', 'text', [' INVALID_INPUT']],
    [
      'whose lines do not add up',
      invoiceSample({ subtotal: 750_001, total: 806_251 }),
      ['subtotal INVALID_INPUT'],
    ],
    ['whose total does not', invoiceSample({ tax: 56_249 }), ['total INVALID_INPUT']],
    ['that is due before it is made', invoiceSample({ due_on: '2026-09-20' }), ['due_on INVALID_INPUT']],
    ['without a number', invoiceSample({ number: undefined }), ['number REQUIRED_FIELD_MISSING']],
    ['with a blank one', invoiceSample({ number: '  ' }), ['number INVALID_INPUT']],
    ['of a fraction of a kobo', invoiceSample({ tax: 0.5 }), ['tax INVALID_INPUT']],
    ['of less than nothing', invoiceSample({ tax: -1 }), ['tax INVALID_INPUT']],
    ['of a day that never was', invoiceSample({ issued_on: '2026-02-30' }), ['issued_on INVALID_INPUT']],
    ['of nobody', invoiceSample({ vendor: {} }), ['vendor.name REQUIRED_FIELD_MISSING']],
    ['without lines', invoiceSample({ lines: [] }), ['lines INVALID_INPUT']],
    ['with what nobody asked for', invoiceSample({ weather: 'fine' }), [' INVALID_INPUT']],
    ['with a wrong product', lines({ quantity: '3', unit_price: 1 }), ['lines.0.amount INVALID_INPUT']],
    ['with a quantity that is a float', lines({ quantity: 1.5 }), ['lines.0.quantity INVALID_INPUT']],
  ])('%s is refused, and its place named', (_what, body, problems) =>
    expect(problemsIn(body)).toEqual(problems),
  )
  it('rounds halves up, and only there', () => {
    const times = (quantity: string, unit_price: number, amount: number) =>
      problemsIn(
        invoiceSample({ lines: [{ quantity, unit_price, amount }], subtotal: amount, tax: 0, total: amount }),
      )
    expect(times('0.5', 1, 1)).toEqual([])
    expect(times('0.499999', 1, 0)).toEqual([])
    expect(times('1.1', 3, 3)).toEqual([])
    expect(times('999999999999', 1, 999_999_999_999)).toEqual([])
  })
  it('names at most twenty problems', () => {
    const many = Array.from({ length: 500 }, () => ({ amount: -1 }))
    expect(problemsIn(invoiceSample({ lines: many }))).toHaveLength(20)
  })
  it('never throws, and gives only bills that fit the hub', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(invoiceSample())),
        fc.jsonValue({ maxDepth: 3 }),
        (name, value) => {
          const read = readInvoice(invoiceSample({ [name]: value }))
          if (read.ok) canonicalRecord.parse(read.bill)
        },
      ),
    )
  })
})

describe('a signature', () => {
  it('is the one of Standard Webhooks', () => {
    // printf 'msg_1.1790000000.{"a":1}' | openssl dgst -sha256 -mac HMAC -macopt key:'a key of the tests' -binary | base64
    const secret = `whsec_${Buffer.from('a key of the tests').toString('base64')}`
    const message = { id: 'msg_1', now: new Date(1_790_000_000_999), body: '{"a":1}' }
    expect(signStandardWebhooks(secret, message)).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1790000000',
      'webhook-signature': 'v1,8uU19z4mYHo4l6XFts/EdIwy3B/Bys6lQl1qv91+pHE=',
    })
    for (const none of ['', 'whsec_', 'whsec_é']) expect(signStandardWebhooks(none, message)).toBeNull()
    expect(signStandardWebhooks(secret, { ...message, id: 'msg.1' })).toBeNull()
  })
})
