import type { SyncCounts } from '@syncline/domain/view'
import { createRandom } from '@syncline/sandbox'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { askSandbox } from '../ask-sandbox.ts'
import { compareBooks } from '../books.ts'
import { type Caller, signIn } from '../caller.ts'
import { type Stack, startStack, until } from '../stack.ts'
import { tellStories } from '../stories.ts'

/** The gate's size; `pnpm nightly` raises both. */
const size: Size = {
  webhooks: Number(process.env.SYNCLINE_TEST_WEBHOOKS || 2_000),
  kills: Number(process.env.SYNCLINE_TEST_KILLS || 20),
}
/** Of the second storm, which is about what is repeated, not about how much. */
const half: Size = { webhooks: Math.ceil(size.webhooks / 2), kills: Math.ceil(size.kills / 2) }
const ratePerSecond = 100
/** Enough tries to outlast web processes that are slow to come back on a busy machine. */
const redeliveryMs = '500,1000,2000,2000,4000,4000,8000,8000,8000,16000,16000'
/** Sending, then settling: the sweep and the retries take their time however few are left. */
const timeoutMs = 300_000 + (size.webhooks / ratePerSecond) * 5_000

interface Size {
  readonly webhooks: number
  readonly kills: number
}
interface Summary {
  providers: Record<
    string,
    {
      effectsByApi: number
      keysWithSeveralEffects: number
      repeatsWithOtherKey: number
      replayed: number
      executed: number
    }
  >
  dropped: { requests: number; effects: number }
}
interface Delivery {
  eventId: string
  state: string
}
interface RequestEntry {
  method: string
  path: string
  idempotencyKey: string | null
  bodySha256: string
  status: number | 'aborted' | null
  executed: boolean
  replayed: boolean
}

let stack: Stack | undefined
afterEach(async () => {
  await stack?.stop()
  stack = undefined
})

const sandbox = <Answer>(path: string, body?: unknown) =>
  askSandbox<Answer>(stack?.sandboxUrl ?? '', path, body)

async function all<Entry>(path: string): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let after = 0; ; ) {
    const page = await sandbox<{ entries: Entry[]; next: number }>(`${path}&limit=1000&after=${after}`)
    entries.push(...page.entries)
    if (page.next === after) return entries
    after = page.next
  }
}

/** Sends the webhooks and kills web and worker in turn while they come, at moments drawn from the seed. */
async function storm(running: Stack, caller: Caller, { webhooks, kills }: Size): Promise<void> {
  const seed = Number(process.env.SYNCLINE_TEST_SEED || Date.now() % 1_000_000)
  process.stdout.write(`seed ${seed}\n`)
  const random = createRandom(seed)
  const created = Math.floor(webhooks / 2)
  // Half are new customers, half are changes of them.
  const sending = (async () => {
    for (const [event, count] of [
      ['customer.created', created],
      ['customer.updated', webhooks - created],
    ] as const)
      await sandbox(`/trigger/stripe/${event}`, { count, ratePerSecond })
  })()
  const moments = Array.from(
    { length: kills },
    () => random.fraction() * (webhooks / ratePerSecond) * 1_000,
  ).sort((a, b) => a - b)
  const begun = performance.now()
  for (const [turn, moment] of moments.entries()) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - (performance.now() - begun))))
    try {
      process.kill(running.pid(turn % 2 === 0 ? 'web' : 'worker'), 'SIGKILL')
    } catch {
      // It was just dead from the kill before and not yet up again.
    }
  }
  await sending
  await until(
    'every webhook to be acknowledged',
    async () => {
      const deliveries = await all<Delivery>('/deliveries?provider=stripe')
      return deliveries.length >= webhooks && deliveries.every((one) => one.state === 'acknowledged')
        ? true
        : undefined
    },
    timeoutMs,
  )
  await until(
    'every webhook to be routed',
    async () => ((await countUnrouted(running)) === 0 ? true : undefined),
    timeoutMs,
  )
  await until(
    'every sync to be settled',
    async () => {
      const { byFace } = await caller
        .query<SyncCounts>('sync.counts', { filter: {} })
        .catch(() => ({ byFace: null }))
      if (!byFace) return undefined
      return byFace.pending + byFace.syncing + byFace.waiting + byFace.unknown === 0 ? true : undefined
    },
    timeoutMs,
  )
}

