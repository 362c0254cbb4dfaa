import type {
  Choices,
  ConflictPolicy,
  Entity,
  ProviderName,
  Schedule,
  Scope,
} from '@syncline/domain/connection'
import { defaultRetryWaitsMs } from '@syncline/domain/sync'
import type { ConnectionView, FlowView } from '@syncline/domain/view'
import type pg from 'pg'
import { build, run } from './builder.ts'

/**
 * @param webhookUrlOf the address of a connection's door
 * @param isPlayed whether the sandbox plays its provider
 */
export async function listConnections(
  tx: pg.ClientBase,
  organizationId: string,
  webhookUrlOf: (connection: Pick<ConnectionView, 'connectionId' | 'provider'>) => string,
  isPlayed: (connection: { provider: ProviderName; baseUrl: string }) => boolean = () => false,
): Promise<ConnectionView[]> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.connection')
      .select(['connection_id', 'provider', 'name', 'venue', 'retry_waits_ms', 'status', 'status_reason'])
      .select(['base_url', 'account_id', 'choices', 'schedule', 'scope_off', 'reconnect_needed_at'])
      .where('organization_id', '=', organizationId)
      .where('status', '<>', 'deleted')
      .orderBy('name')
      .limit(1_000),
  )
  return rows.map((row) => {
    const named = { connectionId: row.connection_id, provider: row.provider as ProviderName }
    return {
      ...named,
      name: row.name,
      venue: row.venue,
      webhookUrl: webhookUrlOf(named),
      retryWaitsMs: row.retry_waits_ms,
      disabledBecause: row.status === 'disabled' ? (row.status_reason ?? '') : null,
      reconnectSince: row.reconnect_needed_at?.toISOString() ?? null,
      accountId: row.account_id,
      choices: row.choices as Choices,
      schedule: row.schedule as Schedule | null,
      scopeOff: row.scope_off as Scope[],
      played: isPlayed({ provider: named.provider, baseUrl: row.base_url }),
    }
  })
}

export async function listFlows(tx: pg.ClientBase, organizationId: string): Promise<FlowView[]> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.flow as f')
      .select(['flow_id', 'entity', 'source_connection_id', 'target_connection_id', 'conflict_policy'])
      .where('organization_id', '=', organizationId)
      .where('disabled', '=', false)
      // What was deleted at either end carries nothing any more.
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('read.connection as c')
              .select('c.connection_id')
              .whereRef('c.organization_id', '=', 'f.organization_id')
              .where('c.status', '=', 'deleted')
              .where(({ or, eb }) =>
                or([
                  eb('c.connection_id', '=', eb.ref('f.source_connection_id')),
                  eb('c.connection_id', '=', eb.ref('f.target_connection_id')),
                ]),
              ),
          ),
        ),
      )
      .orderBy('flow_id')
      .limit(1_000),
  )
  return rows.map((row) => ({
    flowId: row.flow_id,
    entity: row.entity as Entity,
    sourceConnectionId: row.source_connection_id,
    targetConnectionId: row.target_connection_id,
    conflictPolicy: row.conflict_policy as ConflictPolicy,
  }))
}

export interface ConnectionRow {
  readonly connectionId: string
  readonly provider: ProviderName
  readonly baseUrl: string
  /** The provider's account that it is about; its own id where nobody told. */
  readonly accountId: string
  /** What of it was chosen from what the provider has. */
  readonly choices: Choices
  /** Null where nobody set one. */
  readonly schedule: Schedule | null
  /** Kinds of records that are switched off. */
  readonly scopeOff: readonly Scope[]
  /** Switched off, or its whole organization is: nothing may leave to it. */
  readonly disabled: boolean
  /** How long each retry of what goes there waits. */
  readonly retryWaitsMs: readonly number[]
}

export async function findConnection(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<ConnectionRow | null> {
  const rows = await run(
    tx,
    build
      .selectFrom('read.connection as c')
      .leftJoin('read.organization as o', 'o.organization_id', 'c.organization_id')
      .select(['c.connection_id', 'c.provider', 'c.base_url', 'c.account_id', 'c.choices', 'c.status'])
      .select(['c.schedule', 'c.scope_off', 'c.retry_waits_ms', 'o.disabled_because'])
      .where('c.organization_id', '=', organizationId)
      .where('c.connection_id', '=', connectionId)
      .where('c.status', '<>', 'deleted'),
  )
  const row = rows[0]
  return row
    ? {
        connectionId: row.connection_id,
        provider: row.provider as ProviderName,
        baseUrl: row.base_url,
        accountId: row.account_id,
        choices: row.choices as Choices,
        schedule: row.schedule as Schedule | null,
        scopeOff: row.scope_off as Scope[],
        disabled: row.status === 'disabled' || row.disabled_because !== null,
        retryWaitsMs: row.retry_waits_ms ?? defaultRetryWaitsMs,
      }
    : null
}

/** The flow of one entity from one connection to another, also where it was taken away; null where there never was one. */
export async function findFlow(
  tx: pg.ClientBase,
  organizationId: string,
  way: Pick<FlowView, 'entity' | 'sourceConnectionId' | 'targetConnectionId'>,
): Promise<{ flowId: string; disabled: boolean; mappingVersion: number } | null> {
  const [row] = await run(
    tx,
    build
      .selectFrom('read.flow')
      .select(['flow_id', 'disabled', 'mapping_version'])
      .where('organization_id', '=', organizationId)
      .where('source_connection_id', '=', way.sourceConnectionId)
      .where('entity', '=', way.entity)
      .where('target_connection_id', '=', way.targetConnectionId)
      .orderBy('flow_id')
      .limit(1),
  )
  return row ? { flowId: row.flow_id, disabled: row.disabled, mappingVersion: row.mapping_version } : null
}

/** Why an organization is switched off; null while it is on. */
export async function organizationOff(tx: pg.ClientBase, organizationId: string): Promise<string | null> {
  const [row] = await run(
    tx,
    build
      .selectFrom('read.organization')
      .select('disabled_because')
      .where('organization_id', '=', organizationId),
  )
  return row?.disabled_because ?? null
}
