import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWebhookCommands } from '../commands/webhook.ts'
import { foundOrganization, stripeEvent, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let commands: ReturnType<typeof createWebhookCommands>

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  commands = createWebhookCommands({ pool: hub.appPool, appender: hub.appender })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const by = { reason: 'Again, please', actor: 'user:ada', correlationId: 'replay' } as const
const replay = async (deliveryId: string, organization = ours) => {
  await commands.replay(organization.organizationId, deliveryId, by)
  await jobs.route()
}
const deliveryFacts = (id: string, organization = ours) => jobs.facts(organization, `delivery-${id}`)
const customer = () => ({ id: `cus_${randomUUID().slice(0, 8)}`, name: 'Ada Obi', email: 'ada@example.org' })
const changeOf = (id: string, name: string, created: number) =>
  stripeEvent({ customer: { id, name }, type: 'customer.updated', created })
const eventCount = async () =>
  (await hub.admin.query<{ n: number }>('select count(*)::int as n from log.event')).rows[0]?.n ?? 0
