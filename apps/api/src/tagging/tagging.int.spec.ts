import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bySystem, keepSecret, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { createTagging, type Tagging } from './index.ts'

const connectionId = randomUUID()
const listId = 'a7a7a7a7a7'
let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let tagging: Tagging

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: [] })
  const apiKey = `${randomUUID()}-us21`
  jobs.sandbox.register({ mailchimp: { apiKey, listId } })
  const baseUrl = `${jobs.sandbox.url}/mailchimp/3.0/lists/${listId}`
  const data = { provider: 'mailchimp', name: 'Mailchimp', venue: 'Quay 4', accountId: listId, baseUrl }
  await hub.appender.append({
    organizationId: ours.organizationId,
    stream: `connection-${connectionId}`,
    events: [{ type: 'ConnectionConnected', data }],
    context: bySystem(),
  })
  await keepSecret(hub, ours.organizationId, connectionId, 'api_key', apiKey)
  await advanceProjection(hub.workerPool, 'directory')
  await fetch(`${baseUrl}/members`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`any:${apiKey}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      email_address: 'Chidi@example.com',
      status: 'subscribed',
      tags: ['Brunch', 'Old'],
    }),
  })
  const { targets, protection, log } = jobs.executor
  tagging = createTagging({ pool: hub.appPool, targets, protection, log, loadProvider })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const who = { connectionId, email: 'chidi@EXAMPLE.com' }

it('gives tags and takes others, and the rest stay', async () => {
  const { organizationId } = ours
  expect(await tagging.read(organizationId, who)).toEqual({ tags: ['Brunch', 'Old'] })
  const change = { ...who, add: ['Suppers'], remove: ['Old', 'Never'] }
  expect(await tagging.set(organizationId, change)).toEqual({ tags: ['Brunch', 'Suppers'] })
  expect(await tagging.set(organizationId, change)).toEqual({ tags: ['Brunch', 'Suppers'] })
})

it('says who is not on the list, who knows no tags, and nothing of others', async () => {
  const { organizationId, flasherpId } = ours
  for (const [asked, code] of [
    [{ ...who, email: 'no@body.example' }, 'RECORD_NOT_FOUND'],
    [{ ...who, connectionId: flasherpId }, 'INVALID_INPUT'],
    [{ ...who, connectionId: randomUUID() }, 'RECORD_NOT_FOUND'],
  ] as const) {
    await expect(tagging.read(organizationId, asked)).rejects.toMatchObject({ code })
    await expect(tagging.set(organizationId, { ...asked, add: ['x'], remove: [] })).rejects.toMatchObject({
      code,
    })
  }
})
