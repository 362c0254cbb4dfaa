import type { CredentialKind } from '@syncline/domain/connection'
import type pg from 'pg'
import { withOrganization } from '../pool/index.ts'

export interface UsedCredential {
  readonly kind: CredentialKind
  readonly version: number
}

export interface UseCounter {
  /** Counts in memory: costs no round trip. */
  count(organizationId: string, connectionId: string, credentials: readonly UsedCredential[]): void
  /** Writes down what was counted since the last time; what can't be written is kept for the next. */
  flush(): Promise<void>
}

interface Counted extends UsedCredential {
  readonly connectionId: string
  uses: number
  lastUsedAt: Date
}

const flushMs = 10_000
/** Versions counted at once; beyond it the oldest entries are written first, by the flush that is then due. */
const maxCounted = 10_000

/** Every use is counted, and written down every ten seconds: one statement per organization. */
export function createUseCounter(pool: pg.Pool, now: () => Date = () => new Date()): UseCounter {
  let counted = new Map<string, Map<string, Counted>>()
  let size = 0
  let timer: NodeJS.Timeout | null = null
  let flushing: Promise<void> = Promise.resolve()

  function add(organizationId: string, one: Counted): void {
    let ofOrganization = counted.get(organizationId)
    if (!ofOrganization) counted.set(organizationId, (ofOrganization = new Map()))
    const key = `${one.connectionId}/${one.kind}/${one.version}`
    const known = ofOrganization.get(key)
    if (known) {
      known.uses += one.uses
      if (one.lastUsedAt > known.lastUsedAt) known.lastUsedAt = one.lastUsedAt
      return
    }
    ofOrganization.set(key, { ...one })
    size++
  }

  async function write(): Promise<void> {
    const taken = counted
    counted = new Map()
    size = 0
    for (const [organizationId, ones] of taken) {
      const rows = [...ones.values()]
      try {
        await withOrganization(pool, organizationId, (tx) =>
          tx.query(
            `update custody.credential c set uses = c.uses + u.uses, last_used_at = greatest(c.last_used_at, u.last_used_at)
             from unnest($2::uuid[], $3::text[], $4::int[], $5::bigint[], $6::timestamptz[])
               u (connection_id, kind, version, uses, last_used_at)
             where c.organization_id = $1 and c.connection_id = u.connection_id and c.kind = u.kind and c.version = u.version`,
            [
              organizationId,
              rows.map((row) => row.connectionId),
              rows.map((row) => row.kind),
              rows.map((row) => row.version),
              rows.map((row) => row.uses),
              rows.map((row) => row.lastUsedAt),
            ],
          ),
        )
      } catch {
        // The database is away: counted again with what comes next, within the limit.
        if (size < maxCounted) for (const row of rows) add(organizationId, row)
      }
    }
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    flushing = flushing.then(write)
    return flushing
  }

  return {
    count(organizationId, connectionId, credentials) {
      if (size >= maxCounted) return void flush()
      for (const { kind, version } of credentials)
        add(organizationId, { connectionId, kind, version, uses: 1, lastUsedAt: now() })
      timer ??= setTimeout(() => void flush(), flushMs).unref()
    },
    flush,
  }
}
