import { createHmac } from 'node:crypto'
import { entities } from '@syncline/domain/connection'
import { createSandbox } from '@syncline/sandbox'
import { describeProviderContract } from '../provider.contract.ts'
import type { Access } from '../provider.ts'
import { createFlasherp } from './index.ts'
import {
  customerEventSample,
  customerSample,
  eventSample,
  samples,
  transactionSample,
} from './samples/index.ts'
import { answers, error } from './testing/answers.ts'

const secrets = { api_key: 'erp_contract_key', api_secret: 'erp contract secret' }
const provider = createFlasherp({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 })
const push = provider.push?.customer
const pull = createFlasherp({ requestTimeoutMs: 800, maxAnswerBytes: 1024 * 1024 }).pull?.customer
if (!push || !pull) throw new Error('FlashERP takes and gives customers')

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
    vectors: [
      {
        // openssl dgst -sha256 -hmac 'sample webhook secret' over '1790000000.{"id":"fev_1"}'
        from: 'openssl',
        rawBody: '{"id":"fev_1"}',
        headers: {
          'x-flasherp-timestamp': '1790000000',
          'x-flasherp-signature': 'bf76e5580790536bf6116e0982225fd1beb2404a4126b4e6c4a05761d4a30351',
        },
        secret: 'sample webhook secret',
        unixSeconds: 1_790_000_000,
      },
    ],
    money: {
      body: (amount) => JSON.stringify(eventSample('transaction.created', transactionSample({ amount }))),
      amountIn: (record) => (record.entity === 'transaction' ? record.amount : null),
    },
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
    traits: { uniqueReferences: true, versions: true, unavailable: 'not_executed', signsCalls: true },
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
  pull: [
    {
      entity: 'customer',
      adapter: pull,
      pageSize: 100,
      missingId: 'fcu_nobody',
      async open() {
        const { sandbox, access } = await openSandbox()
        const add = async (count: number) =>
          (await sandbox.trigger('flasherp', 'customer.created', { count })).objects
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