/** Kills the worker while it waits for the answer to a call that carries several. */
async function killAmidSeveral(running: Stack): Promise<void> {
  const client = new pg.Client({ connectionString: running.databaseUrl })
  await client.connect()
  // What has gathered when the next worker comes up goes together.
  process.kill(running.pid('worker'), 'SIGKILL')
  await sandbox('/faults', { provider: 'flasherp', latencyMs: 5_000 })
  await sandbox('/trigger/stripe/payment_intent.succeeded', { guest: true, count: 40 })
  const out = await until('more to be out than go alone', async () => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from log.event s where s.type = 'SyncStarted' and not exists (
         select from log.event e where e.organization_id = s.organization_id and e.stream = s.stream
           and e.version > s.version)`,
    )
    return rows[0] && rows[0].n > 15 ? rows[0].n : undefined
  })
  process.kill(running.pid('worker'), 'SIGKILL')
  process.stdout.write(`killed with ${out} out together\n`)
  await sandbox('/faults', { provider: 'flasherp', latencyMs: 0 })
  await client.end()
}

/** Webhooks that nobody has said yet what comes of them. */
async function countUnrouted(running: Stack): Promise<number> {
  const client = new pg.Client({ connectionString: running.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ n: string }>(
    `select count(*) as n from log.event r where r.type = 'WebhookReceived' and not exists (
       select from log.event e where e.organization_id = r.organization_id and e.stream = r.stream
         and (e.type = 'WebhookRouted' or e.type = 'WebhookIgnored'))`,
  )
  await client.end()
  return Number(rows[0]?.n)
}

async function readLog(running: Stack) {
  const client = new pg.Client({ connectionString: running.databaseUrl })
  await client.connect()
  const { rows: received } = await client.query<{ id: string }>(
    "select data ->> 'providerEventId' as id from log.event where type = 'WebhookReceived' and data ->> 'provider' = 'stripe'",
  )
  const { rows: syncs } = await client.query<{ sync_id: string; status: string; provider: string }>(
    'select sync_id, status, provider from read.sync_status',
  )
  const { rows: unknown } = await client.query<{ key: string }>(
    `select distinct s.data ->> 'idempotencyKey' as key from log.event f
     join log.event s on s.organization_id = f.organization_id and s.stream = f.stream and s.type = 'SyncStarted'
       and s.data ->> 'try' = f.data ->> 'try'
     where f.type = 'SyncFailed' and f.data ->> 'certainty' = 'unknown'`,
  )
  const { rows: density } = await client.query<{ n: string; max: string }>(
    'select count(*) as n, max(position) as max from log.event',
  )
  await client.end()
  return {
    received: received.map((row) => row.id),
    syncs,
    unknownKeys: new Set(unknown.map((row) => row.key)),
    density: density[0],
  }
}

describe(`kill -9 of API and worker at ${size.kills} moments in ${size.webhooks} webhooks`, () => {
  it(
    'loses nothing acknowledged, doubles nothing, and leaves both books alike',
    async () => {
      stack = await startStack({
        SANDBOX_TRAFFIC: '0',
        SYNCLINE_DEMO_PROVIDERS: 'stripe,flasherp',
        SANDBOX_REDELIVERY_MS: redeliveryMs,
        SANDBOX_LEDGER_ENTRIES: '200000',
      })
      const caller = await signIn(stack)
      await killAmidSeveral(stack)
      await storm(stack, caller, size)

      const deliveries = await all<Delivery>('/deliveries?provider=stripe')
      const log = await readLog(stack)
      const stored = new Set(log.received)
      expect(deliveries.filter((one) => !stored.has(one.eventId))).toEqual([])
      expect(log.received).toHaveLength(stored.size)
      expect(log.density?.n).toBe(log.density?.max)
      const { differences } = await compareBooks(stack.sandboxUrl)
      if (differences.length > 0)
        process.stdout.write(`${await tellStories(stack.databaseUrl, differences)}\n`)
      expect(differences).toEqual([])

      const { providers, dropped } = await sandbox<Summary>('/ledger/summary')
      const written = log.syncs.filter(
        ({ status, provider }) => status === 'synced' && provider === 'flasherp',
      )
      const superseded = log.syncs.filter((sync) => sync.status === 'skipped')
      process.stdout.write(
        `${written.length} written, ${superseded.length} superseded, ${log.unknownKeys.size} with an unknown outcome, ${providers.flasherp?.replayed} replays\n`,
      )
      expect(dropped).toEqual({ requests: 0, effects: 0 })
      expect(providers.flasherp).toMatchObject({
        keysWithSeveralEffects: 0,
        repeatsWithOtherKey: 0,
        effectsByApi: written.length,
      })
      // What goes back to Stripe is an echo, and stops at the hub. A worker that died between the answer and the link
      // leaves no version to tell it by: then the customer is written as it is, once.
      const back = log.syncs.filter(({ status, provider }) => status === 'synced' && provider === 'stripe')
      expect(back.length).toBeLessThanOrEqual(size.kills)
    },
    timeoutMs,
  )

  it(
    'repeats only unknown outcomes, and reports them, when the provider recognises nothing',
    async () => {
      stack = await startStack({
        SANDBOX_TRAFFIC: '0',
        SYNCLINE_DEMO_PROVIDERS: 'stripe,flasherp',
        SANDBOX_DEDUPE: 'off',
        SANDBOX_REDELIVERY_MS: redeliveryMs,
        SANDBOX_LEDGER_ENTRIES: '200000',
      })
      const caller = await signIn(stack)
      await storm(stack, caller, half)

      const requests = (await all<RequestEntry>('/ledger/requests?provider=flasherp')).filter(
        (entry) => entry.method !== 'GET',
      )
      const { unknownKeys } = await readLog(stack)
      const byBody = Map.groupBy(requests, (entry) => `${entry.method} ${entry.path} ${entry.bodySha256}`)
      const repeated = [...byBody.values()].filter((entries) => entries.length > 1)
      process.stdout.write(
        `${repeated.length} requests went out more than once, ${unknownKeys.size} outcomes were unknown\n`,
      )
      for (const entries of repeated) {
        const keys = new Set(entries.map((entry) => entry.idempotencyKey))
        expect(keys.size).toBe(1)
        expect(unknownKeys).toContain([...keys][0])
      }
    },
    timeoutMs,
  )
})
