import type { Vault } from '@syncline/db/custody'
import { readStream } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { streamName } from '@syncline/domain/event'
import { evolve, initialSync, type Sync, type SyncEvent } from '@syncline/domain/sync'
import type pg from 'pg'

/** Whether what a sync would send was destroyed with the keys of the person it is about. */
export async function isErased(
  { pool, vault }: { readonly pool: pg.Pool; readonly vault: Vault },
  organizationId: string,
  syncId: string,
): Promise<boolean> {
  const keys = await vault.keysOf(organizationId)
  return readOrganization(pool, organizationId, async (tx) => {
    const events = await readStream(tx, organizationId, streamName('sync', syncId))
    const state = events.reduce<Sync>(
      (sync, event) => evolve(sync, event as unknown as SyncEvent),
      initialSync,
    )
    if (state.status === 'none') return false
    const sealed = [state.request.label, state.operation?.sealed].filter((text) => typeof text === 'string')
    const records = await keys.forRecords(tx, { sealed, fresh: true })
    return sealed.some((text) => records.isErased(text))
  })
}
