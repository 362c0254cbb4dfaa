import { readOrganization } from '@syncline/db/pool'
import {
  countDiscrepancies,
  findReconciliation,
  listDiscrepancies,
  listReconciliations,
  placed,
} from '@syncline/db/queries'
import { reconciliationSides } from '@syncline/db/reconciliation'
import { SynclineError } from '@syncline/domain/error'
import type {
  DiscrepancyList,
  DiscrepancyListInput,
  ReconciliationDetail,
  ReconciliationIdInput,
  ReconciliationList,
  ReconciliationListInput,
} from '@syncline/domain/view'
import { createHorizon, type ReadsDeps } from '../reads/horizon.ts'

/** What the screens read of reconciliations. An answer names the position up to which it is true. */
export function createReconciliationReads({ pool, namesOf, bell }: Omit<ReadsDeps, 'vault'>) {
  const { caughtUp, positionNow } = createHorizon(bell, 'reconciliation')

  return {
    async list(organizationId: string, input: ReconciliationListInput): Promise<ReconciliationList> {
      await caughtUp(input.atLeast)
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const filter = await placed(tx, organizationId, input.filter)
        const page = await listReconciliations({ tx, organizationId, namesOf }, { ...input, filter })
        return { ...page, position }
      })
    },
    /** Null when it does not exist in this organization, whether or not it does in another. */
    async get(
      organizationId: string,
      { reconciliationId, atLeast }: ReconciliationIdInput,
    ): Promise<ReconciliationDetail | null> {
      await caughtUp(atLeast)
      return readOrganization(pool, organizationId, async (tx) => {
        const position = await positionNow(tx)
        const row = await findReconciliation({ tx, organizationId, namesOf }, reconciliationId)
        if (!row) return null
        const states = await countDiscrepancies({ tx, organizationId }, reconciliationId)
        const { isTarget, targets } = await reconciliationSides(tx, organizationId, row)
        return { ...row, states, canPush: isTarget, canPull: targets.length > 0, position }
      })
    },
    /** @throws SynclineError RECORD_NOT_FOUND */
    async discrepancies(organizationId: string, input: DiscrepancyListInput): Promise<DiscrepancyList> {
      await caughtUp(input.atLeast)
      return readOrganization(pool, organizationId, async (tx) => {
        const reader = { tx, organizationId, namesOf }
        const position = await positionNow(tx)
        if (!(await findReconciliation(reader, input.reconciliationId)))
          throw new SynclineError('RECORD_NOT_FOUND')
        return { ...(await listDiscrepancies(reader, input)), position }
      })
    },
  }
}
export type ReconciliationReads = ReturnType<typeof createReconciliationReads>
