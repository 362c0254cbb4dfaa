import { openCredentials, type Vault } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import type { Access } from '@syncline/providers/port'
import type pg from 'pg'

export type Target = Pick<Access, 'baseUrl' | 'secrets' | 'allowsAddress'>

export interface TargetDirectory {
  /** Address and opened credentials of a connection; null when there is none. Kept for 30 seconds. */
  open(organizationId: string, connectionId: string): Promise<Target | null>
}

const keptMs = 30_000
const maxKept = 1_000

export function createTargetDirectory(deps: {
  pool: pg.Pool
  vault: Vault
  /** Asked for each address before a socket goes to it; all are allowed when left out. */
  allowsAddress?: (address: string) => boolean
  now?: () => number
}): TargetDirectory {
  const { pool, vault, allowsAddress, now = Date.now } = deps
  const kept = new Map<string, { target: Promise<Target | null>; until: number }>()

  async function find(organizationId: string, connectionId: string): Promise<Target | null> {
    return withOrganization(pool, organizationId, async (tx) => {
      const connection = await findConnection(tx, organizationId, connectionId)
      if (!connection) return null
      const credentials = await openCredentials(tx, vault, organizationId, connectionId)
      // Newest first: the first of a kind is the live one.
      const secrets: Partial<Record<(typeof credentials)[number]['kind'], string>> = {}
      for (const { kind, secret } of credentials) secrets[kind] ??= secret
      return { baseUrl: connection.baseUrl, secrets, ...(allowsAddress && { allowsAddress }) }
    })
  }

  return {
    open(organizationId, connectionId) {
      const key = `${organizationId}/${connectionId}`
      const entry = kept.get(key)
      if (entry && entry.until > now()) return entry.target
      if (kept.size >= maxKept) kept.clear()
      const target = find(organizationId, connectionId)
      kept.set(key, { target, until: now() + keptMs })
      target.then(
        (found) => found === null && kept.delete(key),
        () => kept.delete(key),
      )
      return target
    },
  }
}
