import { type SyncFace, syncFaces } from '@syncline/domain/sync'
import {
  type ConnectionStrip,
  countCap,
  type MetricLagInput,
  type MetricOverview,
  type MetricOverviewInput,
  type SyncBalance,
  type WebhookBucket,
} from '@syncline/domain/view'
import type pg from 'pg'
import { type MetricQuery, piecesOf, readMetrics, stepMinutes, stepOf } from './metrics.ts'
import { connectionsOf, type Placed } from './venue.ts'

type Step = MetricOverview['step']
const minuteMs = 60_000
const stripSlots = 48
const stripSlotMs = 30 * minuteMs

/** The longest time that each step is fine enough for: 30 to 200 steps fit a chart. */
const steps: readonly (readonly [step: Step, upToMinutes: number])[] = [
  ['minute', 90],
  ['five_minutes', 9 * 60],
  ['half_hour', 36 * 60],
  ['hour', 8 * 1_440],
]

export function chooseStep(from: Date, to: Date): Step {
  const minutes = (to.getTime() - from.getTime()) / minuteMs
  return steps.find(([, upTo]) => minutes <= upTo)?.[0] ?? 'day'
}

/**
 * What the overview shows of a time: in whole steps, each beginning where its step does. `tx` must be inside
 * `withOrganization`.
 * @throws SynclineError INVALID_INPUT as `readMetrics`
 */
export async function readMetricOverview(
  tx: pg.ClientBase,
  organizationId: string,
  input: Placed<MetricOverviewInput>,
): Promise<MetricOverview> {
  const { timeZone, connectionId, connectionIds, entity } = input
  const step = chooseStep(new Date(input.from), new Date(input.to))
  const { from, to } = await wholeSteps(tx, input, step)
  const query: MetricQuery = { from, to, step, timeZone, connectionId, connectionIds, entity, split: false }
  const buckets = await readMetrics(tx, organizationId, query)
  const [total = null] = await readMetrics(tx, organizationId, { ...query, step: 'all' })
  const webhooks = await readWebhookMetrics(tx, organizationId, query)
  const [webhookTotal = null] = await readWebhookMetrics(tx, organizationId, { ...query, step: 'all' })
  const balance = await readBalance(tx, organizationId, query)
  const range = { from: from.toISOString(), to: to.toISOString() }
  return { ...range, step, buckets, total, webhooks, webhookTotal, balance }
}

/** The beginning of the first step; the end to the minute, since the last step is still going on. */
export async function wholeSteps(tx: pg.ClientBase, { from, to, timeZone }: MetricLagInput, step: Step) {
  const length = stepMinutes[step] * minuteMs
  const end = new Date(Math.ceil(Date.parse(to) / minuteMs) * minuteMs)
  if (step !== 'day') return { from: new Date(Math.floor(Date.parse(from) / length) * length), to: end }
  const { rows } = await tx.query<{ at: Date }>("select date_trunc('day', $1::timestamptz, $2) as at", [
    from,
    timeZone,
  ])
  return { from: rows[0]?.at ?? new Date(from), to: end }
}

