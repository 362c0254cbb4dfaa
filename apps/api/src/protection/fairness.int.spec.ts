import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { advanceProjection } from '@syncline/db/projections'
import { usualPolicy } from '@syncline/domain/connection'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Executed } from '../jobs/executor-deps.ts'
import { createSlots } from '../jobs/slots.ts'
import {
  bySystem,
  keepSecret,
  startTestHub,
  stripeEvent,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { createProtectionCommands } from './commands.ts'
import { createProtection, type Protection } from './gate.ts'
import { createNote } from './note.ts'

/** What the account may do in any second, by the provider's own count and by ours. */
const callsPerSecond = 10
const [early, late] = [24, 16]
const windowMs = 1_000

let hub: TestHub
let jobs: TestJobs

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

function worker(name: string): Protection {
  const { workerPool: pool, workerAppender: appender } = hub
  const { targets, log } = jobs.executor
  return createProtection({ pool, targets, log, note: createNote({ pool, appender }, name), random: () => 0 })
}

/** Another venue of the organization: a shop and a back office of its own, in the same account of FlashERP's. */
async function addVenue(ours: TestOrganization): Promise<TestOrganization> {
  const { organizationId, secrets } = ours
  const [stripeId, flasherpId] = [randomUUID(), randomUUID()]
  const connect = (id: string, provider: 'stripe' | 'flasherp', accountId: string, path: string) =>
    hub.appender.append({
      organizationId,
      stream: `connection-${id}`,
      events: [
        {
          type: 'ConnectionConnected',
          data: {
            provider,
            name: provider,
            venue: 'Quay 5',
            accountId,
            baseUrl: `${jobs.sandbox.url}${path}`,
          },
        },
      ],
      context: bySystem(),
    })
  await connect(stripeId, 'stripe', 'acct_other', '')
  await connect(flasherpId, 'flasherp', 'acct_flasherp', '/flasherp/v1')
  await hub.appender.append({
    organizationId,
    stream: `flow-${randomUUID()}`,
    events: [
      {
        type: 'FlowEnabled',
        data: {
          entity: 'customer',
          sourceConnectionId: stripeId,
          targetConnectionId: flasherpId,
          mappingVersion: 1,
        },
      },
    ],
    context: bySystem(),
  })
  const { stripe, flasherp } = secrets
  await keepSecret(hub, organizationId, stripeId, 'webhook_secret', stripe.webhook_secret ?? '')
  await keepSecret(hub, organizationId, flasherpId, 'api_key', flasherp.api_key ?? '')
  await keepSecret(hub, organizationId, flasherpId, 'api_secret', flasherp.api_secret ?? '')
  await advanceProjection(hub.workerPool, 'directory')
  return { organizationId, stripeId, flasherpId, secrets }
}

it('venues that share an account get their share each, whoever came first, and no call is one too many', async () => {
  const first = await jobs.found()
  const second = await addVenue(first)
  const commands = createProtectionCommands({
    pool: hub.appPool,
    appender: hub.appender,
    targets: jobs.executor.targets,
    health: { look: async () => 0, isOff: async () => false },
  })
  for (const { organizationId, flasherpId } of [first, second])
    await commands.setLimits(
      organizationId,
      flasherpId,
      { ...usualPolicy, account: { calls: callsPerSecond, windowMs } },
      { actor: 'user:ada', correlationId: 'c-fairness' },
    )
  await advanceProjection(hub.workerPool, 'directory')
  jobs.sandbox.faults({ provider: 'flasherp', callsPerSecond })

  const workers = ['worker-1', 'worker-2', 'worker-3', 'worker-4'].map(worker)
  const written: { venue: TestOrganization; atMs: number }[] = []
  const slots = createSlots(workers.length * 2)
  const once = (venue: TestOrganization, syncId: string, number: number) =>
    new Promise<Executed>((resolve, reject) => {
      const protection = workers[number % workers.length] as Protection
      void slots.take(() => jobs.execute(venue, syncId, { protection }).then(resolve, reject))
    })
  async function carry(venue: TestOrganization, syncId: string, number: number): Promise<void> {
    for (;;) {
      if ((await once(venue, syncId, number)) === 'done') break
      const { status, ...state } = await jobs.state(venue, syncId)
      if (status !== 'pending' || !('nextRetryAt' in state)) throw new Error(`It is ${status}`)
      await pause(Math.max(1, Date.parse(state.nextRetryAt ?? '') - Date.now()))
    }
    written.push({ venue, atMs: performance.now() })
  }
  const ask = async (venue: TestOrganization, length: number) => {
    const customers = Array.from({ length }, () => `cus_${randomUUID().slice(0, 8)}`)
    const deliveries = await Promise.all(
      customers.map((id) => jobs.receive(venue, stripeEvent({ customer: { id, name: 'Ada Obi' } }))),
    )
    await jobs.route()
    return (await Promise.all(deliveries.map((id) => jobs.routed(venue, id)))).flat()
  }
  const [ofFirst, ofSecond] = [await ask(first, early), await ask(second, late)]
  const before = ofFirst.map((syncId, number) => carry(first, syncId, number))
  await Promise.race(before)
  const cameMs = performance.now()
  await Promise.all([...before, ...ofSecond.map((syncId, number) => carry(second, syncId, number))])

  const endOf = (venue: TestOrganization) => written.findLast((one) => one.venue === venue)?.atMs ?? 0
  // From when the late one can have had its first share, until one of them has nothing left.
  const together = written.filter(
    ({ atMs }) => atMs > cameMs + windowMs && atMs <= Math.min(endOf(first), endOf(second)),
  )
  const got = [first, second].map((venue) => together.filter((one) => one.venue === venue).length)
  const requests = jobs.sandbox.requests('flasherp')
  const tooMany = requests.filter(({ status }) => status === 429).length
  process.stdout.write(`side by side ${got.join(' : ')}, ${tooMany} of ${requests.length} calls too many\n`)
  expect(tooMany / requests.length).toBeLessThanOrEqual(0.01)
  expect(requests.length - tooMany).toBe(early + late)
  expect(Math.max(...got) / Math.min(...got)).toBeLessThanOrEqual(2)
}, 60_000)
