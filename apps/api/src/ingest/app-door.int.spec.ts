import { createHmac, randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import type { Entity } from '@syncline/domain/connection'
import { loadProvider } from '@syncline/providers/registry'
import Fastify, { type FastifyInstance } from 'fastify'
import { Counter } from 'prom-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerFailures } from '../http/failures.ts'
import { registerRequestState } from '../http/request-state.ts'
import { sandboxAddresses, sandboxApp } from '../oauth/apps.ts'
import { bySystem, keepSecret, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'
import { createAccountDirectory } from './accounts.ts'
import { registerAppDoors } from './app-door.ts'
import { createDoorLimits } from './door-limit.ts'
import { receive } from './receive.ts'
import { claimUnclaimed } from './unclaimed.ts'

const realm = '913000000000001'
const tokenOf = (accountId: string) => `qbo_access_token_${accountId}`
let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let app: FastifyInstance
let address: string
let quickbooksId: string

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  app = Fastify()
  registerRequestState(app)
  registerFailures(app)
  registerAppDoors(app, {
    limits: createDoorLimits(hub.appPool, { flasherp: 100, failures: 20 }),
    pool: hub.appPool,
    appender: hub.appender,
    vault: hub.vault,
    apps: { quickbooks: { ...sandboxApp, ...sandboxAddresses(jobs.sandbox.url) } },
    accounts: createAccountDirectory({ pool: hub.appPool }),
    loadProvider,
    publicUrl: 'http://127.0.0.1:3000',
    counter: new Counter({
      name: 'webhooks',
      help: 'Webhooks',
      labelNames: ['provider', 'verdict'],
      registers: [],
    }),
  })
  address = `${await app.listen({ port: 0, host: '127.0.0.1' })}/api/webhooks/quickbooks`
  quickbooksId = await connect(ours, realm)
})
afterAll(async () => {
  await app.close()
  await jobs.close()
  await hub.close()
})

/** A company of QuickBooks whose customers and invoices go to the organization's FlashERP. */
async function connect({ organizationId, flasherpId }: TestOrganization, accountId: string): Promise<string> {
  const connectionId = randomUUID()
  const { clientId, clientSecret, verifierToken } = sandboxApp
  jobs.sandbox.register({
    quickbooks: {
      realmId: accountId,
      clientId,
      clientSecret,
      accessToken: tokenOf(accountId),
      verifierToken,
      webhookUrl: address,
    },
  })
  const baseUrl = `${jobs.sandbox.url}/quickbooks/v3/company/${accountId}`
  const data = { provider: 'quickbooks', name: 'QuickBooks', venue: 'Quay 4', accountId, baseUrl }
  const append = (stream: string, event: { type: string; data: object }) =>
    hub.appender.append({ organizationId, stream, events: [event as never], context: bySystem() })
  await append(`connection-${connectionId}`, { type: 'ConnectionConnected', data })
  for (const entity of ['customer', 'invoice'] satisfies Entity[])
    await append(`flow-${randomUUID()}`, {
      type: 'FlowEnabled',
      data: { entity, sourceConnectionId: connectionId, targetConnectionId: flasherpId, mappingVersion: 1 },
    })
  await keepSecret(hub, organizationId, connectionId, 'access_token', tokenOf(accountId))
  await advanceProjection(hub.workerPool, 'directory')
  return connectionId
}

const event = (accountId: string, kind: string, verb: string, objectId: string, id = randomUUID()) => ({
  specversion: '1.0',
  id,
  source: 'intuit.spec',
  type: `qbo.${kind}.${verb}.v1`,
  time: new Date().toISOString(),
  intuitentityid: objectId,
  intuitaccountid: accountId,
  data: {},
})
const sign = (body: string) => createHmac('sha256', sandboxApp.verifierToken).update(body).digest('base64')
async function post(body: unknown, signature?: string) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'intuit-signature': signature ?? sign(text) }
  const answer = await fetch(address, { method: 'POST', body: text, headers })
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
}
const deliveries = async (connectionId: string) => {
  const { rows } = await hub.admin.query<{
    data: { providerEventId: string; eventType: string }
    stream: string
  }>(
    `select data, stream from log.event where type = 'WebhookReceived' and data ->> 'connectionId' = $1 order by position`,
    [connectionId],
  )
  return rows
}
const unclaimed = async () =>
  (await hub.admin.query<{ account_id: string }>('select account_id from coordination.unclaimed_webhook'))
    .rows

