import type { KeyEnvironment, Permission } from '@syncline/domain/access'
import type { Actor } from '@syncline/domain/event'
import type pg from 'pg'

export interface NewApiKey {
  readonly keyId: string
  readonly name: string
  readonly environment: KeyEnvironment
  readonly scopes: readonly Permission[]
  readonly digest: string
  readonly createdBy: Actor
  readonly createdAt: Date
  readonly expiresAt: Date | null
}

export interface ApiKeyRow extends Omit<NewApiKey, 'digest'> {
  /** Its successor; null where there is none, or none any more: one that was revoked leaves room for another. */
  readonly replacedBy: string | null
  /** For how long it was made, or its successor in its place; null: for good. */
  readonly lifetimeMs: number | null
  readonly revokedAt: Date | null
  readonly lastUsedAt: Date | null
  readonly lastUsedFrom: string | null
  readonly usesToday: number
  /** In the last thirty days. */
  readonly uses: number
  /** First seen since yesterday, when others had been seen before. */
  readonly newAddress: boolean
}

/** A key that is not revoked, of whichever organization. */
export interface FoundKey extends Pick<NewApiKey, 'environment' | 'scopes' | 'digest' | 'expiresAt'> {
  readonly organizationId: string
  readonly organizationName: string
}

const maxListed = 200
const useDays = 30

/** Asked before the organization is known: the only reading here outside of `withOrganization`. */
export async function findApiKey(pool: pg.Pool, keyId: string): Promise<FoundKey | null> {
  const { rows } = await pool.query<FoundKey>(
    `select organization_id as "organizationId", organization_name as "organizationName", environment, scopes, digest,
       expires_at as "expiresAt" from read.find_api_key($1)`,
    [keyId],
  )
  return rows[0] ?? null
}

/** A successor that was revoked before it had one of its own. */
const lost = 'n.revoked_at is not null and n.replaced_by is null'
const successor =
  'from custody.api_key n where n.organization_id = k.organization_id and n.key_id = k.replaced_by'
const columns = `k.key_id as "keyId", k.name, k.environment, k.scopes, k.created_by as "createdBy",
  k.created_at as "createdAt", k.expires_at as "expiresAt", (select n.key_id ${successor} and not (${lost})) as "replacedBy",
  (extract(epoch from case when k.replaced_by is null then k.expires_at - k.created_at
    else (select n.expires_at - n.created_at ${successor}) end) * 1000)::int8 as "lifetimeMs", k.revoked_at as "revokedAt",
  u.at as "lastUsedAt", u.address as "lastUsedFrom", coalesce(u.today, 0)::int8 as "usesToday",
  coalesce(u.uses, 0)::int8 as "uses", coalesce(u.fresh and not u.fresh_only, false) as "newAddress"`
const withUse = `custody.api_key k left join lateral (
    select max(at) as at, (array_agg(a.address order by at desc))[1] as address, sum(a.uses) as uses, sum(a.today) as today,
      bool_or(a.since >= current_date - 1) as fresh, bool_and(a.since >= current_date - 1) as fresh_only
    from (
      select address, max(last_used_at) as at, sum(uses) as uses, min(day) as since,
        sum(uses) filter (where day = current_date) as today
      from coordination.api_key_use
      where organization_id = k.organization_id and key_id = k.key_id and day > current_date - ${useDays}
      group by address) a) u on true`

/** Newest first, 200 at most. `tx` inside `withOrganization`, as everywhere below. */
export async function listApiKeys(tx: pg.ClientBase, organizationId: string): Promise<readonly ApiKeyRow[]> {
  const { rows } = await tx.query<ApiKeyRow>(
    `select ${columns} from ${withUse} where k.organization_id = $1 order by k.created_at desc limit ${maxListed}`,
    [organizationId],
  )
  return rows
}

export async function getApiKey(
  tx: pg.ClientBase,
  organizationId: string,
  keyId: string,
): Promise<ApiKeyRow | null> {
  const { rows } = await tx.query<ApiKeyRow>(
    `select ${columns} from ${withUse} where k.organization_id = $1 and k.key_id = $2`,
    [organizationId, keyId],
  )
  return rows[0] ?? null
}

/** What keys are called, those that are over too. @returns names by id, without those that are not there */
export async function apiKeyNames(
  tx: pg.ClientBase,
  organizationId: string,
  keyIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (keyIds.length === 0) return new Map()
  const { rows } = await tx.query<{ id: string; name: string }>(
    'select key_id as id, name from custody.api_key where organization_id = $1 and key_id = any ($2)',
    [organizationId, keyIds],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Neither revoked nor expired. */
export async function countLiveKeys(tx: pg.ClientBase, organizationId: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int8 as count from custody.api_key
     where organization_id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
    [organizationId],
  )
  return rows[0]?.count ?? 0
}

export async function insertApiKey(tx: pg.ClientBase, organizationId: string, key: NewApiKey): Promise<void> {
  await tx.query(
    `insert into custody.api_key
       (organization_id, key_id, name, environment, scopes, digest, created_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      organizationId,
      key.keyId,
      key.name,
      key.environment,
      key.scopes,
      key.digest,
      key.createdBy,
      key.createdAt,
      key.expiresAt,
    ],
  )
}

/**
 * Names the successor, once while that one is not revoked; the key works until `until` at the latest.
 * @returns false when it has one already, or is over
 */
export async function replaceApiKey(
  tx: pg.ClientBase,
  organizationId: string,
  { keyId, replacedBy, until }: { keyId: string; replacedBy: string; until: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update custody.api_key k set replaced_by = $3, expires_at = least(expires_at, $4)
     where organization_id = $1 and key_id = $2 and revoked_at is null
       and (replaced_by is null or exists (select ${successor} and ${lost}))
       and (expires_at is null or expires_at > now())`,
    [organizationId, keyId, replacedBy, until],
  )
  return rowCount === 1
}

/** @returns false when it was revoked before */
export async function revokeApiKey(
  tx: pg.ClientBase,
  organizationId: string,
  keyId: string,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update custody.api_key set revoked_at = $3 where organization_id = $1 and key_id = $2 and revoked_at is null',
    [organizationId, keyId, at],
  )
  return rowCount === 1
}

/** Calls of one key on one day (UTC, `2026-11-21`) from one address. */
export interface KeyUse {
  readonly keyId: string
  readonly day: string
  readonly address: string
  readonly uses: number
  readonly lastUsedAt: Date
}

/** Adds what was counted, and lets go of what is older than is shown. */
export async function storeUses(
  tx: pg.ClientBase,
  organizationId: string,
  uses: readonly KeyUse[],
): Promise<void> {
  await tx.query(
    `insert into coordination.api_key_use as u (organization_id, key_id, day, address, uses, last_used_at)
     select $1, v."keyId", v.day, v.address, v.uses, v."lastUsedAt"
     from jsonb_to_recordset($2) v ("keyId" text, day date, address text, uses bigint, "lastUsedAt" timestamptz)
     on conflict (organization_id, key_id, day, address) do update
       set uses = u.uses + excluded.uses, last_used_at = greatest(u.last_used_at, excluded.last_used_at)`,
    [organizationId, JSON.stringify(uses)],
  )
  await tx.query(
    `delete from coordination.api_key_use
     where organization_id = $1 and key_id = any ($2) and day <= current_date - ${useDays}`,
    [organizationId, uses.map(({ keyId }) => keyId)],
  )
}
