import type { LagBucket, MetricLag, MetricLagInput } from '@syncline/domain/view'
import type pg from 'pg'
import { chooseStep, wholeSteps } from './metric-overview.ts'
import { checkRange, piecesOf, stepMinutes, stepOf } from './metrics.ts'

const statement = `
  with piece as (select * from unnest($1::text[], $5::timestamptz[], $6::timestamptz[]) p (span, begins, ends))
  select ${stepOf('l.at')} as at, l.projection, max(l.lag_ms) as "lagMs", max(l.lag_events) as "lagEvents"
  from piece p join coordination.projection_lag l on l.span = p.span and l.at >= p.begins and l.at < p.ends
  group by 1, 2 order by 1, 2`

/**
 * How far each projection was behind the log, at its worst in each step; the steps are those of the overview.
 * @throws SynclineError INVALID_INPUT as `readMetrics`
 */
export async function readMetricLag(tx: pg.ClientBase, input: MetricLagInput): Promise<MetricLag> {
  const { timeZone } = input
  const step = chooseStep(new Date(input.from), new Date(input.to))
  const asked = { from: new Date(input.from), to: new Date(input.to), step, timeZone }
  checkRange(asked)
  const query = { ...asked, ...(await wholeSteps(tx, input, step)) }
  const pieces = await piecesOf(tx, query)
  const { rows } = await tx.query<Omit<LagBucket, 'at'> & { at: Date }>({
    name: 'read-metric-lag',
    text: statement,
    values: [
      pieces.map(({ span }) => span),
      query.from,
      step,
      timeZone,
      pieces.map((piece) => new Date(piece.from)),
      pieces.map((piece) => new Date(piece.to)),
      stepMinutes[step],
    ],
  })
  const buckets = rows.map((row) => ({ ...row, at: row.at.toISOString() }))
  return { from: query.from.toISOString(), to: query.to.toISOString(), step, buckets }
}
