import { type KeyUse, storeUses } from '@syncline/db/access'
import { withOrganization } from '@syncline/db/pool'
import type pg from 'pg'

const flushMs = 10_000
const maxBuffered = 5_000
const maxAddressLength = 64
/** Stands for every address past the buffer's room. */
const elsewhere = 'elsewhere'

/** Counts calls of keys in memory and adds them to the table now and then: a call costs no write. */
export interface KeyUses {
  count(organizationId: string, keyId: string, address: string): void
  /** Writes what is counted now; what can't be written stays counted. Never throws. */
  flush(): Promise<void>
  close(): Promise<void>
}

export function createKeyUses(
  pool: pg.Pool,
  { warn, now = () => new Date() }: { warn: (error: unknown) => void; now?: () => Date },
): KeyUses {
  let buffer = new Map<string, KeyUse & { readonly organizationId: string; uses: number; lastUsedAt: Date }>()
  const timer = setInterval(() => void flush(), flushMs).unref()
  let flushing = Promise.resolve()

  function add(organizationId: string, keyId: string, address: string, uses: number, at: Date): void {
    const day = at.toISOString().slice(0, 10)
    const room = buffer.size < maxBuffered
    const from = room ? address.slice(0, maxAddressLength) : elsewhere
    const known = buffer.get(`${keyId} ${day} ${from}`)
    if (!known) {
      buffer.set(`${keyId} ${day} ${from}`, {
        organizationId,
        keyId,
        day,
        address: from,
        uses,
        lastUsedAt: at,
      })
      return
    }
    known.uses += uses
    if (at > known.lastUsedAt) known.lastUsedAt = at
  }

  async function write(): Promise<void> {
    const counted = [...buffer.values()]
    buffer = new Map()
    for (const [organizationId, uses] of Map.groupBy(counted, (use) => use.organizationId))
      try {
        await withOrganization(pool, organizationId, (tx) => storeUses(tx, organizationId, uses))
      } catch (error) {
        warn(error)
        for (const use of uses) add(organizationId, use.keyId, use.address, use.uses, use.lastUsedAt)
      }
  }

  function flush(): Promise<void> {
    flushing = flushing.then(write)
    return flushing
  }

  return {
    count: (organizationId, keyId, address) => add(organizationId, keyId, address, 1, now()),
    flush,
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}
