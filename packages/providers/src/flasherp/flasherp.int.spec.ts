import { createHmac } from 'node:crypto'
import { entities } from '@syncline/domain/connection'
import { createSandbox } from '@syncline/sandbox'
import { describeProviderContract, type PushHarness } from '../provider.contract.ts'
import type { Access } from '../provider.ts'
import { createFlasherp } from './index.ts'
import { customerEventSample, customerSample, samples } from './samples/index.ts'

const secrets = { api_key: 'erp_contract_key', api_secret: 'erp contract secret' }
const provider = createFlasherp({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 })
const push = provider.push?.customer
if (!push) throw new Error('FlashERP takes customers')

async function openSandbox() {
  const sandbox = await createSandbox({
    slowMs: 900,
    accounts: [{ flasherp: { apiKey: secrets.api_key, apiSecret: secrets.api_secret } }],
  })
  const baseUrl = `${sandbox.url}/flasherp/v1`
  const access = (): Access => ({
    baseUrl,
    secrets,
    now: () => new Date(),
    signal: new AbortController().signal,
  })
  const inside = async (path: string, init?: RequestInit) =>
    (await fetch(`${sandbox.url}/_sandbox${path}`, init)).json() as Promise<Record<string, never>>
  return { sandbox, access, inside }
}

/** Reads the way anybody with the key may, by other lines than ours. */
async function readCustomer(baseUrl: string, id: string): Promise<{ name: string | null }> {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const response = await fetch(`${baseUrl}/customers/${id}`, {
    headers: {
      authorization: `Bearer ${secrets.api_key}`,
      'x-flasherp-timestamp': timestamp,
      'x-flasherp-signature': createHmac('sha256', secrets.api_secret).update(`${timestamp}.`).digest('hex'),
    },
  })
  return (await response.json()) as { name: string | null }
}

const error = (code: string, more: object = {}) =>
  JSON.stringify({ error: { code, message: 'Canary Nameson (canary@example.com) was not taken.', ...more } })
const written = (changes: object = {}) =>
  JSON.stringify({
    ...customerSample({ id: 'fcu_1', version: 4, external_ref: 'cus_Canary', name: 'Canary Nameson' }),
    ...changes,
  })

