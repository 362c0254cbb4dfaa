import { createHash, createHmac, randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import type { NewEvent } from '@syncline/domain/event'
import type { SyncJob } from '@syncline/domain/job'
import { loadProvider } from '@syncline/providers/registry'
import { encodeEvent, eventSample } from '@syncline/providers/samples/mailchimp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { receive } from '../ingest/receive.ts'
import { bySystem, keepSecret, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { executeTogether } from './together.ts'

const webhookSecret = 'shown once by mailchimp'
let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let guests: { connectionId: string; audience: string; apiKey: string }
let suppliers: typeof guests

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: [] })
  guests = await connect('a0a0a0a0a0')
  suppliers = await connect('b1b1b1b1b1')
  await flow('customer', ours.stripeId, guests.connectionId)
  await flow('contact', guests.connectionId, suppliers.connectionId)
  await advanceProjection(hub.workerPool, 'directory')
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const append = (stream: string, event: NewEvent) =>
  hub.appender.append({ organizationId: ours.organizationId, stream, events: [event], context: bySystem() })

const flow = (entity: string, sourceConnectionId: string, targetConnectionId: string) =>
  append(`flow-${randomUUID()}`, {
    type: 'FlowEnabled',
    data: { entity, sourceConnectionId, targetConnectionId, mappingVersion: 1 },
  })

/** An audience of its own account, in the sandbox and here. */
async function connect(listId: string) {
  const [connectionId, apiKey] = [randomUUID(), `${randomUUID()}-us21`]
  jobs.sandbox.register({ mailchimp: { apiKey, listId } })
  const audience = `${jobs.sandbox.url}/mailchimp/3.0/lists/${listId}`
  const data = {
    provider: 'mailchimp',
    name: 'Mailchimp',
    venue: 'Quay 4',
    accountId: listId,
    baseUrl: audience,
  }
  await append(`connection-${connectionId}`, { type: 'ConnectionConnected', data })
  await keepSecret(hub, ours.organizationId, connectionId, 'api_key', apiKey)
  return { connectionId, audience, apiKey }
}

/** Somebody as Mailchimp holds them, asked by other lines than ours. */
async function memberOf(
  { audience, apiKey }: typeof guests,
  email: string,
): Promise<Record<string, unknown>> {
  const id = createHash('md5').update(email.toLowerCase()).digest('hex')
  const headers = { authorization: `Bearer ${apiKey}` }
  return (await fetch(`${audience}/members/${id}`, { headers })).json() as Promise<Record<string, unknown>>
}

it('adds a customer of Stripe to the audience, subscribed to nothing, and changes them there', async () => {
  const id = 'cus_MailedGuest'
  const added = await jobs.request(ours, { id, name: 'Ada Nkechi Obi', email: 'Ada@example.com' })
  expect(await jobs.settle(ours, added)).toMatchObject({ status: 'synced' })
  const made = await memberOf(guests, 'ada@example.com')
  expect(made).toMatchObject({ status: 'transactional', full_name: 'Ada Nkechi Obi' })

  const changes = { type: 'customer.updated', created: Math.floor(Date.now() / 1_000) + 60 }
  const moved = await jobs.request(ours, { id, name: 'Ada Eze', email: 'ada.eze@example.com' }, changes)
  expect(await jobs.settle(ours, moved)).toMatchObject({ status: 'synced' })
  expect(await memberOf(guests, 'ada.eze@example.com')).toMatchObject({
    full_name: 'Ada Eze',
    contact_id: made.contact_id,
  })
  expect(await memberOf(guests, 'ada@example.com')).toMatchObject({ status: 404 })
})

it('keeps who has no address for a person to look at', async () => {
  const nameless = await jobs.request(ours, { id: 'cus_NoAddress', name: 'Ada Obi', email: null })
  expect(await jobs.settle(ours, nameless)).toMatchObject({ status: 'failed' })
})

/** Deliveries of an audience, routed: the ids of their syncs. */
async function hear(bodies: readonly string[]): Promise<readonly string[]> {
  const deliveries = await Promise.all(bodies.map(receiveOne))
  await jobs.route()
  return (await Promise.all(deliveries.map((delivery) => jobs.routed(ours, delivery)))).flat()
}

async function receiveOne(body: string): Promise<string> {
  const seconds = Math.floor(Date.now() / 1_000)
  const v1 = createHmac('sha256', webhookSecret).update(`${seconds}.${body}`).digest('hex')
  const { webhook } = await loadProvider('mailchimp')
  if (!webhook) throw new Error('Mailchimp sends webhooks')
  const { organizationId } = ours
  const received = await receive(
    hub,
    {
      ...guests,
      organizationId,
      provider: 'mailchimp',
      accountId: 'b8c41d7e20',
      webhookSecrets: [{ kind: 'webhook_secret', version: 1, secret: webhookSecret }],
    },
    webhook,
    {
      rawBody: Buffer.from(body),
      headers: { 'x-mailchimp-signature': `t=${seconds},v1=${v1}` },
      url: '',
      now: new Date(),
    },
  )
  if (received.verdict === 'refused') throw new Error(received.reason)
  return received.deliveryId
}

it('carries a contact from one audience to another, and takes them off there too', async () => {
  const carried = async (body: string) => jobs.settle(ours, (await hear([body]))[0] as string)
  expect(await carried(encodeEvent(eventSample('subscribe')))).toMatchObject({ status: 'synced' })
  expect(await memberOf(suppliers, 'chidi.eze@example.com')).toMatchObject({
    status: 'subscribed',
    full_name: 'Chidi Eze',
  })
  const left = eventSample('unsubscribe', { 'data[action]': 'delete', fired_at: '2026-09-21 09:31:00' })
  expect(await carried(encodeEvent(left))).toMatchObject({ status: 'synced' })
  expect(await memberOf(suppliers, 'chidi.eze@example.com')).toMatchObject({ status: 'archived' })
})

it('carries contacts that are due together by one call', async () => {
  const [size, { organizationId }, { connectionId }] = [120, ours, suppliers]
  const came = Array.from({ length: size }, (_, n) => {
    const email = `guest.${n}@example.com`
    return encodeEvent(eventSample('subscribe', { 'data[email]': email, 'data[merges][EMAIL]': email }))
  })
  const due = (await hear(came)).map((syncId): SyncJob => ({ organizationId, syncId, position: 0, lane: '' }))
  const calls = jobs.sandbox.requests('mailchimp').length
  const effects = jobs.sandbox.effects('mailchimp').length
  const ends = await executeTogether(
    { ...jobs.executor, loadProvider },
    { organizationId, connectionId },
    due,
  )
  expect(ends).toEqual(Array(size).fill({ status: 'fulfilled', value: 'done' }))
  expect(jobs.sandbox.requests('mailchimp')).toHaveLength(calls + 1)
  expect(jobs.sandbox.effects('mailchimp')).toHaveLength(effects + size)
  expect(await memberOf(suppliers, 'guest.119@example.com')).toMatchObject({ status: 'subscribed' })
})
