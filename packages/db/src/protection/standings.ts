import type {
  BreakerState,
  CredentialKind,
  Health,
  LimitPolicy,
  ProviderName,
} from '@syncline/domain/connection'
import type pg from 'pg'

/** How a connection stands; what its account may be called is reckoned from provider and policy. */
export interface StandingRow {
  readonly connectionId: string
  readonly provider: ProviderName
  readonly accountId: string
  readonly policy: LimitPolicy | null
  readonly health: Health | null
  readonly breaker: BreakerState
  readonly failures: number
  readonly openUntil: Date | null
  readonly kind: CredentialKind | null
  readonly lastFour: string
  readonly createdAt: Date
  readonly nextRunAt: Date | null
}

/** As many as the list of connections has. */
const most = 1_000

/** Of each connection: its last look, its breaker, its oldest credential in use and its next time. One statement for all. */
export async function listStandings(
  tx: pg.ClientBase,
  organizationId: string,
): Promise<readonly StandingRow[]> {
  const { rows } = await tx.query<StandingRow>(
    `select c.connection_id as "connectionId", c.provider, c.account_id as "accountId", c.limits as policy, h.health,
       coalesce(b.state, 'closed') as breaker, coalesce(b.failures, 0) as failures, b.open_until as "openUntil",
       k.kind, k.last_four as "lastFour", k.created_at as "createdAt",
       case when (c.schedule ->> 'isOn')::boolean then s.due_at end as "nextRunAt"
     from read.connection c
       left join coordination.breaker b using (organization_id, connection_id)
       left join coordination.health h using (organization_id, connection_id)
       left join coordination.schedule s using (organization_id, connection_id)
       left join lateral (
         select n.kind, n.last_four, n.created_at from (
           select distinct on (v.kind) v.kind, v.last_four, v.created_at from custody.credential v
           where v.organization_id = c.organization_id and v.connection_id = c.connection_id and v.retired_at is null
           order by v.kind, v.version desc) n
         order by n.created_at limit 1) k on true
     where c.organization_id = $1 and c.status <> 'deleted' order by c.name limit $2`,
    [organizationId, most],
  )
  return rows
}
