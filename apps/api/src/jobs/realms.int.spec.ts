import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import type { NewEvent } from '@syncline/domain/event'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepVerified } from '../ingest/receive.ts'
import { bySystem, keepSecret, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'

interface Company {
  readonly connectionId: string
  readonly realmId: string
  readonly accessToken: string
}

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let hotel: Company
let bakery: Company

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: [] })
  hotel = await signIn('9130000000000101')
  bakery = await signIn('9130000000000102')
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const append = (stream: string, event: NewEvent) =>
  hub.appender.append({ organizationId: ours.organizationId, stream, events: [event], context: bySystem() })

/** A company of QuickBooks whose customers and invoices go to the one FlashERP. */
async function signIn(realmId: string): Promise<Company> {
  const [connectionId, accessToken] = [randomUUID(), `token_of_${realmId}`]
  jobs.sandbox.register({
    quickbooks: { realmId, clientId: 'realms-app', clientSecret: 'realms-secret', accessToken },
  })
  const baseUrl = `${jobs.sandbox.url}/quickbooks/v3/company/${realmId}`
  const data = { provider: 'quickbooks', name: 'QuickBooks', venue: 'Quay 4', accountId: realmId, baseUrl }
  await append(`connection-${connectionId}`, { type: 'ConnectionConnected', data })
  await keepSecret(hub, ours.organizationId, connectionId, 'access_token', accessToken)
  for (const entity of ['customer', 'invoice'] as const)
    await append(`flow-${randomUUID()}`, {
      type: 'FlowEnabled',
      data: {
        entity,
        sourceConnectionId: connectionId,
        targetConnectionId: ours.flasherpId,
        mappingVersion: 1,
      },
    })
  await advanceProjection(hub.workerPool, 'directory')
  return { connectionId, realmId, accessToken }
}

/** Something happens at a company. @returns the object's id */
async function happens({ realmId }: Company, event: string, more: object = {}): Promise<string> {
  return (await jobs.sandbox.trigger('quickbooks', event, { account: realmId, ...more })).objects[0] as string
}

/** QuickBooks tells of it, in either format; what came of it. */
async function hear(
  { connectionId, realmId }: Company,
  [kind, verb]: readonly [string, string],
  id: string,
  format: 'cloud' | 'legacy' = 'cloud',
): Promise<readonly string[]> {
  const now = new Date(jobs.executor.now().getTime() + 1_000).toISOString()
  const cloud = [
    {
      specversion: '1.0',
      id: randomUUID(),
      source: 'intuit.test',
      type: `qbo.${kind.toLowerCase()}.${verb}d.v1`,
      datacontenttype: 'application/json',
      time: now,
      intuitentityid: id,
      intuitaccountid: realmId,
      data: {},
    },
  ]
  const operation = `${verb[0]?.toUpperCase()}${verb.slice(1)}`
  const entities = [{ name: kind, id, operation, lastUpdated: now }]
  const legacy = { eventNotifications: [{ realmId, dataChangeEvent: { entities } }] }
  const { webhook } = await loadProvider('quickbooks')
  if (!webhook) throw new Error('QuickBooks sends webhooks')
  const provider = 'quickbooks' as const
  const keeper = { connectionId, organizationId: ours.organizationId, provider, accountId: realmId }
  const rawBody = Buffer.from(JSON.stringify(format === 'cloud' ? cloud : legacy))
  const kept = await keepVerified(hub, keeper, webhook, { rawBody, headers: {}, url: '', now: new Date() })
  await jobs.route()
  const syncs = await jobs.routed(ours, kept.deliveryId)
  for (const syncId of syncs) await jobs.settle(ours, syncId)
  return syncs
}

async function atFlashErp(entity: string): Promise<readonly Record<string, unknown>[]> {
  const held = await fetch(`${jobs.sandbox.url}/_sandbox/objects?provider=flasherp&entity=${entity}`)
  const { entries } = (await held.json()) as { entries: { object: Record<string, unknown> }[] }
  return entries.map(({ object }) => object)
}