const answers: PushHarness['answers'] = [
  {
    title: '400',
    on: 'create',
    answer: { status: 400, body: error('validation', { field: 'email' }) },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '400 on a field we have nothing for',
    on: 'create',
    answer: { status: 400, body: error('validation', { field: 'address.line2' }) },
    expect: 'REQUIRED_FIELD_MISSING rejected',
  },
  {
    title: '401',
    on: 'create',
    answer: { status: 401, body: error('unauthorized') },
    expect: 'INVALID_CREDENTIALS rejected',
  },
  {
    title: '403',
    on: 'create',
    answer: { status: 403, body: error('forbidden') },
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
    answer: { status: 404, body: error('not_found') },
    expect: 'RECORD_NOT_FOUND rejected',
  },
  { title: '405', on: 'create', answer: { status: 405, body: '' }, expect: 'PROVIDER_REFUSED rejected' },
  { title: '408', on: 'create', answer: { status: 408, body: '' }, expect: 'TIMEOUT unknown retryable' },
  {
    title: '409 duplicate',
    on: 'create',
    answer: {
      status: 409,
      body: error('duplicate', { field: 'external_ref', existing_id: 'fcu_9', existing_version: 2 }),
    },
    expect: 'DUPLICATE_RECORD rejected retryable',
    learned: { externalId: 'fcu_9', externalVersion: 2 },
  },
  {
    title: '409 duplicate that names a path instead of an id',
    on: 'create',
    answer: { status: 409, body: error('duplicate', { existing_id: '../admin' }) },
    expect: 'OUTCOME_UNKNOWN unknown retryable',
  },
  {
    title: '409 duplicate that names nothing',
    on: 'create',
    answer: { status: 409, body: error('duplicate') },
    expect: 'DUPLICATE_RECORD rejected',
  },
  {
    title: '409 duplicate on a change',
    on: 'update',
    answer: { status: 409, body: error('duplicate', { existing_id: 'fcu_9', existing_version: 2 }) },
    expect: 'DUPLICATE_RECORD rejected',
  },
  {
    title: '409 stale version',
    on: 'update',
    answer: { status: 409, body: error('stale_version', { current_version: 8 }) },
    expect: 'VERSION_CONFLICT rejected retryable',
    learned: { externalId: 'fcu_1', externalVersion: 8 },
  },
  {
    title: '409 key used before',
    on: 'create',
    answer: { status: 409, body: error('idempotency_conflict') },
    expect: 'IDEMPOTENCY_CONFLICT rejected',
  },
  {
    title: '409 still at it',
    on: 'create',
    answer: { status: 409, headers: { 'retry-after': '2' }, body: error('idempotency_in_flight') },
    expect: 'OUTCOME_UNKNOWN unknown retryable',
    retryAfterMs: 2_000,
  },
  {
    title: '409 that can’t be read',
    on: 'create',
    answer: { status: 409, body: error('duplicate', { existing_id: 'fcu_9' }), ending: 'cut' },
    expect: 'OUTCOME_UNKNOWN unknown retryable',
  },
  {
    title: '413',
    on: 'create',
    answer: { status: 413, body: error('too_large') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '422',
    on: 'create',
    answer: { status: 422, body: error('unprocessable') },
    expect: 'PROVIDER_REFUSED rejected',
  },
  {
    title: '422 for want of another',
    on: 'create',
    answer: { status: 422, body: error('dependency_missing') },
    expect: 'DEPENDENCY_MISSING rejected retryable',
  },
  {
    title: '429 with seconds',
    on: 'create',
    answer: { status: 429, headers: { 'retry-after': '30' }, body: error('rate_limited') },
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
    retryAfterMs: 30_000,
  },
  {
    title: '429 with a date',
    on: 'create',
    answer: {
      status: 429,
      headers: { 'retry-after': new Date((1_790_000_000 + 90) * 1_000).toUTCString() },
      body: 'slow down, Canary Nameson',
    },
    expect: 'RATE_LIMIT_EXCEEDED not_executed retryable',
    retryAfterMs: 90_000,
  },
  {
    title: '503',
    on: 'create',
    answer: { status: 503, headers: { 'retry-after': '5' }, body: error('unavailable') },
    expect: 'PROVIDER_UNAVAILABLE not_executed retryable',
    retryAfterMs: 5_000,
  },
  {
    title: '500',
    on: 'create',
    answer: { status: 500, body: error('internal') },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '502 of a gateway',
    on: 'create',
    answer: { status: 502, body: '<html>Canary Nameson</html>' },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: '504',
    on: 'create',
    answer: { status: 504, body: '' },
    expect: 'PROVIDER_ERROR unknown retryable',
  },
  {
    title: 'a redirect',
    on: 'create',
    answer: { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201',
    on: 'create',
    answer: { status: 201, body: written({ note: 'canary note of no one', extra: ['Canary Nameson'] }) },
    expect: 'done created',
  },
  { title: '200', on: 'update', answer: { status: 200, body: written() }, expect: 'done updated' },
  {
    title: '200 of another object',
    on: 'update',
    answer: { status: 200, body: written({ id: 'fcu_2' }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 of another record',
    on: 'create',
    answer: { status: 201, body: written({ external_ref: 'cus_other' }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 without a version',
    on: 'create',
    answer: { status: 201, body: written({ version: '4' }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 with an id that climbs',
    on: 'create',
    answer: { status: 201, body: written({ id: '..' }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 garbled',
    on: 'create',
    answer: { status: 201, body: `${written({ name: 'Canary Nameson' })}}` },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 cut',
    on: 'create',
    answer: { status: 201, body: written({ name: 'Canary Nameson' }), ending: 'cut' },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 that never ends',
    on: 'create',
    answer: { status: 201, body: written(), ending: 'hold' },
    expect: 'TIMEOUT unknown retryable',
  },
  {
    title: '201 too large',
    on: 'create',
    answer: { status: 201, body: written({ note: 'x'.repeat(70_000) }) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '201 in no known letters',
    on: 'create',
    answer: { status: 201, body: new Uint8Array([0xff, 0xfe, 0x7b]) },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
  {
    title: '204',
    on: 'create',
    answer: { status: 204, headers: {}, body: '' },
    expect: 'PROVIDER_MALFORMED_RESPONSE unknown retryable',
  },
]

describeProviderContract('flasherp', {
  provider,
  webhook: {
    secret: 'flasherp webhook secret',
    signatureHeader: 'x-flasherp-signature',
    sign: (rawBody, secret, unixSeconds) => ({
      'x-flasherp-timestamp': String(unixSeconds),
      'x-flasherp-signature': createHmac('sha256', secret).update(`${unixSeconds}.${rawBody}`).digest('hex'),
    }),
    samples: samples.map(({ name, body }) => ({
      name,
      body,
      eventType: body.type,
      entity: entities.find((entity) => body.type.startsWith(entity)) ?? 'customer',
      operation: 'upsert',
    })),
    namedBody: (name) => JSON.stringify(customerEventSample('customer.created', customerSample({ name }))),
    covered: [],
    unrouted: {
      body: { id: 'fev_2', type: 'stock.updated', entity: 'stock', data: { object: { id: 'fst_1' } } },
      eventType: 'stock.updated',
    },
  },
  push: {
    adapter: push,
    answers,
    decode: (body) => JSON.parse(body),
    traits: { uniqueReferences: true, versions: true, unavailable: 'not_executed' },
    async open() {
      const { sandbox, access, inside } = await openSandbox()
      return {
        access,
        effects: () => sandbox.effects('flasherp'),
        quiet: () => sandbox.until(() => sandbox.requests().every(({ status }) => status !== null)),
        nameOf: async (id) => (await readCustomer(access().baseUrl, id)).name,
        changeElsewhere: async (id) => {
          await inside('/flasherp/customers', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ id, note: 'changed by hand' }),
          })
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
      { answer: { status: 200, body: '{"status":"ailing"}' }, code: 'PROVIDER_MALFORMED_RESPONSE' },
      { answer: { status: 403, body: error('forbidden') }, code: 'PROVIDER_FORBIDDEN' },
      { answer: { status: 404, body: 'nothing' }, code: 'NOT_CONFIGURED' },
      { answer: { status: 503, body: error('unavailable') }, code: 'PROVIDER_UNAVAILABLE' },
      {
        answer: { status: 200, body: '{"status":"ok"}', ending: 'hold' },
        code: 'TIMEOUT',
      },
    ],
  },
})
