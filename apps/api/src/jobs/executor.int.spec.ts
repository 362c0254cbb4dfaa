import { randomUUID } from 'node:crypto'
import { flasherp } from '@syncline/providers/flasherp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSyncRunner } from '../commands/sync.ts'
import { createLogger } from '../http/log.ts'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'
import { createLine } from '../testing/line.ts'
import { sweep } from './sweep.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

/** Waits for a slow answer, as the tests' own limits do not. */
const patient: TestJobs['executor']['loadProvider'] = async (name) =>
  name === 'flasherp' ? flasherp : jobs.executor.loadProvider(name)

const person = (ending = '') => ({
  id: `cus_${randomUUID().slice(0, 8)}`,
  name: `Ada Obi ${randomUUID().slice(0, 4)}${ending}`,
})
const factsOf = (syncId: string) => jobs.facts(ours, `sync-${syncId}`)
/** What reached FlashERP under the keys of a sync. */
const requestsOf = (syncId: string) =>
  jobs.sandbox.requests('flasherp').filter((entry) => entry.idempotencyKey?.startsWith(`${syncId}.`))
const effectsOf = (externalRef: string) =>
  jobs.sandbox.effects('flasherp').filter((entry) => entry.externalRef === externalRef)
const lastOf = async (syncId: string, type: string) =>
  (await factsOf(syncId)).findLast((fact) => fact.type === type)?.data as Record<string, unknown>

describe('a change', () => {
  it('creates the customer, and the next one updates it by the link the lane keeps', async () => {
    const customer = person()
    const first = await jobs.request(ours, customer)
    expect(await jobs.execute(ours, first)).toBe('done')
    expect(await jobs.state(ours, first)).toMatchObject({ status: 'synced', tries: 1 })
    expect(await lastOf(first, 'SyncSucceeded')).toMatchObject({ effect: 'created' })
    const second = await jobs.request(
      ours,
      { ...customer, name: 'Ada Obi-Ade' },
      { type: 'customer.updated' },
    )
    expect(await jobs.execute(ours, second)).toBe('done')
    expect(await lastOf(second, 'SyncSucceeded')).toMatchObject({ effect: 'updated' })
    expect(effectsOf(customer.id).map((entry) => entry.operation)).toEqual(['create', 'update'])
    expect(new Set(effectsOf(customer.id).map((entry) => entry.objectId)).size).toBe(1)
  })

  it('is carried out once, however often its job comes', async () => {
    const customer = person()
    const syncId = await jobs.request(ours, customer)
    await jobs.execute(ours, syncId)
    expect(await jobs.execute(ours, syncId)).toBe('nothing_to_do')
    expect(requestsOf(syncId)).toHaveLength(1)
  })

  it('leaves nothing of the person in the log', async () => {
    const customer = { ...person(), email: `${randomUUID()}@example.org` }
    const syncId = await jobs.request(ours, customer)
    await jobs.execute(ours, syncId)
    const text = JSON.stringify(await factsOf(syncId))
    expect(text).not.toContain(customer.email)
    expect(text).not.toContain(customer.name)
  })
})

