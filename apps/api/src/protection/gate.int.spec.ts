import { randomUUID } from 'node:crypto'
import { storeCredential } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import { type LimitPolicy, usualPolicy } from '@syncline/domain/connection'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'
import { createProtectionCommands } from './commands.ts'
import { createProtection, type Protection } from './gate.ts'
import { observeProtection } from './gauges.ts'
import { createHealth } from './health.ts'
import { createNote } from './note.ts'
import { createProtectionReads } from './reads.ts'

let hub: TestHub
let jobs: TestJobs
const by = { actor: 'user:ada', correlationId: 'c-protection' } as const

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

/** A worker that has just started: it knows what is in the database, and nothing else. */
function worker(name = 'worker-1'): Protection {
  const { workerPool: pool, workerAppender: appender } = hub
  const { targets, log } = jobs.executor
  return createProtection({ pool, targets, log, note: createNote({ pool, appender }, name), random: () => 0 })
}
const healthOf = (protection: Protection) => {
  const { workerPool: pool, workerAppender: appender } = hub
  const { targets, log, loadProvider, now } = jobs.executor
  const note = createNote({ pool, appender }, 'worker-1')
  return createHealth({ pool, targets, loadProvider, protection, note, now, log })
}
const commands = () =>
  createProtectionCommands({
    pool: hub.appPool,
    appender: hub.appender,
    targets: jobs.executor.targets,
    health: healthOf(worker()),
  })

async function setLimits({ organizationId, flasherpId }: TestOrganization, policy: Partial<LimitPolicy>) {
  await commands().setLimits(organizationId, flasherpId, { ...usualPolicy, ...policy }, by)
  await advanceProjection(hub.workerPool, 'directory')
}
const requested = (ours: TestOrganization, ending = '') =>
  jobs.request(ours, { id: `cus_${randomUUID().slice(0, 8)}`, name: `Ada Obi${ending}` })
const told = async ({ organizationId, flasherpId }: TestOrganization) =>
  typesOf(await jobs.facts({ organizationId } as TestOrganization, `connection-${flasherpId}`)).filter(
    (type) => type.startsWith('Circuit') || type.startsWith('Health'),
  )
const endPeace = ({ flasherpId }: TestOrganization) =>
  hub.admin.query(
    "update coordination.breaker set open_until = now() - interval '1 second' where connection_id = $1",
    [flasherpId],
  )
const reads = () => createProtectionReads({ pool: hub.appPool, targets: jobs.executor.targets })
const view = ({ organizationId, flasherpId }: TestOrganization) => reads().get(organizationId, flasherpId)

/** Syncs that a provider in trouble refused, one after the other. */
async function failing(ours: TestOrganization, times: number, protection: Protection): Promise<void> {
  for (let n = 0; n < times; n++)
    expect(await jobs.execute(ours, await requested(ours, '-503'), { protection })).toBe('failed')
}

