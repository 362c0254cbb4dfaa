import type { Entity } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { Sum } from '@syncline/domain/money'
import {
  inOrderOfUrgency,
  type Need,
  type NeedKind,
  type Needs,
  type NeedsInput,
  needCap,
  needKinds,
} from '@syncline/domain/view'
import type pg from 'pg'
import { connectionsOf, type Placed } from './venue.ts'

const maxProblems = 20

/**
 * What waits for a person at some connections or at all, the same problem counted once: the newest of each kind, by
 * connection, entity and cause. An entity narrows the syncs; webhooks and sign-ins hold up all of them.
 * `tx` must be inside `withOrganization`.
 */
export async function readNeeds(
  tx: pg.ClientBase,
  organizationId: string,
  filter: Placed<NeedsInput> = {},
): Promise<Omit<Needs, 'position'>> {
  const connections = connectionsOf(filter)
  const { entity } = filter
  const of = { some: connections !== null, entity: entity !== undefined }
  const { rows } = await tx.query<NeedRow>({
    name: `read-needs${of.some ? '-of' : ''}${of.entity ? '-entity' : ''}`,
    text: statement(of),
    values: [organizationId, ...(connections === null ? [] : [connections]), ...(entity ? [entity] : [])],
  })
  const counts = Object.fromEntries(needKinds.map((kind) => [kind, 0])) as Record<NeedKind, number>
  for (const row of rows) counts[row.kind] += row.count
  return { counts, problems: inOrderOfUrgency(rows.map(toNeed)).slice(0, maxProblems) }
}

/** Rows of a table, newest first, as many as are looked at; of each connection from its own range of an index. */
const newest = (table: string, order: string, condition: string, ofSome: boolean) => {
  const rows = (connection: string) =>
    `${table} t where t.organization_id = $1 ${connection} and ${condition} order by t.${order} desc limit ${needCap}`
  return ofSome
    ? `unnest($2::uuid[]) v (connection_id) cross join lateral (
        select * from ${rows('and t.connection_id = v.connection_id')}) t order by t.${order} desc limit ${needCap}`
    : rows('')
}

const syncs = (kind: NeedKind, condition: string, ofSome: boolean) => `
  (select '${kind}' as kind, t.connection_id, t.entity, t.error_code as code, null as reason, t.sync_id as id,
     t.updated_at as at, t.requested_position as position, t.amount_minor as minor, t.amount_currency as currency
   from ${newest('read.sync_status', 'requested_position', condition, ofSome)})`

/** What is asked for: of the connections `$2`; of the entity that comes last. */
interface Of {
  readonly some: boolean
  readonly entity: boolean
}

function statement({ some: ofSome, entity: ofEntity }: Of): string {
  const ofIts = (row: string) => (ofEntity ? ` and ${row}.entity = ${ofSome ? '$3' : '$2'}` : '')
  return `
  with thing as (
    ${syncs('unknown', `t.face = 'unknown'${ofIts('t')}`, ofSome)}
    union all ${syncs('failed', `t.face = 'failed'${ofIts('t')}`, ofSome)}
    -- They are few, whosever they are.
    union all ${syncs('conflict', `t.status = 'pending' and t.hold = 'conflict' ${ofSome ? 'and t.connection_id = any ($2)' : ''}${ofIts('t')}`, false)}
    union all
    (select 'quarantined', t.connection_id, null, null, t.reason, t.delivery_id, t.received_at, t.received_position,
       null, null
     from ${newest('read.delivery', 'received_position', "t.status = 'quarantined'", ofSome)})
    union all
    (select 'reconnect', w.connection_id, null, 'TOKEN_REFRESH_FAILED', null, w.connection_id, w.reconnect_needed_at,
       w.last_position, null, null
     from read.connection w
     where w.organization_id = $1 and w.reconnect_needed_at is not null and w.status <> 'deleted'
       ${ofSome ? 'and w.connection_id = any ($2)' : ''} limit ${needCap})
  ),
  -- What waits for a connection to be signed in to again is none of those, yet it holds up money.
  waiting as (
    select t.kind, t.connection_id, t.entity, t.code, t.reason, null::uuid as id, null::timestamptz as at,
      null::bigint as position, s.amount_minor as minor, s.amount_currency as currency
    from (select * from thing where kind = 'reconnect' limit ${maxProblems}) t
    cross join lateral (
      select s.amount_minor, s.amount_currency from read.sync_status s
      where s.organization_id = $1 and s.connection_id = t.connection_id and s.face = 'waiting'${ofIts('s')}
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
}

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
