import type { SyncCounts } from '@syncline/domain/view'
import { afterEach, expect, it } from 'vitest'
import { askSandbox } from '../ask-sandbox.ts'
import { type Balancer, startBalancer } from '../balancer.ts'
import { signIn } from '../caller.ts'
import { type Added, freePort, type Stack, startStack, until } from '../stack.ts'

/** The gate's size; `pnpm nightly` raises it. */
const turns = Number(process.env.SYNCLINE_TEST_TURNS || 3)
const perSecond = 40

let stack: Stack | undefined
let balancer: Balancer | undefined
afterEach(async () => {
  await stack?.stop()
  await balancer?.close()
  stack = undefined
  balancer = undefined
})

interface Deliveries {
  readonly entries: readonly { readonly state: string; readonly attempts: readonly unknown[] }[]
  readonly next: number
}

const sandbox = <Answer>(path: string, body?: unknown) =>
  askSandbox<Answer>(stack?.sandboxUrl ?? '', path, body)

it(`answers every request while web and worker are replaced ${turns} times`, async () => {
  const port = await freePort()
  const front = await startBalancer(port)
  balancer = front
  const own = await freePort()
  const running = await startStack({
    PORT: String(own),
    BASE_URL: `http://localhost:${port}`,
    SANDBOX_TRAFFIC: '0',
    SYNCLINE_DEMO_PROVIDERS: 'stripe,flasherp',
  })
  stack = running
  front.targets.add(own)
  const caller = await signIn({ ...running, baseUrl: `http://localhost:${port}` })

  const failures: string[] = []
  let asked = 0
  let busy = true
  const reading = (async () => {
    while (busy) {
      asked += 1
      await caller.query('sync.counts', { filter: {} }).catch((error) => failures.push(String(error)))
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  })()
  const sending = (async () => {
    while (busy)
      await sandbox('/trigger/stripe/customer.created', { count: perSecond, ratePerSecond: perSecond })
  })()

  let web: { port: number; process: Added } | null = null
  let worker: Added | null = null
  const codes: (number | null)[] = []
  for (let turn = 0; turn < turns; turn++) {
    const next = await freePort()
    const fresh = { port: next, process: await running.add('web', next) }
    front.targets.add(next)
    const freshWorker = await running.add('worker')
    // The stack's own is started again by its keeper, and stays out from here on.
    front.targets.delete(own)
    // Who stands in front sends nothing more before it ends: what waits to be accepted when a port closes is cut off.
    if (web) front.targets.delete(web.port)
    if (web) codes.push(await web.process.end())
    if (worker) codes.push(await worker.end())
    web = fresh
    worker = freshWorker
  }
  busy = false
  await Promise.all([reading, sending])

  expect(failures).toEqual([])
  expect(asked).toBeGreaterThan(turns * 10)
  expect(codes).toEqual(codes.map(() => 0))
  const settled = await until(
    'every sync to be settled',
    async () => {
      const { byFace } = await caller.query<SyncCounts>('sync.counts', { filter: {} })
      return byFace.pending + byFace.syncing + byFace.waiting + byFace.unknown === 0 ? byFace : undefined
    },
    300_000,
  )
  expect(settled.failed).toBe(0)
  const { entries } = await sandbox<Deliveries>('/deliveries?provider=stripe&limit=1000&after=0')
  expect(entries.length).toBeGreaterThan(turns * 10)
  // Each webhook was taken in when it came first.
  expect(entries.filter(({ state, attempts }) => state !== 'acknowledged' || attempts.length !== 1)).toEqual(
    [],
  )
}, 600_000)
