import { createHmac } from 'node:crypto'
import type { Entity } from '@syncline/domain/connection'
import { createSandbox } from '@syncline/sandbox'
import { SquareClient } from 'square'
import { describeProviderContract, type PushHarness } from '../provider.contract.ts'
import type { Access } from '../provider.ts'
import { createSquare } from './index.ts'
import { customerSample, eventSample, samples } from './samples/index.ts'

const accessToken = 'EAAA_contract_token'
const provider = createSquare({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 })
const push = provider.push?.customer
if (!push) throw new Error('Square takes customers')

const entityOf = (type: string): Entity => {
  if (type.startsWith('customer')) return 'customer'
  return type.startsWith('inventory') ? 'inventory_item' : 'transaction'
}

async function openSandbox() {
  const sandbox = await createSandbox({ slowMs: 900, accounts: [{ square: { accessToken } }] })
  const access = (): Access => ({
    baseUrl: sandbox.url,
    secrets: { api_key: accessToken },
    now: () => new Date(),
    signal: new AbortController().signal,
  })
  return { sandbox, access }
}

const error = (category: string, code: string) =>
  JSON.stringify({
    errors: [{ category, code, detail: 'No: sk_test_canary4711 of Canary Nameson (canary@example.com).' }],
  })
const invalid = (code: string) => error('INVALID_REQUEST_ERROR', code)
const written = (changes: object = {}) =>
  JSON.stringify({
    customer: customerSample({
      id: 'fcu_1',
      given_name: 'Canary',
      family_name: 'Nameson',
      reference_id: 'cus_Canary',
      version: 4,
      ...changes,
    }),
  })

