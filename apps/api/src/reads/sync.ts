import type { Vault } from '@syncline/db/custody'
import type { LiveBell } from '@syncline/db/live'
import { readOrganization } from '@syncline/db/pool'
import { countSyncs, listSyncs, type NamesOf, readSyncDetail, syncPosition } from '@syncline/db/queries'
import type { SyncCounts, SyncDetail, SyncFilter, SyncList, SyncListInput } from '@syncline/domain/view'
import type pg from 'pg'

export interface SyncReadsDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly bell: Pick<LiveBell, 'reached' | 'connected' | 'position'>
  readonly namesOf: NamesOf
}

/** Longest wait for a projection to catch up; after that the answer says that it is behind. */
const maxWaitMs = 2_000

/** What the screens read. An answer names the position up to which it is true. */
export function createSyncReads(deps: SyncReadsDeps) {
  const { pool, vault, bell, namesOf } = deps

  async function caughtUp(atLeast: number | undefined): Promise<void> {
    if (atLeast !== undefined) await bell.reached(atLeast, maxWaitMs)
  }

  /** Known from the bell without asking; a read that follows sees at least that much. */
  const positionNow = (tx: pg.ClientBase): number | Promise<number> =>
    bell.connected ? bell.position : syncPosition(tx)

  return {
    async list(organizationId: string, input: SyncListInput): Promise<SyncList> {
      await caughtUp(input.atLeast)
      const keys = await vault.keysOf(organizationId)
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const page = await listSyncs({ tx, organizationId, keys, namesOf }, input)
        return { ...page, position, behind: input.atLeast !== undefined && position < input.atLeast }
      })
    },
    async counts(organizationId: string, filter: SyncFilter): Promise<SyncCounts> {
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        return { ...(await countSyncs(tx, organizationId, filter)), position }
      })
    },
    async get(organizationId: string, syncId: string, atLeast?: number): Promise<SyncDetail | null> {
      await caughtUp(atLeast)
      const keys = await vault.keysOf(organizationId)
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const detail = await readSyncDetail({ tx, organizationId, keys, namesOf }, syncId)
        return detail && { ...detail, position, behind: atLeast !== undefined && position < atLeast }
      })
    },
  }
}
