import { createHmac } from 'node:crypto'
import { createSandbox } from '@syncline/sandbox'
import { describeProviderContract } from '../provider.contract.ts'
import type { Access } from '../provider.ts'
import { createMailchimp } from './index.ts'
import { memberIdOf } from './member-id.ts'
import {
  campaignSample,
  type EventSample,
  encodeEvent,
  eventSample,
  pointerSamples,
  samples,
} from './samples/index.ts'
import { answers, problem, sampleId } from './testing/answers.ts'

const apiKey = 'contract-key-us21'
const listId = 'b8c41d7e20'
const provider = createMailchimp({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 })
const push = provider.push?.customer
const pull = createMailchimp({ requestTimeoutMs: 800, maxAnswerBytes: 1024 * 1024 }).pull?.contact
if (!push || !pull) throw new Error('Mailchimp takes customers and gives contacts')

async function openSandbox() {
  const sandbox = await createSandbox({ slowMs: 900, accounts: [{ mailchimp: { apiKey, listId } }] })
  const baseUrl = `${sandbox.url}/mailchimp/3.0/lists/${listId}`
  const access = (): Access => ({
    baseUrl,
    secrets: { api_key: apiKey },
    now: () => new Date(),
    signal: new AbortController().signal,
  })
  return { sandbox, access, baseUrl }
}

/** Reads the way anybody with the key may, by other lines than ours. */
async function nameThere(baseUrl: string, id: string): Promise<string | null> {
  const response = await fetch(`${baseUrl}/members/${id}`, { headers: { authorization: `Bearer ${apiKey}` } })
  const { full_name: name } = (await response.json()) as { full_name: string }
  return name === '' ? null : name
}

const namesOf = (name: string | null) => {
  const [first = '', ...rest] = (name ?? '').split(' ')
  return { 'data[merges][FNAME]': first, 'data[merges][LNAME]': rest.join(' ') }
}

const contractSample = ({ name, body }: { name: string; body: EventSample }) =>
  ({
    name,
    body,
    eventType: body.type ?? '',
    entity: 'contact',
    operation: body['data[action]'] === 'delete' ? 'delete' : 'upsert',
  }) as const

describeProviderContract('mailchimp', {
  provider,
  leftOut: {
    'learns from a conflict of versions': 'Mailchimp counts no versions: whoever writes last stands.',
    'keeps amounts of every currency, with and without decimals': 'Contacts have no amounts.',
  },
  webhook: {
    secret: 'mailchimp signing secret',
    signatureHeader: 'x-mailchimp-signature',
    sign: (rawBody, secret, unixSeconds) => {
      const v1 = createHmac('sha256', secret).update(`${unixSeconds}.${rawBody}`).digest('hex')
      return { 'x-mailchimp-signature': `t=${unixSeconds},v1=${v1}` }
    },
    encode: (body) =>
      encodeEvent(
        Object.fromEntries(
          Object.entries(body as object).map(([name, value]) => [
            name,
            typeof value === 'string' ? value : JSON.stringify(value),
          ]),
        ),
      ),
    samples: samples.map(contractSample),
    pointers: pointerSamples.map(contractSample),
    namedBody: (name) => encodeEvent(eventSample('subscribe', namesOf(name))),
    nameIn: (record) => {
      if (record.entity !== 'contact') return null
      return [record.firstName, record.lastName].filter((part) => part !== null).join(' ') || null
    },
    unrouted: { body: campaignSample, eventType: 'campaign' },
    covered: [],
    vectors: [
      {
        // printf '1790000000.type=profile&data%5Bid%5D=7' | openssl dgst -sha256 -hmac 'shown once'
        from: 'openssl',
        rawBody: 'type=profile&data%5Bid%5D=7',
        headers: {
          'x-mailchimp-signature':
            't=1790000000,v1=a03bea20e364bcaf0646416134ac49d2001a53b31613145e5feb81c8f1f27fcf',
        },
        secret: 'shown once',
        unixSeconds: 1_790_000_000,
      },
    ],
  },
  push: {
    adapter: push,
    answers,
    sampleId,
    missingId: memberIdOf('nobody@example.com'),
    bare: { email: 'bare@example.com' },
    decode: (body) => JSON.parse(body),
    traits: {
      uniqueReferences: false,
      versions: false,
      unavailable: 'unknown',
      keys: false,
      upserts: true,
      retryAfterMs: 0,
    },
    async open() {
      const { sandbox, access, baseUrl } = await openSandbox()
      return {
        access,
        effects: () => sandbox.effects('mailchimp'),
        quiet: () => sandbox.until(() => sandbox.requests().every(({ status }) => status !== null)),
        nameOf: (id) => nameThere(baseUrl, id),
        changeElsewhere: async (id) => {
          await sandbox.trigger('mailchimp', 'profile', { id })
        },
        close: () => sandbox.close(),
      }
    },
  },
  pull: [
    {
      entity: 'contact',
      adapter: pull,
      pageSize: 500,
      missingId: memberIdOf('nobody@example.com'),
      async open() {
        const { sandbox, access } = await openSandbox()
        const add = async (count: number) =>
          (await sandbox.trigger('mailchimp', 'subscribe', { count })).objects
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
      { answer: { status: 200, body: '{"health":"fine"}' }, code: 'PROVIDER_MALFORMED_RESPONSE' },
      { answer: problem(401, 'API Key Invalid'), code: 'INVALID_CREDENTIALS' },
      { answer: problem(403, 'Forbidden'), code: 'PROVIDER_FORBIDDEN' },
      { answer: { status: 403, body: '<html>Access Denied</html>' }, code: 'RATE_LIMIT_EXCEEDED' },
      { answer: { status: 404, body: 'nothing' }, code: 'NOT_CONFIGURED' },
      { answer: problem(404, 'Resource Not Found'), code: 'NOT_CONFIGURED' },
      { answer: { status: 200, body: '{"health_status":"x"}', ending: 'hold' }, code: 'TIMEOUT' },
    ],
  },
})