const malformed = 'PROVIDER_MALFORMED_RESPONSE unknown retryable'
const answers: PushHarness['answers'] = [
  {
    title: '400',
    on: 'create',
    answer: { status: 400, body: invalid('INVALID_PHONE_NUMBER') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '400 for want of a parameter',
    on: 'create',
    answer: { status: 400, body: invalid('MISSING_REQUIRED_PARAMETER') },
    expect: 'REQUIRED_FIELD_MISSING rejected',
  },
  {
    title: '400 on a key used before',
    on: 'create',
    answer: { status: 400, body: invalid('IDEMPOTENCY_KEY_REUSED') },
    expect: 'IDEMPOTENCY_CONFLICT rejected',
  },
  {
    title: '400 of another version',
    on: 'update',
    answer: { status: 400, body: invalid('VERSION_MISMATCH') },
    expect: 'VERSION_CONFLICT rejected retryable',
    learned: { externalId: 'fcu_1', externalVersion: null },
  },
  {
    title: '401',
    on: 'create',
    answer: { status: 401, body: error('AUTHENTICATION_ERROR', 'UNAUTHORIZED') },
    expect: 'INVALID_CREDENTIALS rejected',
  },
  {
    title: '401 of a token that ran out',
    on: 'create',
    answer: { status: 401, body: error('AUTHENTICATION_ERROR', 'ACCESS_TOKEN_EXPIRED') },
    expect: 'TOKEN_EXPIRED rejected',
  },
  {
    title: '402',
    on: 'create',
    answer: { status: 402, body: error('PAYMENT_METHOD_ERROR', 'CARD_DECLINED') },
    expect: 'PAYMENT_FAILED rejected',
  },
  {
    title: '403',
    on: 'create',
    answer: { status: 403, body: error('AUTHENTICATION_ERROR', 'INSUFFICIENT_SCOPES') },
    expect: 'PROVIDER_FORBIDDEN rejected',
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
    answer: { status: 404, body: invalid('NOT_FOUND') },
    expect: 'RECORD_NOT_FOUND rejected',
  },
  { title: '408', on: 'create', answer: { status: 408, body: '' }, expect: 'TIMEOUT unknown retryable' },
  {
    title: '409 still at it',
    on: 'create',
    answer: { status: 409, headers: { 'retry-after': '2' }, body: invalid('CONFLICT') },
    expect: 'OUTCOME_UNKNOWN unknown retryable',
    retryAfterMs: 2_000,
  },
  {
    title: '409 of another version',
    on: 'update',
    answer: { status: 409, body: invalid('CONFLICT') },
    expect: 'VERSION_CONFLICT rejected retryable',
    learned: { externalId: 'fcu_1', externalVersion: null },
  },
  {
    title: '429',
    on: 'create',
    answer: {
      status: 429,
      headers: { 'retry-after': '30' },
      body: error('RATE_LIMIT_ERROR', 'RATE_LIMITED'),
    },
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
    retryAfterMs: 30_000,
  },
  {
    title: '500',
    on: 'create',
    answer: { status: 500, body: error('API_ERROR', 'INTERNAL_SERVER_ERROR') },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '501',
    on: 'create',
    answer: { status: 501, body: error('API_ERROR', 'NOT_IMPLEMENTED') },
    expect: 'PROVIDER_REFUSED rejected',
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
    answer: { status: 503, body: error('API_ERROR', 'SERVICE_UNAVAILABLE') },
    expect: 'PROVIDER_UNAVAILABLE unknown retryable',
  },
  {
    title: 'a redirect',
    on: 'create',
    answer: { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
    expect: malformed,
  },
  { title: '200', on: 'create', answer: { status: 200, body: written() }, expect: 'done created' },
  { title: '200', on: 'update', answer: { status: 200, body: written() }, expect: 'done updated' },
  {
    title: '200 of another object',
    on: 'update',
    answer: { status: 200, body: written({ id: 'cus_2' }) },
    expect: malformed,
  },
  {
    title: '200 of another record',
    on: 'create',
    answer: { status: 200, body: written({ reference_id: 'cus_other' }) },
    expect: malformed,
  },
  {
    title: '200 with an id that climbs',
    on: 'create',
    answer: { status: 200, body: written({ id: '..' }) },
    expect: malformed,
  },
  {
    title: '200 with errors in it',
    on: 'create',
    answer: { status: 200, body: error('API_ERROR', 'INTERNAL_SERVER_ERROR') },
    expect: malformed,
  },
  { title: '200 garbled', on: 'create', answer: { status: 200, body: `${written()}}` }, expect: malformed },
  {
    title: '200 cut',
    on: 'create',
    answer: { status: 200, body: written(), ending: 'cut' },
    expect: malformed,
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
    answer: { status: 200, body: written({ note: 'x'.repeat(70_000) }) },
    expect: malformed,
  },
]

describeProviderContract('square', {
  provider,
  webhook: {
    secret: 'signature_key_contract',
    signatureHeader: 'x-square-hmacsha256-signature',
    // The address is the one that the contract verifies under.
    sign: (body, key) => ({
      'x-square-hmacsha256-signature': createHmac('sha256', key).update(`https://x${body}`).digest('base64'),
    }),
    samples: samples.map(({ name, body }) => ({
      name,
      body,
      eventType: body.type,
      entity: entityOf(body.type),
      operation: body.type === 'customer.deleted' ? 'delete' : 'upsert',
    })),
    covered: [
      {
        name: 'a count of nothing',
        body: eventSample('inventory.count.updated', 'c', { inventory_counts: [] }),
      },
    ],
    namedBody: (name) => {
      const customer = customerSample({ given_name: name, family_name: null })
      return JSON.stringify(eventSample('customer.created', customer.id, { customer }))
    },
    unrouted: {
      body: eventSample('catalog.version.updated', '', { catalog_version: { updated_at: 'soon' } }),
      eventType: 'catalog.version.updated',
    },
  },
  push: {
    adapter: push,
    answers,
    decode: (body) => (body === '' ? {} : JSON.parse(body)),
    traits: { uniqueReferences: false, versions: true, unavailable: 'unknown' },
    async open() {
      const { sandbox, access } = await openSandbox()
      const client = new SquareClient({ token: accessToken, baseUrl: sandbox.url, maxRetries: 0 })
      return {
        access,
        effects: () => sandbox.effects('square'),
        quiet: () => sandbox.until(() => sandbox.requests().every(({ status }) => status !== null)),
        async nameOf(customerId) {
          const { customer } = await client.customers.get({ customerId })
          return [customer?.givenName, customer?.familyName].filter(Boolean).join(' ') || null
        },
        changeElsewhere: async (customerId) => {
          await client.customers.update({ customerId, note: 'changed by hand' })
        },
        close: () => sandbox.close(),
      }
    },
  },
  probe: {
    async open() {
      const { sandbox, access } = await openSandbox()
      return { access, close: () => sandbox.close() }
    },
    answers: [
      { answer: { status: 200, body: '{"merchants":[]}' }, code: 'PROVIDER_MALFORMED_RESPONSE' },
      {
        answer: { status: 401, body: error('AUTHENTICATION_ERROR', 'UNAUTHORIZED') },
        code: 'INVALID_CREDENTIALS',
      },
      {
        answer: { status: 403, body: error('AUTHENTICATION_ERROR', 'INSUFFICIENT_SCOPES') },
        code: 'PROVIDER_FORBIDDEN',
      },
      { answer: { status: 404, body: '<html>' }, code: 'NOT_CONFIGURED' },
      {
        answer: { status: 429, body: error('RATE_LIMIT_ERROR', 'RATE_LIMITED') },
        code: 'RATE_LIMIT_EXCEEDED',
      },
      { answer: { status: 500, body: error('API_ERROR', 'INTERNAL_SERVER_ERROR') }, code: 'PROVIDER_ERROR' },
      {
        answer: { status: 200, body: '{"locations":[]}', ending: 'cut' },
        code: 'PROVIDER_MALFORMED_RESPONSE',
      },
    ],
  },
})