describe('a provider in trouble', () => {
  it('that says nothing was done is asked again later, under the same key', async () => {
    const syncId = await jobs.request(ours, person('-once503'))
    expect(await jobs.execute(ours, syncId)).toBe('failed')
    expect(await lastOf(syncId, 'SyncFailed')).toMatchObject({
      certainty: 'not_executed',
      code: 'PROVIDER_UNAVAILABLE',
    })
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'pending', hold: 'retry_at', retries: 1 })
    expect(await jobs.execute(ours, syncId)).toBe('nothing_to_do')
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced', tries: 2 })
    expect(requestsOf(syncId).map((entry) => entry.idempotencyKey)).toEqual([`${syncId}.1`, `${syncId}.1`])
  })

  it('for good fails after five retries, certainly undone', async () => {
    const customer = person('-503')
    const syncId = await jobs.request(ours, customer)
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'failed', tries: 6, retries: 5 })
    expect(await jobs.state(ours, syncId)).toMatchObject({ lastCertainty: 'not_executed' })
    expect(effectsOf(customer.id)).toEqual([])
  })

  it('that asks for patience gets it', async () => {
    const syncId = await jobs.request(ours, person('-429'))
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced', tries: 3 })
  })

  it.each(['-timeout', '-half', '-garbled'])(
    'that ends in %s is repeated byte for byte, to one effect',
    async (ending) => {
      const customer = person(ending)
      const syncId = await jobs.request(ours, customer)
      expect(await jobs.execute(ours, syncId)).toBe('failed')
      expect(await jobs.state(ours, syncId)).toMatchObject({
        status: 'pending',
        hold: 'outcome_unknown',
        lastCertainty: 'unknown',
      })
      expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced', tries: 2 })
      const sent = requestsOf(syncId)
      expect(sent).toHaveLength(2)
      expect(new Set(sent.map((entry) => `${entry.idempotencyKey} ${entry.bodySha256}`)).size).toBe(1)
      expect(effectsOf(customer.id)).toHaveLength(1)
    },
  )

  it('that only ever answers 500 stays unknown, with one effect at most', async () => {
    const customer = person('-500')
    const syncId = await jobs.request(ours, customer)
    expect(await jobs.settle(ours, syncId)).toMatchObject({
      status: 'failed',
      lastCertainty: 'unknown',
      tries: 6,
    })
    expect(
      new Set(requestsOf(syncId).map((entry) => `${entry.idempotencyKey} ${entry.bodySha256}`)).size,
    ).toBe(1)
    expect(effectsOf(customer.id)).toHaveLength(1)
  })

  it('keeps key and body of an unknown outcome also when a person asks again', async () => {
    const customer = person('-500')
    const syncId = await jobs.request(ours, customer)
    await jobs.settle(ours, syncId)
    await jobs.command(ours, syncId, { type: 'retry', reason: null })
    await jobs.execute(ours, syncId)
    expect(
      new Set(requestsOf(syncId).map((entry) => `${entry.idempotencyKey} ${entry.bodySha256}`)).size,
    ).toBe(1)
  })

  it('that says no is not asked again by itself; by a person under a new key', async () => {
    const customer = person('-422')
    const syncId = await jobs.request(ours, customer)
    expect(await jobs.settle(ours, syncId)).toMatchObject({
      status: 'failed',
      tries: 1,
      lastCertainty: 'rejected',
    })
    expect(await lastOf(syncId, 'SyncFailed')).toMatchObject({ code: 'PROVIDER_REFUSED' })
    await jobs.command(ours, syncId, { type: 'retry', reason: 'corrected there' })
    await jobs.settle(ours, syncId)
    expect(requestsOf(syncId).map((entry) => entry.idempotencyKey)).toEqual([`${syncId}.1`, `${syncId}.2`])
    expect(effectsOf(customer.id)).toEqual([])
  })

  it('that has the customer already says whose it is, and gets an update', async () => {
    const customer = person()
    const answer = await fetch(`${jobs.sandbox.url}/_sandbox/flasherp/customers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ external_ref: customer.id, name: 'Typed by hand' }),
    })
    const { objectId } = (await answer.json()) as { objectId: string }
    const syncId = await jobs.request(ours, customer)
    expect(await jobs.execute(ours, syncId)).toBe('failed')
    expect(await lastOf(syncId, 'SyncFailed')).toMatchObject({
      code: 'DUPLICATE_RECORD',
      certainty: 'rejected',
    })
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced', externalId: objectId })
    expect(requestsOf(syncId).map(({ method, idempotencyKey }) => `${method} ${idempotencyKey}`)).toEqual([
      `POST ${syncId}.1`,
      `PUT ${syncId}.2`,
    ])
  })
})

describe('nothing goes out', () => {
  it('for a sync that was skipped', async () => {
    const syncId = await jobs.request(ours, person('-422'))
    await jobs.settle(ours, syncId)
    await jobs.command(ours, syncId, { type: 'skip', reason: 'booked by hand' })
    expect(await jobs.execute(ours, syncId)).toBe('nothing_to_do')
    expect(requestsOf(syncId)).toHaveLength(1)
  })

  it('for a change that a newer one has overtaken', async () => {
    const customer = person()
    const newer = await jobs.request(
      ours,
      { ...customer, name: 'Newer' },
      { created: 1_790_000_001, type: 'customer.updated' },
    )
    expect(await jobs.execute(ours, newer)).toBe('done')
    jobs.restartRouter()
    const older = await jobs.request(ours, customer, { created: 1_790_000_000 })
    expect(await jobs.execute(ours, older)).toBe('superseded')
    expect(await lastOf(older, 'SyncSuperseded')).toBeTruthy()
    expect(requestsOf(older)).toEqual([])
  })

  it('while another sync of the record is out: it is put in line again', async () => {
    const customer = person('-slow')
    const first = await jobs.request(ours, customer)
    const out = jobs.execute(ours, first)
    await jobs.sandbox.until(() => effectsOf(customer.id).length === 1)
    const second = await jobs.request(ours, { ...customer, name: 'Ada' }, { type: 'customer.updated' })
    expect(await jobs.execute(ours, second)).toBe('lane_busy')
    expect(jobs.again.at(-1)).toMatchObject({ job: { syncId: second }, waitMs: 300 })
    await out
    expect(typesOf(await factsOf(second))).toEqual(['SyncRequested'])
  })

  it('while it is not known what became of the change before', async () => {
    const customer = person('-garbled')
    const first = await jobs.request(ours, customer)
    expect(await jobs.execute(ours, first)).toBe('failed')
    const second = await jobs.request(ours, { ...customer, name: 'Ada' }, { type: 'customer.updated' })
    expect(await jobs.execute(ours, second)).toBe('lane_busy')
    await jobs.settle(ours, first)
    expect(await jobs.execute(ours, second)).toBe('done')
    expect(effectsOf(customer.id).map((entry) => entry.operation)).toEqual(['create', 'update'])
  })

  it('when the webhook has expired, or its bytes do not open', async () => {
    for (const [statement, code] of [
      ['delete from log.payload where payload_id = $1', 'PAYLOAD_EXPIRED'],
      ["update log.payload set sealed = sealed || '\\x00' where payload_id = $1", 'PAYLOAD_UNREADABLE'],
    ] as const) {
      const syncId = await jobs.request(ours, person())
      const [requested] = await factsOf(syncId)
      await hub.admin.query(statement, [dataOf(requested, 'SyncRequested').payloadId])
      expect(await jobs.execute(ours, syncId)).toBe('refused')
      expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'failed', error: { code }, tries: 0 })
      expect(requestsOf(syncId)).toEqual([])
    }
  })

  it('when the credentials do not open', async () => {
    const hurt = await jobs.found()
    await hub.admin.query(
      "update custody.credential set sealed = sealed || '\\x00' where connection_id = $1",
      [hurt.flasherpId],
    )
    const syncId = await jobs.request(hurt, person())
    expect(await jobs.execute(hurt, syncId)).toBe('refused')
    expect(await jobs.state(hurt, syncId)).toMatchObject({
      status: 'failed',
      error: { code: 'NOT_CONFIGURED' },
    })
  })
})

describe('the fence', () => {
  /** An executor that stops between planning and starting until it is let go. */
  function held() {
    let reached = () => {}
    let go = () => {}
    const there = new Promise<void>((resolve) => {
      reached = resolve
    })
    const free = new Promise<void>((resolve) => {
      go = resolve
    })
    const targets: TestJobs['executor']['targets'] = {
      ...jobs.executor.targets,
      async open(organizationId, connectionId) {
        reached()
        await free
        return jobs.executor.targets.open(organizationId, connectionId)
      },
    }
    return { there, go, targets }
  }

  it('lets one of three through that carry the same sync at once, each with a process’s own runner', async () => {
    const runners = [hub.workerAppender, hub.appender].map((appender) =>
      createSyncRunner({ pool: hub.workerPool, appender }),
    )
    for (let round = 0; round < 5; round++) {
      const customer = person()
      const syncId = await jobs.request(ours, customer)
      const ends = await Promise.all(
        [jobs.runner, ...runners].map((runner) => jobs.execute(ours, syncId, { runner })),
      )
      expect(ends.filter((end) => end === 'done')).toHaveLength(1)
      expect(typesOf(await factsOf(syncId))).toEqual(['SyncRequested', 'SyncStarted', 'SyncSucceeded'])
      expect(effectsOf(customer.id)).toHaveLength(1)
    }
  })

  it('stops one that planned before another had tried and failed', async () => {
    const syncId = await jobs.request(ours, person('-once503'))
    const slow = held()
    const late = jobs.execute(ours, syncId, { targets: slow.targets })
    await slow.there
    expect(await jobs.execute(ours, syncId)).toBe('failed')
    slow.go()
    expect(await late).toBe('lost')
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'pending', hold: 'retry_at', tries: 1 })
    expect(requestsOf(syncId)).toHaveLength(1)
  })

  it('keeps the record to itself while the one that won does not know its outcome', async () => {
    const customer = person('-garbled')
    const syncId = await jobs.request(ours, customer)
    const slow = held()
    const late = jobs.execute(ours, syncId, { targets: slow.targets })
    await slow.there
    await jobs.execute(ours, syncId)
    slow.go()
    expect(await late).toBe('lost')
    const next = await jobs.request(ours, customer, { type: 'customer.updated' })
    expect(await jobs.execute(ours, next)).toBe('lane_busy')
  })

  it('stops one whose sync was skipped meanwhile, and lets the record go', async () => {
    const customer = person()
    const syncId = await jobs.request(ours, customer)
    const slow = held()
    const late = jobs.execute(ours, syncId, { targets: slow.targets })
    await slow.there
    await jobs.command(ours, syncId, { type: 'skip', reason: 'booked by hand' })
    slow.go()
    expect(await late).toBe('lost')
    const next = await jobs.request(ours, customer, { type: 'customer.updated' })
    expect(await jobs.execute(ours, next)).toBe('done')
  })
})

it('a result outlives a database that is away', async () => {
  const line = createLine()
  const remote = await startTestHub((url) => line.lead(url))
  const there = await startJobs(remote)
  const organization = await there.found()
  const customer = person('-slow')
  const syncId = await there.request(organization, customer)
  let heard = () => {}
  const waiting = new Promise<void>((resolve) => {
    heard = resolve
  })
  const log = createLogger({ level: 'warn', service: 'test' }, { write: () => heard() })
  const out = there.execute(organization, syncId, { log, loadProvider: patient })
  await there.sandbox.until(() => there.sandbox.effects('flasherp').length === 1)
  await line.cut()
  await waiting
  await line.mend()
  expect(await out).toBe('done')
  expect(await there.state(organization, syncId)).toMatchObject({ status: 'synced', tries: 1 })
  await there.close()
  await remote.close()
  await line.close()
})

describe('what a dead worker left behind', () => {
  const deps = () => ({ ...jobs.executor, pool: hub.workerPool, queue: jobs.queue })
  /** As if nobody had touched it for a minute, by a worker that is gone. */
  async function abandon(syncId: string): Promise<void> {
    await jobs.project()
    await hub.admin.query(
      "update read.sync_status set updated_at = updated_at - interval '1 minute', worker = 'gone' where sync_id = $1",
      [syncId],
    )
  }

  it('keeps no record from others while nothing of it is out', async () => {
    const customer = person()
    const first = await jobs.request(ours, customer)
    expect(await jobs.execute(ours, first)).toBe('done')
    const left = await jobs.request(ours, { ...customer, name: 'Left' }, { type: 'customer.updated' })
    jobs.restartRouter()
    const next = await jobs.request(ours, { ...customer, name: 'Next' }, { type: 'customer.updated' })
    await hub.admin.query(
      "update coordination.lane set holder = $1, holder_worker = 'gone', expires_at = now() + interval '1 hour' where holder is null and record_id = (select record_id from coordination.link where external_id = $2)",
      [left, customer.id],
    )
    // What the log says decides, and the projection has not seen it yet.
    expect(await jobs.execute(ours, next)).toBe('lane_busy')
    await jobs.project()
    expect(await jobs.execute(ours, next)).toBe('done')
  })

  it('is taken as unknown, and an effect reported late stays on record', async () => {
    const customer = person('-slow')
    const syncId = await jobs.request(ours, customer)
    const out = jobs.execute(ours, syncId, {
      loadProvider: patient,
    })
    await jobs.sandbox.until(() => effectsOf(customer.id).length === 1)
    await abandon(syncId)
    expect(await sweep(deps())).toEqual({ lost: 1, forgotten: 0 })
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'pending', hold: 'outcome_unknown' })
    await out
    expect(typesOf(await factsOf(syncId)).at(-1)).toBe('EffectReportedLate')
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced', tries: 2 })
    expect(effectsOf(customer.id)).toHaveLength(1)
  })

  it('gets a job again when it waits without one', async () => {
    const syncId = await jobs.request(ours, person())
    await abandon(syncId)
    expect(await sweep(deps())).toMatchObject({ lost: 0, forgotten: 1 })
    expect(jobs.jobsPut.at(-1)).toMatchObject({ syncId, key: `sweep:${syncId}`, startAfter: null })
    await jobs.execute(ours, syncId)
    await jobs.project()
    expect(await sweep(deps())).toEqual({ lost: 0, forgotten: 0 })
  })

  it('is left alone when the log has moved on already', async () => {
    const syncId = await jobs.request(ours, person('-once503'))
    const start = {
      type: 'start',
      idempotencyBase: syncId,
      sealedOperation: 'sealed:v1:o1:AAAA',
      worker: 'gone',
    } as const
    await jobs.command(ours, syncId, start)
    await abandon(syncId)
    await jobs.command(ours, syncId, {
      type: 'succeed',
      try: 1,
      externalId: 'C-1',
      externalVersion: 4,
      effect: 'created',
      attempt: { request: { method: 'POST', path: '/', body: '' }, response: null, durationMs: 1 },
    })
    expect(await sweep(deps())).toEqual({ lost: 1, forgotten: 0 })
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'synced' })
    await jobs.project()
  })
})
