import { createHmac } from 'node:crypto'
import type { Entity } from '@syncline/domain/connection'
import { createSandbox } from '@syncline/sandbox'
import { SquareClient } from 'square'
import { describeProviderContract } from '../provider.contract.ts'
import type { Access } from '../provider.ts'
import { createSquare } from './index.ts'
import { customerSample, eventSample, refundSample, samples } from './samples/index.ts'
import { answers, error } from './testing/answers.ts'

const accessToken = 'EAAA_contract_token'
const provider = createSquare({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 })
const push = provider.push?.customer
const pull = createSquare({ requestTimeoutMs: 800, maxAnswerBytes: 1024 * 1024 }).pull?.customer
if (!push || !pull) throw new Error('Square takes and gives customers')

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

describeProviderContract('square', {
  provider,
  leftOut: {
    'bounds a clock that is wrong':
      'Square signs no time, and neither do calls to it: repeats are known by their event.',
  },
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
    vectors: [
      {
        // printf 'https://x/hooks?venue=4{"merchant_id":"ML1"}' | openssl dgst -sha256 -hmac 'signature key' -binary | base64
        from: 'openssl',
        rawBody: '{"merchant_id":"ML1"}',
        headers: { 'x-square-hmacsha256-signature': 'rmWkny/CQKs2uND8ZLhalh7GAitJEgcU78FY7qzsSFo=' },
        secret: 'signature key',
        unixSeconds: 1_790_000_000,
        url: 'https://x/hooks?venue=4',
      },
    ],
    money: {
      body: (money) => {
        const refund = refundSample({ amount_money: money })
        return JSON.stringify(eventSample('refund.created', refund.id, { refund }))
      },
      amountIn: (record) => (record.entity === 'transaction' ? record.amount : null),
    },
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
  pull: [
    {
      entity: 'customer',
      adapter: pull,
      pageSize: 100,
      missingId: 'NOBODY',
      async open() {
        const { sandbox, access } = await openSandbox()
        const add = async (count: number) =>
          (await sandbox.trigger('square', 'customer.created', { count })).objects
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
