import { randomUUID } from 'node:crypto'
import { advanceProjections } from '@syncline/db/projections'
import type { SyncJob } from '@syncline/domain/job'
import type { Sync } from '@syncline/domain/sync'
import { flasherp } from '@syncline/providers/flasherp'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createLogger } from '../http/log.ts'
import { type Between, startBetween } from '../testing/between.ts'
import {
  foundOrganization,
  startTestHub,
  stripeEventOf,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'
import { noProtection } from '../testing/protection.ts'
import type { ExecutorDeps } from './executor-deps.ts'
import { sweep } from './sweep.ts'
import { executeTogether } from './together.ts'
import { createWorker } from './worker.ts'

let hub: TestHub
let jobs: TestJobs
let between: Between
let ours: TestOrganization
let deps: ExecutorDeps

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  between = await startBetween(jobs.sandbox.url)
  ours = await foundOrganization(hub, { sandboxUrl: between.url, flows: ['transaction'] })
  const { api_key: apiKey = '', api_secret: apiSecret = '' } = ours.secrets.flasherp
  jobs.sandbox.register({ flasherp: { apiKey, apiSecret } })
  deps = { ...jobs.executor, loadProvider }
})
beforeEach(() => {
  between.fate = () => 'whole'
})
afterAll(async () => {
  await between.close()
  await jobs.close()
  await hub.close()
})

/** Payments of guests that have just come in: a job for each. */
async function pay(count: number): Promise<readonly SyncJob[]> {
  const created = Math.floor(Date.now() / 1_000)
  const ids = Array.from({ length: count }, () => `pi_${randomUUID()}`)
  const deliveries = await Promise.all(
    ids.map((id) => {
      const amounts = { amount: 1_250, amount_received: 1_250, currency: 'usd', customer: null }
      const object = { object: 'payment_intent', id, status: 'succeeded', created, ...amounts }
      return jobs.receive(ours, stripeEventOf({ type: 'payment_intent.succeeded', object }))
    }),
  )
  await jobs.route()
  const { organizationId, flasherpId } = ours
  return Promise.all(
    deliveries.map(async (delivery, n) => {
      const [syncId = ''] = await jobs.routed(ours, delivery)
      return { organizationId, syncId, position: 0, lane: `${flasherpId}/transaction/${ids[n]}` }
    }),
  )
}

const carry = async (due: readonly SyncJob[], change: Partial<ExecutorDeps> = {}) => {
  const ends = await executeTogether(
    { ...deps, ...change },
    { organizationId: ours.organizationId, connectionId: ours.flasherpId },
    due,
  )
  return ends.map((end) => (end.status === 'fulfilled' ? end.value : end.reason))
}
const settle = (due: readonly SyncJob[]) => Promise.all(due.map(({ syncId }) => jobs.settle(ours, syncId)))
const factsOf = ({ syncId }: SyncJob) => jobs.facts(ours, `sync-${syncId}`)
const synced = (length: number) => Array<Sync>(length).fill(expect.objectContaining({ status: 'synced' }))
const times = <Value>(count: number, value: Value) => Array<Value>(count).fill(value)

/** Calls to FlashERP, and what it did by them, from here on. */
function watch() {
  const seen = jobs.sandbox.requests('flasherp').length
  const made = jobs.sandbox.effects('flasherp').length
  return {
    calls: () =>
      jobs.sandbox
        .requests('flasherp')
        .slice(seen)
        .map(({ path }) => path.replace(/.*\/v1/, '')),
    /** Under which key each was made. */
    effects: () =>
      jobs.sandbox
        .effects('flasherp')
        .slice(made)
        .map(({ idempotencyKey }) => String(idempotencyKey))
        .sort(byText),
  }
}
const keysOf = (due: readonly SyncJob[]) => due.map(({ syncId }) => `${syncId}.1`).sort(byText)
const byText = (one: string, other: string) => one.localeCompare(other)
const batch = '/transactions/batch'

