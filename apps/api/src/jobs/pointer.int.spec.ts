import { createHmac, randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import type { NewEvent } from '@syncline/domain/event'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { receive } from '../ingest/receive.ts'
import { bySystem, keepSecret, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'

const accessToken = 'EAAA_pointer_token'
const signatureKey = 'signature_pointer'
const url = 'https://hub.example/webhooks/square'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let till: string
let shop: string

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: [] })
  jobs.sandbox.register({ square: { accessToken } })
  till = await connectSquare()
  shop = await connectSquare()
  await choose(shop, { location: { id: await firstLocation(), name: 'Quay 4' } })
  const flow = { entity: 'order', sourceConnectionId: till, targetConnectionId: shop, mappingVersion: 1 }
  await append(`flow-${randomUUID()}`, { type: 'FlowEnabled', data: flow })
  await advanceProjection(hub.workerPool, 'directory')
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const append = (stream: string, event: NewEvent) =>
  hub.appender.append({
    organizationId: ours.organizationId,
    stream,
    events: [event],
    context: bySystem(),
  })

async function choose(connectionId: string, choices: object): Promise<void> {
  const data = { choices, accountId: 'ML1', baseUrl: jobs.sandbox.url }
  await append(`connection-${connectionId}`, { type: 'ConnectionChoicesSet', data })
  await advanceProjection(hub.workerPool, 'directory')
}

async function firstLocation(): Promise<string> {
  const answer = await fetch(`${jobs.sandbox.url}/v2/locations`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  const { locations } = (await answer.json()) as { locations: readonly { id: string }[] }
  return locations[0]?.id ?? ''
}

async function connectSquare(): Promise<string> {
  const connectionId = randomUUID()
  await append(`connection-${connectionId}`, {
    type: 'ConnectionConnected',
    data: {
      provider: 'square',
      name: 'Square',
      venue: 'Quay 4',
      accountId: 'ML1',
      baseUrl: jobs.sandbox.url,
    },
  })
  await keepSecret(hub, ours.organizationId, connectionId, 'api_key', accessToken)
  return connectionId
}

/** Square's word that an order changed; the ids of the syncs that came of it. */
async function hear(orderId: string, version: number): Promise<readonly string[]> {
  const heard = await receiveFrom('ML1', orderId, version)
  await jobs.route()
  return jobs.routed(ours, heard.deliveryId)
}

async function receiveFrom(merchantId: string, orderId: string, version: number, location?: string) {
  const { webhook } = await loadProvider('square')
  if (!webhook) throw new Error('Square sends webhooks')
  const body = JSON.stringify({
    merchant_id: merchantId,
    type: 'order.updated',
    event_id: randomUUID(),
    created_at: new Date().toISOString(),
    data: {
      type: 'order_updated',
      id: orderId,
      object: { order_updated: { order_id: orderId, version, location_id: location } },
    },
  })
  const signature = createHmac('sha256', signatureKey).update(`${url}${body}`).digest('base64')
  const received = await receive(
    hub,
    {
      connectionId: till,
      organizationId: ours.organizationId,
      provider: 'square',
      accountId: 'ML1',
      webhookSecrets: [{ kind: 'webhook_secret', version: 1, secret: signatureKey }],
    },
    webhook,
    {
      rawBody: Buffer.from(body),
      headers: { 'x-square-hmacsha256-signature': signature },
      url,
      now: new Date(),
    },
  )
  if (received.verdict === 'refused') throw new Error(received.reason)
  return received
}

it('what is of another merchant than the connection’s is kept and leads nowhere', async () => {
  const { verdict, deliveryId } = await receiveFrom('ML2', 'an-order', 1)
  expect(verdict).toBe('quarantined')
  await jobs.route()
  const facts = await jobs.facts(ours, `delivery-${deliveryId}`)
  expect(typesOf(facts)).toEqual(['WebhookReceived', 'WebhookQuarantined'])
})

it('a webhook that only points to its object makes a sync that reads it first', async () => {
  const { objects } = await jobs.sandbox.trigger('square', 'order.created', { amount: 4_500 })
  const orderId = objects[0] as string
  const [syncId = '', ...others] = await hear(orderId, 1)
  expect(others).toEqual([])
  expect((await jobs.settle(ours, syncId)).status).toBe('synced')
  const facts = await jobs.facts(ours, `sync-${syncId}`)
  expect(typesOf(facts)).toEqual(['SyncRequested', 'SourceRead', 'SyncStarted', 'SyncSucceeded'])
  expect(facts[0]).toMatchObject({ data: { amount: null } })
  expect(facts[1]).toMatchObject({ data: { amount: { minor: 4_500, currency: 'USD' } } })
  const written = jobs.sandbox.effects('square').filter(({ externalRef }) => externalRef === orderId)
  expect(written).toMatchObject([{ entity: 'order', operation: 'create', origin: 'api' }])
})

it('two pointers to one object are two syncs, so that the later one is never read too early', async () => {
  const { objects } = await jobs.sandbox.trigger('square', 'order.created', {})
  const orderId = objects[0] as string
  const [first = '', second = ''] = [...(await hear(orderId, 1)), ...(await hear(orderId, 2))]
  expect(first).not.toBe(second)
  expect((await jobs.settle(ours, first)).status).toBe('synced')
  expect(['synced', 'skipped']).toContain((await jobs.settle(ours, second)).status)
  const written = jobs.sandbox.effects('square').filter(({ externalRef }) => externalRef === orderId)
  expect(written.filter(({ operation }) => operation === 'create')).toHaveLength(1)
})

it('what happened at another location than the connection’s is kept and leads nowhere', async () => {
  const { objects } = await jobs.sandbox.trigger('square', 'order.created', { amount: 4_500 })
  const orderId = objects[0] as string
  const verdictAt = async (location: string) => {
    const { deliveryId } = await receiveFrom('ML1', orderId, 1, location)
    await jobs.route()
    return (await jobs.facts(ours, `delivery-${deliveryId}`)).at(-1)
  }
  await choose(till, { location: { id: 'LEKKI', name: 'Lekki' } })
  expect(await verdictAt('IKEJA')).toMatchObject({ type: 'WebhookIgnored', data: { reason: 'other_place' } })
  expect(await verdictAt('LEKKI')).toMatchObject({ type: 'WebhookRouted' })
  await choose(till, {})
  expect(await verdictAt('IKEJA')).toMatchObject({ type: 'WebhookRouted' })
})
