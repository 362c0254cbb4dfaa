import pg from 'pg'
import { openDoor } from './door.ts'
import { type Bench, type BenchContext, compare } from './figures.ts'
import { install } from './installation.ts'
import { type Load, startLoad } from './load.ts'
import { customerOf, type WebhookTarget } from './webhook.ts'

const connections = 32
const webhooks = 6_000
const warmUpWebhooks = 1_000
const longestRunMs = 60_000
/** How often is looked for the last row: too seldom to be work, often enough for a run of seconds. */
const lookAgainMs = 10

/** Somebody who takes webhooks and makes rows of them. */
interface Maker {
  readonly target: WebhookTarget
  readonly url: string
  /** Counts the rows whose customer lies between $1 and $2. */
  readonly countRows: string
  stop(): Promise<void>
}

/**
 * A set of webhooks, each about a customer of its own, from the first request to the moment the last row can be read.
 * Theirs is there when it is answered; ours is made by the worker from the log.
 */
export const figures: Bench = async (context) => {
  const load = await startLoad()
  const makers: { readonly name: string; readonly maker: Maker; readonly perSecond: number[] }[] = []
  try {
    for (const [name, open] of [
      ['syncline', openSyncline],
      ['stripe-sync-engine', openEngine],
    ] as const) {
      const maker = await open(context)
      makers.push({ name, maker, perSecond: [] })
      await untilReadable(load, maker, 'warm', warmUpWebhooks)
    }
    for (let round = 1; round <= context.rounds; round++)
      for (const { name, maker, perSecond } of makers) {
        await context.server.settle(maker.url)
        const { answeredMs, readableMs } = await untilReadable(load, maker, `round${round}x`, webhooks)
        perSecond.push((webhooks / readableMs) * 1_000)
        context.progress(
          `readable round ${round} ${name.padEnd(18)} ${webhooks} webhooks answered after ${answeredMs.toFixed(0)} ms, ` +
            `last row readable after ${readableMs.toFixed(0)} ms`,
        )
      }
  } finally {
    load.stop()
    for (const { maker } of makers) await maker.stop()
  }
  const [ours, peer] = makers.map(({ perSecond }) => perSecond) as [number[], number[]]
  return [
    compare(
      `webhooks until readable, ${connections} connections, per second vs stripe-sync-engine`,
      ours,
      peer,
      { atLeast: 4 },
    ),
  ]
}

async function untilReadable(
  load: Load,
  { target, url, countRows }: Maker,
  run: string,
  prepared: number,
): Promise<{ answeredMs: number; readableMs: number }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let begunAt = 0
    await load.send({ target, run, connections, runMs: longestRunMs, prepared }, () => {
      begunAt = performance.now()
    })
    const answeredMs = performance.now() - begunAt
    const bounds = [customerOf(run, 0), customerOf(run, prepared - 1)]
    for (;;) {
      const { rows } = await client.query<{ rows: number }>(countRows, bounds)
      const readableMs = performance.now() - begunAt
      if (rows[0]?.rows === prepared) return { answeredMs, readableMs }
      if (readableMs > longestRunMs) throw new Error(`${rows[0]?.rows} of ${prepared} rows after a minute`)
      await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
    }
  } finally {
    await client.end()
  }
}

async function openSyncline(context: BenchContext): Promise<Maker> {
  const url = await context.server.createDatabase('readable_syncline')
  const installation = await install(url)
  await installation.start('web')
  // The row is there when the sync is asked for; what FlashERP takes to answer is no part of this.
  await installation.start('worker', { SYNC_CONCURRENCY: '0' })
  return {
    target: installation.target,
    url,
    countRows: 'select count(*)::int as rows from read.sync_status where source_id between $1 and $2',
    stop: () => installation.stop(),
  }
}

async function openEngine(context: BenchContext): Promise<Maker> {
  const url = await context.server.createDatabase('readable_engine')
  const door = await openDoor('stripe-sync-engine', { url, connections })
  return {
    target: door.target,
    url,
    countRows: 'select count(*)::int as rows from stripe.customers where id between $1 and $2',
    stop: () => door.stop(),
  }
}
