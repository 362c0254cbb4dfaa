import { canonicalRecord } from '@syncline/domain/record'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { faultIn } from './fault.ts'
import { toDecimal, toMinorUnits } from './money.ts'
import { objectKinds } from './objects.ts'
import * as sample from './samples/index.ts'
import { understand } from './understand.ts'

describe('an object', () => {
  const read = (name: keyof typeof objectKinds, object: unknown) => {
    const told = objectKinds[name].read(object)
    if (told) canonicalRecord.parse(told.record)
    return told
  }
  const usd = (amount: number) => ({ amount, currency: 'USD' })

  it('is the record it stands for, with the version QuickBooks counts', () => {
    expect(read('Customer', sample.customerSample({ SyncToken: '3' }))).toMatchObject({
      version: 3,
      changedAt: '2026-09-21T09:00:00.000Z',
      record: {
        name: 'Ọlájùmọ̀kẹ́ Adébáyọ̀',
        address: { city: 'Lekki', country: 'NG' },
        note: 'Prefers the terrace',
      },
    })
    expect(read('Vendor', sample.vendorSample())?.record).toMatchObject({
      accountNumber: 'EMB-77',
      currency: 'USD',
    })
    expect(read('Invoice', sample.invoiceSample())?.record).toMatchObject({
      status: 'open',
      customerId: '58',
      lines: [{ description: 'Hall, half a day', quantity: '0.5', amount: usd(10_000) }],
      subtotal: usd(10_000),
      tax: usd(750),
      total: usd(10_750),
      amountPaid: usd(0),
      amountDue: usd(10_750),
      issuedAt: '2026-09-21T00:00:00.000Z',
    })
    expect(read('Bill', sample.billSample())?.record).toMatchObject({
      vendorId: '61',
      lines: [{ accountId: '7', amount: usd(24_123) }],
      amountDue: usd(24_123),
    })
    expect(read('Payment', sample.paymentSample())?.record).toMatchObject({
      direction: 'in',
      allocations: [{ entity: 'invoice', id: '145', amount: usd(10_750) }],
      method: 'Transfer',
    })
    expect(read('BillPayment', sample.billPaymentSample())?.record).toMatchObject({
      direction: 'out',
      vendorId: '61',
      allocations: [{ entity: 'bill', id: '146', amount: usd(24_123) }],
    })
  })

  it('that was voided, paid, made inactive or deleted says so', () => {
    const voided = { TotalAmt: 0, Balance: 0, TxnTaxDetail: { TotalTax: 0 }, PrivateNote: 'Voided' }
    expect(read('Invoice', sample.invoiceSample(voided))?.record).toMatchObject({ status: 'void' })
    expect(read('Invoice', sample.invoiceSample({ Balance: 0 }))?.record).toMatchObject({
      status: 'paid',
      amountPaid: usd(10_750),
    })
    const inactive = { Active: false, DisplayName: 'Ada Obi (deleted)' }
    expect(read('Customer', sample.customerSample(inactive))?.record).toMatchObject({
      name: 'Ada Obi',
      deleted: false,
    })
    expect(read('Invoice', { domain: 'QBO', status: 'Deleted', Id: '145' })).toMatchObject({
      version: null,
      record: { sourceId: '145', deleted: true },
    })
  })

  it('keeps its sums where its lines can’t be told one by one', () => {
    const [line] = sample.invoiceSample().Line
    const Line = [line, { Amount: 10, DetailType: 'DiscountLineDetail', DiscountLineDetail: {} }]
    expect(read('Invoice', sample.invoiceSample({ Line }))?.record).toMatchObject({
      lines: [{ quantity: '1', amount: usd(10_000) }],
    })
  })

  test.each([
    ['an id that climbs', { Id: '../1' }],
    ['no count of its changes', { SyncToken: 'x' }],
    ['a total below zero', { TotalAmt: -1 }],
    ['more due than its total', { Balance: 200 }],
    ['a day that never was', { TxnDate: '2026-02-30' }],
  ])('is not read with %s', (_what, changes) => {
    expect(read('Invoice', sample.invoiceSample(changes))).toBeNull()
  })
})

describe('money', () => {
  it('is exact to the last minor unit, both ways', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 99_999_999_999 }),
        fc.constantFrom('USD', 'JPY', 'KWD'),
        (amount, currency) => {
          expect(toMinorUnits(toDecimal({ amount, currency }), currency)).toBe(amount)
        },
      ),
      { numRuns: 2_000 },
    )
  })
  test.each([
    [241.23, 'USD', 24_123],
    [0.1 + 0.2, 'USD', 30],
    [1.005, 'USD', 101],
    [-0.004, 'USD', 0],
    [-2.5, 'USD', -250],
    [1000, 'JPY', 1_000],
    [1.2345, 'KWD', 1_235],
    [1e21, 'USD', null],
    [Number.NaN, 'USD', null],
  ])('%d %s is %d', (amount, currency, expected) => expect(toMinorUnits(amount, currency)).toBe(expected))
})