it('fifty new transactions are one call, with a key, a story and an effect for each', async () => {
  const due = await pay(50)
  const seen = watch()
  let asked = 0
  const protection = {
    ...noProtection,
    enter: (...call: Parameters<typeof noProtection.enter>) => {
      asked++
      return noProtection.enter(...call)
    },
  }
  expect(await carry(due, { protection })).toEqual(times(50, 'done'))
  expect(seen.calls()).toEqual([batch])
  expect(asked).toBe(1)
  expect(seen.effects()).toEqual(keysOf(due))
  expect(await settle(due)).toEqual(synced(50))
  const [facts] = await Promise.all(due.map(factsOf))
  expect(typesOf(facts ?? [])).toEqual(['SyncRequested', 'SyncStarted', 'SyncSucceeded'])
  const { attempt, externalId } = dataOf(facts?.at(-1), 'SyncSucceeded')
  expect(attempt?.request.path).toBe(batch)
  // Its own line of the answer, and nobody else's.
  expect(JSON.parse(attempt?.response?.body ?? '')).toMatchObject({ id: externalId })
})

it('who is refused is refused alone', async () => {
  const due = await pay(12)
  const { api_key = '', api_secret = '' } = ours.secrets.flasherp
  const access = {
    baseUrl: `${jobs.sandbox.url}/flasherp/v1`,
    secrets: { api_key, api_secret },
    now: deps.now,
    signal: deps.signal,
  }
  // Its key is known already, with another body.
  const key = `${due[5]?.syncId}.1`
  const body = JSON.stringify({
    external_ref: `other ${key}`,
    customer_id: null,
    type: 'payment',
    status: 'pending',
    amount: { amount: 1, currency: 'USD' },
    occurred_at: new Date().toISOString(),
  })
  await flasherp.push?.transaction?.send(
    { method: 'POST', path: '/transactions', body, effect: 'created', externalId: null, accountId: null },
    key,
    access,
  )
  const seen = watch()
  const ends = await carry(due)
  expect(ends).toEqual(times(12, 'done').with(5, 'failed'))
  expect(seen.calls()).toEqual([batch])
  expect(seen.effects()).toEqual(keysOf(due.toSpliced(5, 1)))
  const refused = dataOf((await factsOf(due[5] as SyncJob)).at(-1), 'SyncFailed')
  expect(refused).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT', certainty: 'rejected' })
  const last = dataOf((await factsOf(due[6] as SyncJob)).at(-1), 'SyncSucceeded')
  expect(last.attempt?.response?.status).toBe(201)
})

it.each(['lost', 'garbled'] as const)(
  'an answer that is %s leaves each open, and all go out again as they were',
  async (fate) => {
    const due = await pay(12)
    const seen = watch()
    between.fate = (path) => (path.endsWith(batch) ? fate : 'whole')
    expect(await carry(due)).toEqual(times(12, 'failed'))
    for (const facts of await Promise.all(due.map(factsOf)))
      expect(
        dataOf(
          facts.find(({ type }) => type === 'SyncFailed'),
          'SyncFailed',
        ),
      ).toMatchObject({ certainty: 'unknown', repeatable: true })
    between.fate = () => 'whole'
    jobs.pass(60_000)
    expect(await carry(due)).toEqual(times(12, 'done'))
    expect(seen.calls()).toEqual([batch, batch])
    expect(seen.effects()).toEqual(keysOf(due))
  },
)

it('a call that is refused as a whole is made for each alone', async () => {
  const due = await pay(12)
  const seen = watch()
  // An older FlashERP, without the address.
  const older = {
    ...deps,
    loadProvider: async (name: Parameters<typeof loadProvider>[0]) => {
      const provider = await loadProvider(name)
      const transaction = provider.push?.transaction
      if (name !== 'flasherp' || !transaction?.together) return provider
      const together = {
        ...transaction.together,
        send: async (items: readonly unknown[]) => items.map(() => null),
      }
      return { ...provider, push: { ...provider.push, transaction: { ...transaction, together } } }
    },
  }
  expect(await carry(due, older)).toEqual(times(12, 'done'))
  expect(seen.calls()).toEqual(times(12, '/transactions'))
  expect(seen.effects()).toEqual(keysOf(due))
})

