import { randomUUID } from 'node:crypto'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import { type ConnectionRow, findConnection } from '@syncline/db/queries'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCachedReads } from '../cached-reads/index.ts'
import { bySystem, keepSecret, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { type ConnectionChoices, createChoices } from './index.ts'

const listId = 'a0a0a0a0a0'
const by = { actor: 'user:ada', correlationId: 'c-choice' } as const
let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let choices: ConnectionChoices

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: [] })
  const { targets, protection, loadProvider, log } = jobs.executor
  const pool = hub.appPool
  const cachedReads = createCachedReads({ pool, vault: hub.vault, targets, protection, loadProvider, log })
  choices = createChoices({
    pool,
    appender: hub.appender,
    cachedReads,
    targets,
    protection,
    loadProvider,
    log,
  })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

async function connect(provider: string, path: string, kind: 'api_key' | 'access_token', secret: string) {
  const connectionId = randomUUID()
  const baseUrl = `${jobs.sandbox.url}${path}`
  const data = { provider, name: provider, venue: 'Quay 4', accountId: connectionId, baseUrl }
  await hub.appender.append({
    organizationId: ours.organizationId,
    stream: `connection-${connectionId}`,
    events: [{ type: 'ConnectionConnected', data }],
    context: bySystem(),
  })
  await keepSecret(hub, ours.organizationId, connectionId, kind, secret)
  await advanceProjection(hub.workerPool, 'directory')
  return connectionId
}
async function connection(connectionId: string): Promise<ConnectionRow | null> {
  await advanceProjection(hub.workerPool, 'directory')
  return withOrganization(hub.appPool, ours.organizationId, (tx) =>
    findConnection(tx, ours.organizationId, connectionId),
  )
}
const choose = (connectionId: string, name: 'audience' | 'location' | 'expense_account', id: string | null) =>
  choices.choose(ours.organizationId, connectionId, { name, id }, by)

describe('an audience of Mailchimp', () => {
  const given = {
    name: 'Guests of the café',
    reminder: 'You left your address at our till.',
    company: 'Ember Café Ltd',
    address: '14 Marina',
    city: 'Lagos',
    state: 'Lagos',
    zip: '101241',
    country: 'NG',
    fromName: 'Ember Café',
    fromEmail: 'hello@ember.example',
  }
  let connectionId: string
  beforeAll(async () => {
    jobs.sandbox.register({ mailchimp: { apiKey: 'choice-key-us21', listId } })
    connectionId = await connect('mailchimp', '/mailchimp/3.0', 'api_key', 'choice-key-us21')
  })

  it('is chosen by its id, and the connection is about it from then on', async () => {
    await choose(connectionId, 'audience', listId)
    expect(await connection(connectionId)).toMatchObject({
      accountId: listId,
      baseUrl: `${jobs.sandbox.url}/mailchimp/3.0/lists/${listId}`,
      choices: { audience: { id: listId, name: expect.any(String) } },
    })
  })

  it('is made there, is found at once, and takes the place of another', async () => {
    const { organizationId } = ours
    const { id } = await choices.create(organizationId, connectionId, { name: 'audience', given })
    await choose(connectionId, 'audience', id)
    expect(await connection(connectionId)).toMatchObject({
      accountId: id,
      baseUrl: `${jobs.sandbox.url}/mailchimp/3.0/lists/${id}`,
      choices: { audience: { id, name: given.name } },
    })
  })

  it.each([
    ['country', { ...given, country: 'Nigeria' }],
    ['fromEmail', { ...given, fromEmail: 'hello' }],
    ['name', { ...given, name: ' ' }],
  ])('is not made without a fit %s', async (field, wrong) => {
    const before = jobs.sandbox.requests('mailchimp').length
    await expect(
      choices.create(ours.organizationId, connectionId, { name: 'audience', given: wrong }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field: `given.${field}` } })
    expect(jobs.sandbox.requests('mailchimp')).toHaveLength(before)
  })

  it('has to be one that is there', async () => {
    for (const id of ['ffffffffff', null])
      await expect(choose(connectionId, 'audience', id)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: { field: 'id' },
      })
    await expect(choose(connectionId, 'location', 'L1')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(choose(randomUUID(), 'audience', listId)).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })
})

it('a location of Square’s tells whose connection it is, and so do all of them together', async () => {
  jobs.sandbox.register({
    square: { accessToken: 'choice-token', merchantId: 'MLCHOICE01', locations: ['Lekki', 'Ikeja'] },
  })
  const connectionId = await connect('square', '', 'api_key', 'choice-token')
  const locations = await jobs.executor.loadProvider('square')
  expect(locations.choices?.map(({ name }) => name)).toEqual(['location'])
  const { targets, protection, loadProvider, log } = jobs.executor
  const reads = createCachedReads({
    pool: hub.appPool,
    vault: hub.vault,
    targets,
    protection,
    loadProvider,
    log,
  })
  const { answer } = await reads.get(ours.organizationId, { connectionId, name: 'locations', about: '' })
  const [, ikeja] = answer as { id: string; name: string }[]
  await choose(connectionId, 'location', ikeja?.id ?? '')
  expect(await connection(connectionId)).toMatchObject({
    accountId: 'MLCHOICE01',
    choices: { location: { id: ikeja?.id, name: 'Ikeja' } },
  })
  await choose(connectionId, 'location', null)
  expect(await connection(connectionId)).toMatchObject({ accountId: 'MLCHOICE01', choices: {} })
})

it('an account of expenses is one of the books’, under its whole name', async () => {
  const realmId = '9130000000000042'
  const tokens = { accessToken: 'choice-access-token' }
  jobs.sandbox.register({
    quickbooks: { realmId, clientId: 'choice', clientSecret: 'choice-secret', ...tokens },
  })
  const path = `/quickbooks/v3/company/${realmId}`
  const connectionId = await connect('quickbooks', path, 'access_token', tokens.accessToken)
  await choose(connectionId, 'expense_account', '14')
  const chosen = await connection(connectionId)
  expect(chosen?.choices).toEqual({ expense_account: { id: '14', name: 'Supplies:Linen' } })
  // What is no expense is not offered.
  await expect(choose(connectionId, 'expense_account', '35')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})
