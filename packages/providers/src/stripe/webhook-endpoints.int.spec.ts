import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '../provider.ts'
import { createStripe } from './index.ts'
import { webhook } from './webhook.ts'

const secretKey = 'sk_test_endpoints'
const { webhookEndpoints: endpoints } = createStripe({ requestTimeoutMs: 800, maxAnswerBytes: 64 * 1024 })
if (!endpoints) throw new Error('Stripe keeps its webhook addresses')

let sandbox: Sandbox
let shop: Stripe
const got: { headers: Record<string, string | string[] | undefined>; body: Buffer }[] = []
const receiver = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  got.push({ headers: request.headers, body: Buffer.concat(parts) })
  response.end('ok')
})
let url: string
beforeAll(async () => {
  sandbox = await createSandbox({ accounts: [{ stripe: { secretKey } }] })
  const { hostname, port } = new URL(sandbox.url)
  shop = new Stripe(secretKey, { host: hostname, port, protocol: 'http', telemetry: false })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/here`
})
afterAll(async () => {
  await sandbox.close()
  receiver.close()
})

const access = (key = secretKey): Access => ({
  baseUrl: sandbox.url,
  secrets: { api_key: key },
  now: () => new Date(),
  signal: new AbortController().signal,
})
const listed = async () => {
  const answer = await endpoints.list(access())
  if (!answer.ok) throw new Error(answer.code)
  return answer.endpoints
}
const make = async (key: string) => {
  const made = await endpoints.create({ url, description: 'Syncline' }, key, access())
  if (!made.ok) throw new Error(made.code)
  return made
}

describe('a webhook address at Stripe', () => {
  it('is made once under one key, with the types that are routed, and signs with its secret', async () => {
    const made = await make('make-once')
    expect(await make('make-once')).toEqual(made)
    expect(await listed()).toEqual([made.endpoint])
    expect(made.endpoint).toMatchObject({ url, isEnabled: true })
    expect([...made.endpoint.eventTypes].sort()).toEqual([...endpoints.eventTypes].sort())
    expect(made.endpoint.eventTypes).toEqual(expect.arrayContaining(['customer.updated', 'refund.created']))

    await shop.customers.create({ name: 'Ada Obi' })
    await sandbox.deliveriesDone()
    const [delivery] = got
    if (!delivery) throw new Error('It was sent')
    const verify = (secret: string) =>
      webhook.verify({
        rawBody: delivery.body,
        headers: delivery.headers,
        secrets: [secret],
        url,
        now: new Date(),
      })
    expect(verify(made.secret)).toEqual({ ok: true })
    expect(verify('whsec_another')).toMatchObject({ ok: false })
  })

  it('is corrected, disabled and deleted; gone already is done', async () => {
    const [one] = await listed()
    const id = one?.id ?? ''
    await shop.webhookEndpoints.update(id, { enabled_events: ['invoice.paid'], disabled: true })
    expect(await listed()).toMatchObject([{ eventTypes: ['invoice.paid'], isEnabled: false }])
    expect(await endpoints.correct(id, access())).toMatchObject({ ok: true, endpoint: { isEnabled: true } })
    expect((await listed())[0]?.eventTypes).toHaveLength(endpoints.eventTypes.length)
    expect(await endpoints.disable(id, access())).toMatchObject({ endpoint: { isEnabled: false } })
    expect(await endpoints.remove(id, access())).toEqual({ ok: true })
    expect(await endpoints.remove(id, access())).toEqual({ ok: true })
    expect(await endpoints.correct(id, access())).toMatchObject({ ok: false, code: 'RECORD_NOT_FOUND' })
    expect(await listed()).toEqual([])
  })

  it('is not made by strangers, for an address that Stripe refuses, or while Stripe is away', async () => {
    const wanted = { url: 'ftp://nowhere', description: 'Syncline' }
    expect(await endpoints.create(wanted, 'no-address', access())).toMatchObject({
      ok: false,
      code: 'PROVIDER_REFUSED',
      retryable: false,
    })
    expect(await endpoints.list(access('sk_test_stranger'))).toMatchObject({ code: 'INVALID_CREDENTIALS' })
    sandbox.faults({ provider: 'stripe', down: 'unavailable' })
    expect(await endpoints.create({ ...wanted, url }, 'while-away', access())).toMatchObject({
      ok: false,
      retryable: true,
    })
    sandbox.faults({ provider: 'stripe', down: 'no' })
  })
})
