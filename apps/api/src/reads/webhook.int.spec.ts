import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestHub, stripeEvent, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { createWebhookReads } from './webhook.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let reads: ReturnType<typeof createWebhookReads>

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  const bell = { connected: false, reached: async () => true, positionOf: () => 0 }
  reads = createWebhookReads({ pool: hub.appPool, vault: hub.vault, bell, namesOf: async () => new Map() })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const customer = () => ({ id: `cus_${randomUUID().slice(0, 8)}`, name: 'Ada Obi', email: 'ada@example.org' })

async function arrive(body = stripeEvent({ customer: customer() })): Promise<string> {
  const deliveryId = await jobs.receive(ours, body)
  await jobs.route()
  await jobs.project()
  return deliveryId
}
const detailOf = async (deliveryId: string) => {
  const detail = await reads.detail(ours.organizationId, deliveryId)
  if (!detail) throw new Error('There is no such webhook')
  return detail
}

it('tells what came, masked, what came with it, and what it led to', async () => {
  const one = customer()
  const deliveryId = await arrive(stripeEvent({ customer: one }))
  const detail = await detailOf(deliveryId)
  expect(detail).toMatchObject({
    row: { deliveryId, status: 'routed', syncs: 1, replays: 0, connectionId: ours.stripeId },
    headers: { 'stripe-signature': '•••' },
    payload: { state: 'shown', json: true, whole: true },
    syncs: [{ source: { id: one.id }, face: 'pending' }],
  })
  expect(detail.timeline.map(({ type }) => type)).toEqual(['WebhookReceived', 'WebhookRouted'])
  expect(JSON.stringify(detail.payload)).toContain(one.id)
  for (const secret of ['Ada Obi', 'ada@example.org', ...Object.values(ours.secrets.stripe)])
    expect(JSON.stringify({ ...detail, syncs: [] })).not.toContain(secret)
})

it.each([
  ['are gone', 'expired', 'delete from log.payload where payload_id = $1'],
  ['are damaged', 'unreadable', "update log.payload set sealed = '\\x00' where payload_id = $1"],
])('still tells its story when its bytes %s', async (_what, state, statement) => {
  const deliveryId = await arrive()
  const { rows } = await hub.admin.query('select payload_id from read.delivery where delivery_id = $1', [
    deliveryId,
  ])
  await hub.admin.query(statement, [rows[0].payload_id])
  expect(await detailOf(deliveryId)).toMatchObject({ payload: { state }, row: { status: 'routed' } })
})

it('has nothing for another organization, not even that it exists', async () => {
  const deliveryId = await arrive()
  const other = await jobs.found()
  expect(await reads.detail(other.organizationId, deliveryId)).toBeNull()
  expect((await reads.list(other.organizationId, { filter: {}, limit: 50 })).rows).toEqual([])
  expect(await reads.counts(other.organizationId, {})).toMatchObject({ total: 0 })
})
