import { randomUUID } from 'node:crypto'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjections } from '@syncline/db/projections'
import { ringRun } from '@syncline/db/runs'
import type { RunKind } from '@syncline/domain/run'
import type { RunRow } from '@syncline/domain/view'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestHub, stripeEventOf, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'
import { type CarrierDeps, createRunCarrier } from './carrier.ts'
import { createRuns, type RunPort } from './commands.ts'
import { createRunRunner } from './run-stream.ts'

let hub: TestHub
let jobs: TestJobs
let runs: RunPort
let ours: TestOrganization
const ada = { actor: 'user:ada', correlationId: 'c-run' } as const

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  runs = createRuns({
    pool: hub.appPool,
    runner: createRunRunner({ pool: hub.appPool, appender: hub.appender }),
    loadProvider,
    namesOf: async () => new Map([['user:ada', 'Ada Eze']]),
  })
})
beforeEach(async () => {
  // Runs that others left.
  await hub.admin.query('delete from coordination.run')
  ours = await jobs.found()
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const deps = (): CarrierDeps => ({
  ...jobs.executor,
  pool: hub.workerPool,
  runner: createRunRunner({ pool: hub.workerPool, appender: hub.workerAppender }),
})
/** A look at what is due, until what was taken up is at rest. */
async function carry(change: Partial<CarrierDeps> = {}): Promise<number> {
  const carrier = createRunCarrier({ ...deps(), ...change })
  const taken = await carrier.look()
  await carrier.idle()
  await advanceProjections(hub.workerPool, ['sync_status', 'run'])
  return taken
}
const ring = (runId: string) =>
  withOrganization(hub.workerPool, ours.organizationId, (tx) =>
    ringRun(tx, { organizationId: ours.organizationId, runId }),
  )

async function start(kind: RunKind = 'full', more: { since?: string } = {}): Promise<string> {
  const { stripeId: connectionId, organizationId } = ours
  const started = await runs.start(
    organizationId,
    { connectionId, entities: ['customer'], kind, ...more },
    ada,
  )
  return started.runs[0]?.runId as string
}
async function get(runId: string): Promise<RunRow> {
  const run = await runs.get(ours.organizationId, runId)
  if (!run) throw new Error('No such run')
  return run
}

/** Customers at a provider that no webhook told of. */
async function customersAt(provider: 'stripe' | 'flasherp', count: number): Promise<readonly string[]> {
  const { api_key: apiKey = '', api_secret: apiSecret = '' } = ours.secrets[provider]
  const known = jobs.sandbox.register(
    provider === 'stripe' ? { stripe: { secretKey: apiKey } } : { flasherp: { apiKey, apiSecret } },
  )
  const { account = '' } = known[provider] ?? {}
  const plan = { account, count, name: 'Ada Obi' }
  return (await jobs.sandbox.trigger(provider, 'customer.created', plan)).objects
}
const customersAtStripe = (count: number) => customersAt('stripe', count)

async function objectAtStripe(id: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${ours.secrets.stripe.api_key}` }
  return (await (await fetch(`${jobs.sandbox.url}/v1/customers/${id}`, { headers })).json()) as Record<
    string,
    unknown
  >
}

/** What was asked for, by object: the ids of its syncs. */
async function asked(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await hub.admin.query<{ id: string; sync: string }>(
    `select data -> 'source' ->> 'id' as id, substr(stream, 6) as sync from log.event
     where organization_id = $1 and type = 'SyncRequested' order by position`,
    [ours.organizationId],
  )
  return new Map([...Map.groupBy(rows, ({ id }) => id)].map(([id, own]) => [id, own.map(({ sync }) => sync)]))
}
const onceEach = (ids: readonly string[], by: ReadonlyMap<string, readonly string[]>) => {
  expect([...by.keys()].toSorted()).toEqual([...ids].toSorted())
  expect([...by.values()].filter((syncs) => syncs.length !== 1)).toEqual([])
}

/** Writes whatever was asked for to its target. */
async function writeAll(): Promise<void> {
  for (const [syncId] of (await asked()).values()) await jobs.settle(ours, syncId as string)
  await jobs.project()
}

/** A worker that dies when it is about to note a page. */
const dying = (page: number): Partial<CarrierDeps> => ({
  worker: `worker-${randomUUID()}`,
  runner: {
    run: async (input) => {
      const { command } = input
      if (typeof command === 'object' && command.type === 'readPage' && command.page.page === page)
        return new Promise(() => {})
      return deps().runner.run(input)
    },
  },
})

describe('a full run', () => {
  it('asks for a sync of everything there is, page by page, and adds up', async () => {
    const ids = await customersAtStripe(205)
    const runId = await start()
    await carry()
    onceEach(ids, await asked())
    expect(await get(runId)).toMatchObject({
      status: 'completed',
      pages: 3,
      counts: { read: 205, changed: 205, unchanged: 0, leftOut: 0, unreadable: 0, asked: 205 },
      by: { actor: 'user:ada', name: 'Ada Eze' },
    })
  })

  it('brings each to the other side, and finds nothing the second time', async () => {
    const ids = await customersAtStripe(3)
    await start()
    await carry()
    await writeAll()
    const written = jobs.sandbox
      .effects('flasherp')
      .filter(({ externalRef }) => ids.includes(externalRef ?? ''))
    expect(written).toHaveLength(3)

    const again = await start()
    await carry()
    onceEach(ids, await asked())
    expect(await get(again)).toMatchObject({
      status: 'completed',
      counts: { read: 3, changed: 0, unchanged: 3, asked: 0 },
      lastRead: 3,
    })
  })

  it('knows what webhooks told, and what differs from that', async () => {
    const [same, other] = (await customersAtStripe(2)) as [string, string]
    for (const [id, change] of [
      [same, {}],
      [other, { name: 'Eve of before' }],
    ] as const) {
      const object = { ...(await objectAtStripe(id)), ...change }
      await jobs.receive(ours, stripeEventOf({ type: 'customer.created', object }))
    }
    await jobs.route()
    await jobs.project()
    const runId = await start()
    await carry()
    expect(await get(runId)).toMatchObject({ counts: { read: 2, changed: 1, unchanged: 1, asked: 1 } })
    const by = await asked()
    expect([by.get(same)?.length, by.get(other)?.length]).toEqual([1, 2])
  })

  it('does not take for news what we wrote there ourselves', async () => {
    ours = await jobs.found({ flows: ['customer'], back: ['customer'] })
    const objects = await customersAt('flasherp', 1)
    const { flasherpId: connectionId, organizationId } = ours
    await runs.start(organizationId, { connectionId, entities: ['customer'], kind: 'full' }, ada)
    await carry()
    expect([...(await asked()).keys()]).toEqual(objects)
    await writeAll()
    const runId = await start()
    await carry()
    expect(await get(runId)).toMatchObject({ counts: { read: 1, changed: 0, unchanged: 1, asked: 0 } })
  })

  it('reads one page of a connection at a time', async () => {
    ours = await jobs.found({ flows: ['customer', 'invoice'] })
    const { stripeId: connectionId, organizationId } = ours
    const entities = ['customer', 'invoice'] as const
    const { runs: both } = await runs.start(
      organizationId,
      { connectionId, entities: [...entities], kind: 'full' },
      ada,
    )
    expect(both.map(({ entity }) => entity)).toEqual(entities)
    expect([await carry(), await carry(), await carry()]).toEqual([1, 1, 0])
  })
})

describe('a worker that dies', () => {
  it('before a page is noted has it read again by another, and nothing asked for twice', async () => {
    const ids = await customersAtStripe(120)
    const runId = await start()
    const dead = createRunCarrier({ ...deps(), ...dying(2) })
    await dead.look()
    await expect.poll(async () => (await asked()).size, { timeout: 10_000 }).toBe(120)
    expect(await get(runId)).toMatchObject({ status: 'running', pages: 1, counts: { asked: 100 } })
    // What it asked for is carried out meanwhile.
    await jobs.project()
    await carry()
    onceEach(ids, await asked())
    expect(await get(runId)).toMatchObject({
      status: 'completed',
      pages: 2,
      counts: { read: 120, changed: 120, unchanged: 0, asked: 120 },
    })
  })

  it('keeps what it has in hand to itself while it lives', async () => {
    await customersAtStripe(1)
    const live = dying(1)
    await hub.admin.query('insert into coordination.worker (worker) values ($1)', [live.worker])
    await start()
    expect(await createRunCarrier({ ...deps(), ...live }).look()).toBe(1)
    expect(await carry()).toBe(0)
    await hub.admin.query('delete from coordination.worker where worker = $1', [live.worker])
    expect(await carry()).toBe(1)
  })
})

describe('a person', () => {
  it('pauses a run after the page in hand, and has it go on from there', async () => {
    const ids = await customersAtStripe(150)
    const runId = await start()
    const runner: CarrierDeps['runner'] = {
      run: async (input) => {
        await runs.pause(ours.organizationId, runId, ada).catch(() => {})
        return deps().runner.run(input)
      },
    }
    await carry({ runner })
    expect(await get(runId)).toMatchObject({ status: 'paused', pages: 1, counts: { read: 100 } })
    expect(await carry()).toBe(0)
    await runs.resume(ours.organizationId, runId, ada)
    await carry()
    onceEach(ids, await asked())
    expect(await get(runId)).toMatchObject({ status: 'completed', pages: 2, rests: 1 })
  })

  it('cancels a run, and another may begin', async () => {
    await customersAtStripe(1)
    const runId = await start()
    await expect(start()).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'run_going_on', entity: 'customer', runId },
    })
    await runs.cancel(ours.organizationId, runId, { ...ada, reason: 'by mistake' })
    expect(await carry()).toBe(0)
    expect(await asked()).toEqual(new Map())
    expect(await get(runId)).toMatchObject({ status: 'cancelled' })
    await start()
  })

  it('is told what can’t be run', async () => {
    const { stripeId: connectionId, organizationId } = ours
    const ask = (entity: 'vendor' | 'invoice', id = connectionId) =>
      runs.start(organizationId, { connectionId: id, entities: [entity], kind: 'full' }, ada)
    await expect(ask('vendor')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(ask('invoice')).rejects.toMatchObject({ code: 'NOT_CONFIGURED' })
    await expect(ask('invoice', randomUUID())).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })

  it('of another organization sees nothing of it', async () => {
    const runId = await start()
    const theirs = await jobs.found()
    await advanceProjections(hub.workerPool, ['run'])
    expect(await runs.get(theirs.organizationId, runId)).toBeNull()
    expect(await runs.list(theirs.organizationId, { filter: {}, limit: 50 })).toMatchObject({ rows: [] })
    const cancel = runs.cancel(theirs.organizationId, runId, { ...ada, reason: 'not theirs' })
    await expect(cancel).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
    expect(await runs.list(ours.organizationId, { filter: {}, limit: 50 })).toMatchObject({
      rows: [{ runId, status: 'running' }],
      counts: { running: 1, completed: 0 },
    })
  })
})

describe('a provider that does not answer', () => {
  it('is waited for, and the run goes on where it was', async () => {
    const ids = await customersAtStripe(101)
    const runId = await start()
    let calls = 0
    const failing: CarrierDeps['loadProvider'] = async (name) => {
      const provider = await loadProvider(name)
      const customer = provider.pull?.customer
      if (!customer) return provider
      const page: typeof customer.page = async (...given) =>
        ++calls === 2
          ? { ok: false, code: 'PROVIDER_UNAVAILABLE', retryable: true, retryAfterMs: 60_000, detail: null }
          : customer.page(...given)
      return { ...provider, pull: { ...provider.pull, customer: { ...customer, page } } }
    }
    await carry({ loadProvider: failing })
    expect(await get(runId)).toMatchObject({ status: 'running', pages: 1, waiting: { hold: 'retry_at' } })
    expect(await carry()).toBe(0)
    await ring(runId)
    await carry()
    onceEach(ids, await asked())
    expect(await get(runId)).toMatchObject({ status: 'completed', pages: 2, waiting: null })
  })

  it('that refuses the credentials ends it, and it can be resumed', async () => {
    await customersAtStripe(1)
    const runId = await start()
    const refusing: CarrierDeps['targets'] = {
      ...jobs.executor.targets,
      open: async () => ({ baseUrl: jobs.sandbox.url, secrets: { api_key: 'sk_test_nobody' } }),
    }
    await carry({ targets: refusing })
    expect(await get(runId)).toMatchObject({ status: 'failed', failure: { code: 'INVALID_CREDENTIALS' } })
    await runs.resume(ours.organizationId, runId, ada)
    await carry()
    expect(await get(runId)).toMatchObject({ status: 'completed', failure: null, counts: { read: 1 } })
  })

  it('that is switched off is not called', async () => {
    await customersAtStripe(1)
    const runId = await start()
    const before = jobs.sandbox.effects('stripe').length
    await carry({ targets: { ...jobs.executor.targets, isOff: async () => true } })
    expect(await get(runId)).toMatchObject({ status: 'running', waiting: { hold: 'switch_off' }, pages: 0 })
    expect(jobs.sandbox.effects('stripe')).toHaveLength(before)
  })
})

describe('an incremental run', () => {
  it('begins a little before the last completed one did, and reads everything where there was none', async () => {
    await customersAtStripe(1)
    const first = await start('incremental')
    expect((await get(first)).since).toBeNull()
    await carry()
    const { startedAt } = await get(first)
    const second = await get(await start('incremental'))
    expect(second.since).toBe(new Date(Date.parse(startedAt) - 300_000).toISOString())
  })

  it('asks for what is no older than it is told', async () => {
    await customersAtStripe(2)
    const runId = await start('incremental', { since: new Date(Date.now() + 60_000).toISOString() })
    await carry()
    expect(await get(runId)).toMatchObject({ status: 'completed', counts: { read: 0 } })
  })
})

it('tells its story in its stream', async () => {
  await customersAtStripe(1)
  const runId = await start()
  await carry()
  expect(typesOf(await jobs.facts(ours, `run-${runId}`))).toEqual([
    'RunStarted',
    'RunPageRead',
    'RunCompleted',
  ])
})
