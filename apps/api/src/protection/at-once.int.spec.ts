import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import { type LimitPolicy, usualPolicy } from '@syncline/domain/connection'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bySystem, keepSecret, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { callProvider } from './call.ts'
import { createProtectionCommands } from './commands.ts'
import { createProtection, type Entry, type Protection } from './gate.ts'
import { createNote } from './note.ts'
import { createProtectionReads } from './reads.ts'

let hub: TestHub
let jobs: TestJobs
const open: Protection[] = []

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
})
afterAll(async () => {
  await Promise.all(open.map((protection) => protection.close()))
  await jobs.close()
  await hub.close()
})

function worker(): Protection {
  const { workerPool: pool, workerAppender: appender } = hub
  const { targets, log } = jobs.executor
  const note = createNote({ pool, appender }, 'worker')
  const protection = createProtection({ pool, targets, log, note, random: () => 0 })
  open.push(protection)
  return protection
}

/** An audience of the account that the key opens. */
async function connect(
  { organizationId }: TestOrganization,
  key: string,
  baseUrl = jobs.sandbox.url,
): Promise<string> {
  const connectionId = randomUUID()
  const data = {
    provider: 'mailchimp' as const,
    name: 'Audience',
    venue: 'Quay 5',
    accountId: `list-${randomUUID().slice(0, 6)}`,
  }
  await hub.appender.append({
    organizationId,
    stream: `connection-${connectionId}`,
    events: [{ type: 'ConnectionConnected', data: { ...data, baseUrl } }],
    context: bySystem(),
  })
  await keepSecret(hub, organizationId, connectionId, 'api_key', key)
  await advanceProjection(hub.workerPool, 'directory')
  return connectionId
}

const setLimits = async (organizationId: string, connectionId: string, policy: Partial<LimitPolicy>) => {
  const health = { look: async () => 0, isOff: async () => false }
  const { targets } = jobs.executor
  await createProtectionCommands({ pool: hub.appPool, appender: hub.appender, targets, health }).setLimits(
    organizationId,
    connectionId,
    { ...usualPolicy, ...policy },
    { actor: 'user:ada', correlationId: 'c-at-once' },
  )
  await advanceProjection(hub.workerPool, 'directory')
}
const view = (organizationId: string, connectionId: string) =>
  createProtectionReads({ pool: hub.appPool, targets: jobs.executor.targets }).get(
    organizationId,
    connectionId,
  )
const readOf = ({ organizationId, flasherpId }: TestOrganization, longestMs: number) => ({
  organizationId,
  connectionId: flasherpId,
  kind: 'read' as const,
  signal: AbortSignal.timeout(longestMs),
})
const out = (entries: readonly Entry[]) => entries.flatMap((entry) => (entry.ok ? [entry] : []))

