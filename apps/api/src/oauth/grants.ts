import { storeCredential, type Vault } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import type { CredentialKind } from '@syncline/domain/connection'
import type { NewEvent } from '@syncline/domain/event'
import type { Tokens } from '@syncline/providers/port'
import type pg from 'pg'

/** What is known of a sign-in beside its tokens. */
export interface Grant {
  readonly accessExpiresAt: Date
  readonly dead: boolean
}

interface Row {
  access_expires_at: Date
  dead: boolean
}

const toGrant = (row: Row | undefined): Grant | null =>
  row ? { accessExpiresAt: row.access_expires_at, dead: row.dead } : null

const select =
  'select access_expires_at, dead from coordination.oauth_grant where organization_id = $1 and connection_id = $2'

/** Null: the connection was never signed in to. */
export async function readGrant(
  pool: pg.Pool,
  organizationId: string,
  connectionId: string,
): Promise<Grant | null> {
  const { rows } = await withOrganization(pool, organizationId, (tx) =>
    tx.query<Row>(select, [organizationId, connectionId]),
  )
  return toGrant(rows[0])
}

/** The same, and until the transaction ends nobody else renews it. */
export async function lockGrant(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<Grant | null> {
  const { rows } = await tx.query<Row>(`${select} for update`, [organizationId, connectionId])
  return toGrant(rows[0])
}

/** Stores what a sign-in or its renewal gave: tokens and expiry in one transaction, so that neither is without the other. */
export async function storeTokens(
  tx: pg.ClientBase,
  vault: Vault,
  { organizationId, connectionId, now }: { organizationId: string; connectionId: string; now: Date },
  { accessToken, refreshToken, expiresInSeconds }: Tokens,
): Promise<NewEvent[]> {
  const rotated: NewEvent[] = []
  const secrets: readonly [CredentialKind, string][] = [
    ['access_token', accessToken],
    ['refresh_token', refreshToken],
  ]
  for (const [kind, secret] of secrets) {
    const { version, lastFour } = await storeCredential(tx, vault, {
      organizationId,
      connectionId,
      kind,
      secret,
    })
    rotated.push({ type: 'CredentialRotated', data: { kind, credentialVersion: version, lastFour } })
  }
  const expiresAt = new Date(now.getTime() + expiresInSeconds * 1_000)
  await tx.query(
    `insert into coordination.oauth_grant (organization_id, connection_id, access_expires_at, renewed_at)
     values ($1, $2, $3, $4)
     on conflict (organization_id, connection_id) do update
       set access_expires_at = excluded.access_expires_at, renewed_at = excluded.renewed_at, dead = false`,
    [organizationId, connectionId, expiresAt, now],
  )
  return rotated
}

/** The access token is over, whatever life it was given. */
export async function endToken(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `update coordination.oauth_grant set access_expires_at = least(access_expires_at, $3)
     where organization_id = $1 and connection_id = $2`,
    [organizationId, connectionId, now],
  )
}

export async function buryGrant(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<void> {
  await tx.query(
    'update coordination.oauth_grant set dead = true where organization_id = $1 and connection_id = $2',
    [organizationId, connectionId],
  )
}