describe('a breaker', () => {
  it('opens after five failures in a row, for every worker and one that starts later; what waits burns no try', async () => {
    const ours = await jobs.found()
    const [one, two] = [worker('worker-1'), worker('worker-2')]
    await failing(ours, 2, one)
    await failing(ours, 3, two)
    const syncId = await requested(ours)
    for (const protection of [one, two, worker('worker-3')]) {
      const entry = await protection.enter(ours.organizationId, ours.flasherpId, 'write')
      expect(entry).toMatchObject({ ok: false, hold: 'breaker', code: 'CIRCUIT_OPEN' })
    }
    expect(await jobs.execute(ours, syncId, { protection: one })).toBe('waiting')
    expect(await jobs.state(ours, syncId)).toMatchObject({
      status: 'pending',
      hold: 'breaker',
      tries: 0,
      retries: 0,
    })
    expect(await told(ours)).toEqual(['CircuitOpened'])
    const metrics = new Registry()
    observeProtection(hub.appPool, metrics)
    expect(await metrics.metrics()).toMatch(/syncline_breakers\{provider="flasherp",state="open"\} [1-9]/)
    expect((await view(ours))?.breaker).toMatchObject({
      state: 'open',
      failures: 5,
      lastCode: 'PROVIDER_UNAVAILABLE',
      threshold: 5,
      openMs: 60_000,
    })
  })

  it('shows in the list of how all connections stand, each by itself, and to its own organization alone', async () => {
    const [ours, theirs] = [await jobs.found(), await jobs.found()]
    await failing(ours, 5, worker())
    const standings = await reads().standings(ours.organizationId)
    expect(standings.map(({ connectionId }) => connectionId).sort()).toEqual(
      [ours.flasherpId, ours.stripeId].sort(),
    )
    const standing = (id: string) => standings.find(({ connectionId }) => connectionId === id)
    expect(standing(ours.flasherpId)?.breaker).toEqual({
      state: 'open',
      failures: 5,
      openUntil: expect.stringMatching(/Z$/),
    })
    expect(standing(ours.flasherpId)?.limit.used).toBeGreaterThanOrEqual(5)
    expect(standing(ours.stripeId)).toMatchObject({
      breaker: { state: 'closed', failures: 0, openUntil: null },
      limit: { used: 0 },
      nextRunAt: null,
    })
    const others = await reads().standings(theirs.organizationId)
    expect(others.map(({ breaker }) => breaker.state)).toEqual(['closed', 'closed'])
  })

  it('counts failures in a row only: an answer in between, also a refusal, begins anew', async () => {
    const ours = await jobs.found()
    const protection = worker()
    await failing(ours, 4, protection)
    expect(await jobs.execute(ours, await requested(ours), { protection })).toBe('done')
    await failing(ours, 4, protection)
    expect(await jobs.execute(ours, await requested(ours), { protection })).toBe('done')
    expect(await told(ours)).toEqual([])
  })

  it('lets one trial out of all workers when the peace is over, and closes when it is answered', async () => {
    const ours = await jobs.found()
    const [one, two] = [worker('worker-1'), worker('worker-2')]
    await failing(ours, 5, one)
    await endPeace(ours)
    const entries = await Promise.all(
      [one, two, one, two].map((each) => each.enter(ours.organizationId, ours.flasherpId, 'write')),
    )
    const trials = entries.filter((entry) => entry.ok)
    expect(trials).toHaveLength(1)
    // It fails: another time of peace, and it is not the time of a second trial.
    await trials[0]?.report({ code: 'TIMEOUT' })
    expect(await two.enter(ours.organizationId, ours.flasherpId, 'write')).toMatchObject({ ok: false })
    await endPeace(ours)
    expect(await jobs.execute(ours, await requested(ours), { protection: two })).toBe('done')
    expect(await told(ours)).toEqual([
      'CircuitOpened',
      'CircuitHalfOpened',
      'CircuitOpened',
      'CircuitHalfOpened',
      'CircuitClosed',
    ])
    expect((await view(ours))?.breaker).toMatchObject({ state: 'closed', failures: 0 })
  })

  it('gives the trial to another when the first did not go out', async () => {
    const ours = await jobs.found()
    const [one, two] = [worker('worker-1'), worker('worker-2')]
    await failing(ours, 5, one)
    await endPeace(ours)
    const trial = await one.enter(ours.organizationId, ours.flasherpId, 'write')
    if (trial.ok) await trial.release()
    expect(await two.enter(ours.organizationId, ours.flasherpId, 'write')).toMatchObject({ ok: true })
  })

  it('is closed by an admin with a reason, once, and opens by a rule that was set for it', async () => {
    const ours = await jobs.found()
    await setLimits(ours, { breaker: { threshold: 2, openMs: 5_000 } })
    const protection = worker()
    await failing(ours, 2, protection)
    expect(await told(ours)).toEqual(['CircuitOpened'])
    const { organizationId, flasherpId } = ours
    await commands().resetBreaker(organizationId, flasherpId, 'FlashERP told us it is back', by)
    expect(await jobs.execute(ours, await requested(ours), { protection })).toBe('done')
    const facts = await jobs.facts(ours, `connection-${flasherpId}`)
    expect(facts.at(-1)).toMatchObject({
      type: 'CircuitClosed',
      actor: 'user:ada',
      data: { reason: 'FlashERP told us it is back' },
    })
    await expect(commands().resetBreaker(organizationId, flasherpId, 'Once more', by)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'is_closed' },
    })
    await expect(commands().resetBreaker(organizationId, randomUUID(), 'Nobody', by)).rejects.toMatchObject({
      code: 'RECORD_NOT_FOUND',
    })
  })
})

