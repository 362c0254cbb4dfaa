import type { CredentialKind } from '@syncline/domain/connection'
import type { CredentialView } from '@syncline/domain/view'
import type pg from 'pg'

interface Row {
  kind: CredentialKind
  version: number
  last_four: string
  created_at: Date
  retired_at: Date | null
  uses: string
  last_used_at: Date | null
  validated_at: Date | null
  validation: string | null
}

/** What may be shown of a connection's credentials, newest version of each kind first. Nothing is opened. */
export async function listCredentials(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
): Promise<readonly CredentialView[]> {
  const { rows } = await tx.query<Row>(
    `select kind, version, last_four, created_at, retired_at, uses, last_used_at, validated_at, validation
     from custody.credential where organization_id = $1 and connection_id = $2 order by kind, version desc limit 200`,
    [organizationId, connectionId],
  )
  const text = (time: Date | null) => time?.toISOString() ?? null
  return rows.map((row) => ({
    kind: row.kind,
    version: row.version,
    lastFour: row.last_four,
    createdAt: row.created_at.toISOString(),
    retiredAt: text(row.retired_at),
    uses: Number(row.uses),
    lastUsedAt: text(row.last_used_at),
    validatedAt: text(row.validated_at),
    validation: row.validation,
  }))
}

/** Writes down what a test of the connection said of the live credentials it went with. */
export async function noteValidation(
  tx: pg.ClientBase,
  organizationId: string,
  connectionId: string,
  kinds: readonly CredentialKind[],
  validation: string,
): Promise<void> {
  await tx.query(
    `update custody.credential c set validated_at = now(), validation = $4
     where organization_id = $1 and connection_id = $2 and kind = any ($3::text[]) and retired_at is null
       and not exists (select from custody.credential n where n.organization_id = c.organization_id
         and n.connection_id = c.connection_id and n.kind = c.kind and n.version > c.version and n.retired_at is null)`,
    [organizationId, connectionId, kinds, validation],
  )
}