describe('a fault', () => {
  const entry = {
    Message: 'Stale Object Error',
    Detail: 'Somebody changed it',
    code: '5010',
    element: 'SyncToken',
  }
  test.each([
    ['as documented', { Fault: { Error: [entry], type: 'ValidationFault' }, time: 'now' }, '5010'],
    ['with one error that is no list', { Fault: { Error: entry, type: 'ValidationFault' } }, '5010'],
    ['with a number for a code', { Fault: { Error: [{ ...entry, code: 610 }] } }, '610'],
    [
      'in small letters, its code in the sentence',
      {
        fault: {
          error: [{ message: 'message=AuthenticationFailed; errorCode=003200; statusCode=401' }],
          type: 'AUTHENTICATION',
        },
      },
      '3200',
    ],
    ['of the sign-in', { error: 'invalid_grant', error_description: 'Token revoked' }, 'invalid_grant'],
    [
      'in XML',
      '<IntuitResponse><Fault type="SERVICE"><Error code="003001"><Message>a &amp; b</Message></Error></Fault></IntuitResponse>',
      '3001',
    ],
    ['in XML with a prefix', '<q:Fault type="X"><q:Error code="610"/></q:Fault>', '610'],
  ])('%s', (_what, answer, code) => {
    expect(faultIn(answer)?.code).toBe(code)
    expect(understand(answer)).toMatchObject({ kind: 'error', error: { code } })
  })
  test.each([null, 7, [], {}, { Fault: {} }, { Fault: { Error: [] } }, '<html>Busy</html>', { Invoice: {} }])(
    '%j is none',
    (answer) => expect(faultIn(answer)).toBeNull(),
  )
})

describe('an answer', () => {
  const object = { Id: '1', domain: 'QBO' }
  const fault = { Fault: { Error: [{ code: '610' }], type: 'ValidationFault' } }
  test.each([
    ['one object', { Invoice: sample.invoiceSample(), time: 'now' }, { kind: 'record', sourceId: '145' }],
    ['one of another kind', { TaxAgency: object, time: 'now' }, { kind: 'no_record', object: 'TaxAgency' }],
    ['a deletion', { Bill: { ...object, status: 'Deleted' } }, { kind: 'record', record: { deleted: true } }],
    ['an empty page', { QueryResponse: {}, time: 'now' }, { kind: 'list', items: [] }],
    ['a count', { QueryResponse: { totalCount: 0 } }, { kind: 'count', count: 0 }],
    [
      'a page',
      { QueryResponse: { Vendor: [sample.vendorSample()], startPosition: 1, maxResults: 1 } },
      { kind: 'list', items: [{ kind: 'record', entity: 'vendor' }] },
    ],
    [
      'changes',
      {
        CDCResponse: [
          {
            QueryResponse: [
              { Term: [object], startPosition: 1 },
              {},
              { Invoice: [{ Id: '1', status: 'Deleted' }] },
            ],
          },
        ],
      },
      {
        items: [
          { items: [{ items: [{ object: 'Term' }] }, { items: [] }, { items: [{ entity: 'invoice' }] }] },
        ],
      },
    ],
    [
      'a batch, some of it refused',
      {
        BatchItemResponse: [
          { bId: 'a', Customer: sample.customerSample() },
          { bId: 'b', ...fault },
          { bId: 'c', QueryResponse: {} },
        ],
      },
      { items: [{ entity: 'customer' }, { kind: 'error', error: { code: '610' } }, { kind: 'list' }] },
    ],
    [
      'some members of an object',
      { Vendor: { sparse: true, Id: '1' } },
      { kind: 'no_record', object: 'Vendor' },
    ],
    ['a report', { Header: {}, Columns: {}, Rows: {} }, { kind: 'no_record', object: 'Report' }],
    ['tokens', { token_type: 'bearer', access_token: 'x' }, { kind: 'no_record', object: 'token' }],
  ])('with %s', (_what, value, expected) => expect(understand(value)).toMatchObject(expected))

  test.each([
    null,
    'text',
    [],
    {},
    { Weather: { sky: 'blue' } },
    { Invoice: sample.invoiceSample({ TotalAmt: 'much' }) },
  ])('like %j is not understood', (value) => expect(understand(value)).toEqual({ kind: 'not_understood' }))
})
