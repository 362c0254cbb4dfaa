import { randomBytes } from 'node:crypto'
import type { CredentialKind } from '@syncline/domain/connection'
import type pg from 'pg'
import { keyBytes, openBytes, sealBytes } from './keys.ts'
import type { Place, Vault } from './vault.ts'

export interface OpenedCredential {
  readonly kind: CredentialKind
  readonly version: number
  readonly secret: string
}

const place = (
  organizationId: string,
  connectionId: string,
  kind: string,
  version: number,
  column: string,
): Place => ({
  organizationId,
  table: 'custody.credential',
  column,
  record: `${connectionId}/${kind}/${version}`,
})

/**
 * Stores the next version of a credential under a fresh data key. The one before stays readable until it is retired.
 * `tx` must be inside `withOrganization` of the same organization.
 * @returns the version, and the last four characters: all that is ever shown again
 */
export async function storeCredential(
  tx: pg.ClientBase,
  vault: Vault,
  credential: { organizationId: string; connectionId: string; kind: CredentialKind; secret: string },
): Promise<{ version: number; lastFour: string }> {
  const { organizationId, connectionId, kind, secret } = credential
  const { rows } = await tx.query<{ version: number }>(
    'select coalesce(max(version), 0) + 1 as version from custody.credential where organization_id = $1 and connection_id = $2 and kind = $3',
    [organizationId, connectionId, kind],
  )
  const version = (rows[0] as { version: number }).version
  const keys = await vault.keysOf(organizationId)
  const dataKey = randomBytes(keyBytes)
  const sealed = sealBytes(
    dataKey,
    Buffer.from(secret, 'utf8'),
    `${organizationId}|${connectionId}|${kind}|${version}`,
  )
  const wrapped = keys.sealBytes(place(organizationId, connectionId, kind, version, 'wrapped_key'), dataKey)
  const lastFour = secret.length >= 12 ? secret.slice(-4) : ''
  await tx.query(
    'insert into custody.credential (organization_id, connection_id, kind, version, wrapped_key, sealed, last_four) values ($1, $2, $3, $4, $5, $6, $7)',
    [organizationId, connectionId, kind, version, wrapped, sealed, lastFour],
  )
  return { version, lastFour }
}

/** Live credentials of a connection, newest version first, two of a kind at most. `tx` inside `withOrganization`. */
export async function openCredentials(
  tx: pg.ClientBase,
  vault: Vault,
  organizationId: string,
  connectionId: string,
): Promise<readonly OpenedCredential[]> {
  const { rows } = await tx.query<{
    kind: CredentialKind
    version: number
    wrapped_key: Buffer
    sealed: Buffer
  }>(
    `select kind, version, wrapped_key, sealed from (
       select *, row_number() over (partition by kind order by version desc) as nth from custody.credential
       where organization_id = $1 and connection_id = $2 and retired_at is null) c
     where nth <= 2 order by kind, version desc`,
    [organizationId, connectionId],
  )
  const keys = await vault.keysOf(organizationId)
  return rows.map(({ kind, version, wrapped_key, sealed }) => {
    const dataKey = keys.openBytes(
      place(organizationId, connectionId, kind, version, 'wrapped_key'),
      wrapped_key,
    )
    const secret = openBytes(
      dataKey,
      sealed,
      `${organizationId}|${connectionId}|${kind}|${version}`,
    ).toString('utf8')
    return { kind, version, secret }
  })
}
