import { randomBytes } from 'node:crypto'
import type { CredentialKind } from '@syncline/domain/connection'
import type pg from 'pg'
import { keyBytes, openBytes, sealBytes } from './keys.ts'
import type { OrganizationKeys } from './organization-keys.ts'
import type { Place } from './places.ts'
import type { Vault } from './vault.ts'

/** One credential of one connection. */
export interface CredentialName {
  readonly organizationId: string
  readonly connectionId: string
  readonly kind: CredentialKind
  readonly version: number
}

export interface OpenedCredential {
  readonly kind: CredentialKind
  readonly version: number
  readonly secret: string
}

/** Live versions of a kind: the newest, and the one before it while both sides change over. */
const maxLive = 2
/** Versions of a kind that are remembered, without what they held. */
const maxRemembered = 20

const placeOf = ({ organizationId, connectionId, kind, version }: CredentialName): Place => ({
  organizationId,
  table: 'custody.credential',
  column: 'wrapped_key',
  record: `${connectionId}/${kind}/${version}`,
})
const secretPlace = ({ organizationId, connectionId, kind, version }: CredentialName) =>
  `${organizationId}|${connectionId}|${kind}|${version}`

/**
 * Stores the next version of a credential under a fresh data key. The one before stays readable until it is retired,
 * those before that end now. `tx` must be inside `withOrganization` of the same organization.
 * @returns the version, and the last four characters: all that is ever shown again
 */
export async function storeCredential(
  tx: pg.ClientBase,
  vault: Vault,
  credential: { organizationId: string; connectionId: string; kind: CredentialKind; secret: string },
): Promise<{ version: number; lastFour: string }> {
  const { organizationId, connectionId, kind, secret } = credential
  const keys = await vault.keysOf(organizationId)
  // Two who rotate at once take turns: each gets a version of its own.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `credential/${organizationId}/${connectionId}/${kind}`,
  ])
  const { rows } = await tx.query<{ version: number }>(
    'select coalesce(max(version), 0) + 1 as version from custody.credential where organization_id = $1 and connection_id = $2 and kind = $3',
    [organizationId, connectionId, kind],
  )
  const { version } = rows[0] as { version: number }
  const name: CredentialName = { organizationId, connectionId, kind, version }
  const dataKey = randomBytes(keyBytes)
  const sealed = sealBytes(dataKey, Buffer.from(secret, 'utf8'), secretPlace(name))
  const lastFour = secret.length >= 12 ? secret.slice(-4) : ''
  await tx.query(
    `insert into custody.credential (organization_id, connection_id, kind, version, key_version, wrapped_key, sealed, last_four)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      organizationId,
      connectionId,
      kind,
      version,
      keys.version,
      keys.sealBytes(placeOf(name), dataKey),
      sealed,
      lastFour,
    ],
  )
  await endOlder(tx, name)
  return { version, lastFour }
}

const retirement = 'retired_at = now(), wrapped_key = null, sealed = null'

async function endOlder(tx: pg.ClientBase, name: CredentialName): Promise<void> {
  const { organizationId, connectionId, kind, version } = name
  const these = 'organization_id = $1 and connection_id = $2 and kind = $3'
  await tx.query(
    `update custody.credential set ${retirement} where ${these} and retired_at is null and version not in
       (select version from custody.credential where ${these} and retired_at is null order by version desc limit ${maxLive})`,
    [organizationId, connectionId, kind],
  )
  await tx.query(
    `delete from custody.credential where ${these} and version <= $4 and retired_at is not null`,
    [organizationId, connectionId, kind, version - maxRemembered],
  )
}

interface SealedRow {
  kind: CredentialKind
  version: number
  wrapped_key: Buffer
  sealed: Buffer
}

/** Live credentials of a connection, newest version first, two of a kind at most. `tx` inside `withOrganization`. */
export async function openCredentials(
  tx: pg.ClientBase,
  vault: Vault,
  organizationId: string,
  connectionId: string,
): Promise<readonly OpenedCredential[]> {
  const { rows } = await tx.query<SealedRow>(
    `select kind, version, wrapped_key, sealed from custody.credential
     where organization_id = $1 and connection_id = $2 and retired_at is null order by kind, version desc limit 100`,
    [organizationId, connectionId],
  )
  const keys = await vault.keysOf(organizationId)
  return rows.map(({ kind, version, wrapped_key, sealed }) => {
    const name: CredentialName = { organizationId, connectionId, kind, version }
    const dataKey = keys.openBytes(placeOf(name), wrapped_key)
    return { kind, version, secret: openBytes(dataKey, sealed, secretPlace(name)).toString('utf8') }
  })
}

/**
 * Ends one version: its ciphertext and its key are gone, that it was there stays known.
 * @returns false when there is no such live version
 */
export async function retireCredential(tx: pg.ClientBase, name: CredentialName): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update custody.credential set ${retirement}
     where organization_id = $1 and connection_id = $2 and kind = $3 and version = $4 and retired_at is null`,
    [name.organizationId, name.connectionId, name.kind, name.version],
  )
  return rowCount === 1
}

/**
 * Everything a connection has in custody is gone: ciphertexts, their keys, and that they were there.
 * @returns how many still held something
 */
export async function destroyCredentials(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<number> {
  const { rows } = await tx.query<{ live: boolean }>(
    'delete from custody.credential where organization_id = $1 and connection_id = $2 returning retired_at is null as live',
    [organizationId, connectionId],
  )
  return rows.filter(({ live }) => live).length
}

/** Seals the data key of one credential under the key that seals now; the secret itself stays as it is. */
export function resealDataKey(keys: OrganizationKeys, name: CredentialName, wrappedKey: Buffer): Buffer {
  return keys.sealBytes(placeOf(name), keys.openBytes(placeOf(name), wrappedKey))
}
