import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWebhookCommands } from '../commands/webhook.ts'
import { startTestHub, stripeEvent, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'

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
const effectsOf = (id: string) => jobs.sandbox.effects('flasherp').filter((entry) => entry.externalRef === id)
const changeOf = (id: string, version: number) =>
  stripeEvent({
    customer: { id, name: `Ada ${version}` },
    type: 'customer.updated',
    created: 1_790_000_000 + version,
  })

/** Every sync of a record there ever was. */
async function syncsOf(id: string): Promise<readonly string[]> {
  const { rows } = await hub.admin.query<{ stream: string }>(
    "select stream from log.event where type = 'SyncRequested' and data -> 'source' ->> 'id' = $1 order by position",
    [id],
  )
  return rows.map(({ stream }) => stream.slice('sync-'.length))
}
const settleAll = async (id: string) => {
  for (const syncId of await syncsOf(id)) await jobs.settle(ours, syncId)
}

type Move =
  | { readonly kind: 'receive'; readonly version: number }
  | { readonly kind: 'replay'; readonly nth: number }
  | { readonly kind: 'route' | 'send' | 'restart' }

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('receive' as const), version: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('replay' as const), nth: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'route' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'send' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
)

/** Another router asks for what came and for what is replayed meanwhile, which is in line already. */
const replayedWhileAnotherComes: Move[] = [
  { kind: 'receive', version: 2 },
  { kind: 'route' },
  { kind: 'replay', nth: 0 },
  { kind: 'receive', version: 1 },
  { kind: 'restart' },
  { kind: 'route' },
]

it('leaves the same state however often, whenever and in whatever order webhooks are replayed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 3, maxLength: 14 }), async (moves) => {
      const id = `cus_${randomUUID().slice(0, 8)}`
      const deliveries: string[] = []
      const seen = new Set<number>()
      // What is not to be replayed yet says so; that is no part of this story.
      const tried = (deliveryId: string) =>
        commands.replay(ours.organizationId, deliveryId, by).catch((error) => {
          if (error.code !== 'STATE_CONFLICT') throw error
        })
      for (const one of moves) {
        if (one.kind === 'receive' && !seen.has(one.version)) {
          seen.add(one.version)
          deliveries.push(await jobs.receive(ours, changeOf(id, one.version)))
        }
        if (one.kind === 'replay' && deliveries.length > 0)
          await tried(deliveries[one.nth % deliveries.length] as string)
        if (one.kind === 'route') await jobs.route()
        if (one.kind === 'send') await settleAll(id)
        if (one.kind === 'restart') jobs.restartRouter()
      }
      await jobs.route()
      await settleAll(id)

      const written = effectsOf(id)
      const once = await replayEach(deliveries, id)
      const twice = await replayEach(deliveries.toReversed(), id)
      expect(twice).toEqual(once)
      expect(effectsOf(id)).toEqual(written)
      if (deliveries.length === 0) return
      expect(written.filter(({ operation }) => operation === 'create')).toHaveLength(1)
      const last = jobs.sandbox
        .requests('flasherp')
        .findLast(({ body, executed }) => executed && body.includes(id))
      expect(last?.body).toContain(`Ada ${Math.max(...seen)}`)
      // Every key went out for one write alone.
      const keys = written.map(({ idempotencyKey }) => idempotencyKey)
      expect(new Set(keys).size).toBe(keys.length)
    }),
    { numRuns: 25, examples: [[replayedWhileAnotherComes]] },
  )
})

/** Replays each and lets all of it settle: what every delivery and every sync then is. */
async function replayEach(deliveries: readonly string[], id: string): Promise<ReadonlyMap<string, unknown>> {
  for (const deliveryId of deliveries) {
    await commands.replay(ours.organizationId, deliveryId, by)
    await jobs.route()
  }
  await settleAll(id)
  const outcome = new Map<string, unknown>()
  for (const deliveryId of deliveries) {
    const last = (await jobs.facts(ours, `delivery-${deliveryId}`)).at(-1)
    outcome.set(deliveryId, [last?.type, last?.data])
  }
  for (const syncId of await syncsOf(id)) outcome.set(syncId, (await jobs.state(ours, syncId)).status)
  return outcome
}
