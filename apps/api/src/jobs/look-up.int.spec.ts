import { randomUUID } from 'node:crypto'
import { flasherp } from '@syncline/providers/flasherp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flasherpEvent, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ back: ['customer'] })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const { keyLifeMs } = flasherp.manifest
const customer = (ending: string) => ({
  id: `cus_${randomUUID().slice(0, 8)}`,
  name: `Ada Obi ${randomUUID().slice(0, 4)}${ending}`,
})
const factsOf = (syncId: string) => jobs.facts(ours, `sync-${syncId}`)
const writesOf = (syncId: string) =>
  jobs.sandbox.requests('flasherp').filter((entry) => entry.idempotencyKey?.startsWith(`${syncId}.`))
const effectsOf = (reference: string) =>
  jobs.sandbox.effects('flasherp').filter((entry) => entry.externalRef === reference)

describe('an open outcome that is older than the provider’s memory for keys', () => {
  it('is looked up, and found: nothing is repeated', async () => {
    const one = customer('-garbled')
    const syncId = await jobs.request(ours, one)
    expect(await jobs.execute(ours, syncId)).toBe('failed')
    jobs.pass(keyLifeMs)
    expect(await jobs.execute(ours, syncId)).toBe('done')
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'synced' })
    expect(dataOf((await factsOf(syncId)).at(-1), 'EffectLookedUp')).toMatchObject({ answer: 'present' })
    expect(writesOf(syncId)).toHaveLength(1)
    expect(effectsOf(one.id)).toHaveLength(1)
    // What was found is linked: the next change is an update of it.
    const next = await jobs.request(ours, { ...one, name: 'Ada' }, { type: 'customer.updated' })
    expect(await jobs.execute(ours, next)).toBe('done')
    expect(effectsOf(one.id).map((entry) => entry.operation)).toEqual(['create', 'update'])
  })

  it('is looked up, and absent: it goes out afresh under a new key', async () => {
    const one = customer('-500')
    const syncId = await jobs.request(ours, one)
    expect(await jobs.execute(ours, syncId)).toBe('failed')
    expect(effectsOf(one.id)).toEqual([])
    jobs.pass(keyLifeMs)
    await jobs.execute(ours, syncId)
    expect(dataOf((await factsOf(syncId)).at(-1), 'EffectLookedUp')).toMatchObject({ answer: 'absent' })
    expect(jobs.again.at(-1)).toMatchObject({ job: { syncId } })
    await jobs.execute(ours, syncId)
    const generations = (await factsOf(syncId))
      .filter(({ type }) => type === 'SyncStarted')
      .map((fact) => dataOf(fact, 'SyncStarted').generation)
    expect(generations).toEqual([1, 2])
  })

  it('stays open while the provider can’t be asked', async () => {
    const one = customer('-garbled')
    const syncId = await jobs.request(ours, one)
    await jobs.execute(ours, syncId)
    jobs.pass(keyLifeMs)
    jobs.sandbox.faults({ provider: 'flasherp', down: 'unavailable' })
    try {
      expect(await jobs.execute(ours, syncId)).toBe('failed')
    } finally {
      jobs.sandbox.faults({ provider: 'flasherp', down: 'no' })
    }
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'pending', hold: 'outcome_unknown' })
    expect(typesOf(await factsOf(syncId)).at(-1)).toBe('SyncRetryScheduled')
    expect(writesOf(syncId)).toHaveLength(1)
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced' })
    expect(effectsOf(one.id)).toHaveLength(1)
  })

  it('is repeated as it was while the key is remembered', async () => {
    const one = customer('-garbled')
    const syncId = await jobs.request(ours, one)
    await jobs.execute(ours, syncId)
    jobs.pass(keyLifeMs - 60_000)
    await jobs.execute(ours, syncId)
    expect(new Set(writesOf(syncId).map((entry) => entry.idempotencyKey)).size).toBe(1)
    expect(writesOf(syncId).length).toBeGreaterThan(1)
  })
})

it('an open outcome is looked up once the provider only answers from its memory', async () => {
  const body = flasherpEvent({ customerId: `C-${randomUUID().slice(0, 8)}`, name: 'Ada -500' })
  const delivery = await jobs.receive(ours, body, 'flasherp')
  await jobs.route()
  const syncId = (await jobs.routed(ours, delivery))[0] as string
  expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced' })
  expect(dataOf((await factsOf(syncId)).at(-1), 'EffectLookedUp')).toMatchObject({ answer: 'present' })
  const sent = jobs.sandbox
    .requests('stripe')
    .filter(({ idempotencyKey }) => idempotencyKey === `${syncId}.1`)
  expect(sent.map(({ replayed }) => replayed)).toEqual([false, false, true])
})
