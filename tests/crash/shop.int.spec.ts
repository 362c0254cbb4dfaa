import type { ConnectionView, SyncCounts } from '@syncline/domain/view'
import { afterEach, expect, it } from 'vitest'
import { askSandbox } from '../ask-sandbox.ts'
import { compareBooks } from '../books.ts'
import { signIn } from '../caller.ts'
import { type Stack, until } from '../stack.ts'
import { tellStories } from '../stories.ts'
import { startTestStack } from '../test-stack.ts'

/** The gate's size; `pnpm nightly` keeps shop for an hour. */
const minutes = Number(process.env.SYNCLINE_TEST_SHOP_MINUTES || 0.5)
const killEveryMs = Number(process.env.SYNCLINE_TEST_SHOP_KILL_MS || 6_000)
const perMinute = Number(process.env.SYNCLINE_TEST_SHOP_RATE || 600)
const chaosPercent = 10
/** What is under way at the end is retried for up to two minutes, several times over. */
const settleMs = 600_000

let stack: Stack | undefined
afterEach(async () => {
  await stack?.stop()
  stack = undefined
})

const sandbox = <Answer>(path: string, body?: unknown) =>
  askSandbox<Answer>(stack?.sandboxUrl ?? '', path, body)

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

it(
  `keeps the books of a shop to the cent through ${minutes} minutes of chaos and killed workers`,
  async () => {
    const running = await startTestStack({
      SANDBOX_TRAFFIC: '0',
      SYNCLINE_DEMO_PROVIDERS: 'stripe,flasherp',
      SANDBOX_LEDGER_ENTRIES: '1000000',
      SANDBOX_REDELIVERY_MS: '500,1000,2000,2000,4000,4000,8000,8000,8000,16000,16000',
    })
    stack = running
    const caller = await signIn(running)
    const connections = await caller.query<readonly ConnectionView[]>('connection.list')
    // What the books are made of; the few changes that go back to Stripe are names and addresses.
    const filter = { connectionId: connections.find(({ provider }) => provider === 'flasherp')?.connectionId }
    await sandbox('/faults', { provider: 'all', chaosPercent })
    await sandbox('/traffic', { perMinute, sentinelPercent: 0, maxCustomers: 100_000 })
    const end = performance.now() + minutes * 60_000
    let kills = 0
    while (performance.now() < end) {
      await sleep(Math.min(killEveryMs, Math.max(0, end - performance.now())))
      try {
        process.kill(running.pid('worker'), 'SIGKILL')
        kills++
      } catch {
        // It was just dead from the kill before and not yet up again.
      }
    }
    await sandbox('/traffic', { perMinute: 0 })
    await sandbox('/faults', { provider: 'all', chaosPercent: 0 })
    await until(
      'every webhook to be delivered and every sync to be settled',
      async () => {
        const { entries } = await sandbox<{ entries: unknown[] }>('/deliveries?state=pending&limit=1')
        if (entries.length > 0) return undefined
        const { byFace } = await caller
          .query<SyncCounts>('sync.counts', { filter })
          .catch(() => ({ byFace: null }))
        if (!byFace) return undefined
        return byFace.pending + byFace.syncing + byFace.waiting + byFace.unknown === 0 ? byFace : undefined
      },
      settleMs,
    )
    const { byFace } = await caller.query<SyncCounts>('sync.counts', { filter })
    const books = await compareBooks(running.sandboxUrl)
    const { providers } = await sandbox<{
      providers: Record<
        string,
        { keysWithSeveralEffects: number; refsCreatedTwice: number; replayed: number }
      >
    }>('/ledger/summary')
    process.stdout.write(
      `${kills} kills, ${JSON.stringify(books.compared)}, ${JSON.stringify(books.money)}, syncs ${JSON.stringify(byFace)}, ${JSON.stringify(providers)}\n`,
    )
    if (books.differences.length > 0)
      process.stdout.write(`${await tellStories(running.databaseUrl, books.differences)}\n`)
    expect(books.differences).toEqual([])
    expect(books.equal).toBe(true)
    expect(books.money.length).toBeGreaterThan(0)
    expect(providers.flasherp).toMatchObject({ keysWithSeveralEffects: 0, refsCreatedTwice: 0 })
    expect(byFace.failed).toBe(0)
  },
  settleMs + minutes * 60_000 + 120_000,
)
