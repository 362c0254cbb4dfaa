import { createHmac } from 'node:crypto'
import type { Entity } from '@syncline/domain/connection'
import { describeProviderContract } from '../provider.contract.ts'
import { createQuickbooks } from './index.ts'
import { cloudEventSample, paymentSample, samples } from './samples/index.ts'
import { answers, fault, gatewayFault, sampleId } from './testing/answers.ts'
import { openCompany } from './testing/company.ts'
import { customers, provider } from './testing/writing.ts'

const pulls = createQuickbooks({ requestTimeoutMs: 800, maxAnswerBytes: 1024 * 1024 }).pull
if (!pulls?.customer || !pulls.payment) throw new Error('QuickBooks gives customers and payments')

const strangers = { access_token: 'token_of_nobody' }
const missingId = '999999'

/** What each sample is about, in its own words and in ours. */
const meanings: Readonly<Record<string, readonly [eventType: string, Entity, 'upsert' | 'delete']>> = {
  'customer created': ['qbo.customer.created.v1', 'customer', 'upsert'],
  'invoice voided': ['qbo.invoice.voided.v1', 'invoice', 'upsert'],
  'bill deleted': ['qbo.bill.deleted.v1', 'bill', 'delete'],
  'bill payment created': ['qbo.billpayment.created.v1', 'payment', 'upsert'],
  'customer changed, older format': ['Customer.Update', 'customer', 'upsert'],
  'invoice deleted, older format': ['Invoice.Delete', 'invoice', 'delete'],
}
const contractSamples = samples.map(({ name, body }) => {
  const [eventType, entity, operation] = meanings[name] ?? []
  if (!eventType || !entity || !operation) throw new Error(`nobody says what ${name} means`)
  return { name, body, eventType, entity, operation }
})

const pullTarget = (event: string) => async () => {
  const { sandbox, access } = await openCompany()
  const add = async (count: number) => (await sandbox.trigger('quickbooks', event, { count })).objects
  return { access, add, close: () => sandbox.close() }
}

const minorUnits: Readonly<Record<string, number>> = { JPY: 1, KWD: 1_000, USD: 100, NGN: 100 }

describeProviderContract('quickbooks', {
  provider,
  leftOut: {
    'bounds a clock that is wrong':
      'QuickBooks signs no time, and neither do calls to it: repeats are known by their event.',
  },
  webhook: {
    secret: 'verifier token of the app',
    signatureHeader: 'intuit-signature',
    sign: (body, key) => ({ 'intuit-signature': createHmac('sha256', key).update(body).digest('base64') }),
    samples: contractSamples.filter(({ operation }) => operation === 'delete'),
    pointers: contractSamples.filter(({ operation }) => operation === 'upsert'),
    covered: [],
    unrouted: {
      body: [cloudEventSample('taxagency', 'created', '1')],
      eventType: 'qbo.taxagency.created.v1',
    },
    vectors: [
      {
        // printf '[{"id":"e-1"}]' | openssl dgst -sha256 -hmac 'verifier token' -binary | base64
        from: 'openssl',
        rawBody: '[{"id":"e-1"}]',
        headers: { 'intuit-signature': 'i0TJqhHG50Z94IxQl8jqLbXjI3+a48tKfrIMTegwog8=' },
        secret: 'verifier token',
        unixSeconds: 1_790_000_000,
      },
    ],
  },
  push: {
    adapter: customers,
    answers,
    sampleId,
    missingId,
    strangers,
    held: { access_token: 'token_canary_4711' },
    decode: (body) => JSON.parse(body),
    traits: {
      uniqueReferences: false,
      uniqueNames: true,
      versions: true,
      unavailable: 'unknown',
      keys: 'blind',
      tokenExpires: true,
      retryAfterMs: 60_000,
      // Nobody is there without a name, and a name is one line.
      nameThere: ({ name, email, phone }) => (name ?? email ?? phone)?.replaceAll(/\s+/g, ' ') ?? null,
    },
    async open() {
      const { sandbox, access, customer } = await openCompany()
      return {
        access,
        effects: () => sandbox.effects('quickbooks'),
        quiet: () => sandbox.until(() => sandbox.requests().every(({ status }) => status !== null)),
        nameOf: async (Id) => String((await customer({ Id })).DisplayName),
        changeElsewhere: async (id) => {
          await sandbox.trigger('quickbooks', 'customer.updated', { id })
        },
        close: () => sandbox.close(),
      }
    },
  },
  pull: [
    {
      entity: 'customer',
      adapter: pulls.customer,
      pageSize: 500,
      missingId,
      strangers,
      tokenExpires: true,
      open: pullTarget('customer.created'),
    },
    {
      // Two kinds of object, one behind the other.
      entity: 'payment',
      adapter: pulls.payment,
      pageSize: 500,
      missingId,
      strangers,
      tokenExpires: true,
      open: pullTarget('payment.created'),
      money: {
        answer: (Id, { amount, currency }) => {
          const TotalAmt = amount / (minorUnits[currency] ?? 1)
          return JSON.stringify({
            Payment: paymentSample({ Id, TotalAmt, CurrencyRef: { value: currency }, Line: [] }),
          })
        },
        amountIn: (record) => (record.entity === 'payment' ? record.amount : null),
      },
    },
  ],
  probe: {
    async open() {
      const { sandbox, access } = await openCompany()
      return { access, close: () => sandbox.close() }
    },
    strangers,
    unusable: ['', 'two\nlines', 'é'].map((access_token) => ({ access_token })),
    held: { access_token: 'token_canary_4711' },
    answers: [
      { answer: { status: 200, body: '{"CompanyInfo":{"canary":1}}' }, code: 'PROVIDER_MALFORMED_RESPONSE' },
      { answer: { status: 200, body: fault('3100', 'AUTHORIZATION') }, code: 'PROVIDER_FORBIDDEN' },
      {
        answer: { status: 401, body: gatewayFault('3200', 'AUTHENTICATION') },
        code: 'INVALID_CREDENTIALS',
      },
      { answer: { status: 401, body: '' }, code: 'INVALID_CREDENTIALS' },
      { answer: { status: 403, body: gatewayFault('3100', 'AUTHORIZATION') }, code: 'PROVIDER_FORBIDDEN' },
      { answer: { status: 400, body: fault('610') }, code: 'NOT_CONFIGURED' },
      { answer: { status: 404, body: '<html>' }, code: 'NOT_CONFIGURED' },
      { answer: { status: 429, body: '' }, code: 'RATE_LIMIT_EXCEEDED' },
      { answer: { status: 500, body: fault('10000', 'SystemFault') }, code: 'PROVIDER_ERROR' },
      {
        answer: { status: 200, body: '{"CompanyInfo":{"CompanyName":"x"}}', ending: 'cut' },
        code: 'PROVIDER_MALFORMED_RESPONSE',
      },
      {
        answer: { status: 200, body: '{"CompanyInfo":{"CompanyName":"x"}}', ending: 'hold' },
        code: 'TIMEOUT',
      },
    ],
  },
})
