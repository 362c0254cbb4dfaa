import type pg from 'pg'
import { projections } from './advance.ts'

const minutesForDays = 90
/** As far back as metrics are asked for. */
const daysForDays = 400

/** Writes down how far each projection is behind the log now; of what was written, the worst of each minute stays. */
export async function sampleLag(pool: pg.Pool): Promise<void> {
  await pool.query({
    name: 'sample-lag',
    text: 'select read.sample_lag($1, make_interval(days => $2), make_interval(days => $3))',
    values: [projections, minutesForDays, daysForDays],
  })
}
