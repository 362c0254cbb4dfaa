import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { SyncCounts } from '@syncline/domain/view'
import { afterEach, expect, it } from 'vitest'
import { askSandbox } from '../ask-sandbox.ts'
import { type Balancer, startBalancer } from '../balancer.ts'
import { signIn } from '../caller.ts'
import { type Added, freePort, type Stack, until } from '../stack.ts'
import { startTestStack } from '../test-stack.ts'

/** The gate's size; `pnpm nightly` raises it. */
const turns = Number(process.env.SYNCLINE_TEST_TURNS || 3)
const perSecond = 20
/** A process that is still there by then will not end. */
const longestEndMs = 30_000

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

/** A request that is half sent: `finish` sends the rest a moment later, and resolves with the status it is answered with. */
async function halfRequest(port: number): Promise<{ finish(): Promise<string | undefined> }> {
  const body = '{"said":"by halves"}'
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  // Listened to from the beginning: it may be cut off at any moment.
  const over = new Promise<void>((resolve) => {
    socket.on('data', (bytes) => {
      answer += String(bytes)
      resolve()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })
  await once(socket, 'connect')
  socket.write(
    `POST /api/webhooks/flasherp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body.slice(0, 8)}`,
  )
  return {
    async finish() {
      await delay(500)
      socket.write(body.slice(8))
      await over
      socket.destroy()
      return /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]
    },
  }
}

const sandbox = <Answer>(path: string, body?: unknown) =>
  askSandbox<Answer>(stack?.sandboxUrl ?? '', path, body)

it(`answers every request while web and worker are replaced ${turns} times`, async () => {
  const port = await freePort()
  const front = await startBalancer(port)
  balancer = front
  const own = await freePort()
  const running = await startTestStack({
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
  const halves: (string | undefined)[] = []
  for (let turn = 0; turn < turns; turn++) {
    const next = await freePort()
    const fresh = { port: next, process: await running.add('web', next) }
    front.targets.add(next)
    const freshWorker = await running.add('worker')
    // The stack's own is started again by its keeper, and stays out from here on.
    front.targets.delete(own)
    // Who stands in front sends nothing more before it ends: what waits to be accepted when a port closes is cut off.
    if (web) await front.takeOut(web.port)
    if (web) {
      // What it has begun to read it answers, for all that it was told to end.
      const half = await halfRequest(web.port)
      const ending = web.process.end()
      halves.push(await half.finish())
      codes.push(await Promise.race([ending, delay(longestEndMs, null)]))
    }
    if (worker) codes.push(await worker.end())
    web = fresh
    worker = freshWorker
  }
  busy = false
  await Promise.all([reading, sending])

  expect(failures).toEqual([])
  expect(asked).toBeGreaterThan(turns * 10)
  expect(codes).toEqual(codes.map(() => 0))
  // Nobody signed it.
  expect(halves).toEqual(Array.from({ length: turns - 1 }, () => '401'))
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
