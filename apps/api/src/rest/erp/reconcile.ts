import { SynclineError } from '@syncline/domain/error'
import { type ReconciliationList, reconciliationStartInput } from '@syncline/domain/view'
import type { z } from 'zod'
import type { Erp } from './erp.ts'

export const rangeBody = reconciliationStartInput.pick({ from: true, to: true }).nullish()

/** One comparison by the documented field names. */
export interface ErpReconciliation {
  readonly id: string
  readonly sourceType: string
  readonly syncStatus: 'running'
  readonly position: number
}
export interface ErpReconciliations {
  readonly reconciliations: readonly ErpReconciliation[]
}

/**
 * Has everything that flows to FlashERP compared with what it has, for the last 90 days where no range is given.
 * @throws SynclineError STATE_CONFLICT while one is running; NOT_CONFIGURED where nothing flows there; INVALID_INPUT
 */
export async function reconcileErp(
  { connection: { connectionId }, flows, call }: Erp,
  asked: z.output<typeof rangeBody>,
): Promise<ErpReconciliations> {
  const range = asked ?? {}
  const entities = [...new Set(flows.map(({ entity }) => entity))].sort()
  if (entities.length === 0) throw new SynclineError('NOT_CONFIGURED', { reason: 'no_flow' })
  const { rows } = (await call('reconciliation.list', { filter: { connectionId } })) as ReconciliationList
  // Looked at first, so that of several kinds none begins where one is refused.
  if (rows.some(({ status }) => status === 'running'))
    throw new SynclineError('STATE_CONFLICT', { status: 'running', reason: 'already_running' })
  const reconciliations: ErpReconciliation[] = []
  for (const entity of entities) {
    const started = await call('reconciliation.start', { connectionId, entity, ...range })
    const { reconciliationId: id, position } = started as { reconciliationId: string; position: number }
    reconciliations.push({ id, sourceType: entity, syncStatus: 'running', position })
  }
  return { reconciliations }
}
