import { randomUUID } from 'node:crypto'
import { advanceReactor, createQueue, type Queue, type Reactor } from '@syncline/db/queue'
import type { SyncJob } from '@syncline/domain/job'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { createDispatcher } from './dispatcher.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let queue: Queue
let dispatcher: Reactor
const errors: unknown[] = []

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  queue = createQueue({
    url: hub.url,
    applicationName: 'dispatcher test',
    onError: (error) => errors.push(error),
  })
  await queue.start()
  dispatcher = createDispatcher(queue)
})
afterAll(async () => {
  await queue.stop(1_000)
  await jobs.close()
  await hub.close()
  expect(errors).toEqual([])
})
beforeEach(() => dispatch())

const person = (ending = '') => ({
  id: `cus_${randomUUID().slice(0, 8)}`,
  name: `Ada ${randomUUID()}${ending}`,
})
const dispatch = () => advanceReactor(hub.workerPool, dispatcher)
const moveBack = (position: number) =>
  hub.admin.query("update coordination.consumer set position = $1 where name = 'dispatcher'", [position])
const place = async (): Promise<number> =>
  (await hub.admin.query("select position from coordination.consumer where name = 'dispatcher'")).rows[0]
    .position
async function queued(syncId: string): Promise<{ data: SyncJob; start_after: Date; key: string }[]> {
  const { rows } = await hub.admin.query(
    "select data, start_after, singleton_key as key from pgboss.job where name = 'sync' and data ->> 'syncId' = $1 order by start_after",
    [syncId],
  )
  return rows
}

it('puts in one job per request, with ids and nothing else', async () => {
  const customer = person()
  const syncId = await jobs.request(ours, customer)
  await dispatch()
  const [requested] = await jobs.facts(ours, `sync-${syncId}`)
  const lane = `${ours.flasherpId}/customer/${customer.id}`
  expect((await queued(syncId)).map((job) => job.data)).toEqual([
    { organizationId: ours.organizationId, syncId, position: requested?.position, lane },
  ])
})

it('puts in no second job when a window comes twice', async () => {
  const before = await place()
  const syncIds = [await jobs.request(ours, person()), await jobs.request(ours, person())]
  await dispatch()
  await moveBack(before)
  await dispatch()
  await moveBack(before)
  await Promise.all([dispatch(), dispatch()])
  for (const syncId of syncIds) expect(await queued(syncId)).toHaveLength(1)
})

it('puts a retry in for its time', async () => {
  const syncId = await jobs.request(ours, person('-once503'))
  await jobs.execute(ours, syncId)
  await dispatch()
  const scheduled = (await jobs.facts(ours, `sync-${syncId}`)).at(-1)?.data as { nextRetryAt: string }
  const [first, second, third] = await queued(syncId)
  expect(first?.start_after.getTime()).toBeLessThan(second?.start_after.getTime() as number)
  expect(second?.start_after.toISOString()).toBe(scheduled.nextRetryAt)
  expect(third).toBeUndefined()
  // In line with the other changes of its record, and with what goes where it goes.
  expect(second?.data.lane).toBe(first?.data.lane)
})

it('puts in nothing when the place in the log is not kept', async () => {
  const syncId = await jobs.request(ours, person())
  const before = await place()
  const tripping: Reactor = {
    ...dispatcher,
    async handle(events, tx) {
      await dispatcher.handle(events, tx)
      throw new Error('killed here')
    },
  }
  await expect(advanceReactor(hub.workerPool, tripping)).rejects.toThrow('killed here')
  expect(await queued(syncId)).toEqual([])
  expect(await place()).toBe(before)
  await dispatch()
  expect(await queued(syncId)).toHaveLength(1)
})

it('hands jobs over in the order they were asked for, and each of them once', async () => {
  const taken: SyncJob[] = []
  const wanted: string[] = []
  for (let n = 0; n < 5; n++) wanted.push(await jobs.request(ours, person()))
  await dispatch()
  const { rows } = await hub.admin.query(
    "select count(*)::int as n from pgboss.job where name = 'sync' and state = 'created' and start_after <= now()",
  )
  await new Promise<void>((resolve) => {
    void queue.onSync(async (batch) => {
      taken.push(...batch)
      if (taken.length >= rows[0].n) resolve()
    }, 100)
  })
  const inOrder = taken.map((job) => job.syncId).filter((syncId) => wanted.includes(syncId))
  expect(inOrder).toEqual(wanted)
})