describe('the door of an app', () => {
  it('keeps each event of a body with the connection of its account, once', async () => {
    const [one, two] = [event(realm, 'account', 'created', '1'), event(realm, 'term', 'updated', '2')]
    expect(await post([one, two])).toEqual({ status: 200, json: { received: true, duplicate: false } })
    const kept = await deliveries(quickbooksId)
    expect(kept.map(({ data }) => data.providerEventId)).toEqual([one.id, two.id])
    // The same events in other company are known again.
    expect((await post([two])).json).toMatchObject({ duplicate: true })
    expect((await post([two, one])).json).toMatchObject({ duplicate: true })
    expect((await post([one, event(realm, 'term', 'updated', '3')])).json).toMatchObject({ duplicate: false })
    expect(await deliveries(quickbooksId)).toHaveLength(3)
  })

  it('quarantines what is of nobody’s account, and gives it to whoever connects that', async () => {
    const [mine, foreign] = [event(realm, 'term', 'created', '7'), event('77', 'term', 'created', '8')]
    expect((await post([mine, foreign])).status).toBe(200)
    expect(await unclaimed()).toEqual([{ account_id: '77' }])
    expect((await deliveries(quickbooksId)).at(-1)?.data.providerEventId).toBe(mine.id)
    const connectionId = await connect(ours, '77')
    const { webhook } = await loadProvider('quickbooks')
    if (!webhook) throw new Error('QuickBooks sends webhooks')
    const keeper = {
      organizationId: ours.organizationId,
      connectionId,
      provider: 'quickbooks',
      accountId: '77',
    } as const
    const claim = () =>
      claimUnclaimed({ pool: hub.appPool, appender: hub.appender, vault: hub.vault }, webhook, keeper)
    await claim()
    await claim()
    expect((await deliveries(connectionId)).map(({ data }) => data.providerEventId)).toEqual([foreign.id])
    expect(await unclaimed()).toEqual([])
  })

  it('lets nothing in that is forged, and keeps what is signed and can’t be read', async () => {
    const before = (await deliveries(quickbooksId)).length
    expect((await post([event(realm, 'term', 'created', '9')], sign('another'))).status).toBe(401)
    expect((await post('{"eventNotifications":', sign('{"eventNotifications":'))).status).toBe(200)
    expect(await unclaimed()).toEqual([{ account_id: '-' }])
    expect(await deliveries(quickbooksId)).toHaveLength(before)
  })
})

describe('a connection’s own door', () => {
  it('never takes an event of another account for its own', async () => {
    const { webhook } = await loadProvider('quickbooks')
    if (!webhook) throw new Error('QuickBooks sends webhooks')
    const body = JSON.stringify([event('4711', 'customer', 'created', '1')])
    const received = await receive(
      hub,
      {
        connectionId: quickbooksId,
        organizationId: ours.organizationId,
        provider: 'quickbooks',
        accountId: realm,
        webhookSecrets: [{ kind: 'webhook_secret', version: 1, secret: sandboxApp.verifierToken }],
      },
      webhook,
      { rawBody: Buffer.from(body), headers: { 'intuit-signature': sign(body) }, url: '', now: new Date() },
    )
    expect(received.verdict).toBe('quarantined')
    if (received.verdict === 'refused') return
    await jobs.route()
    const facts = await jobs.facts(ours, `delivery-${received.deliveryId}`)
    expect(typesOf(facts)).toEqual(['WebhookReceived', 'WebhookQuarantined'])
    expect(facts[1]?.data).toEqual({ reason: 'unknown_account' })
  })
})

describe('a change at QuickBooks', () => {
  const syncOf = async () => {
    await jobs.sandbox.deliveriesDone()
    await jobs.route()
    const { rows } = await hub.admin.query<{ stream: string }>(
      `select stream from log.event where type = 'SyncRequested' order by position desc limit 1`,
    )
    return rows[0]?.stream.replace('sync-', '') ?? ''
  }
  // Ids are each company's own, so what is written names the company, too.
  const written = (id: string) =>
    jobs.sandbox.effects('flasherp').filter(({ externalRef }) => externalRef === `${realm}:${id}`)

  it('is pointed at by a webhook, read there and written where it goes', async () => {
    const { objects } = await jobs.sandbox.trigger('quickbooks', 'customer.created', {
      account: realm,
      name: 'Ada Obi',
    })
    const made = await syncOf()
    expect(await jobs.settle(ours, made)).toMatchObject({ status: 'synced' })
    expect(typesOf(await jobs.facts(ours, `sync-${made}`))).toEqual([
      'SyncRequested',
      'SourceRead',
      'SyncStarted',
      'SyncSucceeded',
    ])
    expect(written(objects[0] as string)).toMatchObject([{ operation: 'create' }])
  })

  it('that took it off the books ends it where it went, once, whichever webhook is read first', async () => {
    const { objects } = await jobs.sandbox.trigger('quickbooks', 'invoice.created', { account: realm })
    const [id = ''] = objects
    const made = await syncOf()
    expect(await jobs.settle(ours, made)).toMatchObject({ status: 'synced' })
    await jobs.sandbox.trigger('quickbooks', 'invoice.updated', { account: realm, id })
    const late = await syncOf()
    jobs.pass(2_000)
    await jobs.sandbox.trigger('quickbooks', 'invoice.deleted', { account: realm, id })
    expect(await jobs.settle(ours, late)).toMatchObject({ status: 'synced' })
    const ended = await syncOf()
    expect(await jobs.settle(ours, ended)).toMatchObject({ status: 'skipped' })
    expect(written(id).map(({ operation }) => operation)).toEqual(['create', 'update'])
  })
})

it('turns away who guesses at its secret, and nobody who signs', async () => {
  const body = JSON.stringify([event(realm, 'customer', 'updated', '58')])
  const forge = async () => (await post(body, sign(`${body} forged`))).status
  const answers: number[] = []
  while (answers.at(-1) !== 429 && answers.length < 25) answers.push(await forge())
  expect(answers.at(-1)).toBe(429)
  expect(new Set(answers.slice(0, -1))).toEqual(new Set([401]))
  expect(await forge()).toBe(429)
  expect((await post(body)).status).toBe(200)
})
