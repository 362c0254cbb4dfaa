import { randomUUID } from 'node:crypto'
import { openCredentials } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { SynclineError } from '@syncline/domain/error'
import { isPublicOrOwnAddress } from '@syncline/providers/outbound'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCustodyCommands } from '../commands/custody.ts'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { noProtection } from '../testing/protection.ts'
import { createWebhookEndpoints, type WebhookEndpointPort } from './index.ts'

const by = { actor: 'user:ada', correlationId: 'c-endpoints' } as const
const door = (connectionId: string) => `http://127.0.0.1:9/api/webhooks/stripe/${connectionId}`

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let shop: Stripe
let endpoints: WebhookEndpointPort
const renewed: string[] = []

function portOf(isPlayed: boolean) {
  const { appPool: pool, appender, vault } = hub
  const { targets, loadProvider } = jobs.executor
  const custody = createCustodyCommands({
    pool,
    appender,
    vault,
    protection: noProtection,
    loadProvider,
    sandboxUrl: jobs.sandbox.url,
    allowsAddress: isPublicOrOwnAddress,
  })
  return createWebhookEndpoints({
    pool,
    appender,
    targets,
    protection: noProtection,
    log: jobs.executor.log,
    loadProvider,
    custody,
    onNewSecret: (connectionId) => void renewed.push(connectionId),
    webhookUrlOf: ({ connectionId }) => door(connectionId),
    isPlayed: () => isPlayed,
  })
}

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  endpoints = portOf(true)
})
beforeEach(async () => {
  ours = await jobs.found()
  const { hostname, port } = new URL(jobs.sandbox.url)
  const key = ours.secrets.stripe.api_key as string
  shop = new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const read = () => endpoints.read(ours.organizationId, ours.stripeId)
const create = (more: { requestId?: string; replace?: boolean } = {}) =>
  endpoints.create(
    ours.organizationId,
    { connectionId: ours.stripeId, requestId: randomUUID(), replace: false, ...more },
    by,
  )
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) =>
      error instanceof SynclineError
        ? [error.code, error.details['reason']].filter(Boolean).join(' ')
        : error,
  )
const secrets = () =>
  withOrganization(hub.appPool, ours.organizationId, (tx) =>
    openCredentials(tx, hub.vault, ours.organizationId, ours.stripeId),
  ).then((all) => all.filter(({ kind }) => kind === 'webhook_secret').map(({ secret }) => secret))
/** As somebody enters it at Stripe by hand. */
const byHand = (url = door(ours.stripeId), types: string[] = ['invoice.paid']) =>
  shop.webhookEndpoints.create({ url, enabled_events: types as ['invoice.paid'] })
const told = () =>
  jobs
    .facts(ours, `connection-${ours.stripeId}`)
    .then((facts) => facts.flatMap(({ type, data }) => (type === 'WebhookEndpointChanged' ? [data] : [])))

describe('setting up the webhook', () => {
  it('makes one address with what is routed, and keeps its secret where nobody can read it', async () => {
    expect(await read()).toMatchObject({ state: 'none', isReachable: true, endpoints: [], elsewhere: 0 })
    const requestId = randomUUID()
    const setup = await create({ requestId })
    expect(setup).toMatchObject({
      state: 'right',
      hasSecret: true,
      endpoints: [{ isOurs: true, missing: [] }],
    })
    expect(renewed).toEqual([ours.stripeId])
    const [newest] = await secrets()
    expect(newest).toMatch(/^whsec_/)
    expect(newest).not.toBe(ours.secrets.stripe.webhook_secret)
    const everything = JSON.stringify([setup, await jobs.facts(ours, `connection-${ours.stripeId}`)])
    expect(everything).not.toContain(newest)
    expect(await create({ requestId })).toEqual(setup)
    expect((await shop.webhookEndpoints.list()).data).toHaveLength(1)
    expect(await told()).toEqual([{ endpointId: setup.endpoints[0]?.endpointId, change: 'created' }])
  })

  it('leaves alone what points elsewhere, and says what points here already', async () => {
    const other = await byHand('http://127.0.0.1:9/elsewhere')
    expect(await read()).toMatchObject({ state: 'none', elsewhere: 1 })
    const change = { connectionId: ours.stripeId, endpointId: other.id }
    expect(await refusalOf(endpoints.remove(ours.organizationId, change, by))).toBe('RECORD_NOT_FOUND')
    await byHand()
    expect(await read()).toMatchObject({ state: 'wrong_events', endpoints: [{ isOurs: false }] })
    expect(await refusalOf(create())).toBe('STATE_CONFLICT exists')
    expect(await create({ replace: true })).toMatchObject({ state: 'right', elsewhere: 1 })
    expect((await told()).map((data) => (data as { change: string }).change)).toEqual(['created', 'deleted'])
    expect((await shop.webhookEndpoints.list()).data).toHaveLength(2)
  })

  it('is done only where Stripe could reach it, by an organization of its own, and while it is on', async () => {
    const real = portOf(false)
    const asked = { connectionId: ours.stripeId, requestId: randomUUID(), replace: false }
    expect(await real.read(ours.organizationId, ours.stripeId)).toMatchObject({ isReachable: false })
    expect(await refusalOf(real.create(ours.organizationId, asked, by))).toBe('NOT_CONFIGURED not_public')
    expect(await refusalOf(endpoints.read(randomUUID(), ours.stripeId))).toBe('RECORD_NOT_FOUND')
    expect(await refusalOf(endpoints.read(ours.organizationId, ours.flasherpId))).toMatch(/^INVALID_INPUT/)
    jobs.sandbox.faults({ provider: 'stripe', down: 'unavailable' })
    expect(await refusalOf(create())).toBe('PROVIDER_UNAVAILABLE')
    jobs.sandbox.faults({ provider: 'stripe', down: 'no' })
  })
})

describe('an address that is there', () => {
  it('is corrected when it sends something else, disabled and deleted', async () => {
    const { id: endpointId } = await byHand(door(ours.stripeId), ['invoice.paid', 'payout.paid'])
    const at = { connectionId: ours.stripeId, endpointId }
    const before = await read()
    expect(before).toMatchObject({ state: 'wrong_events', endpoints: [{ surplus: ['payout.paid'] }] })
    expect(before.endpoints[0]?.missing).toContain('refund.created')
    expect(await endpoints.correct(ours.organizationId, at, by)).toMatchObject({ state: 'right' })
    expect(await endpoints.disable(ours.organizationId, at, by)).toMatchObject({ state: 'disabled' })
    await byHand()
    expect(await read()).toMatchObject({ state: 'several' })
    await endpoints.remove(ours.organizationId, at, by)
    expect(await read()).toMatchObject({ endpoints: [{ isEnabled: true }] })
    expect(await refusalOf(endpoints.remove(ours.organizationId, at, by))).toBe('RECORD_NOT_FOUND')
  })

  it('that sends everything lacks nothing, and sends too much', async () => {
    await byHand(door(ours.stripeId), ['*'])
    expect(await read()).toMatchObject({
      state: 'wrong_events',
      endpoints: [{ missing: [], surplus: ['*'] }],
    })
  })
})
