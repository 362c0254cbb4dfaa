import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs } from '../testing/jobs.ts'
import { type Lane, nothingLearned } from './lane.ts'

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

const within = <Result>(
  work: Parameters<TestJobs['executor']['store']['within']>[1] extends (tx: infer Tx) => unknown
    ? (tx: Tx) => Promise<Result>
    : never,
) => jobs.executor.store.within(ours.organizationId, work)
const take = async (syncId: string, worker: string) => {
  const { request } = await jobs.state(ours, syncId)
  return within((tx) => tx.takeLane(request, syncId, worker))
}
const leave = async (syncId: string, lane: Lane | null) => {
  const { request } = await jobs.state(ours, syncId)
  await within((tx) => tx.leaveLane(request, lane as Lane, syncId, nothingLearned))
}
/** Two syncs of one customer, the first of which is out when the second is asked for. */
async function twoChanges() {
  const id = `cus_${randomUUID().slice(0, 8)}`
  const first = await jobs.request(ours, { id, name: 'Ada Obi' })
  await jobs.command(ours, first, {
    type: 'start',
    idempotencyBase: first,
    sealedOperation: 'sealed:v1:o1:AAAA',
    worker: 'gone',
  })
  const second = await jobs.request(ours, { id, name: 'Ada Obi-Ade' }, { type: 'customer.updated' })
  expect(second).not.toBe(first)
  return { id, first, second }
}

it('is not let go by a worker whose sync another worker has taken since', async () => {
  const { first, second } = await twoChanges()
  const slow = await take(first, 'slow')
  const quick = await take(first, 'quick')
  await leave(first, slow)
  expect(await take(second, 'other')).toBeNull()
  await leave(first, quick)
  expect(await take(second, 'other')).not.toBeNull()
})

it('learns the id and the version that a worker wrote before it died', async () => {
  const { first, second } = await twoChanges()
  await take(first, 'gone')
  await jobs.command(ours, first, {
    type: 'succeed',
    try: 1,
    externalId: 'C-1',
    externalVersion: 7,
    effect: 'created',
    attempt: { request: { method: 'POST', path: '/', body: '' }, response: null, durationMs: 1 },
  })
  dataOf((await jobs.facts(ours, `sync-${first}`)).at(-1), 'SyncSucceeded')
  await jobs.project()
  expect(await take(second, 'other')).toMatchObject({ link: { externalId: 'C-1', externalVersion: 7 } })
})