/** Webhooks over time. An entity says nothing of them: what they bring is known only after they are routed. */
async function readWebhookMetrics(
  tx: pg.ClientBase,
  organizationId: string,
  query: MetricQuery,
): Promise<WebhookBucket[]> {
  const { from, to, step, timeZone } = query
  const pieces = await piecesOf(tx, query)
  const { rows } = await tx.query<Omit<WebhookBucket, 'at'> & { at: Date }>({
    name: 'read-webhook-metrics',
    text: `
      with piece as (select * from unnest($6::text[], $8::timestamptz[], $9::timestamptz[]) p (span, begins, ends)),
      part as (
        select m.at as began, m.received, m.routed, m.ignored, m.quarantined, m.replayed, 0 as refused
        from piece p join read.webhook_metric m on m.span = p.span and m.at >= p.begins and m.at < p.ends
        where m.organization_id = $1 and ($5::uuid[] is null or m.connection_id = any ($5))
        union all
        select r.minute, 0, 0, 0, 0, 0, r.refused from coordination.refused_minute r
        where r.organization_id = $1 and r.minute >= $2 and r.minute < $10 and ($5 is null or r.connection_id = any ($5))
      )
      select ${stepOf('began')} as at, sum(received) as received, sum(routed) as routed, sum(ignored) as ignored,
        sum(quarantined) as quarantined, sum(replayed) as replayed, sum(refused) as refused
      from part group by 1 order by 1`,
    values: [
      organizationId,
      from,
      step,
      timeZone,
      connectionsOf(query),
      pieces.map(({ span }) => span),
      stepMinutes[step === 'all' ? 'day' : step],
      pieces.map((piece) => new Date(piece.from)),
      pieces.map((piece) => new Date(piece.to)),
      to,
    ],
  })
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** Counts syncs twice: as the log had them asked for, and as the list has them, each up to the same place in the log. */
async function readBalance(
  tx: pg.ClientBase,
  organizationId: string,
  query: MetricQuery,
): Promise<SyncBalance> {
  const { from, to, entity } = query
  const connections = connectionsOf(query)
  const pieces = await piecesOf(tx, { from, to, step: 'all', timeZone: 'UTC' })
  // One statement, one snapshot: the counts and how far they go.
  const { rows } = await tx.query<{ requested: number; faces: Partial<Record<SyncFace, number>> }>({
    name: connections === null ? 'read-balance' : 'read-balance-of',
    text: connections === null ? balance : balanceOfSome,
    values: [
      organizationId,
      pieces.map(({ span }) => span),
      pieces.map((piece) => new Date(piece.from)),
      pieces.map((piece) => new Date(piece.to)),
      connections,
      entity ?? null,
      from,
      to,
      syncFaces,
    ],
  })
  const { requested, faces } = rows[0] as (typeof rows)[number]
  const byFace = Object.fromEntries(
    syncFaces.map((face) => [face, faces[face] ?? 0]),
  ) as SyncBalance['byFace']
  const counts = Object.values(byFace)
  const listed = counts.reduce((sum, count) => sum + count, 0)
  return {
    requested,
    byFace,
    addsUp: counts.some((count) => count >= countCap) ? null : requested === listed,
  }
}

const balanceStatement = (listed: string) => `
  with piece as (select * from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) p (span, begins, ends)),
  reach as materialized (
    select (select c.position from coordination.consumer c where c.name = 'metric_minute' and c.shard = 0) as upto,
      log.position_at($7) as low, log.position_at($8) as high
  )
  select coalesce((
      select sum(m.requested)
      from piece p join read.metric_minute m on p.span = 'minute' and m.minute >= p.begins and m.minute < p.ends
      where m.organization_id = $1 and ($5::uuid[] is null or m.connection_id = any ($5))
        and ($6::text is null or m.entity = $6)), 0)
    + coalesce((
      select sum(r.requested)
      from piece p join read.metric_rollup r on r.span = p.span and r.at >= p.begins and r.at < p.ends
      where r.organization_id = $1 and r.connection_id = any (coalesce($5, array['00000000-0000-0000-0000-000000000000']::uuid[]))
        and r.entity = coalesce($6, '')), 0) as requested,
    (select jsonb_object_agg(f.face, counted.n) from unnest($9::text[]) f (face) cross join lateral (
      select count(*) as n from (${listed} limit ${countCap}) found) counted) as faces`

const listedWhere = `s.organization_id = $1 and s.face = f.face
  and s.requested_position >= (select low from reach) and s.requested_position < (select high from reach)
  and s.requested_position <= (select upto from reach) and ($6 is null or s.entity = $6)`
const balance = balanceStatement(`select from read.sync_status s where ${listedWhere}`)
const balanceOfSome = balanceStatement(`
  select from unnest($5::uuid[]) v (connection_id) cross join lateral (
    select from read.sync_status s where s.connection_id = v.connection_id and ${listedWhere} limit ${countCap}) s`)

/** How each connection did in each half hour of the last day; half hours with nothing are left out. */
export async function readConnectionStrips(
  tx: pg.ClientBase,
  organizationId: string,
  now: Date,
): Promise<readonly ConnectionStrip[]> {
  const end = Math.ceil(now.getTime() / stripSlotMs) * stripSlotMs
  const { rows } = await tx.query<{
    connection_id: string
    at: Date
    through: number
    waited: number
    failed: number
  }>({
    name: 'read-connection-strips',
    text: `select connection_id, date_bin('30 minutes', at, timestamptz '2000-01-01 00:00Z') as at,
        sum(through) as through, sum(waited) as waited, sum(failed) as failed
      from (
        select m.connection_id, m.minute as at, m.synced + m.skipped + m.cancelled as through, m.retries as waited, m.failed
        from read.metric_minute m where m.organization_id = $1 and m.minute >= $2 and m.minute < $3
        union all
        select w.connection_id, w.at, w.routed + w.ignored, 0, w.quarantined
        from read.webhook_metric w
        where w.organization_id = $1 and w.span = 'minute' and w.at >= $2 and w.at < $3) counted
      group by 1, 2 order by 1, 2`,
    values: [organizationId, new Date(end - stripSlots * stripSlotMs), new Date(end)],
  })
  return [...Map.groupBy(rows, (row) => row.connection_id)].map(([connectionId, slots]) => ({
    connectionId,
    slots: slots.map(({ at, through, waited, failed }) => ({
      at: at.toISOString(),
      through,
      waited,
      failed,
    })),
  }))
}
