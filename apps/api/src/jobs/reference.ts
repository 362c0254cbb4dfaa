import type { SyncJob } from '@syncline/domain/job'
import type { CanonicalRecord } from '@syncline/domain/record'
import type { PlanContext } from '@syncline/providers/port'
import type { ExecutorDeps } from './executor-deps.ts'
import type { Ready } from './prepare.ts'

/**
 * What the target keeps of where a record came from: its id, where nobody else has the same; else its account before it,
 * as `9130347596842384:58`. What is there already keeps the reference that was written with it. Read back by
 * `coordination.is_referred`.
 */
export async function referenceOf(
  deps: ExecutorDeps,
  { organizationId }: SyncJob,
  { state: { request }, lane }: Ready,
  record: CanonicalRecord,
): Promise<Pick<PlanContext, 'reference'>> {
  const { connectionId, system } = request.source
  const { manifest } = await deps.loadProvider(system)
  if (!manifest.idsAreOfAccount) return {}
  if (lane.link) return { reference: null }
  const account = await deps.store.within(organizationId, (tx) => tx.accountOf(connectionId))
  return { reference: `${account ?? connectionId.slice(0, 8)}:${record.sourceId}` }
}
