import type pg from 'pg'

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

/** Carries several projections to the end of the log, a window of each in one transaction and one round trip. */
export async function advanceProjections(
  pool: pg.Pool,
  names: readonly ProjectionName[],
  options: { windowEvents?: number; signal?: AbortSignal } = {},
): Promise<void> {
  const { windowEvents = 5_000, signal } = options
  for (;;) {
    const { rows } = await pool.query<{ reached: number; tip: number }>({
      name: 'advance-all',
      text: `select reached, tip from unnest($1::text[]) with ordinality p (name, n)
        cross join lateral read.advance(p.name, $2) order by n`,
      values: [names, windowEvents],
    })
    if (signal?.aborted || rows.every(({ reached, tip }) => reached >= tip)) return
  }
}
