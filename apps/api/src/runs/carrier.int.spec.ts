import { randomUUID } from 'node:crypto'
import { advanceProjections } from '@syncline/db/projections'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestHub, type TestHub } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { ada, startRuns, type TestRuns, withPage } from '../testing/runs.ts'
import { type CarrierDeps, createRunCarrier } from './carrier.ts'

let hub: TestHub
let jobs: TestJobs
let runs: TestRuns

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
})
beforeEach(async () => {
  runs = await startRuns(hub, jobs)
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

/** A worker that dies when it is about to note a page. */
const dying = (page: number): Partial<CarrierDeps> => ({
  worker: `worker-${randomUUID()}`,
  runner: {
    run: async (input) => {
      const { command } = input
      if (typeof command === 'object' && command.type === 'readPage' && command.page.page === page)
        return new Promise(() => {})
      return runs.carrier.runner.run(input)
    },
  },
})

describe('a worker that dies', () => {
  it('before a page is noted has it read again by another, and nothing asked for twice', async () => {
    const ids = await runs.customersAt('stripe', 120)
    const runId = await runs.start()
    const dead = createRunCarrier({ ...runs.carrier, ...dying(2) })
    await dead.look()
    await expect.poll(async () => (await runs.asked()).size, { timeout: 10_000 }).toBe(120)
    expect(await runs.get(runId)).toMatchObject({ status: 'running', pages: 1, counts: { asked: 100 } })
    // What it asked for is carried out meanwhile.
    await jobs.project()
    await runs.carry()
    await runs.askedOnce(ids)
    expect(await runs.get(runId)).toMatchObject({
      status: 'completed',
      pages: 2,
      counts: { read: 120, changed: 120, unchanged: 0, asked: 120 },
    })
  })

  it('while a page is being asked for has the rest of it asked for by another', async () => {
    const ids = await runs.customersAt('stripe', 120)
    const runId = await runs.start()
    let syncs = 0
    const appender: CarrierDeps['appender'] = {
      append: (request) =>
        request.stream.startsWith('sync-') && ++syncs > 110
          ? new Promise(() => {})
          : hub.workerAppender.append(request),
    }
    await createRunCarrier({ ...runs.carrier, worker: `worker-${randomUUID()}`, appender }).look()
    await expect.poll(async () => (await runs.asked()).size, { timeout: 10_000 }).toBe(110)
    await jobs.project()
    await runs.carry()
    await runs.askedOnce(ids)
    expect(await runs.get(runId)).toMatchObject({ status: 'completed', counts: { read: 120, asked: 120 } })
  })

  it('keeps what it has in hand to itself while it lives', async () => {
    await runs.customersAt('stripe', 1)
    const live = dying(1)
    await hub.admin.query('insert into coordination.worker (worker) values ($1)', [live.worker])
    await runs.start()
    expect(await createRunCarrier({ ...runs.carrier, ...live }).look()).toBe(1)
    expect(await runs.carry()).toBe(0)
    await hub.admin.query('delete from coordination.worker where worker = $1', [live.worker])
    expect(await runs.carry()).toBe(1)
  })
})

describe('a person', () => {
  it('pauses a run after the page in hand, and has it go on from there', async () => {
    const ids = await runs.customersAt('stripe', 150)
    const runId = await runs.start()
    const runner: CarrierDeps['runner'] = {
      run: async (input) => {
        await runs.port.pause(runs.ours.organizationId, runId, ada).catch(() => {})
        return runs.carrier.runner.run(input)
      },
    }
    await runs.carry({ runner })
    expect(await runs.get(runId)).toMatchObject({ status: 'paused', pages: 1, counts: { read: 100 } })
    expect(await runs.carry()).toBe(0)
    await runs.port.resume(runs.ours.organizationId, runId, ada)
    await runs.carry()
    await runs.askedOnce(ids)
    expect(await runs.get(runId)).toMatchObject({ status: 'completed', pages: 2, rests: 1 })
  })

  it('cancels a run, and another may begin', async () => {
    await runs.customersAt('stripe', 1)
    const runId = await runs.start()
    await expect(runs.start()).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'run_going_on', entity: 'customer', runId },
    })
    await runs.port.cancel(runs.ours.organizationId, runId, { ...ada, reason: 'by mistake' })
    expect(await runs.carry()).toBe(0)
    expect(await runs.asked()).toEqual(new Map())
    expect(await runs.get(runId)).toMatchObject({ status: 'cancelled' })
    await runs.start()
  })

  it('is told what can’t be run', async () => {
    const { stripeId: connectionId, organizationId } = runs.ours
    const ask = (entity: 'vendor' | 'invoice', id = connectionId) =>
      runs.port.start(organizationId, { connectionId: id, entities: [entity], kind: 'full' }, ada)
    await expect(ask('vendor')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(ask('invoice')).rejects.toMatchObject({ code: 'NOT_CONFIGURED' })
    await expect(ask('invoice', randomUUID())).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })

  it('of another organization sees nothing of it', async () => {
    const runId = await runs.start()
    const theirs = await jobs.found()
    await advanceProjections(hub.workerPool, ['run'])
    expect(await runs.port.get(theirs.organizationId, runId)).toBeNull()
    expect(await runs.port.list(theirs.organizationId, { filter: {}, limit: 50 })).toMatchObject({ rows: [] })
    const cancel = runs.port.cancel(theirs.organizationId, runId, { ...ada, reason: 'not theirs' })
    await expect(cancel).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
    expect(await runs.port.list(runs.ours.organizationId, { filter: {}, limit: 50 })).toMatchObject({
      rows: [{ runId, status: 'running' }],
      counts: { running: 1, completed: 0 },
    })
  })
})