describe('a limit', () => {
  it('is kept by two workers together; who finds no token waits, is told so, and burns no try', async () => {
    const ours = await jobs.found()
    await setLimits(ours, { account: { calls: 4, windowMs: 60_000 } })
    const [one, two] = [worker('worker-1'), worker('worker-2')]
    const entries = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        (n % 2 === 0 ? one : two).enter(ours.organizationId, ours.flasherpId, 'write'),
      ),
    )
    expect(entries.filter((entry) => entry.ok)).toHaveLength(4)
    const syncId = await requested(ours)
    expect(await jobs.execute(ours, syncId, { protection: two })).toBe('waiting')
    const state = await jobs.state(ours, syncId)
    expect(state).toMatchObject({ status: 'pending', hold: 'limit', tries: 0, retries: 0 })
    expect((await view(ours))?.limits).toEqual([
      { of: 'account', calls: 4, windowMs: 60_000, used: 4, pausedUntil: null },
    ])
  })

  it('of one kind of calls leaves the other kind its own, beneath the account', async () => {
    const ours = await jobs.found()
    await setLimits(ours, { writes: { calls: 1, windowMs: 60_000 }, account: { calls: 3, windowMs: 60_000 } })
    const protection = worker()
    const enter = (kind: 'write' | 'read') =>
      protection.enter(ours.organizationId, ours.flasherpId, kind).then(({ ok }) => ok)
    expect([await enter('write'), await enter('write'), await enter('read'), await enter('read')]).toEqual([
      true,
      false,
      true,
      true,
    ])
    expect(await enter('read')).toBe(false)
  })

  it('stops for all workers while the provider asks for peace', async () => {
    const ours = await jobs.found()
    const [one, two] = [worker('worker-1'), worker('worker-2')]
    expect(await jobs.execute(ours, await requested(ours, '-429'), { protection: one })).toBe('failed')
    const syncId = await requested(ours)
    expect(await jobs.execute(ours, syncId, { protection: two })).toBe('waiting')
    expect(await jobs.state(ours, syncId)).toMatchObject({ hold: 'limit', tries: 0 })
    expect((await view(ours))?.limits[0]?.pausedUntil).not.toBeNull()
    // A provider that asks for peace is not in trouble.
    expect((await view(ours))?.breaker.failures).toBe(0)
  })
})

describe('looks at a connection', () => {
  it('are made by one worker, change the health by what is found, and are kept', async () => {
    const ours = await jobs.found()
    const health = healthOf(worker())
    await advanceProjection(hub.workerPool, 'directory')
    const [first, second] = await Promise.all([health.lookAtDue(), healthOf(worker()).lookAtDue()])
    expect(first + second).toBeGreaterThanOrEqual(2)
    // Those of other organizations may be due again.
    await health.lookAtDue()
    const { rows } = await hub.admin.query<{ looks: number }>(
      'select count(*)::int as looks from coordination.health_look where organization_id = $1',
      [ours.organizationId],
    )
    expect(rows[0]?.looks).toBe(2)
    expect(await view(ours)).toMatchObject({ health: 'healthy', looks: [{ health: 'healthy', code: null }] })
    expect(await told(ours)).toEqual(['HealthChanged'])
    await commands().checkHealth(ours.organizationId, ours.flasherpId)
    expect((await view(ours))?.looks).toHaveLength(2)
    // Nothing changed, so nothing is told.
    expect(await told(ours)).toEqual(['HealthChanged'])
  })

  it('say that a person has to sign in again when the provider does not know us', async () => {
    const ours = await jobs.found()
    const { organizationId, flasherpId: connectionId } = ours
    const secret = 'erp_live_of_somebody_else'
    await withOrganization(hub.appPool, organizationId, (tx) =>
      storeCredential(tx, hub.vault, { organizationId, connectionId, kind: 'api_key', secret }),
    )
    await commands().checkHealth(ours.organizationId, ours.flasherpId)
    expect(await view(ours)).toMatchObject({ health: 'reconnect_needed' })
  })
})
