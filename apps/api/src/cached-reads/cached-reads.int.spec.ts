import { randomUUID } from 'node:crypto'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import type { NewEvent } from '@syncline/domain/event'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createCustodyCommands } from '../commands/custody.ts'
import {
  bySystem,
  foundOrganization,
  keepSecret,
  startTestHub,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { noProtection } from '../testing/protection.ts'
import { createCachedReads } from './index.ts'

const listId = 'a0a0a0a0a0'
let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let connectionId: string

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: [] })
})
beforeEach(async () => {
  connectionId = randomUUID()
  const apiKey = `${randomUUID()}-us21`
  jobs.sandbox.register({ mailchimp: { apiKey, listId } })
  jobs.sandbox.faults({ provider: 'mailchimp', down: 'no' })
  const baseUrl = `${jobs.sandbox.url}/mailchimp/3.0/lists/${listId}`
  const data = { provider: 'mailchimp', name: 'Mailchimp', venue: 'Quay 4', accountId: listId, baseUrl }
  await append({ type: 'ConnectionConnected', data })
  await keepSecret(hub, ours.organizationId, connectionId, 'api_key', apiKey)
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

async function append(event: NewEvent): Promise<void> {
  const { organizationId } = ours
  const stream = `connection-${connectionId}`
  await hub.appender.append({ organizationId, stream, events: [event], context: bySystem() })
  await advanceProjection(hub.workerPool, 'directory')
}

/** As one more process has them: it shares nothing with the others but the database. */
const process = () => {
  const { targets, protection, loadProvider, log } = jobs.executor
  return createCachedReads({ pool: hub.appPool, vault: hub.vault, targets, protection, loadProvider, log })
}
const lists = (reads = process()) =>
  reads.get(ours.organizationId, { connectionId, name: 'lists', about: '' })
const asked = () => jobs.sandbox.requests('mailchimp').filter(({ path }) => path.endsWith('/lists')).length
/** Lets an answer grow older than it is good for. */
const age = (interval: string) =>
  hub.admin.query(
    `update coordination.cached_read set read_at = read_at - $2::interval, good_until = good_until - $2::interval,
       retry_at = null where connection_id = $1`,
    [connectionId, interval],
  )

it('asks once for all processes, until it is told to forget', async () => {
  const before = asked()
  const answers = await Promise.all(Array.from({ length: 12 }, () => lists()))
  expect(asked() - before).toBe(1)
  for (const { answer } of answers) expect(answer).toMatchObject([{ id: listId }])
  expect(await lists()).toMatchObject({ isStale: false, failure: null, sizeBytes: expect.any(Number) })
  expect(asked() - before).toBe(1)
  expect(await process().purge(ours.organizationId, connectionId, 'tags')).toEqual({ purged: 0 })
  expect(await process().purge(ours.organizationId, connectionId, null)).toEqual({ purged: 1 })
  await lists()
  expect(asked() - before).toBe(2)
})

it('asks again when its time has passed, and tells what it knew while the provider gives no answer', async () => {
  await lists()
  const before = asked()
  await age('2 hours')
  jobs.sandbox.faults({ provider: 'mailchimp', down: 'unavailable' })
  const stale = await lists()
  expect(stale).toMatchObject({ isStale: true, failure: 'PROVIDER_UNAVAILABLE', answer: [{ id: listId }] })
  expect(stale.ageMs).toBeGreaterThanOrEqual(7_200_000)
  // In trouble it is left in peace for a while.
  await lists()
  expect(asked() - before).toBe(1)
  jobs.sandbox.faults({ provider: 'mailchimp', down: 'no' })
  await age('0')
  expect(await lists()).toMatchObject({ isStale: false, failure: null })
  // What is older than a week is no answer any more.
  await age('8 days')
  jobs.sandbox.faults({ provider: 'mailchimp', down: 'unavailable' })
  await expect(lists()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
})

it('keeps answers sealed, of one organization, and none of a connection that is gone', async () => {
  const { answer } = await lists()
  const name = (answer as { name: string }[])[0]?.name ?? ''
  const { rows } = await hub.admin.query('select * from coordination.cached_read where connection_id = $1', [
    connectionId,
  ])
  expect(name.length).toBeGreaterThan(3)
  expect((rows[0].sealed as Buffer).includes(name)).toBe(false)
  const theirs = await foundOrganization(hub)
  const seen = await withOrganization(hub.appPool, theirs.organizationId, (tx) =>
    tx.query('select 1 from coordination.cached_read'),
  )
  expect(seen.rows).toEqual([])
  const asking = { connectionId, name: 'lists', about: '' }
  await expect(process().get(theirs.organizationId, asking)).rejects.toMatchObject({
    code: 'RECORD_NOT_FOUND',
  })
  const custody = createCustodyCommands({
    pool: hub.appPool,
    appender: hub.appender,
    vault: hub.vault,
    sandboxUrl: jobs.sandbox.url,
    protection: noProtection,
    loadProvider: jobs.executor.loadProvider,
    allowsAddress: () => true,
  })
  const by = { actor: 'user:ada', correlationId: 'c-gone' } as const
  await custody.delete(ours.organizationId, connectionId, { reason: 'The venue was sold' }, by)
  const left = await hub.admin.query('select 1 from coordination.cached_read where connection_id = $1', [
    connectionId,
  ])
  expect(left.rows).toEqual([])
})

it('says what a provider offers and how old it is, and refuses what it does not', async () => {
  await lists()
  const { organizationId } = ours
  expect(await process().list(organizationId, connectionId)).toMatchObject([
    { name: 'lists', lifeMs: 3_600_000, about: null, entries: [{ about: '', isStale: false }] },
    { name: 'tags', about: { title: 'Audience' }, entries: [] },
  ])
  for (const [name, about] of [
    ['lists', 'x'],
    ['tags', ''],
    ['tags', '../lists'],
    ['constructor', ''],
  ] as const)
    await expect(process().get(organizationId, { connectionId, name, about })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
})

it('tells what it knows of a connection that is off, and asks nothing', async () => {
  await lists()
  await append({ type: 'ConnectionDisabled', data: { reason: 'The till is being moved' } })
  const before = asked()
  await age('2 hours')
  expect(await lists()).toMatchObject({ isStale: true, answer: [{ id: listId }] })
  await process().purge(ours.organizationId, connectionId, null)
  await expect(lists()).rejects.toMatchObject({ code: 'STATE_CONFLICT', details: { reason: 'is_off' } })
  expect(asked()).toBe(before)
})
