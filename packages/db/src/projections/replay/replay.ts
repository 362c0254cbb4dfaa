import pg from 'pg'
import { connectOwner } from '../../pool/index.ts'
import { reactorNames } from '../../queue/reactor.ts'
import { type ProjectionName, projectionTables } from '../advance.ts'
import { compareTables, type Difference, maxDifferences } from './compare.ts'
import { openRebuild, type Rebuild } from './rebuild.ts'
import { refused } from './refusal.ts'
import { lockNotAvailable, swapTables } from './swap.ts'

export const replayStages = ['load', 'index', 'catch_up', 'compare', 'swap'] as const
export type ReplayStage = (typeof replayStages)[number]

export interface ReplayProgress {
  readonly stage: ReplayStage
  readonly position: number
  /** Where the live tables stand: moves on while others write. */
  readonly tip: number
  /** Since this run began; 0 before the first window. */
  readonly eventsPerSecond: number
}

export interface ReplayReport {
  readonly projection: ProjectionName
  /** Position the new tables stand at. */
  readonly position: number
  /** Events this run folded. */
  readonly events: number
  readonly eventsPerSecond: number
  readonly resumedFrom: number | null
  readonly elapsedMs: number
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
  readonly differences: { readonly count: number; readonly first: readonly Difference[] }
  /** How long readers could be held up by the swap; null when there was none. */
  readonly swapLockMs: number | null
}

export interface ReplayOptions {
  /** Reaches the server itself: the replay keeps a lock of its session. */
  readonly url: string
  /** One of `projections`. */
  readonly projection: string
  readonly windowEvents?: number
  /** Compares only: the live tables stay. */
  readonly check?: boolean
  readonly onProgress?: (progress: ReplayProgress) => void
}

/** Sessions that make indexes at once where nobody else writes. */
const quietLanes = 2

/** A killed replay's session may outlive it for as long as its last statement runs. */
const lockTimeoutMs = 5_000

/**
 * Folds a projection anew from the first event into tables beside the live ones, compares the two, and swaps them. The live
 * tables serve and grow all the while. Killed at any point it leaves them as they were; the next run goes on where it stood.
 * @throws SynclineError INVALID_INPUT for a reactor and for what is no projection, STATE_CONFLICT when it can't go on now;
 *   `details.reason` is a `ReplayRefusal`
 */
export async function replayProjection(options: ReplayOptions): Promise<ReplayReport> {
  const name = nameOf(options.projection)
  const client = await connectOwner(options.url, `syncline replay ${name}`, {
    lock_timeout: String(lockTimeoutMs),
    work_mem: '64MB',
  })
  try {
    await lockProjection(client, name)
    return await replay(client, name, options)
  } catch (error) {
    if ((error as { code?: string }).code !== lockNotAvailable) throw error
    throw refused('STATE_CONFLICT', 'table_in_use', error)
  } finally {
    await client.end()
  }
}

function nameOf(name: string): ProjectionName {
  if ((reactorNames as readonly string[]).includes(name)) throw refused('INVALID_INPUT', 'reactor')
  if (!Object.hasOwn(projectionTables, name)) throw refused('INVALID_INPUT', 'unknown_projection')
  return name as ProjectionName
}

async function lockProjection(client: pg.ClientBase, name: ProjectionName): Promise<void> {
  try {
    await client.query("select pg_advisory_lock(hashtext('syncline.rebuild'), hashtext($1))", [name])
  } catch (cause) {
    throw refused('STATE_CONFLICT', 'already_running', cause)
  }
}

async function replay(
  client: pg.Client,
  name: ProjectionName,
  options: ReplayOptions,
): Promise<ReplayReport> {
  const { url, windowEvents = 50_000, check = false, onProgress = () => {} } = options
  const startedAt = performance.now()
  const rebuild = await openRebuild(client, url, name)
  const first = rebuild.resumedFrom ?? 0
  let foldingMs = 0
  const rate = () => (foldingMs === 0 ? 0 : ((rebuild.position - first) / foldingMs) * 1_000)
  const tell = (stage: ReplayStage, tip: number) =>
    onProgress({ stage, position: rebuild.position, tip, eventsPerSecond: Math.round(rate()) })

  /** Window by window to where the live tables stand. */
  async function follow(stage: ReplayStage): Promise<void> {
    for (;;) {
      const tip = await rebuild.livePosition()
      tell(stage, tip)
      if (rebuild.position >= tip) return
      const windowAt = performance.now()
      await rebuild.advance(tip, windowEvents)
      foldingMs += performance.now() - windowAt
    }
  }

  const tipAtFirst = await rebuild.livePosition()
  await follow('load')
  tell('index', rebuild.position)
  // Where others write at this moment, they need the other processors.
  const isQuiet = (await rebuild.livePosition()) === tipAtFirst
  await rebuild.finishTables(isQuiet ? quietLanes : 1)
  await follow('catch_up')
  tell('compare', rebuild.position)
  const compared = await compareAll(client, url, name, rebuild)
  await follow('catch_up')
  tell('swap', rebuild.position)
  let swapLockMs: number | null = null
  if (check) await rebuild.discard()
  else swapLockMs = await swapTables(client, name, rebuild)
  return {
    projection: name,
    position: rebuild.position,
    events: rebuild.position - first,
    eventsPerSecond: Math.round(rate()),
    resumedFrom: rebuild.resumedFrom,
    elapsedMs: Math.round(performance.now() - startedAt),
    ...compared,
    swapLockMs,
  }
}

/**
 * Compares each table with its live one in a snapshot in which both stand at one position: a second session holds the live
 * checkpoint until the first has caught up and taken its snapshot, a few milliseconds.
 */
async function compareAll(
  client: pg.ClientBase,
  url: string,
  name: ProjectionName,
  rebuild: Rebuild,
): Promise<Pick<ReplayReport, 'tables' | 'differences'>> {
  const holder = await connectOwner(url, `syncline replay ${name}`, { lock_timeout: String(lockTimeoutMs) })
  try {
    await holder.query('begin')
    await holder.query('select from coordination.consumer where name = $1 and shard = 0 for update', [name])
    await rebuild.advance(await rebuild.livePosition(), Number.MAX_SAFE_INTEGER)
    await client.query('begin isolation level repeatable read read only; select 1')
  } finally {
    await holder.end()
  }
  const tables: { table: string; rows: number }[] = []
  const first: Difference[] = []
  let count = 0
  for (const table of projectionTables[name]) {
    const compared = await compareTables(client, table)
    tables.push({ table, rows: compared.rows })
    first.push(...compared.first)
    count += compared.count
  }
  await client.query('commit')
  return { tables, differences: { count, first: first.slice(0, maxDifferences) } }
}
