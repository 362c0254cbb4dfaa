import type pg from 'pg'

/** Projections in the order they run: connections before the syncs that name them. */
export const projections = ['directory', 'sync_status'] as const
export type ProjectionName = (typeof projections)[number]

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
 * Carries all projections to the end of the log, a window of each in one transaction and one round trip.
 */
export async function advanceProjections(
  pool: pg.Pool,
  options: { windowEvents?: number; signal?: AbortSignal } = {},
): Promise<void> {
  const { windowEvents = 5_000, signal } = options
  for (;;) {
    const { rows } = await pool.query<{ reached: number; tip: number }>({
      name: 'advance-all',
      text: `select reached, tip from unnest($1::text[]) with ordinality p (name, n)
        cross join lateral read.advance(p.name, $2) order by n`,
      values: [projections, windowEvents],
    })
    if (signal?.aborted || rows.every(({ reached, tip }) => reached >= tip)) return
  }
}
