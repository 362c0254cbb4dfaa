import type { CredentialKind } from '@syncline/domain/connection'
import type pg from 'pg'
import { withOrganization } from '../pool/index.ts'
import { resealDataKey } from './credentials.ts'
import { readOrganizationKeys } from './organization-key.ts'
import { subjectKeyPlace } from './places.ts'
import type { Vault, Wrapping } from './vault.ts'

export interface Progress {
  readonly done: number
  readonly total: number
}

/** Credentials sealed anew in one transaction. */
const batch = 100
/** Organizations, or keys of them, that one round goes through. */
const perRound = 50

/** Whether organization keys are being wrapped anew. */
export async function isWrappingAnew(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query(
    'select from coordination.wrapping_rotation where finished_at is null limit 1',
  )
  return rows.length > 0
}

/** Begins to wrap every organization key anew, unless that is under way. `pool` runs as the worker. */
export async function startWrappingRotation(pool: pg.Pool): Promise<void> {
  await pool.query(
    `insert into coordination.wrapping_rotation (started_at) select now()
     where not exists (select from coordination.wrapping_rotation where finished_at is null)`,
  )
}

/**
 * One bounded round of wrapping anew; may be killed anywhere, and goes on from what is still wrapped as before.
 * @returns null when nothing is under way
 */
export async function advanceWrappingRotation(pool: pg.Pool, vault: Wrapping): Promise<Progress | null> {
  const { rows } = await pool.query<{ id: string; started_at: string }>(
    // As text: a time of JavaScript has no microseconds.
    'select rotation_id as id, started_at::text as started_at from coordination.wrapping_rotation where finished_at is null order by rotation_id limit 1',
  )
  const rotation = rows[0]
  if (!rotation) return null
  const { rows: stale } = await pool.query<{ organization_id: string; version: number }>(
    'select organization_id, version from custody.find_stale_wrappings($1, $2)',
    [rotation.started_at, perRound],
  )
  for (const { organization_id, version } of stale) await rewrap(pool, vault, organization_id, version)
  const { rows: counts } = await pool.query<{ stale: string; total: string }>(
    'select stale, total from custody.count_wrappings($1)',
    [rotation.started_at],
  )
  const [left, total] = [Number(counts[0]?.stale ?? 0), Number(counts[0]?.total ?? 0)]
  if (left === 0)
    await pool.query('update coordination.wrapping_rotation set finished_at = now() where rotation_id = $1', [
      rotation.id,
    ])
  return { done: total - left, total }
}

async function rewrap(
  pool: pg.Pool,
  vault: Wrapping,
  organizationId: string,
  version: number,
): Promise<void> {
  const keys = await withOrganization(pool, organizationId, (tx) => readOrganizationKeys(tx, organizationId))
  const row = keys.find((key) => key.version === version)
  if (!row) return
  const wrapped = await vault.rewrap(organizationId, row)
  await withOrganization(pool, organizationId, (tx) =>
    tx.query(
      // Only what was read: two who wrap at once write the same key, once.
      `update custody.organization_key set wrapper = $3, wrapped = $4, wrapped_at = now()
       where organization_id = $1 and version = $2 and wrapped = $5`,
      [organizationId, version, vault.wrapper.name, wrapped, row.wrapped],
    ),
  )
}

/**
 * One bounded round of sealing credentials under the newest key of their organization.
 * @returns how many were sealed anew now, and how many are left
 */
export async function resealCredentials(
  pool: pg.Pool,
  vault: Vault,
): Promise<{ readonly resealed: number; readonly left: number }> {
  const { rows } = await pool.query<{ organization_id: string; credentials: string }>(
    'select organization_id, credentials from custody.find_stale_credentials($1)',
    [perRound],
  )
  let resealed = 0
  for (const { organization_id } of rows) resealed += await resealSome(pool, vault, organization_id)
  return { resealed, left: rows.reduce((sum, row) => sum + Number(row.credentials), 0) - resealed }
}

interface StaleRow {
  connection_id: string
  kind: CredentialKind
  version: number
  wrapped_key: Buffer
}

async function resealSome(pool: pg.Pool, vault: Vault, organizationId: string): Promise<number> {
  const keys = await vault.keysOf(organizationId)
  return withOrganization(pool, organizationId, async (tx) => {
    const { rows } = await tx.query<StaleRow>(
      `select connection_id, kind, version, wrapped_key from custody.credential
       where organization_id = $1 and key_version < $2 and retired_at is null
       order by connection_id, kind, version limit ${batch} for update skip locked`,
      [organizationId, keys.version],
    )
    for (const { connection_id: connectionId, kind, version, wrapped_key } of rows)
      await tx.query(
        `update custody.credential set wrapped_key = $5, key_version = $6
         where organization_id = $1 and connection_id = $2 and kind = $3 and version = $4`,
        [
          organizationId,
          connectionId,
          kind,
          version,
          resealDataKey(keys, { organizationId, connectionId, kind, version }, wrapped_key),
          keys.version,
        ],
      )
    return rows.length
  })
}

/** Keys of subjects wrapped in one transaction: each is one statement's row, nothing of what they sealed is touched. */
const subjectBatch = 1_000

/**
 * One bounded round of wrapping the keys of subjects under the newest key of their organization. Destroyed ones are left
 * as they are: there is nothing to wrap.
 * @returns how many were wrapped anew now
 */
export async function resealSubjectKeys(pool: pg.Pool, vault: Vault): Promise<number> {
  const { rows } = await pool.query<{ organization_id: string }>(
    'select organization_id from custody.find_stale_subject_keys($1)',
    [perRound],
  )
  let resealed = 0
  for (const { organization_id } of rows) resealed += await rewrapSubjects(pool, vault, organization_id)
  return resealed
}

async function rewrapSubjects(pool: pg.Pool, vault: Vault, organizationId: string): Promise<number> {
  const keys = await vault.keysOf(organizationId)
  return withOrganization(pool, organizationId, async (tx) => {
    const { rows } = await tx.query<{ subject_id: string; generation: number; wrapped_key: Buffer }>(
      `select subject_id, generation, wrapped_key from custody.subject_key
       where organization_id = $1 and key_version < $2 and destroyed_at is null
       order by key_version limit ${subjectBatch} for update skip locked`,
      [organizationId, keys.version],
    )
    const wrapped = rows.map((row) => {
      const place = subjectKeyPlace(organizationId, row.subject_id, row.generation)
      return keys.sealBytes(place, keys.openBytes(place, row.wrapped_key))
    })
    await tx.query(
      `update custody.subject_key k set wrapped_key = n.wrapped, key_version = $2
       from unnest($3::uuid[], $4::int[], $5::bytea[]) n (subject_id, generation, wrapped)
       where k.organization_id = $1 and k.subject_id = n.subject_id and k.generation = n.generation`,
      [
        organizationId,
        keys.version,
        rows.map((row) => row.subject_id),
        rows.map((row) => row.generation),
        wrapped,
      ],
    )
    return rows.length
  })
}