it('who has nothing to send keeps nobody waiting, and what may not go now waits without a try', async () => {
  const due = await pay(12)
  await jobs.command(ours, (due[0] as SyncJob).syncId, { type: 'cancel', reason: 'not wanted' })
  const enter = async () => ({ ok: false, hold: 'limit', code: 'RATE_LIMIT_EXCEEDED', waitMs: 100 }) as const
  const pause = () => new Promise<never>(() => {})
  const seen = watch()
  expect(await carry(due, { pause, protection: { ...noProtection, enter } })).toEqual([
    'nothing_to_do',
    ...times(11, 'waiting'),
  ])
  expect(seen.calls()).toEqual([])
  expect(typesOf(await factsOf(due[1] as SyncJob))).toEqual(['SyncRequested', 'SyncRetryScheduled'])
  jobs.pass(100)
  expect(await carry(due, { pause })).toEqual(['nothing_to_do', ...times(11, 'done')])
  expect(seen.calls()).toEqual([batch])
})

it('a worker that dies in the middle of the call leaves each to be carried on as it was', async () => {
  const due = await pay(12)
  const worker = `worker-${randomUUID()}`
  const seen = watch()
  between.fate = (path) => (path.endsWith(batch) ? 'never' : 'whole')
  const frozen = new AbortController()
  const written = between.next(batch)
  const dead = carry(due, { worker, signal: frozen.signal })
  await written
  await advanceProjections(hub.workerPool, ['sync_status'])
  await hub.admin.query("update read.sync_status set updated_at = updated_at - interval '1 minute'")
  const swept = await sweep({ ...deps, pool: hub.workerPool, queue: jobs.queue })
  expect(swept.lost).toBe(12)
  between.fate = () => 'whole'
  expect(await settle(due)).toEqual(synced(12))
  expect(seen.effects()).toEqual(keysOf(due))
  // Only frozen, it wakes up, gives the call up and finds them settled: that comes to nothing.
  frozen.abort()
  await dead
  expect(await settle(due)).toEqual(synced(12))
})

it('who slept between its beginning and the call lets nothing out', async () => {
  const due = await pay(12)
  const seen = watch()
  let sleptMs = 0
  const now = () => new Date(deps.now().getTime() + sleptMs)
  const runner: ExecutorDeps['runner'] = {
    async run(request) {
      const result = await deps.runner.run(request)
      // The last of them to begin wakes up late.
      if (
        typeof request.command !== 'function' &&
        request.command.type === 'start' &&
        request.stream.endsWith((due[11] as SyncJob).syncId)
      )
        sleptMs = 6_000
      return result
    },
  }
  expect(await carry(due, { now, runner })).toEqual(times(12, 'failed'))
  expect(seen.calls()).toEqual([])
  expect(await settle(due)).toEqual(synced(12))
  expect(seen.effects()).toEqual(keysOf(due))
})

it('a worker carries two hundred payments by a few calls', async () => {
  const due = await pay(200)
  const seen = watch()
  const worker = createWorker({
    directUrl: hub.url,
    pool: hub.workerPool,
    appender: hub.workerAppender,
    vault: hub.workerVault,
    loadProvider,
    worker: 'worker-of-many',
    log: createLogger({ level: 'silent', service: 'test' }),
  })
  await worker.start()
  await expect
    .poll(async () => {
      const { rows } = await hub.admin.query<{ n: number }>(
        "select count(*)::int as n from log.event where type = 'SyncSucceeded' and stream = any($1)",
        [due.map(({ syncId }) => `sync-${syncId}`)],
      )
      return rows[0]?.n
    })
    .toBe(200)
  await worker.stop()
  const calls = seen.calls()
  process.stdout.write(
    `${calls.length} calls for 200 payments, ${calls.filter((path) => path === batch).length} of several\n`,
  )
  expect(calls.length).toBeLessThanOrEqual(40)
  expect(seen.effects()).toEqual(keysOf(due))
}, 60_000)
