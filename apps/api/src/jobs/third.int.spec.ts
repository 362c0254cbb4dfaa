import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import type { NewEvent } from '@syncline/domain/event'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepVerified } from '../ingest/receive.ts'
import {
  bySystem,
  flasherpEvent,
  keepSecret,
  startTestHub,
  stripeEvent,
  stripeEventOf,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs } from '../testing/jobs.ts'

const realmId = '9130000000000303'
const accessToken = 'token_of_the_third'
const quickbooksId = randomUUID()
let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: ['customer'], back: ['customer'] })
  const { url } = jobs.sandbox
  jobs.sandbox.register({
    quickbooks: { realmId, clientId: 'third-app', clientSecret: 'third-secret', accessToken },
  })
  const baseUrl = `${url}/quickbooks/v3/company/${realmId}`
  const data = { provider: 'quickbooks', name: 'QuickBooks', venue: 'Quay 4', accountId: realmId, baseUrl }
  await append(`connection-${quickbooksId}`, { type: 'ConnectionConnected', data })
  await keepSecret(hub, ours.organizationId, quickbooksId, 'access_token', accessToken)
  // Every one tells both others: nothing keeps a change from going round but that it is known again.
  for (const other of [ours.stripeId, ours.flasherpId])
    for (const [sourceConnectionId, targetConnectionId] of [
      [other, quickbooksId],
      [quickbooksId, other],
    ] as const)
      await enable('customer', sourceConnectionId, targetConnectionId)
  await enable('invoice', ours.stripeId, quickbooksId)
  await advanceProjection(hub.workerPool, 'directory')
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const append = (stream: string, event: NewEvent) =>
  hub.appender.append({ organizationId: ours.organizationId, stream, events: [event], context: bySystem() })

const enable = (entity: 'customer' | 'invoice', sourceConnectionId: string, targetConnectionId: string) =>
  append(`flow-${randomUUID()}`, {
    type: 'FlowEnabled',
    data: { entity, sourceConnectionId, targetConnectionId, mappingVersion: 1 },
  })

type Place = 'stripe' | 'flasherp' | 'quickbooks'
const places = ['stripe', 'flasherp', 'quickbooks'] as const

interface Effect {
  readonly objectId: string
  readonly objectVersion: number | null
  readonly idempotencyKey: string | null
}
/** What was written by us, and the webhooks that each place sends about it. */
const written = (place: Place) =>
  jobs.sandbox.effects(place).filter(({ entity, origin }) => entity === 'customer' && origin === 'api')

async function hear(place: Place, body: string): Promise<void> {
  if (place !== 'quickbooks') await jobs.receive(ours, body, place)
  else {
    const { webhook } = await loadProvider(place)
    if (!webhook) throw new Error('QuickBooks sends webhooks')
    const keeper = {
      connectionId: quickbooksId,
      organizationId: ours.organizationId,
      provider: place,
      accountId: realmId,
    }
    await keepVerified(hub, keeper, webhook, {
      rawBody: Buffer.from(body),
      headers: {},
      url: '',
      now: new Date(),
    })
  }
}

const secondsNow = () => Math.floor(jobs.executor.now().getTime() / 1_000)

/** As the place tells of one of its customers, whoever changed them. */
function told(place: Place, name: string, { objectId, objectVersion, idempotencyKey }: Effect): string {
  if (place === 'stripe')
    return stripeEvent({
      type: 'customer.updated',
      created: secondsNow(),
      ...(idempotencyKey !== null && { requestKey: idempotencyKey }),
      customer: { id: objectId, name },
    })
  if (place === 'flasherp')
    return flasherpEvent({
      name,
      customerId: objectId,
      ...(objectVersion !== null && { version: objectVersion }),
    })
  return JSON.stringify([
    {
      specversion: '1.0',
      id: randomUUID(),
      source: 'intuit.test',
      type: 'qbo.customer.updated.v1',
      datacontenttype: 'application/json',
      time: new Date(secondsNow() * 1_000).toISOString(),
      intuitentityid: objectId,
      intuitaccountid: realmId,
      data: {},
    },
  ])
}