it('two companies with an object of the same id are two at the target, and each keeps its own', async () => {
  const [guest, baker] = [
    await happens(hotel, 'customer.created', { name: 'Ada Obi' }),
    await happens(bakery, 'customer.created', { name: 'Bola Ade' }),
  ]
  expect(guest).toBe(baker)
  await hear(hotel, ['Customer', 'create'], guest)
  await hear(bakery, ['Customer', 'create'], baker)
  expect(await atFlashErp('customers')).toMatchObject([
    { external_ref: `${hotel.realmId}:${guest}`, name: 'Ada Obi' },
    { external_ref: `${bakery.realmId}:${baker}`, name: 'Bola Ade' },
  ])
  await happens(bakery, 'customer.updated', { id: baker, name: 'Bola Adeyemi' })
  await hear(bakery, ['Customer', 'update'], baker)
  expect((await atFlashErp('customers')).map(({ name }) => name)).toEqual(['Ada Obi', 'Bola Adeyemi'])
})

it('a reference that was written before companies were told apart stays what it is', async () => {
  const known = await happens(hotel, 'customer.created', { name: 'Chidi Eze' })
  await hear(hotel, ['Customer', 'create'], known)
  const before = (await atFlashErp('customers')).find(({ name }) => name === 'Chidi Eze')
  const { api_key: apiKey = '', api_secret: secret = '' } = ours.secrets.flasherp
  const { flasherp } = { flasherp: await loadProvider('flasherp') }
  const access = {
    baseUrl: `${jobs.sandbox.url}/flasherp/v1`,
    secrets: { api_key: apiKey, api_secret: secret },
    now: jobs.executor.now,
    signal: new AbortController().signal,
  }
  // As an earlier build wrote it.
  const body = JSON.stringify({ external_ref: known })
  const id = String(before?.['id'])
  const put = { method: 'PUT', path: `/customers/${id}`, body, effect: 'updated', externalId: id } as const
  const wrote = await flasherp.push?.customer?.send({ ...put, accountId: null }, randomUUID(), access)
  expect(wrote?.outcome).toBe('done')
  await happens(hotel, 'customer.updated', { id: known, name: 'Chidi Eze-Obi' })
  await hear(hotel, ['Customer', 'update'], known)
  expect((await atFlashErp('customers')).find((one) => one['id'] === id)).toMatchObject({
    external_ref: known,
    name: 'Chidi Eze-Obi',
  })
})

it.each(['cloud', 'legacy'] as const)(
  'what was deleted can’t be read any more, and ends at the target (%s)',
  async (format) => {
    const id = await happens(hotel, 'invoice.created', { amount: 4_200 })
    await hear(hotel, ['Invoice', 'create'], id, format)
    const ref = `${hotel.realmId}:${id}`
    const there = async () => (await atFlashErp('invoices')).find((one) => one['external_ref'] === ref)
    expect(await there()).toMatchObject({ status: 'open' })
    await happens(hotel, 'invoice.deleted', { id })
    const [syncId = ''] = await hear(hotel, ['Invoice', 'delete'], id, format)
    expect((await jobs.state(ours, syncId)).status).toBe('synced')
    expect(await there()).toMatchObject({ status: 'void' })
  },
)

it('what was voided, and is gone when it is to be read, ends at the target as well', async () => {
  const [kept, gone] = [
    await happens(hotel, 'invoice.created', { amount: 1_000 }),
    await happens(hotel, 'invoice.created', { amount: 2_000 }),
  ]
  for (const id of [kept, gone]) await hear(hotel, ['Invoice', 'create'], id)
  await happens(hotel, 'invoice.voided', { id: kept })
  await happens(hotel, 'invoice.deleted', { id: gone })
  for (const id of [kept, gone]) await hear(hotel, ['Invoice', 'void'], id, 'legacy')
  const statuses = (await atFlashErp('invoices'))
    .filter(({ external_ref: ref }) => [kept, gone].some((id) => ref === `${hotel.realmId}:${id}`))
    .map(({ status }) => status)
  expect(statuses).toEqual(['void', 'void'])
})