describe('calls of an account of Mailchimp', () => {
  it('are ten at once, of all its audiences, workers, looks and tests together; who waits burns nothing', async () => {
    const ours = await jobs.found()
    const { organizationId } = ours
    const [quay, lagoon] = [await connect(ours, 'key-us21'), await connect(ours, 'key-us21')]
    // The rate is another matter.
    for (const id of [quay, lagoon])
      await setLimits(organizationId, id, { account: { calls: 1_000, windowMs: 1_000 } })
    const [one, two] = [worker(), worker()]
    const entries = [
      await one.enterWithKey(organizationId, 'mailchimp', 'key-us21'),
      ...(await Promise.all([1, 2, 3, 4].map(() => one.enter(organizationId, quay, 'write')))),
      ...(await Promise.all([1, 2, 3].map(() => two.enter(organizationId, lagoon, 'read')))),
      ...(await Promise.all([1, 2].map(() => two.enterPastBreaker(organizationId, quay, 'read')))),
    ]
    expect(out(entries)).toHaveLength(10)
    for (const late of [
      await one.enter(organizationId, lagoon, 'write'),
      await two.enter(organizationId, quay, 'write'),
      await two.enterPastBreaker(organizationId, lagoon, 'read'),
      await worker().enterWithKey(organizationId, 'mailchimp', 'key-us21'),
    ])
      expect(late).toMatchObject({ ok: false, hold: 'limit', code: 'RATE_LIMIT_EXCEEDED' })
    expect((await view(organizationId, quay))?.atOnce).toEqual({ most: 10, out: 10 })
    // Another key is another account.
    const other = await connect(ours, 'other-us21')
    expect(out([await one.enter(organizationId, other, 'write')])).toHaveLength(1)
    expect((await view(organizationId, other))?.atOnce).toEqual({ most: 10, out: 1 })
    for (const entry of out(entries)) await entry.report({})
    expect(await one.enter(organizationId, quay, 'write')).toMatchObject({ ok: true })
  })

  it('are never one too many by its own count, however many ask', async () => {
    const ours = await jobs.found()
    const { organizationId } = ours
    const [apiKey, listId] = [`${'c0'.repeat(16)}-us21`, 'c0a80101ff']
    jobs.sandbox.register({ mailchimp: { apiKey, listId } })
    jobs.sandbox.faults({ provider: 'mailchimp', latencyMs: 100 })
    const connectionId = await connect(ours, apiKey, `${jobs.sandbox.url}/mailchimp/3.0/lists/${listId}`)
    await setLimits(organizationId, connectionId, { account: { calls: 1_000, windowMs: 1_000 } })
    const { probe } = await jobs.executor.loadProvider('mailchimp')
    const [one, two] = [worker(), worker()]
    const to = { organizationId, connectionId, kind: 'read' as const, patienceMs: 20_000 }
    const asked = Array.from({ length: 30 }, async (_, n) => {
      const deps = { ...jobs.executor, protection: n % 2 === 0 ? one : two }
      const signal = AbortSignal.timeout(20_000)
      return callProvider(deps, { ...to, signal }, async (access) => ({ ok: (await probe(access)).ok }))
    })
    for (const called of await Promise.all(asked))
      expect(called).toEqual({ wentOut: true, end: { ok: true } })
    expect(jobs.sandbox.requests('mailchimp').map(({ status }) => status)).toEqual(Array(30).fill(200))
  }, 30_000)

  it('are as many as a person sets, also for a provider that does not mind', async () => {
    const ours = await jobs.found()
    const { organizationId } = ours
    const mailchimp = await connect(ours, 'few-us21')
    await setLimits(organizationId, mailchimp, { atOnce: 2 })
    await setLimits(organizationId, ours.flasherpId, { atOnce: 1 })
    for (const [connectionId, most] of [
      [mailchimp, 2],
      [ours.flasherpId, 1],
      [ours.stripeId, null],
    ] as const) {
      const protection = worker()
      const asked = await Promise.all(
        [1, 2, 3].map(() => protection.enter(organizationId, connectionId, 'write')),
      )
      expect(out(asked)).toHaveLength(most ?? 3)
      expect((await view(organizationId, connectionId))?.atOnce?.most ?? null).toBe(most)
    }
  })

  it('are set for the account, whichever of its connections that is done at; what is its own stays', async () => {
    const ours = await jobs.found()
    const { organizationId } = ours
    const [quay, lagoon, other] = [
      await connect(ours, 'one-us21'),
      await connect(ours, 'one-us21'),
      await connect(ours, 'two-us21'),
    ]
    const writes = { calls: 3, windowMs: 5_000 }
    await setLimits(organizationId, lagoon, { writes })
    const account = { calls: 4, windowMs: 2_000 }
    await setLimits(organizationId, quay, { account, atOnce: 2 })
    expect(await view(organizationId, lagoon)).toMatchObject({
      atOnce: { most: 2 },
      policy: { account, atOnce: 2, writes },
    })
    expect(await view(organizationId, other)).toMatchObject({ atOnce: { most: 10 }, policy: null })
  })

  it('end also where the call ended in an error of ours', async () => {
    const ours = await jobs.found()
    await setLimits(ours.organizationId, ours.flasherpId, { atOnce: 1 })
    const deps = { ...jobs.executor, protection: worker() }
    const to = readOf(ours, 5_000)
    const trips = callProvider(deps, to, async () => Promise.reject(new Error('tripped')))
    await expect(trips).rejects.toThrow('tripped')
    expect(await callProvider(deps, to, async () => ({}))).toMatchObject({ wentOut: true })
  })

  it('are waited for by whoever waits for the answer', async () => {
    const ours = await jobs.found()
    await setLimits(ours.organizationId, ours.flasherpId, { atOnce: 1 })
    const deps = { ...jobs.executor, protection: worker() }
    const to = { ...readOf(ours, 10_000), patienceMs: 8_000 }
    const { promise: first, resolve: end } = Promise.withResolvers<object>()
    const one = callProvider(deps, to, () => first)
    const two = callProvider(deps, to, async () => ({}))
    setTimeout(() => end({}), 300)
    expect(await one).toMatchObject({ wentOut: true })
    expect(await two).toMatchObject({ wentOut: true })
  })
})
