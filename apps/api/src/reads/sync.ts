import { readOrganization } from '@syncline/db/pool'
import { countSyncs, listSyncs, placed, readSyncDetail, sumSyncs } from '@syncline/db/queries'
import type {
  SyncCounts,
  SyncDetail,
  SyncFilter,
  SyncList,
  SyncListInput,
  SyncSums,
  SyncSumsInput,
} from '@syncline/domain/view'
import { createHorizon, type ReadsDeps } from './horizon.ts'

/** What the screens read of syncs. An answer names the position up to which it is true. */
export function createSyncReads(deps: ReadsDeps) {
  const { pool, vault, namesOf } = deps
  const { caughtUp, positionNow } = createHorizon(deps.bell, 'sync')

  return {
    async list(organizationId: string, input: SyncListInput): Promise<SyncList> {
      await caughtUp(input.atLeast)
      const keys = await vault.keysOf(organizationId)
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const filter = await placed(tx, organizationId, input.filter)
        const page = await listSyncs({ tx, organizationId, keys, namesOf }, { ...input, filter })
        return { ...page, position, behind: input.atLeast !== undefined && position < input.atLeast }
      })
    },
    async counts(organizationId: string, filter: SyncFilter): Promise<SyncCounts> {
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const there = await placed(tx, organizationId, filter)
        return { ...(await countSyncs(tx, organizationId, there)), position }
      })
    },
    sums: (organizationId: string, input: SyncSumsInput): Promise<SyncSums> =>
      readOrganization(pool, organizationId, async (tx) =>
        sumSyncs(tx, organizationId, { ...input, filter: await placed(tx, organizationId, input.filter) }),
      ),
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
