import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import type { NewEvent } from '@syncline/domain/event'
import type { SyncJob } from '@syncline/domain/job'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Between, startBetween } from '../testing/between.ts'
import {
  bySystem,
  keepSecret,
  startTestHub,
  stripeEvent,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs } from '../testing/jobs.ts'
import { giveUpTry } from './sweep.ts'
import { executeTogether } from './together.ts'

const realmId = '9130000000000707'
const accessToken = 'token_of_many'
const connectionId = randomUUID()
let hub: TestHub
let jobs: TestJobs
let between: Between
let ours: TestOrganization

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  between = await startBetween(jobs.sandbox.url)
  ours = await jobs.found({ flows: [] })
  jobs.sandbox.register({
    quickbooks: { realmId, clientId: 'many-app', clientSecret: 'many-secret', accessToken },
  })
  const baseUrl = `${between.url}/quickbooks/v3/company/${realmId}`
  await append(`connection-${connectionId}`, {
    type: 'ConnectionConnected',
    data: { provider: 'quickbooks', name: 'QuickBooks', venue: 'Quay 4', accountId: realmId, baseUrl },
  })
  await keepSecret(hub, ours.organizationId, connectionId, 'access_token', accessToken)
  await append(`flow-${randomUUID()}`, {
    type: 'FlowEnabled',
    data: {
      entity: 'customer',
      sourceConnectionId: ours.stripeId,
      targetConnectionId: connectionId,
      mappingVersion: 1,
    },
  })
  await advanceProjection(hub.workerPool, 'directory')
})
beforeEach(() => {
  between.fate = () => 'whole'
})
afterAll(async () => {
  await between.close()
  await jobs.close()
  await hub.close()
})

const append = (stream: string, event: NewEvent) =>
  hub.appender.append({ organizationId: ours.organizationId, stream, events: [event], context: bySystem() })

const size = 12
async function signUp(): Promise<readonly SyncJob[]> {
  const deliveries = await Promise.all(
    Array.from({ length: size }, () =>
      jobs.receive(ours, stripeEvent({ customer: { id: `cus_${randomUUID()}`, name: randomUUID() } })),
    ),
  )
  await jobs.route()
  const syncIds = (await Promise.all(deliveries.map((delivery) => jobs.routed(ours, delivery)))).flat()
  return syncIds.map((syncId) => ({ organizationId: ours.organizationId, syncId, position: 0, lane: '' }))
}

const carry = async (due: readonly SyncJob[]) =>
  (await executeTogether(jobs.executor, { organizationId: ours.organizationId, connectionId }, due)).map(
    (end) => (end.status === 'fulfilled' ? end.value : end.reason),
  )
const settled = (due: readonly SyncJob[]) =>
  Promise.all(due.map(async ({ syncId }) => (await jobs.settle(ours, syncId)).status))
const all = <Value>(value: Value) => Array<Value>(size).fill(value)
const lookedUp = (due: readonly SyncJob[]) =>
  Promise.all(
    due.map(async ({ syncId }) => {
      const facts = await jobs.facts(ours, `sync-${syncId}`)
      return dataOf(
        facts.find(({ type }) => type === 'EffectLookedUp'),
        'EffectLookedUp',
      ).answer
    }),
  )

/** Writes that arrived, and objects they made, from here on. */
function watch() {
  const seen = jobs.sandbox.requests('quickbooks').length
  const made = jobs.sandbox.effects('quickbooks').length
  const requests = () => jobs.sandbox.requests('quickbooks').slice(seen)
  return {
    writes: () =>
      requests().flatMap(({ method, path }) => (method === 'POST' ? path.replace(/.*\//, '') : [])),
    made: () =>
      new Set(
        jobs.sandbox
          .effects('quickbooks')
          .slice(made)
          .map(({ objectId }) => objectId),
      ).size,
    effects: () => jobs.sandbox.effects('quickbooks').length - made,
  }
}

it('what goes out under one key of all is one call, and each has its own object', async () => {
  const due = await signUp()
  const seen = watch()
  expect(await carry(due)).toEqual(all('done'))
  expect(seen.writes()).toEqual(['batch'])
  expect([seen.effects(), seen.made()]).toEqual([size, size])
})

it('where the answer is lost each is looked up and found, and none is repeated', async () => {
  const due = await signUp()
  const seen = watch()
  between.fate = (path) => (path.includes('/batch') ? 'lost' : 'whole')
  expect(await carry(due)).toEqual(all('failed'))
  expect(await settled(due)).toEqual(all('synced'))
  expect(await lookedUp(due)).toEqual(all('present'))
  expect(seen.writes()).toEqual(['batch'])
  expect([seen.effects(), seen.made()]).toEqual([size, size])
})

it('where it never arrived each is looked up, and goes out afresh', async () => {
  const due = await signUp()
  const seen = watch()
  between.fate = (path) => (path.includes('/batch') ? 'dropped' : 'whole')
  expect(await carry(due)).toEqual(all('failed'))
  expect(await settled(due)).toEqual(all('synced'))
  expect(await lookedUp(due)).toEqual(all('absent'))
  expect([seen.effects(), seen.made()]).toEqual([size, size])
})

it('a worker that dies in the middle of the call leaves each to be looked up', async () => {
  const due = await signUp()
  const seen = watch()
  between.fate = (path) => (path.includes('/batch') ? 'never' : 'whole')
  const frozen = new AbortController()
  const written = between.next('/batch')
  const dead = executeTogether(
    { ...jobs.executor, signal: frozen.signal },
    { organizationId: ours.organizationId, connectionId },
    due,
  )
  await written
  for (const { organizationId, syncId } of due)
    await giveUpTry(jobs.executor, { organization_id: organizationId, sync_id: syncId, tries: 1 })
  between.fate = () => 'whole'
  expect(await settled(due)).toEqual(all('synced'))
  expect(await lookedUp(due)).toEqual(all('present'))
  expect(seen.writes()).toEqual(['batch'])
  expect([seen.effects(), seen.made()]).toEqual([size, size])
  frozen.abort()
  await dead
})
