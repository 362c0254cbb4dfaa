import { randomUUID } from 'node:crypto'
import { createRandom } from '@syncline/sandbox'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestHub, stripeEvent, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'

/** `pnpm nightly` raises it to 1,000. */
const records = Number(process.env.SYNCLINE_TEST_PERMUTATIONS || 100)
const copies = 3
/** So many arrive before the router goes on and some of what is in line goes out. */
const burst = 25

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let stripe: Stripe

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  stripe = new Stripe(ours.secrets.stripe.api_key as string, {
    host: '127.0.0.1',
    port: jobs.sandbox.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

/** A customer's whole story: two changes within one second, of which Stripe shows the second, and perhaps its end. */
async function storyOf(index: number) {
  const newest = `Newest ${index}`
  const { id } = await stripe.customers.create({ name: newest })
  const isDeleted = index % 3 === 0
  if (isDeleted) await stripe.customers.del(id)
  const told = [
    ['customer.created', 0, 'First'],
    ['customer.updated', 5, 'Second'],
    ['customer.updated', 9, 'Older of one second'],
    ['customer.updated', 9, newest],
    ...(isDeleted ? ([['customer.deleted', 9, newest]] as const) : []),
  ] as const
  const events = told.map(([type, after, name]) =>
    stripeEvent({
      id: `evt_${randomUUID()}`,
      type,
      created: 1_790_000_000 + after,
      customer: { id, name: `${name}` },
    }),
  )
  return { id, newest, isDeleted, events }
}

async function syncIds(): Promise<readonly string[]> {
  const { rows } = await hub.admin.query<{ sync_id: string }>(
    `select substr(stream, 6) as sync_id from log.event
     where organization_id = $1 and type = 'SyncRequested' order by position`,
    [ours.organizationId],
  )
  return rows.map((row) => row.sync_id)
}

/** What FlashERP holds of a customer, by the writes that it carried out. */
function heldOf(reference: string): { created: number; name: unknown; active: boolean } {
  const effects = jobs.sandbox.effects('flasherp').filter((entry) => entry.externalRef === reference)
  const objects = new Set(effects.map((entry) => entry.objectId))
  const bodies = jobs.sandbox
    .requests('flasherp')
    .filter((entry) => entry.executed && effects.some((effect) => effect.requestId === entry.requestId))
    .map((entry) => JSON.parse(entry.body) as { name?: string; active?: boolean })
  const state = bodies.reduce((before, body) => ({ ...before, ...body }), { active: true })
  return { created: objects.size, name: state.name, active: state.active ?? true }
}

it(
  `${records} records’ webhooks, ${copies} times each and in any order, all end in the same state`,
  async () => {
    const seed = Number(process.env.SYNCLINE_TEST_SEED || Date.now() % 1_000_000)
    process.stdout.write(`seed ${seed}\n`)
    const random = createRandom(seed)
    const stories = await Promise.all(Array.from({ length: records }, (_, index) => storyOf(index)))
    const deliveries = stories
      .flatMap(({ events }) => Array.from({ length: copies }, () => events).flat())
      .map((body) => ({ body, place: random.fraction() }))
      .sort((one, other) => one.place - other.place)

    for (let next = 0; next < deliveries.length; next += burst) {
      await Promise.all(deliveries.slice(next, next + burst).map(({ body }) => jobs.receive(ours, body)))
      await jobs.route()
      if (random.chance(10)) jobs.restartRouter()
      const some = (await syncIds()).filter(() => random.chance(10))
      await Promise.all(some.map((syncId) => jobs.execute(ours, syncId)))
    }
    const all = await syncIds()
    for (let next = 0; next < all.length; next += burst)
      await Promise.all(all.slice(next, next + burst).map((syncId) => jobs.settle(ours, syncId)))

    const { rows: stored } = await hub.admin.query<{ n: number }>(
      "select count(*)::int as n from log.event where organization_id = $1 and type = 'WebhookReceived'",
      [ours.organizationId],
    )
    expect(stored[0]?.n).toBe(deliveries.length / copies)
    const expected = stories.map(({ newest, isDeleted }) =>
      isDeleted ? { there: false } : { there: true, created: 1, name: newest },
    )
    const held = stories.map(({ id, isDeleted }) => {
      const { created, name, active } = heldOf(id)
      return isDeleted ? { there: created > 0 && active } : { there: active, created, name }
    })
    expect(held).toEqual(expected)
    await jobs.project()
    const { rows: faces } = await hub.admin.query<{ face: string }>(
      "select distinct face from read.sync_status where organization_id = $1 and face not in ('synced', 'skipped')",
      [ours.organizationId],
    )
    expect(faces).toEqual([])
  },
  60_000 + records * 500,
)