describe('a provider that does not answer', () => {
  it('is waited for, and the run goes on where it was', async () => {
    const ids = await runs.customersAt('stripe', 101)
    const runId = await runs.start()
    let calls = 0
    const failing: CarrierDeps['loadProvider'] = async (name) =>
      withPage(await loadProvider(name), async (page) =>
        ++calls === 2
          ? { ok: false, code: 'PROVIDER_UNAVAILABLE', retryable: true, retryAfterMs: 60_000, detail: null }
          : page(),
      )
    await runs.carry({ loadProvider: failing })
    expect(await runs.get(runId)).toMatchObject({
      status: 'running',
      pages: 1,
      waiting: { hold: 'retry_at' },
    })
    expect(await runs.carry()).toBe(0)
    await runs.ring(runId)
    await runs.carry()
    await runs.askedOnce(ids)
    expect(await runs.get(runId)).toMatchObject({ status: 'completed', pages: 2, waiting: null })
  })

  it('that refuses the credentials ends it, and it can be resumed', async () => {
    await runs.customersAt('stripe', 1)
    const runId = await runs.start()
    const refusing: CarrierDeps['targets'] = {
      ...jobs.executor.targets,
      open: async () => ({ baseUrl: jobs.sandbox.url, secrets: { api_key: 'sk_test_nobody' } }),
    }
    await runs.carry({ targets: refusing })
    expect(await runs.get(runId)).toMatchObject({
      status: 'failed',
      failure: { code: 'INVALID_CREDENTIALS' },
    })
    await runs.port.resume(runs.ours.organizationId, runId, ada)
    await runs.carry()
    expect(await runs.get(runId)).toMatchObject({ status: 'completed', failure: null, counts: { read: 1 } })
  })

  it('whose limit is reached is waited for', async () => {
    await runs.customersAt('stripe', 1)
    const runId = await runs.start()
    const enter: CarrierDeps['protection']['enter'] = async () => ({
      ok: false,
      hold: 'limit',
      code: 'RATE_LIMIT_EXCEEDED',
      waitMs: 20_000,
    })
    await runs.carry({ protection: { ...jobs.executor.protection, enter } })
    expect(await runs.get(runId)).toMatchObject({ status: 'running', waiting: { hold: 'limit' }, pages: 0 })
  })

  it('that is switched off is not called', async () => {
    await runs.customersAt('stripe', 1)
    const runId = await runs.start()
    const before = jobs.sandbox.effects('stripe').length
    await runs.carry({ targets: { ...jobs.executor.targets, isOff: async () => true } })
    expect(await runs.get(runId)).toMatchObject({
      status: 'running',
      waiting: { hold: 'switch_off' },
      pages: 0,
    })
    expect(jobs.sandbox.effects('stripe')).toHaveLength(before)
  })
})
