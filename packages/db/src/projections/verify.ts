import { evolve, initialSync, type Sync, type SyncEvent, syncFace } from '@syncline/domain/sync'
import type pg from 'pg'
import { toEvent } from '../log/read.ts'

/** One thing that is not as it must be, and where. */
export interface Finding {
  readonly check: 'density' | 'order' | 'versions' | 'heads' | 'sync_status'
  readonly position: number | null
  readonly message: string
}

const windowEvents = 50_000
const maxFindings = 100

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

interface StatusRow {
  sync_id: string
  organization_id: string
  status: string
  hold: string | null
  face: string
  tries: number
  retries: number
  next_retry_at: Date | null
  error_code: string | null
  certainty: string | null
  external_id: string | null
  last_position: number
}

/**
 * Compares the sync_status table, row by row, with the pure fold of every sync's stream. Streams are read in batches by
 * key, so memory does not grow with the log. Events behind the projection's checkpoint are left out on both sides.
 */
export async function verifySyncStatus(
  client: pg.ClientBase,
): Promise<{ rows: number; findings: Finding[] }> {
  const findings: Finding[] = []
  const upto =
    (
      await client.query<{ position: number }>(
        "select position from coordination.consumer where name = 'sync_status'",
      )
    ).rows[0]?.position ?? 0
  let after: [string, string] = ['00000000-0000-0000-0000-000000000000', '']
  let compared = 0
  for (;;) {
    const heads = await client.query<{ organization_id: string; stream: string }>(
      `select organization_id, stream from log.head
       where stream like 'sync-%' and (organization_id, stream) > ($1, $2) order by organization_id, stream limit 1000`,
      after,
    )
    const last = heads.rows.at(-1)
    if (!last) break
    after = [last.organization_id, last.stream]
    findings.push(...(await compareBatch(client, heads.rows, upto)))
    compared += heads.rows.length
    if (findings.length >= maxFindings) break
  }
  const { rows } = await client.query<{ n: number }>('select count(*) as n from read.sync_status')
  const extra = (rows[0]?.n ?? 0) - compared
  if (extra > 0 && findings.length === 0)
    findings.push({ check: 'sync_status', position: null, message: `${extra} rows belong to no stream` })
  return { rows: compared, findings }
}

async function compareBatch(
  client: pg.ClientBase,
  streams: readonly { organization_id: string; stream: string }[],
  upto: number,
): Promise<Finding[]> {
  const organizations = streams.map((row) => row.organization_id)
  const names = streams.map((row) => row.stream)
  const events = await client.query(
    `select e.* from log.event e join unnest($1::uuid[], $2::text[]) s(o, n) on e.organization_id = s.o and e.stream = s.n
     where e.position <= $3 order by e.position`,
    [organizations, names, upto],
  )
  const states = new Map<string, { state: Sync; last: number }>()
  for (const row of events.rows) {
    const event = toEvent(row)
    const key = `${event.organizationId}/${event.stream}`
    const state = evolve(states.get(key)?.state ?? initialSync, event as unknown as SyncEvent)
    states.set(key, { state, last: event.position })
  }
  const table = await client.query<StatusRow>(
    `select t.* from read.sync_status t join unnest($1::uuid[], $2::text[]) s(o, n)
       on t.organization_id = s.o and t.sync_id = substr(s.n, 6)::uuid`,
    [organizations, names],
  )
  const rows = new Map(table.rows.map((row) => [`${row.organization_id}/sync-${row.sync_id}`, row]))
  return [...states].flatMap(([key, folded]) => {
    const difference = differs(folded, rows.get(key))
    return difference
      ? [
          {
            check: 'sync_status',
            position: folded.last,
            message: `${key.slice(key.indexOf('/') + 1)}: ${difference}`,
          } as const,
        ]
      : []
  })
}

/** What the table has otherwise than the fold, in words; null when they are equal. */
function differs({ state, last }: { state: Sync; last: number }, row: StatusRow | undefined): string | null {
  if (state.status === 'none') return row ? 'a row without a SyncRequested' : null
  if (!row) return 'the row is missing'
  const expected: Record<string, unknown> = {
    status: state.status,
    hold: state.status === 'pending' ? state.hold : null,
    face: syncFace(state.status, state.status === 'pending' ? state.hold : null, state.lastCertainty),
    tries: state.tries,
    retries: state.retries,
    next_retry_at: state.status === 'pending' ? state.nextRetryAt : null,
    error_code: state.error?.code ?? null,
    certainty: state.lastCertainty,
    external_id: state.status === 'synced' ? state.externalId : null,
    last_position: last,
  }
  for (const [column, wanted] of Object.entries(expected)) {
    const value = row[column as keyof StatusRow]
    const found = value instanceof Date ? value.toISOString() : value
    if (found !== wanted) return `${column} is ${String(found)}, the log says ${String(wanted)}`
  }
  return null
}
