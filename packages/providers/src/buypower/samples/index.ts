const provenance =
  'After the shapes that public clients of BuyPower store and read; the person, the meter and the token are invented.'

const sold = {
  id: 7_100_200,
  amountGenerated: 4_651.16,
  tariff: null,
  debtAmount: 0,
  debtRemaining: 0,
  disco: 'IKEJA',
  orderId: 'sample-order-1',
  receiptNo: 1_790_000_000_123,
  tax: 348.84,
  vendTime: '2026-09-21 15:13:20',
  token: '1234-5678-9012-3456-7890',
  totalAmountPaid: 5_000,
  units: '68.4',
  vendAmount: 0,
  vendRef: 1_790_000_000_123,
  responseCode: 100,
  responseMessage: 'Payment successful',
  name: 'Amaka Obi',
  address: '14 Admiralty Way, Lagos',
  phoneNo: '08031234567',
  parcels: [
    { type: 'TOKEN', content: '12345678901234567890' },
    { type: 'KCT1', content: '1111-2222-3333-4444-5555' },
  ],
}

/** Amounts are texts in a requery, and labels may be. */
const soldLater = {
  ...sold,
  amountGenerated: '4651.16',
  tax: '348.84',
  debtAmount: '0.00',
  debtRemaining: '0.00',
  totalAmountPaid: '5000.00',
  receiptNo: '1790000000123',
  vendRef: null,
}

const success = (data: object) => ({
  status: true,
  message: 'Successful transaction',
  responseCode: 200,
  data,
})
const refusal = (responseCode: number, message: string, more: object = {}) => ({
  status: false,
  message,
  responseCode,
  ...more,
})

export const meterSample = {
  error: false,
  discoCode: 'IKEJA',
  vendType: 'PREPAID',
  meterNo: '45700123456',
  minVendAmount: 350.5,
  maxVendAmount: '10000000',
  responseCode: 100,
  outstanding: 0,
  debtRepayment: '12.40',
  name: 'Amaka Obi',
  address: '14 Admiralty Way, Lagos',
  tariff: 0,
  tariffDesc: 'Residential class 2',
  tariffClass: 'R2',
}

/** One answer as it is on the wire, and the call that it answers. */
export interface AnswerSample {
  readonly name: string
  readonly provenance: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly status: number
  readonly response: object
}

const vend = (name: string, status: number, response: object): AnswerSample => ({
  name,
  provenance,
  status,
  response,
  method: 'POST',
  path: '/v2/vend?strict=0',
})
const get = (name: string, path: string, status: number, response: object): AnswerSample => ({
  name,
  provenance,
  status,
  response,
  method: 'GET',
  path: `/v2${path}`,
})
const requery = (name: string, status: number, response: object) =>
  get(name, '/transaction/sample-order-1', status, response)

export const samples: readonly AnswerSample[] = [
  vend('sold', 200, success(sold)),
  vend('in progress', 202, refusal(202, 'Still in progress.', { error: true, delay: [20, 20, 120] })),
  vend('not valid', 400, refusal(201, '"orderId" is required')),
  vend('seen before', 409, refusal(201, 'Request already received.')),
  vend('an empty wallet', 422, refusal(202, 'insufficient wallet balance.')),
  vend('an error there', 500, refusal(500, 'Please requery.', { error: true })),
  vend('a gateway', 502, refusal(503, 'Please requery.', { error: true })),
  vend('away', 503, refusal(502, 'Please requery.', { error: true })),
  vend('moved', 501, refusal(501, 'This account is under maintenance.')),
  vend('too many', 429, refusal(429, 'Too many requests.')),
  requery('sold after all', 200, { result: success(soldLater) }),
  requery('sold, without a wrapper', 200, soldLater),
  requery('still at it', 400, refusal(201, 'Transaction is still processing.')),
  requery('failed', 400, refusal(202, 'Transaction failed. Refund already processed.')),
  requery('never begun', 400, refusal(203, 'Transaction not initiated.')),
  requery('never heard of', 404, refusal(20, 'No transaction found with reference: sample-order-1')),
  get('a meter', '/check/meter?meter=45700123456&disco=IKEJA&vendType=PREPAID', 200, meterSample),
  get('no meter', '/check/meter?meter=1&disco=IKEJA&vendType=PREPAID', 400, refusal(201, 'Invalid meter.')),
  get('the wallet', '/wallet/balance', 200, { balance: '125000.50' }),
  get('the companies', '/discos/status', 200, { IKEJA: true, EKO: false }),
  get('prices', '/tariff?vertical=TV&provider=GOTV', 200, {
    status: true,
    data: [{ code: 'GOMAX', price: 8_500, desc: 'GOtv Max' }],
  }),
]
