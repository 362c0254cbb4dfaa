import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import type { Entity, ProviderName } from '@syncline/domain/connection'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCustodyCommands } from '../commands/custody.ts'
import { createSyncRequests } from '../commands/request-sync.ts'
import { bySystem, keepSecret, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { noProtection } from '../testing/protection.ts'

const by = { actor: 'user:ada', correlationId: 'c-conversion' } as const
const merchantId = 'MLCONVERT01'
const accessToken = 'conversion-token'
const realmId = '9130000000000077'
const quickbooksToken = 'conversion-access-token'
const apiKey = `${randomUUID()}-us21`
const listId = 'c4c4c4c4c4'
let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let till: string
let kiosk: string
let books: string
let list: string

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: [] })
  const { sandbox } = jobs
  sandbox.register({ square: { accessToken, merchantId, locations: ['Marina', 'Ikeja'] } })
  sandbox.register({
    quickbooks: { realmId, clientId: 'conversion', clientSecret: 'secret', accessToken: quickbooksToken },
  })
  sandbox.register({ mailchimp: { apiKey, listId } })
  till = await connect('square', merchantId, '', 'api_key', accessToken)
  kiosk = await connect('square', merchantId, '', 'api_key', accessToken, {
    location: { id: (await locations())[1]?.id ?? '', name: 'Ikeja' },
  })
  const company = `/quickbooks/v3/company/${realmId}`
  books = await connect('quickbooks', realmId, company, 'access_token', quickbooksToken)
  list = await connect('mailchimp', listId, `/mailchimp/3.0/lists/${listId}`, 'api_key', apiKey)
  await advanceProjection(hub.workerPool, 'directory')
  for (const [entity, from, to] of [
    ['customer', till, books],
    ['order', till, books],
    ['inventory_item', till, kiosk],
    ['customer', ours.flasherpId, kiosk],
    ['invoice', ours.flasherpId, kiosk],
    ['contact', list, ours.flasherpId],
  ] as const)
    await commands().enableFlow(
      ours.organizationId,
      { entity, sourceConnectionId: from, targetConnectionId: to },
      by,
    )
  await advanceProjection(hub.workerPool, 'directory')
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const commands = () =>
  createCustodyCommands({
    pool: hub.appPool,
    appender: hub.appender,
    vault: hub.vault,
    protection: noProtection,
    loadProvider,
    sandboxUrl: jobs.sandbox.url,
    allowsAddress: () => true,
  })

async function connect(
  provider: ProviderName,
  accountId: string,
  path: string,
  kind: 'api_key' | 'access_token',
  secret: string,
  choices?: object,
): Promise<string> {
  const connectionId = randomUUID()
  const at = { accountId, baseUrl: `${jobs.sandbox.url}${path}` }
  await hub.appender.append({
    organizationId: ours.organizationId,
    stream: `connection-${connectionId}`,
    events: [
      { type: 'ConnectionConnected', data: { provider, name: provider, venue: 'Quay 4', ...at } },
      ...(choices ? [{ type: 'ConnectionChoicesSet', data: { choices, ...at } } as const] : []),
    ],
    context: bySystem(),
  })
  await keepSecret(hub, ours.organizationId, connectionId, kind, secret)
  return connectionId
}

/** Asked by other lines than ours. */
async function ask(path: string, token: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${jobs.sandbox.url}${path}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  })
  return (await response.json()) as Record<string, unknown>
}
const locations = async () =>
  (await ask('/v2/locations', accessToken))['locations'] as readonly { id: string }[]

/** Has a record travel, and gives the id it has there. */
async function travel(entity: Entity, from: string, to: string, sourceId: string): Promise<string> {
  const request = createSyncRequests({ pool: hub.appPool, appender: hub.appender })
  const { syncs } = await request(
    ours.organizationId,
    { sourceConnectionId: from, targetConnectionId: to, entity, sourceIds: [sourceId] },
    by,
  )
  const syncId = syncs[0]?.syncId ?? ''
  const state = await jobs.settle(ours, syncId)
  expect(state).toMatchObject({ status: 'synced' })
  const done = (await jobs.facts(ours, `sync-${syncId}`)).find(({ type }) => type === 'SyncSucceeded')
  if (!done) throw new Error('nothing was written')
  return (done.data as { externalId: string }).externalId
}

it('an order of the till is an invoice in the books', async () => {
  const [guest = ''] = (await jobs.sandbox.trigger('square', 'customer.created', { account: merchantId }))
    .objects
  const sold = await jobs.sandbox.trigger('square', 'order.created', {
    account: merchantId,
    id: guest,
    amount: 4_250,
  })
  await travel('customer', till, books, guest)
  const invoiceId = await travel('order', till, books, sold.objects[0] ?? '')
  const read = await ask(`/quickbooks/v3/company/${realmId}/invoice/${invoiceId}`, quickbooksToken)
  expect(read['Invoice']).toMatchObject({ TotalAmt: 42.5, Balance: 42.5 })
})

it('an invoice of the back office is an order at the place that is chosen', async () => {
  const [invoiceId = ''] = (await jobs.sandbox.trigger('flasherp', 'invoice.updated', {})).objects
  const { pull } = await loadProvider('flasherp')
  const access = {
    baseUrl: `${jobs.sandbox.url}/flasherp/v1`,
    secrets: ours.secrets.flasherp,
    now: () => new Date(),
    signal: new AbortController().signal,
  }
  const invoice = await pull?.invoice?.one(invoiceId, null, access)
  if (!invoice?.ok || invoice.record?.entity !== 'invoice') throw new Error('no invoice')
  await travel('customer', ours.flasherpId, kiosk, invoice.record.customerId ?? '')
  const orderId = await travel('invoice', ours.flasherpId, kiosk, invoiceId)
  expect((await ask(`/v2/orders/${orderId}`, accessToken))['order']).toMatchObject({
    location_id: (await locations())[1]?.id,
    total_money: { amount: invoice.record.total.amount },
    metadata: { syncline_ref: invoiceId },
  })
})

it('a count of one place is a count of the place that is chosen', async () => {
  await jobs.sandbox.trigger('square', 'inventory.count.updated', { account: merchantId })
  const [first, second] = await locations()
  await travel('inventory_item', till, kiosk, `COFFEEBEANS:${first?.id}:IN_STOCK`)
  const there = jobs.sandbox
    .effects('square')
    .filter(({ origin, entity }) => origin === 'api' && entity.includes('inventory'))
  expect(JSON.stringify(there)).toContain(second?.id)
})

it('somebody on the list is a customer of the back office', async () => {
  const [memberId = ''] = (await jobs.sandbox.trigger('mailchimp', 'subscribe', { name: 'Ada Obi' })).objects
  const id = await travel('contact', list, ours.flasherpId, memberId)
  expect(jobs.sandbox.effects('flasherp')).toContainEqual(
    expect.objectContaining({ objectId: id, entity: 'customer', operation: 'create' }),
  )
})
