import type pg from 'pg'
import { begun } from '../pool/index.ts'

/** Every projection and the tables it folds into. */
export const projectionTables = {
  directory: ['organization', 'connection', 'flow'],
  sync_status: ['sync_status'],
  delivery: ['delivery'],
  attempt: ['attempt'],
  metric_minute: ['metric_minute', 'metric_rollup'],
  webhook_metric: ['webhook_metric'],
  event_entry: ['event_entry'],
  reconciliation: ['reconciliation', 'discrepancy'],
  run: ['run'],
} as const
export type ProjectionName = keyof typeof projectionTables
export const projections = Object.keys(projectionTables) as readonly ProjectionName[]

/** What a person who has just clicked waits for, in the order it runs: connections before the syncs that name them. */
export const awaitedProjections: readonly ProjectionName[] = ['directory', 'sync_status']
/** What may be a moment behind, so that it never stands in the way of the others. */
export const followingProjections: readonly ProjectionName[] = [
  'event_entry',
  'delivery',
  'attempt',
  'metric_minute',
  'webhook_metric',
  'reconciliation',
  'run',
]

/**
 * Carries one projection to the end of the log, window by window; each window is one transaction on the server.
 * Two workers at it at once take turns on the checkpoint's row, so a window is never folded twice.
 * @returns the position reached
 */
export async function advanceProjection(
  pool: pg.Pool,
  name: ProjectionName,
  options: { windowEvents?: number; signal?: AbortSignal } = {},
): Promise<number> {
  const { windowEvents = 5_000, signal } = options
  for (;;) {
    const { rows } = await pool.query<{ reached: number; tip: number }>({
      name: 'advance',
      text: 'select reached, tip from read.advance($1, $2)',
      values: [name, windowEvents],
    })
    const { reached, tip } = rows[0] as { reached: number; tip: number }
    if (reached >= tip || signal?.aborted) return reached
  }
}

/**
 * Carries several projections to the end of the log, a window of each in one transaction and one round trip.
 * @param options.lift said before anything is read, where a bell called
 */
export async function advanceProjections(
  pool: pg.Pool,
  names: readonly ProjectionName[],
  options: { windowEvents?: number; signal?: AbortSignal; lift?: string } = {},
): Promise<void> {
  const { windowEvents = 5_000, signal, lift } = options
  const advance = (session: Pick<pg.ClientBase, 'query'>) =>
    session.query<{ reached: number; tip: number }>({
      name: 'advance-all',
      text: `select reached, tip from unnest($1::text[]) with ordinality p (name, n)
        cross join lateral read.advance(p.name, $2) order by n`,
      values: [names, windowEvents],
    })
  let step = await (lift ? onceLifted(pool, lift, advance) : advance(pool))
  while (!signal?.aborted && step.rows.some(({ reached, tip }) => reached < tip)) step = await advance(pool)
}

async function onceLifted<Result>(
  pool: pg.Pool,
  lift: string,
  work: (session: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  // What fails in the middle of it leaves a transaction open: the session goes with it.
  let isBroken = true
  try {
    const result = await begun(client, lift, work)
    isBroken = false
    return result
  } finally {
    client.release(isBroken)
  }
}
