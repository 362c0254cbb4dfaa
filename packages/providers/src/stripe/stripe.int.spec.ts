import type { Entity } from '@syncline/domain/connection'
import { createSandbox } from '@syncline/sandbox'
import Stripe from 'stripe'
import { describeProviderContract } from '../provider.contract.ts'
import type { Access } from '../provider.ts'
import type { PushHarness } from '../testing/harness.ts'
import { decodeForm } from './form.ts'
import { createStripe } from './index.ts'
import {
  coveredSamples,
  customerEventSample,
  customerSample,
  eventSample,
  refundSample,
  samples,
} from './samples/index.ts'

const secretKey = 'sk_test_contract'
const provider = createStripe({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 })
const push = provider.push?.customer
const pull = createStripe({ requestTimeoutMs: 800, maxAnswerBytes: 1024 * 1024 }).pull?.customer
if (!push || !pull) throw new Error('Stripe takes and gives customers')

const entityOf = (type: string): Entity => {
  if (type.startsWith('customer.subscription')) return 'subscription'
  if (type.startsWith('customer')) return 'customer'
  return type.startsWith('invoice') ? 'invoice' : 'transaction'
}

async function openSandbox() {
  const sandbox = await createSandbox({ slowMs: 900, accounts: [{ stripe: { secretKey } }] })
  const access = (): Access => ({
    baseUrl: sandbox.url,
    secrets: { api_key: secretKey },
    now: () => new Date(),
    signal: new AbortController().signal,
  })
  return { sandbox, access }
}

const error = (type: string, more: object = {}) =>
  JSON.stringify({
    error: { type, message: 'No: sk_test_canary4711 of Canary Nameson (canary@example.com).', ...more },
  })
const written = (changes: object = {}) =>
  JSON.stringify({
    ...customerSample({ id: 'fcu_1', name: 'Canary Nameson', metadata: { syncline_ref: 'cus_Canary' } }),
    ...changes,
  })

