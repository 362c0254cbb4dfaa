import type pg from 'pg'
import type { ProjectionName } from './advance.ts'
import { type Finding, maxFindings } from './finding.ts'
import { streamFolds } from './folds.ts'
import { verifyEntries } from './verify-entries.ts'
import { verifyMetrics, verifyWebhookMetrics } from './verify-metrics.ts'
import { verifyStreams } from './verify-streams.ts'

const windowEvents = 50_000

/** How each projection is compared with the log. The directory has no rule of its own: a replay compares it. */
const checks: Readonly<
  Partial<Record<ProjectionName, (client: pg.ClientBase) => Promise<{ rows: number; findings: Finding[] }>>>
> = {
  ...Object.fromEntries(
    streamFolds.map((fold) => [fold.projection, (client: pg.ClientBase) => verifyStreams(client, fold)]),
  ),
  metric_minute: verifyMetrics,
  webhook_metric: verifyWebhookMetrics,
  event_entry: verifyEntries,
}

/**
 * Compares projections with what the log says, row by row. `client` must be able to read across organizations, and be in
 * a transaction with one snapshot when others write meanwhile.
 * @param names all that can be compared, when none is named
 */
export async function verifyProjections(
  client: pg.ClientBase,
  names: readonly ProjectionName[] = Object.keys(checks) as ProjectionName[],
): Promise<{ projection: ProjectionName; rows: number; findings: Finding[] }[]> {
  const results = []
  for (const projection of names) {
    const check = checks[projection]
    if (check) results.push({ projection, ...(await check(client)) })
  }
  return results
}

/**
 * Walks the whole log in windows of positions: dense from 1, recorded times never going back, stream versions without a
 * gap, heads equal to the newest event. `client` must be able to read across organizations (the owner's login).
 */
export async function verifyLog(client: pg.ClientBase): Promise<{ events: number; findings: Finding[] }> {
  const findings: Finding[] = []
  const { rows } = await client.query<{ count: number; max: number }>(
    'select count(*) as count, coalesce(max(position), 0) as max from log.event',
  )
  const { count, max } = rows[0] as { count: number; max: number }
  for (let low = 0; low < max && findings.length < maxFindings; low += windowEvents)
    findings.push(...(await verifyWindow(client, low, Math.min(low + windowEvents, max))))
  if (count !== max && !findings.some((finding) => finding.check === 'density'))
    findings.push({
      check: 'density',
      position: null,
      message: `${count} events, but the newest position is ${max}`,
    })
  const heads = await client.query<{
    stream: string
    version: number
    position: number
    newest: number
    last: number
  }>(
    `select h.stream, h.version, h.position, coalesce(e.version, 0) as newest, coalesce(e.position, 0) as last
     from log.head h full join (
       select organization_id, stream, max(version) as version, max(position) as position from log.event group by 1, 2) e
       using (organization_id, stream)
     where h.version is distinct from e.version or h.position is distinct from e.position limit $1`,
    [maxFindings],
  )
  for (const row of heads.rows)
    findings.push({
      check: 'heads',
      position: row.last,
      message: `${row.stream}: the head says version ${row.version}, the log ${row.newest}`,
    })
  return { events: count, findings }
}

async function verifyWindow(client: pg.ClientBase, low: number, high: number): Promise<Finding[]> {
  const { rows } = await client.query<{
    position: number
    gap: boolean
    back: boolean
    jump: boolean
    stream: string
  }>(
    `select position, stream, position <> before + 1 as gap, recorded_at < recorded_before as back, version <> expected as jump
     from (
       select e.position, e.stream, e.recorded_at, e.version,
         lag(e.position, 1, $1::bigint) over w as before, lag(e.recorded_at) over w as recorded_before,
         coalesce(lag(e.version) over (partition by e.organization_id, e.stream order by e.position),
           (select max(p.version) from log.event p
            where p.organization_id = e.organization_id and p.stream = e.stream and p.version < e.version and e.version > 1), 0) + 1 as expected
       from log.event e where e.position > $1 and e.position <= $2 window w as (order by e.position)) x
     where position <> before + 1 or recorded_at < recorded_before or version <> expected
     order by position limit $3`,
    [low, high, maxFindings],
  )
  return rows.map((row) => {
    const check = row.gap ? 'density' : row.back ? 'order' : 'versions'
    const message = row.gap
      ? `A position before ${row.position} is missing`
      : row.back
        ? `Recorded before the event in front of it`
        : `${row.stream} skips a version`
    return { check, position: row.position, message }
  })
}
