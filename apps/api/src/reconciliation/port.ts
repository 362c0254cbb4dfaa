import type { Appender } from '@syncline/db/log'
import type { ProviderName } from '@syncline/domain/connection'
import { streamName } from '@syncline/domain/event'
import type {
  DiscrepanciesInput,
  DiscrepanciesResolved,
  ReconciliationStartInput,
} from '@syncline/domain/view'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { createSyncRequests } from '../commands/request-sync.ts'
import { type Remedy, resolveDiscrepancies } from './resolve.ts'
import { createDiscrepancyRunner, createReconciliationRunner } from './runner.ts'
import { type By, type Started, startReconciliation } from './start.ts'

/** A person's commands on reconciliations. */
export function createReconciliationCommands({
  pool,
  appender,
  loadProvider,
  now = () => new Date(),
}: {
  pool: pg.Pool
  appender: Appender
  loadProvider: (name: ProviderName) => Promise<Provider>
  now?: () => Date
}) {
  const runner = createReconciliationRunner({ pool, appender })
  const resolving = {
    pool,
    discrepancyRunner: createDiscrepancyRunner({ pool, appender }),
    requestSyncs: createSyncRequests({ pool, appender, now }),
    now,
  }
  return {
    start: (organizationId: string, input: ReconciliationStartInput, by: By): Promise<Started> =>
      startReconciliation({ pool, runner, loadProvider, now }, organizationId, input, by),
    /** @throws SynclineError RECORD_NOT_FOUND, STATE_CONFLICT for one that has ended */
    async cancel(organizationId: string, reconciliationId: string, by: By): Promise<{ position: number }> {
      const { position } = await runner.run({
        organizationId,
        stream: streamName('reconciliation', reconciliationId),
        command: { type: 'cancel' },
        context: { now: now(), ...by },
      })
      return { position }
    },
    resolve: (
      organizationId: string,
      input: DiscrepanciesInput,
      remedy: Remedy,
      by: By,
    ): Promise<DiscrepanciesResolved> => resolveDiscrepancies(resolving, organizationId, input, remedy, by),
  }
}
export type ReconciliationCommands = ReturnType<typeof createReconciliationCommands>
