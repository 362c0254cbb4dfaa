import type { Entity } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { Sum } from '@syncline/domain/money'
import {
  inOrderOfUrgency,
  type Need,
  type NeedKind,
  type Needs,
  needCap,
  needKinds,
} from '@syncline/domain/view'
import type pg from 'pg'

const maxProblems = 20

/**
 * What waits for a person, the same problem counted once: the newest of each kind, by connection, entity and cause.
 * `tx` must be inside `withOrganization`.
 */
export async function readNeeds(tx: pg.ClientBase, organizationId: string): Promise<Omit<Needs, 'position'>> {
  const { rows } = await tx.query<NeedRow>({ name: 'read-needs', text: statement, values: [organizationId] })
  const counts = Object.fromEntries(needKinds.map((kind) => [kind, 0])) as Record<NeedKind, number>
  for (const row of rows) counts[row.kind] += row.count
  return { counts, problems: inOrderOfUrgency(rows.map(toNeed)).slice(0, maxProblems) }
}

const syncs = (kind: NeedKind, condition: string) => `
  (select '${kind}' as kind, s.connection_id, s.entity, s.error_code as code, null as reason, s.sync_id as id,
     s.updated_at as at, s.requested_position as position, s.amount_minor as minor, s.amount_currency as currency
   from read.sync_status s where s.organization_id = $1 and ${condition}
   order by s.requested_position desc limit ${needCap})`

const statement = `
  with thing as (
    ${syncs('unknown', "s.face = 'unknown'")}
    union all ${syncs('failed', "s.face = 'failed'")}
    union all ${syncs('conflict', "s.status = 'pending' and s.hold = 'conflict'")}
    union all
    (select 'quarantined', d.connection_id, null, null, d.reason, d.delivery_id, d.received_at, d.received_position,
       null, null
     from read.delivery d where d.organization_id = $1 and d.status = 'quarantined'
     order by d.received_position desc limit ${needCap})
    union all
    (select 'reconnect', w.connection_id, null, 'TOKEN_REFRESH_FAILED', null, w.connection_id, w.reconnect_needed_at,
       w.last_position, null, null
     from read.connection w
     where w.organization_id = $1 and w.reconnect_needed_at is not null and w.status <> 'deleted' limit ${needCap})
  ),
  -- What waits for a connection to be signed in to again is none of those, yet it holds up money.
  waiting as (
    select t.kind, t.connection_id, t.entity, t.code, t.reason, null::uuid as id, null::timestamptz as at,
      null::bigint as position, s.amount_minor as minor, s.amount_currency as currency
    from (select * from thing where kind = 'reconnect' limit ${maxProblems}) t
    cross join lateral (
      select s.amount_minor, s.amount_currency from read.sync_status s
      where s.organization_id = $1 and s.connection_id = t.connection_id and s.face = 'waiting'
      order by s.requested_position desc limit ${needCap}) s
  ),
  -- Currencies are never summed together.
  summed as (
    select t.kind, t.connection_id, t.entity, t.code, t.reason, t.currency, sum(t.minor)::text as minor,
      count(*) as priced, count(t.id) as count, min(t.at) as oldest_at, max(t.at) as newest_at,
      max(t.position) as position, (array_agg(t.id order by t.position desc nulls last))[1] as newest_id
    from (select * from thing union all select * from waiting) t
    group by t.kind, t.connection_id, t.entity, t.code, t.reason, t.currency
  )
  select t.kind, t.connection_id, c.name, c.provider, t.entity, t.code, t.reason, sum(t.count)::int as count,
    min(t.oldest_at) as oldest_at, max(t.newest_at) as newest_at,
    (array_agg(t.newest_id order by t.position desc nulls last))[1] as newest_id,
    coalesce(json_agg(json_build_object('minor', t.minor, 'currency', t.currency) order by t.priced desc, t.currency)
      filter (where t.currency is not null), '[]') as sums
  from summed t
  join read.connection c on c.organization_id = $1 and c.connection_id = t.connection_id
  group by t.kind, t.connection_id, c.name, c.provider, t.entity, t.code, t.reason
  order by t.connection_id, t.code`

interface NeedRow {
  readonly kind: NeedKind
  readonly connection_id: string
  readonly name: string
  readonly provider: string
  readonly entity: Entity | null
  readonly code: ErrorCode | null
  readonly reason: string | null
  readonly count: number
  readonly oldest_at: Date
  readonly newest_at: Date
  readonly newest_id: string
  readonly sums: readonly Sum[]
}

const toNeed = (row: NeedRow): Need => ({
  kind: row.kind,
  connectionId: row.connection_id,
  connectionName: row.name,
  provider: row.provider,
  entity: row.entity,
  code: row.code,
  reason: row.reason,
  count: row.count,
  sums: row.sums,
  oldestAt: row.oldest_at.toISOString(),
  newestAt: row.newest_at.toISOString(),
  newestId: row.newest_id,
})
