import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { describeProviderContract } from '../provider.contract.ts'
import type { Access } from '../provider.ts'
import { fakeTarget } from '../testing/fake-target.ts'
import { type Callback, sendCallback } from './callback.ts'
import { createPcsAi } from './index.ts'
import { readInvoice } from './invoice.ts'

const secret = `whsec_${Buffer.from('pcs contract secret').toString('base64')}`
const limits = { requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 }

const openSandbox = () =>
  createSandbox({
    accounts: [
      { 'pcs-ai': { apiKey: 'syn_contract', intakeUrl: 'http://127.0.0.1:9/', callbackSecret: secret } },
    ],
  })
const accessTo = (baseUrl: string, webhookSecret = secret): Access => ({
  baseUrl,
  secrets: { webhook_secret: webhookSecret },
  now: () => new Date(),
  signal: new AbortController().signal,
})
const addressIn = (sandbox: Sandbox) => `${sandbox.url}/pcs-ai/callbacks/pcs`

const noRecords = 'It keeps no records.'
const tells = 'Held of callbacks, in `pcs-ai.int.spec.ts`.'

describeProviderContract('pcs-ai', {
  provider: createPcsAi(limits),
  leftOut: {
    'reads page by page to the end': noRecords,
    'goes on in the middle': noRecords,
    'stops where credentials run out, and goes on with new ones': noRecords,
    'does nothing twice when repeated, or when an answer was lost': tells,
    'tells every class of error from real bodies': tells,
    'waits as long as a limit asks': tells,
    'bears garbled, cut, endless and slow answers': tells,
    'learns from a conflict of versions': noRecords,
    'deletes once': noRecords,
    'bounds a clock that is wrong': 'Invoices come with a key; what we sign is held in `pcs-ai.int.spec.ts`.',
    'accepts deliveries that others signed, and no changed ones':
      'Invoices come with a key: what is hostile in them is held in `pcs-ai.spec.ts`.',
    'never throws over hostile deliveries':
      'Invoices come with a key: what is hostile in them is held in `pcs-ai.spec.ts`.',
    'keeps names in every script': 'It keeps no names.',
    'keeps amounts of every currency, with and without decimals':
      'Amounts of invoices are held in `pcs-ai.spec.ts`.',
  },
  probe: {
    async open() {
      const sandbox = await openSandbox()
      return { access: () => accessTo(addressIn(sandbox)), close: () => sandbox.close() }
    },
    strangers: { webhook_secret: `whsec_${Buffer.from('nobody’s').toString('base64')}` },
    unusable: ['', 'whsec_', 'whsec_é'].map((webhook_secret) => ({ webhook_secret })),
    held: { webhook_secret: secret },
    answers: [
      { answer: { status: 401, body: 'canary' }, code: 'INVALID_CREDENTIALS' },
      { answer: { status: 410, body: '' }, code: 'NOT_CONFIGURED' },
      { answer: { status: 503, body: '' }, code: 'PROVIDER_UNAVAILABLE' },
      { answer: { status: 200, body: 'x', ending: 'reset' }, code: 'NETWORK_UNREACHABLE' },
    ],
  },
})

describe('a callback', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await openSandbox()
  })
  afterAll(() => sandbox.close())
  const posted: Callback = {
    id: 'msg_Sample',
    type: 'invoice.posted',
    timestamp: '2026-09-21T09:00:00.000Z',
    data: { invoice_id: 'pcs_1', bill_id: '77', status: 'posted' },
  }

  it('is taken by who knows the secret, and once however often it is sent', async () => {
    for (const tries of [1, 2]) {
      const told = await sendCallback(posted, accessTo(addressIn(sandbox)), limits)
      expect(told.outcome, `try ${tries}`).toBe('done')
    }
    expect(sandbox.effects('pcs-ai')).toMatchObject([{ entity: 'callback', objectId: 'msg_Sample' }])
    expect(sandbox.requests('pcs-ai').map(({ bodySha256 }) => bodySha256)).toHaveLength(2)
    expect(new Set(sandbox.requests('pcs-ai').map(({ bodySha256 }) => bodySha256)).size).toBe(1)
  })

  it('is verified by the library of Standard Webhooks, and by no other secret', async () => {
    const received: { headers: Record<string, string>; body: string }[] = []
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const headers = request.headers as Record<string, string>
      received.push({ headers, body: Buffer.concat(chunks).toString('utf8') })
      response.writeHead(204).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await sendCallback(posted, accessTo(address), limits)
    server.close()
    const [{ headers, body } = { headers: {}, body: '' }] = received
    const { id, ...told } = posted
    expect(new Webhook(secret).verify(body, headers)).toEqual(told)
    expect(headers['webhook-id']).toBe(id)
    const another = `whsec_${Buffer.from('another secret').toString('base64')}`
    expect(() => new Webhook(another).verify(body, headers)).toThrow()
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow()
  })

  test.each([
    [{ status: 204, body: '' }, 'done'],
    [{ status: 401, body: '' }, 'INVALID_CREDENTIALS rejected'],
    [{ status: 404, body: '' }, 'NOT_CONFIGURED rejected'],
    [{ status: 409, body: '' }, 'PROVIDER_REFUSED rejected retryable'],
    [{ status: 422, body: '' }, 'PROVIDER_REFUSED rejected'],
    [{ status: 408, body: '' }, 'TIMEOUT unknown retryable'],
    [{ status: 429, headers: { 'retry-after': '3' }, body: '' }, 'RATE_LIMIT_EXCEEDED rejected retryable'],
    [{ status: 500, body: '' }, 'PROVIDER_ERROR unknown retryable'],
    [
      { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
      'PROVIDER_MALFORMED_RESPONSE unknown retryable',
    ],
  ])('answered %j comes to %s', async (answer, expected) => {
    const fake = await fakeTarget(answer)
    const told = await sendCallback(posted, accessTo(fake.url), limits)
    await fake.close()
    const said =
      told.outcome === 'done' ? 'done' : `${told.code} ${told.certainty}${told.retryable ? ' retryable' : ''}`
    expect(said).toBe(expected)
    if (told.outcome === 'failed') expect(told.retryAfterMs).toBe(answer.status === 429 ? 3_000 : 0)
    expect(JSON.stringify(told)).not.toContain(secret)
  })
})

it('reads what the sandbox pushes, and refuses what does not add up', async () => {
  const sandbox = await openSandbox()
  await sandbox.trigger('pcs-ai', 'invoice', { count: 20 })
  await sandbox.trigger('pcs-ai', 'wrong')
  const held = await fetch(`${sandbox.url}/_sandbox/objects?provider=pcs-ai&entity=invoices`)
  const { entries } = (await held.json()) as { entries: { object: { invoice: unknown } }[] }
  const reads = entries.map(({ object }) => readInvoice(object.invoice))
  expect(reads.map(({ ok }) => ok)).toEqual([...Array.from({ length: 20 }, () => true), false])
  expect(reads.at(-1)).toMatchObject({ problems: [{ path: 'total' }] })
  await sandbox.close()
})
