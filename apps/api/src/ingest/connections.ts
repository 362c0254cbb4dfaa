import { type OpenedCredential, openCredentials, type Vault } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { type ProviderName, providerNames } from '@syncline/domain/connection'
import type pg from 'pg'

/** A connection as the door needs it: whose it is, and the secrets that may have signed. */
export interface DoorConnection {
  readonly connectionId: string
  readonly organizationId: string
  readonly provider: ProviderName
  /** The provider's account it is about. */
  readonly accountId: string
  /** Newest first, two at most. */
  readonly webhookSecrets: readonly OpenedCredential[]
}

const keptMs = 60_000
/** Ids that are not ours cost one look-up each; the list of them must not grow with who asks. */
const maxKept = 10_000

/** Looks connections up by the id in their webhook address; kept for a minute, so that a flood costs no query each. */
export function createDoorDirectory(deps: { pool: pg.Pool; vault: Vault; now?: () => number }) {
  const { pool, vault, now = Date.now } = deps
  const kept = new Map<string, { found: Promise<DoorConnection | null>; until: number }>()

  async function find(connectionId: string): Promise<DoorConnection | null> {
    const { rows } = await pool.query<{ organization_id: string; provider: string }>(
      'select organization_id, provider from read.find_connection($1)',
      [connectionId],
    )
    const row = rows[0]
    if (!row || !(providerNames as readonly string[]).includes(row.provider)) return null
    const organizationId = row.organization_id
    return withOrganization(pool, organizationId, async (tx) => {
      const account = await tx.query<{ account_id: string }>(
        'select account_id from read.connection where organization_id = $1 and connection_id = $2',
        [organizationId, connectionId],
      )
      const credentials = await openCredentials(tx, vault, organizationId, connectionId)
      return {
        connectionId,
        organizationId,
        provider: row.provider as ProviderName,
        accountId: account.rows[0]?.account_id ?? '',
        webhookSecrets: credentials.filter(({ kind }) => kind === 'webhook_secret'),
      }
    })
  }

  return {
    /** The ids of connections to a provider, of whatever organization; fifty at most. */
    async all(provider: ProviderName): Promise<readonly string[]> {
      const { rows } = await pool.query<{ id: string }>('select id from read.connections_of($1) as id', [
        provider,
      ])
      return rows.map(({ id }) => id)
    },
    /** Its secrets changed: the next webhook is met by the new ones. */
    forget(connectionId: string): void {
      kept.delete(connectionId)
    },
    find(connectionId: string): Promise<DoorConnection | null> {
      const entry = kept.get(connectionId)
      if (entry && entry.until > now()) return entry.found
      if (kept.size >= maxKept) kept.clear()
      const found = find(connectionId)
      kept.set(connectionId, { found, until: now() + keptMs })
      found.then(
        // A connection that is made a moment later must not stay unknown for a minute.
        (connection) => connection === null && kept.delete(connectionId),
        () => kept.delete(connectionId),
      )
      return found
    },
  }
}

export type DoorDirectory = ReturnType<typeof createDoorDirectory>