const answers: PushHarness['answers'] = [
  {
    title: '400',
    on: 'create',
    answer: { status: 400, body: error('invalid_request_error', { param: 'email' }) },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '400 for want of a parameter',
    on: 'create',
    answer: { status: 400, body: error('invalid_request_error', { code: 'parameter_missing' }) },
    expect: 'REQUIRED_FIELD_MISSING rejected',
  },
  {
    title: '400 on a key used before',
    on: 'create',
    answer: { status: 400, body: error('idempotency_error') },
    expect: 'IDEMPOTENCY_CONFLICT rejected',
  },
  {
    title: '400 that is a limit',
    on: 'create',
    answer: { status: 400, body: error('invalid_request_error', { code: 'rate_limit' }) },
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
  },
  {
    title: '401',
    on: 'create',
    answer: { status: 401, body: error('invalid_request_error') },
    expect: 'INVALID_CREDENTIALS not_executed',
  },
  {
    title: '402',
    on: 'create',
    answer: { status: 402, body: error('card_error') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '403',
    on: 'create',
    answer: { status: 403, body: error('invalid_request_error') },
    expect: 'PROVIDER_FORBIDDEN not_executed',
  },
  {
    title: '404 on a create',
    on: 'create',
    answer: { status: 404, body: '<h1>Not here</h1>' },
    expect: 'NOT_CONFIGURED rejected',
  },
  {
    title: '404 on a change',
    on: 'update',
    answer: { status: 404, body: error('invalid_request_error', { code: 'resource_missing' }) },
    expect: 'RECORD_NOT_FOUND rejected',
  },
  { title: '408', on: 'create', answer: { status: 408, body: '' }, expect: 'TIMEOUT unknown retryable' },
  {
    title: '409 still at it',
    on: 'create',
    answer: {
      status: 409,
      headers: { 'retry-after': '2' },
      body: error('idempotency_error', { code: 'idempotency_key_in_use' }),
    },
    expect: 'OUTCOME_UNKNOWN unknown retryable',
    retryAfterMs: 2_000,
  },
  {
    title: '429',
    on: 'create',
    answer: { status: 429, headers: { 'retry-after': '30' }, body: error('invalid_request_error') },
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
    retryAfterMs: 30_000,
  },
  {
    title: '500',
    on: 'create',
    answer: { status: 500, body: error('api_error') },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '502 of a gateway',
    on: 'create',
    answer: { status: 502, body: '<html>Canary Nameson</html>' },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '503',
    on: 'create',
    answer: { status: 503, body: error('api_error') },
    expect: 'PROVIDER_UNAVAILABLE unknown retryable',
  },
  {
    title: 'a redirect',
    on: 'create',
    answer: { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  { title: '200', on: 'create', answer: { status: 200, body: written() }, expect: 'done created' },
  { title: '200', on: 'update', answer: { status: 200, body: written() }, expect: 'done updated' },
  {
    title: '200 of another object',
    on: 'update',
    answer: { status: 200, body: written({ id: 'cus_2' }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '200 of another record',
    on: 'create',
    answer: { status: 200, body: written({ metadata: { syncline_ref: 'cus_other' } }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '200 with an id that climbs',
    on: 'create',
    answer: { status: 200, body: written({ id: '..' }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '200 garbled',
    on: 'create',
    answer: { status: 200, body: `${written()}}` },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '200 cut',
    on: 'create',
    answer: { status: 200, body: written(), ending: 'cut' },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '200 that never ends',
    on: 'create',
    answer: { status: 200, body: written(), ending: 'hold' },
    expect: 'TIMEOUT unknown retryable',
  },
  {
    title: 'a closed socket',
    on: 'create',
    answer: { status: 0, body: '', ending: 'reset' },
    expect: 'NETWORK_UNREACHABLE unknown retryable',
  },
  {
    title: '200 too large',
    on: 'create',
    answer: { status: 200, body: written({ description: 'x'.repeat(70_000) }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
]

describeProviderContract('stripe', {
  provider,
  leftOut: { 'learns from a conflict of versions': 'Stripe counts no versions: whoever writes last stands.' },
  webhook: {
    secret: 'whsec_contract',
    signatureHeader: 'stripe-signature',
    sign: (payload, secret, timestamp) => ({
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp }),
    }),
    samples: samples.map(({ name, body }) => ({
      name,
      body,
      eventType: body.type,
      entity: entityOf(body.type),
      operation: ['customer.deleted', 'invoice.deleted'].includes(body.type) ? 'delete' : 'upsert',
    })),
    covered: coveredSamples,
    vectors: [
      {
        // printf '1790000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_sample
        from: 'openssl',
        rawBody: '{"id":"evt_1"}',
        headers: {
          'stripe-signature':
            't=1790000000,v1=2c6df0110386f19d45eb9068f407caffe0d5d60fe14819c2a7d965459b3e2227',
        },
        secret: 'whsec_sample',
        unixSeconds: 1_790_000_000,
      },
    ],
    money: {
      body: ({ amount, currency }) =>
        JSON.stringify(
          eventSample('refund.created', refundSample({ amount, currency: currency.toLowerCase() })),
        ),
      amountIn: (record) => (record.entity === 'transaction' ? record.amount : null),
    },
    namedBody: (name) => JSON.stringify(customerEventSample('customer.created', customerSample({ name }))),
    unrouted: {
      body: { id: 'evt_2', object: 'event', type: 'payout.paid', data: { object: { id: 'po_1' } } },
      eventType: 'payout.paid',
    },
  },
  push: {
    adapter: push,
    answers,
    decode: decodeForm,
    traits: { uniqueReferences: false, versions: false, unavailable: 'unknown' },
    async open() {
      const { sandbox, access } = await openSandbox()
      const client = new Stripe(secretKey, {
        host: '127.0.0.1',
        port: new URL(sandbox.url).port,
        protocol: 'http',
        telemetry: false,
      })
      return {
        access,
        effects: () => sandbox.effects('stripe'),
        quiet: () => sandbox.until(() => sandbox.requests().every(({ status }) => status !== null)),
        nameOf: async (id) => ((await client.customers.retrieve(id)) as Stripe.Customer).name ?? null,
        changeElsewhere: async (id) => {
          await client.customers.update(id, { description: 'changed by hand' })
        },
        close: () => sandbox.close(),
      }
    },
  },
  pull: [
    {
      entity: 'customer',
      adapter: pull,
      pageSize: 100,
      missingId: 'cus_nobody',
      async open() {
        const { sandbox, access } = await openSandbox()
        const add = async (count: number) =>
          (await sandbox.trigger('stripe', 'customer.created', { count })).objects
        return { access, add, close: () => sandbox.close() }
      },
    },
  ],
  probe: {
    async open() {
      const { sandbox, access } = await openSandbox()
      return { access, close: () => sandbox.close() }
    },
    answers: [
      { answer: { status: 200, body: '{"object":"balance"}' }, code: 'PROVIDER_MALFORMED_RESPONSE' },
      { answer: { status: 401, body: error('invalid_request_error') }, code: 'INVALID_CREDENTIALS' },
      { answer: { status: 403, body: error('invalid_request_error') }, code: 'PROVIDER_FORBIDDEN' },
      { answer: { status: 404, body: '<html>' }, code: 'NOT_CONFIGURED' },
      { answer: { status: 429, body: error('invalid_request_error') }, code: 'RATE_LIMIT_EXCEEDED' },
      { answer: { status: 500, body: error('api_error') }, code: 'PROVIDER_ERROR' },
      {
        answer: { status: 200, body: '{"object":"list","data":[]}', ending: 'cut' },
        code: 'PROVIDER_MALFORMED_RESPONSE',
      },
    ],
  },
})