/** Carries out all there is to do, and has each place tell of what was written there, until nobody has any news. */
async function goRound(name: string): Promise<Readonly<Record<Place, number>>> {
  const begun = Object.fromEntries(places.map((place) => [place, written(place).length]))
  const heard = { ...begun } as Record<Place, number>
  for (let round = 0; round < 6; round++) {
    await jobs.route()
    const { rows } = await hub.admin.query<{ id: string }>(
      "select substr(stream, 6) as id from log.event where type = 'SyncRequested' order by position",
    )
    for (const { id } of rows) await jobs.settle(ours, id)
    const news = places.flatMap((place) =>
      written(place)
        .slice(heard[place])
        .map((effect) => ({ place, effect })),
    )
    if (news.length === 0) break
    for (const { place, effect } of news) {
      heard[place] += 1
      const request = jobs.sandbox.requests(place).find(({ requestId }) => requestId === effect.requestId)
      await hear(place, told(place, name, { ...effect, idempotencyKey: request?.idempotencyKey ?? null }))
    }
  }
  return Object.fromEntries(
    places.map((place) => [place, written(place).length - (begun[place] ?? 0)]),
  ) as Record<Place, number>
}

const idAt = (place: Place) => written(place).at(-1)?.objectId ?? ''

let people = 0
/** A customer that came about at Stripe, and is everywhere. */
async function everywhere() {
  const name = `Ada Obi ${(people += 1)}`
  const [objectId = ''] = (await jobs.sandbox.trigger('stripe', 'customer.created', { name })).objects
  await hear('stripe', told('stripe', name, { objectId, objectVersion: null, idempotencyKey: null }))
  return goRound(name)
}

describe('a change at one of three places that all tell each other', () => {
  it('reaches the two others once, and ends', async () => {
    expect(await everywhere()).toEqual({ stripe: 0, flasherp: 1, quickbooks: 1 })
  })

  it('reaches them once also where it is made by the people of a target', async () => {
    await everywhere()
    const objectId = idAt('flasherp')
    await jobs.sandbox.trigger('flasherp', 'customer.updated', { id: objectId, name: 'Ada Eze' })
    const objectVersion = jobs.sandbox.effects('flasherp').at(-1)?.objectVersion ?? null
    await hear('flasherp', told('flasherp', 'Ada Eze', { objectId, objectVersion, idempotencyKey: null }))
    expect(await goRound('Ada Eze')).toEqual({ stripe: 1, flasherp: 0, quickbooks: 1 })
  })

  it('and at the place that only points to what changed', async () => {
    await everywhere()
    const objectId = idAt('quickbooks')
    const change = { account: realmId, id: objectId, name: 'Ada Ike' }
    await jobs.sandbox.trigger('quickbooks', 'customer.updated', change)
    await hear(
      'quickbooks',
      told('quickbooks', 'Ada Ike', { objectId, objectVersion: null, idempotencyKey: null }),
    )
    expect(await goRound('Ada Ike')).toEqual({ stripe: 1, flasherp: 1, quickbooks: 0 })
    expect(await goRound('Ada Ike')).toEqual({ stripe: 0, flasherp: 0, quickbooks: 0 })
  })
})

describe('an invoice that was voided before it was ever written', () => {
  it('ends there without a call, and only what is newer brings it to life', async () => {
    // The invoice is of the newest customer.
    await everywhere()
    const [id = ''] = (await jobs.sandbox.trigger('stripe', 'invoice.voided')).objects
    const held = await fetch(`${jobs.sandbox.url}/v1/invoices/${id}`, {
      headers: { authorization: `Bearer ${ours.secrets.stripe.api_key}` },
    })
    const object = (await held.json()) as { id: string; status: string }
    expect(object).toMatchObject({ id, status: 'void' })
    const before = jobs.sandbox.effects('quickbooks').length
    async function hearOf(type: string, created: number, status: string) {
      jobs.restartRouter()
      const event = stripeEventOf({ type, created, object: { ...object, status } })
      const delivery = await jobs.receive(ours, event)
      await jobs.route()
      const [syncId = ''] = await jobs.routed(ours, delivery)
      const executed = await jobs.execute(ours, syncId)
      const last = (await jobs.facts(ours, `sync-${syncId}`)).at(-1)
      return executed === 'superseded' ? dataOf(last, 'SyncSuperseded').reason : executed
    }
    const now = secondsNow()
    expect(await hearOf('invoice.voided', now, 'void')).toBe('never_written')
    expect(await hearOf('invoice.finalized', now - 60, 'open')).toBe('newer_written')
    expect(jobs.sandbox.effects('quickbooks')).toHaveLength(before)
    expect(await hearOf('invoice.updated', now + 60, 'open')).toBe('done')
    expect(jobs.sandbox.effects('quickbooks')).toHaveLength(before + 1)
  })
})
