import { randomUUID } from 'node:crypto'
import type { SyncJob } from '@syncline/domain/job'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { foundOrganization, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { createParties, isParty, type Parties } from './parties.ts'

let hub: TestHub
let ours: TestOrganization
let parties: Parties

beforeAll(async () => {
  hub = await startTestHub()
  ours = await foundOrganization(hub)
  parties = createParties({ pool: hub.workerPool, loadProvider })
})
afterAll(() => hub.close())

const jobTo = (lane: string): SyncJob => ({
  organizationId: ours.organizationId,
  syncId: randomUUID(),
  position: 0,
  lane,
})
const jobsTo = (connectionId: string, entity: string, count: number) =>
  Array.from({ length: count }, (_, n) => jobTo(`${connectionId}/${entity}/${entity}_${n}`))

async function sizes(jobs: readonly SyncJob[], isFree: (job: SyncJob) => boolean = () => true) {
  const formed = await parties.form(jobs, isFree)
  // Nobody is left out, and nobody goes twice.
  const carried = formed.flatMap((one) => (isParty(one) ? one.jobs : [one]))
  expect(new Set(carried)).toEqual(new Set(jobs))
  expect(carried).toHaveLength(jobs.length)
  return formed.map((one) => (isParty(one) ? one.jobs.length : 1)).filter((size) => size > 1)
}

it('are formed of what a provider takes by one call, as many as it takes', async () => {
  expect(await sizes(jobsTo(ours.flasherpId, 'transaction', 4))).toEqual([])
  expect(await sizes(jobsTo(ours.flasherpId, 'transaction', 5))).toEqual([5])
  expect(await sizes(jobsTo(ours.flasherpId, 'transaction', 112))).toEqual([50, 50, 12])
  expect(await sizes(jobsTo(ours.flasherpId, 'customer', 20))).toEqual([])
  expect(await sizes(jobsTo(ours.stripeId, 'transaction', 20))).toEqual([])
  expect(await sizes(jobsTo(randomUUID(), 'transaction', 20))).toEqual([])
})

it('hold one change of a record, none that waits for another, and none whose way is not told', async () => {
  const twelve = jobsTo(ours.flasherpId, 'transaction', 12)
  const again = twelve.slice(0, 3).map(({ lane }) => jobTo(lane))
  expect(await sizes([...twelve, ...again])).toEqual([12])
  expect(await sizes(twelve, (job) => !twelve.slice(0, 2).includes(job))).toEqual([10])
  expect(await sizes(Array.from({ length: 12 }, () => jobTo(`sync-${randomUUID()}`)))).toEqual([])
})

it('never mix organizations', async () => {
  const other = await foundOrganization(hub)
  const theirs = jobsTo(other.flasherpId, 'transaction', 10).map((job) => ({
    ...job,
    organizationId: other.organizationId,
  }))
  const mixed = jobsTo(ours.flasherpId, 'transaction', 10).flatMap((job, n) => [job, theirs[n] as SyncJob])
  const formed = await parties.form(mixed, () => true)
  expect(
    formed.map((one) => isParty(one) && new Set(one.jobs.map((job) => job.organizationId)).size),
  ).toEqual([1, 1])
})
