import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { withOrganization } from '../pool/index.ts'
import { type KeyWrapper, keyBytes } from './keys.ts'

/** One version of an organization's key, wrapped. */
export interface KeyRow {
  readonly version: number
  readonly wrapper: string
  readonly wrapped: Buffer
  /** False for one that has just been made: every process gets to know it before anybody seals with it. */
  readonly sealsNow: boolean
}

/** What a process may not know yet is what it has not loaded within its five minutes. */
const heraldMinutes = 10
export const maxVersions = 50

export async function readOrganizationKeys(tx: pg.ClientBase, organizationId: string): Promise<KeyRow[]> {
  const { rows } = await tx.query<KeyRow>(
    // The first one has nothing to wait for, also where this transaction began before the one that made it.
    `select version, wrapper, wrapped, version = 1 or seals_from <= now() as "sealsNow" from custody.organization_key
     where organization_id = $1 order by version limit ${maxVersions}`,
    [organizationId],
  )
  return rows
}

/** Wraps outside of any transaction: the key service may take its time. Who comes second changes nothing. */
export async function createOrganizationKey(
  { pool, wrapper }: { pool: pg.Pool; wrapper: KeyWrapper },
  organizationId: string,
  version: number,
): Promise<void> {
  const wrapped = await wrapper.wrap(randomBytes(keyBytes), {
    organizationId,
    purpose: 'organization',
    version,
  })
  await withOrganization(pool, organizationId, (tx) =>
    tx.query(
      `insert into custody.organization_key (organization_id, version, wrapper, wrapped, seals_from)
       values ($1, $2, $3, $4, now() + make_interval(mins => $5)) on conflict do nothing`,
      [organizationId, version, wrapper.name, wrapped, version === 1 ? 0 : heraldMinutes],
    ),
  )
}

/**
 * Gives an organization a new key. It seals in ten minutes; credentials are sealed anew under it afterwards, what is
 * in the log stays under the keys before it.
 * @returns the version; the one that is on its way already, if there is one
 */
export async function rotateOrganizationKey(
  deps: { pool: pg.Pool; wrapper: KeyWrapper },
  organizationId: string,
): Promise<number> {
  const rows = await withOrganization(deps.pool, organizationId, (tx) =>
    readOrganizationKeys(tx, organizationId),
  )
  const newest = rows.at(-1)
  if (newest && !newest.sealsNow) return newest.version
  if (rows.length >= maxVersions)
    throw new RangeError(`An organization has at most ${maxVersions} versions of its key`)
  const version = (newest?.version ?? 0) + 1
  await createOrganizationKey(deps, organizationId, version)
  return version
}
