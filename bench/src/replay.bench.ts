import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { createAppender } from '../../packages/db/src/log/index.ts'
import { createPool } from '../../packages/db/src/pool/index.ts'
import { advanceProjections, projections, replayProjection } from '../../packages/db/src/projections/index.ts'
import { openEmmettRebuild } from './emmett-rebuild.ts'
import { type Bench, type BenchContext, compare, count, type Figure } from './figures.ts'
import { eventsPerStory, forEachNumber, webhookStory } from './history.ts'
import { install } from './installation.ts'
import { startClient } from './latency-client.ts'
import { actor, organizationId } from './sample.ts'

const stories = 40_000
/** The peer takes minutes for what we do in seconds; its pace does not depend on the length of its log. */
const peerStories = 2_000
const ingest = { perSecond: 200, warmUpMs: 2_000, runMs: 10_000 }

/**
 * Folding 200,000 events anew into the list of syncs: tables, load, indexes and statistics. Beside it the peer's rebuild of
 * a smaller table from a shorter log, and one plain aggregate over our log.
 */
export const figures: Bench = async (context) => {
  const url = await context.server.createDatabase('replay')
  const installation = await install(url)
  try {
    await fill(url)
    await context.server.settle(url)
    return [...(await rebuilds(context, url)), ...(await beside(context, url, installation))]
  } finally {
    await installation.stop()
  }
}

async function fill(url: string): Promise<void> {
  const appender = createAppender({ url, role: 'syncline_worker' })
  await forEachNumber(stories, 256, async (number) => {
    for (const { stream, events } of webhookStory(number))
      await appender.append({
        organizationId,
        stream,
        events,
        context: { now: new Date(), actor, correlationId: randomUUID() },
      })
  })
  await appender.close()
  const worker = createPool({ url, role: 'syncline_worker', max: 1, applicationName: 'bench' })
  await advanceProjections(worker, projections)
  await worker.end()
}

async function rebuilds(context: BenchContext, url: string): Promise<readonly Figure[]> {
  const events = stories * eventsPerStory
  const emmett = await openEmmettRebuild(await context.server.createDatabase('replay_emmett'), peerStories)
  const ours: number[] = []
  const peers: number[] = []
  const scans: number[] = []
  try {
    for (let round = 0; round <= context.rounds; round++) {
      const pace = {
        ours: await replay(url, events),
        peer: await emmett.run(),
        scan: await scan(url, events),
      }
      context.progress(
        `replay round ${round} syncline ${pace.ours.toFixed(0)}/s, emmett ${pace.peer.toFixed(0)}/s, ` +
          `plain aggregate ${pace.scan.toFixed(0)}/s${round === 0 ? ' (warm-up)' : ''}`,
      )
      if (round === 0) continue
      ours.push(pace.ours)
      peers.push(pace.peer)
      scans.push(pace.scan)
    }
  } finally {
    await emmett.close()
  }
  const what = `rebuild of ${events} events, events per second`
  return [
    compare(`${what} vs emmett`, ours, peers, { atLeast: 150 }),
    compare(`${what} vs a plain aggregate over the log`, ours, scans, { aimAtLeast: 1 / 8 }),
  ]
}

/** Counts up to the moment that the new tables could serve: the peer compares and swaps nothing. */
async function replay(url: string, events: number): Promise<number> {
  const startedAt = performance.now()
  let readyAt = startedAt
  const { differences } = await replayProjection({
    url,
    projection: 'sync_status',
    onProgress: ({ stage }) => {
      if (stage === 'compare') readyAt = performance.now()
    },
  })
  if (differences.count > 0) throw new Error(`${differences.count} rows differ after a replay`)
  return (events / (readyAt - startedAt)) * 1_000
}

/** The least that a fold must do in SQL, in one process as what writes: read every event with its data, group by stream. */
async function scan(url: string, events: number): Promise<number> {
  const client = new pg.Client({
    connectionString: url,
    options: '-c work_mem=64MB -c max_parallel_workers_per_gather=0',
  })
  await client.connect()
  try {
    const startedAt = performance.now()
    await client.query(
      `select count(*) from (
         select organization_id, stream, max(position), count(data ->> 'try') from log.event group by 1, 2) s`,
    )
    return (events / (performance.now() - startedAt)) * 1_000
  } finally {
    await client.end()
  }
}

/** Webhooks at a steady pace, alone and then while one replay follows the other. */
async function beside(
  context: BenchContext,
  url: string,
  installation: Awaited<ReturnType<typeof install>>,
): Promise<readonly Figure[]> {
  const client = startClient()
  const calm: number[] = []
  const busy: number[] = []
  const locks: number[] = []
  try {
    await client.ready
    await installation.start('web')
    await installation.start('worker', { SYNC_CONCURRENCY: '0' })
    const measure = (run: string) =>
      client.measure({ target: installation.target, readFrom: null, run, ...ingest })
    for (let round = 0; round <= context.rounds; round++) {
      const alone = (await measure(`calm${round}x`)).answeredP99Ms
      const sending = { done: false }
      const measuring = measure(`busy${round}x`).finally(() => {
        sending.done = true
      })
      while (!sending.done) {
        const { swapLockMs } = await replayProjection({ url, projection: 'sync_status' })
        locks.push(swapLockMs ?? Number.NaN)
      }
      const together = (await measuring).answeredP99Ms
      context.progress(
        `replay round ${round} ingest p99 ${alone.toFixed(1)} ms alone, ${together.toFixed(1)} ms beside replays; ` +
          `${locks.length} swaps so far, the longest lock ${Math.max(...locks).toFixed(1)} ms`,
      )
      // The first one warms up.
      if (round === 0) continue
      calm.push(alone)
      busy.push(together)
    }
  } finally {
    client.stop()
  }
  const what = `rebuild under live ingest, ${ingest.perSecond}/s`
  return [
    count(`${what}, longest swap lock of ${locks.length}, ms`, Math.max(...locks), 100),
    compare(`${what}, p99 ms to the answer vs without a rebuild`, busy, calm, { atMost: 2 }),
  ]
}
