import type { ProviderName } from '@syncline/domain/connection'
import type pg from 'pg'
import type { Keeper } from './receive.ts'

const keptMs = 10_000
const maxKept = 10_000

/** Who has an account at a provider: looked up across organizations, and kept for some seconds. */
export function createAccountDirectory({ pool, now = Date.now }: { pool: pg.Pool; now?: () => number }) {
  const kept = new Map<string, { found: Promise<readonly Keeper[]>; until: number }>()

  async function look(provider: ProviderName, accountId: string): Promise<readonly Keeper[]> {
    const { rows } = await pool.query<{ organization_id: string; connection_id: string }>(
      'select organization_id, connection_id from read.find_account($1, $2)',
      [provider, accountId],
    )
    return rows.map((row) => ({
      organizationId: row.organization_id,
      connectionId: row.connection_id,
      provider,
      accountId,
    }))
  }

  return {
    find(provider: ProviderName, accountId: string): Promise<readonly Keeper[]> {
      const key = `${provider}/${accountId}`
      const entry = kept.get(key)
      if (entry && entry.until > now()) return entry.found
      if (kept.size >= maxKept) kept.clear()
      const found = look(provider, accountId)
      kept.set(key, { found, until: now() + keptMs })
      found.then(
        // One that is connected a moment later must not stay unknown.
        (keepers) => keepers.length === 0 && kept.delete(key),
        () => kept.delete(key),
      )
      return found
    },
  }
}

export type AccountDirectory = ReturnType<typeof createAccountDirectory>
