import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { advanceProjection } from '@syncline/db/projections'
import type { SyncJob } from '@syncline/domain/job'
import { createFlasherp } from '@syncline/providers/flasherp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  foundOrganization,
  startTestHub,
  stripeEvent,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { executeSync } from './executor.ts'
import { createLaneQueues } from './lane-queues.ts'
import { createSeats } from './seats.ts'
import { createSlots } from './slots.ts'

const size = 6
const [hanging, well] = [40, 4]

let hub: TestHub
let jobs: TestJobs
/** Longer than the others take, however busy the machine is: the silence is ended by hand. */
const patient = createFlasherp({ requestTimeoutMs: 20_000, maxAnswerBytes: 65_536 })
const sockets = new Set<Socket>()
let hungUp = false
const silent = createServer((socket) => {
  socket.on('error', () => {})
  if (hungUp) return socket.destroy()
  sockets.add(socket)
})
const hangUp = () => {
  hungUp = true
  for (const socket of sockets) socket.destroy()
}

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
})
afterAll(async () => {
  hangUp()
  silent.close()
  await jobs.close()
  await hub.close()
})

async function ask(venue: TestOrganization, length: number): Promise<readonly SyncJob[]> {
  const deliveries = await Promise.all(
    Array.from({ length }, (_, n) =>
      jobs.receive(venue, stripeEvent({ customer: { id: `cus_${n}`, name: 'Ada Obi' } })),
    ),
  )
  await jobs.route()
  const syncIds = (await Promise.all(deliveries.map((id) => jobs.routed(venue, id)))).flat()
  const { organizationId } = venue
  return syncIds.map((syncId) => ({ organizationId, syncId, position: 0, lane: syncId }))
}

it('a provider that never answers does not keep the others waiting', async () => {
  const { port } = silent.address() as AddressInfo
  const dead = await foundOrganization(hub, { sandboxUrl: `http://127.0.0.1:${port}` })
  const alive = await jobs.found()
  await advanceProjection(hub.workerPool, 'directory')
  const [stuck, others] = [await ask(dead, hanging), await ask(alive, well)]

  const queues = createLaneQueues(createSlots(size))
  const done = new Set<string>()
  const finished = Promise.withResolvers<void>()
  const loadProvider: typeof jobs.executor.loadProvider = async (name) =>
    name === 'flasherp' ? patient : jobs.executor.loadProvider(name)
  const deps = { ...jobs.executor, loadProvider, seats: createSeats(size), again: async () => {} }
  const carry = async (job: SyncJob) => {
    if ((await executeSync(deps, job)) !== 'done') return
    done.add(job.syncId)
    if (done.size === well) finished.resolve()
  }
  const feeding = (async () => {
    for (const job of [...stuck, ...others]) await queues.add([job.lane], () => carry(job))
  })()
  await finished.promise
  const asked = sockets.size
  hangUp()
  await feeding
  await queues.idle()
  process.stdout.write(`${asked} of ${hanging} calls into the silence before all ${well} others were done\n`)
  expect(asked).toBeLessThanOrEqual(size)
}, 30_000)
