import { readOrganization, withOrganization } from '@syncline/db/pool'
import { findDiscrepancies, findReconciliation, forgetLink } from '@syncline/db/queries'
import { reconciliationSides } from '@syncline/db/reconciliation'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type EventData, streamName } from '@syncline/domain/event'
import { type Discrepancy, type DiscrepancyCommand, discrepancyCan } from '@syncline/domain/reconciliation'
import type {
  DiscrepanciesInput,
  DiscrepanciesResolved,
  DiscrepancyRefusal,
  DiscrepancyRow,
  ReconciliationRow,
  SyncRequestManyInput,
} from '@syncline/domain/view'
import type pg from 'pg'
import type { RequestedSyncs } from '../commands/request-sync.ts'
import type { CommandRunner } from '../commands/runner.ts'
import { uuidOf } from '../ingest/uuid.ts'
import type { By } from './start.ts'

export interface ResolveDeps {
  readonly pool: pg.Pool
  readonly discrepancyRunner: CommandRunner<Discrepancy, DiscrepancyCommand>
  readonly requestSyncs: (
    organizationId: string,
    input: SyncRequestManyInput,
    by: By,
  ) => Promise<RequestedSyncs>
  readonly now: () => Date
}

export type Remedy =
  | { readonly how: 'ignored'; readonly reason: string }
  | { readonly how: 'pushed' }
  | { readonly how: 'pulled' }

interface Report {
  readonly row: ReconciliationRow
  /** Where its connection's records go. */
  readonly targets: readonly string[]
  readonly found: ReadonlyMap<number, DiscrepancyRow>
}

/**
 * Does the same about several discrepancies of one report. What can't be done about one hinders none of the others.
 * @throws SynclineError RECORD_NOT_FOUND when there is no such report
 */
export async function resolveDiscrepancies(
  deps: ResolveDeps,
  organizationId: string,
  { reconciliationId, numbers }: DiscrepanciesInput,
  remedy: Remedy,
  by: By,
): Promise<DiscrepanciesResolved> {
  const report = await read(deps.pool, organizationId, reconciliationId, numbers)
  const resolved: number[] = []
  const refused: { number: number; reason: DiscrepancyRefusal }[] = []
  let position = 0
  for (const number of new Set(numbers)) {
    const outcome = await resolveOne(deps, organizationId, report, number, remedy, by)
    if (typeof outcome === 'string') refused.push({ number, reason: outcome })
    else {
      resolved.push(number)
      position = Math.max(position, outcome)
    }
  }
  return { position, resolved, refused }
}

async function read(
  pool: pg.Pool,
  organizationId: string,
  reconciliationId: string,
  numbers: readonly number[],
): Promise<Report> {
  const namesOf = async () => new Map<Actor, string>()
  return readOrganization(pool, organizationId, async (tx) => {
    const row = await findReconciliation({ tx, organizationId, namesOf }, reconciliationId)
    if (!row) throw new SynclineError('RECORD_NOT_FOUND')
    const found = await findDiscrepancies({ tx, organizationId }, reconciliationId, numbers)
    const { targets } = await reconciliationSides(tx, organizationId, row)
    return { row, targets, found: new Map(found.map((one) => [one.number, one])) }
  })
}

/** @returns where in the log it stands, or why it was left as it is */
async function resolveOne(
  deps: ResolveDeps,
  organizationId: string,
  report: Report,
  number: number,
  remedy: Remedy,
  by: By,
): Promise<number | DiscrepancyRefusal> {
  const discrepancy = report.found.get(number)
  if (!discrepancy) return 'not_found'
  if (discrepancy.state !== 'open') return 'already_resolved'
  const { reconciliationId } = report.row
  try {
    const requests = requestsOf(report, discrepancy, remedy)
    if (requests === null) return 'not_possible'
    const syncIds: string[] = []
    for (const request of requests) {
      if (remedy.how === 'pushed') await makeRoom(deps, organizationId, report, discrepancy)
      const { syncs } = await deps.requestSyncs(organizationId, request, by)
      syncIds.push(...syncs.map(({ syncId }) => syncId))
    }
    const resolution: EventData<'DiscrepancyResolved'> = {
      reconciliationId,
      number,
      how: remedy.how,
      reason: remedy.how === 'ignored' ? remedy.reason : null,
      syncId: syncIds[0] ?? null,
    }
    const { position } = await deps.discrepancyRunner.run({
      organizationId,
      stream: streamName('discrepancy', uuidOf(`${reconciliationId}/${number}`)),
      command: { type: 'resolve', resolution },
      context: { now: deps.now(), ...by },
    })
    return position
  } catch (error) {
    if (!(error instanceof SynclineError)) throw error
    if (error.code === 'STATE_CONFLICT') return 'already_resolved'
    if (error.code === 'NOT_CONFIGURED') return 'not_possible'
    throw error
  }
}

/** The syncs that mend it; none for what is ignored, null where it can't be mended this way. */
function requestsOf(
  { row: { connectionId, entity }, targets }: Report,
  { kind, source, externalId }: DiscrepancyRow,
  { how }: Remedy,
): readonly SyncRequestManyInput[] | null {
  if (how === 'ignored') return []
  if (how === 'pushed') {
    if (!source || !discrepancyCan.push({ kind, sourceConnectionId: source.connectionId }, connectionId))
      return null
    return [
      {
        sourceConnectionId: source.connectionId,
        targetConnectionId: connectionId,
        entity,
        sourceIds: [source.id],
      },
    ]
  }
  if (externalId === null || !discrepancyCan.pull({ kind, externalId }) || targets.length === 0) return null
  return targets.map((targetConnectionId) => ({
    sourceConnectionId: connectionId,
    targetConnectionId,
    entity,
    sourceIds: [externalId],
  }))
}

/** What is gone there is made anew: a change of it would only hear that it is not there. */
async function makeRoom(
  { pool }: ResolveDeps,
  organizationId: string,
  { row: { connectionId, entity } }: Report,
  { kind, externalId }: DiscrepancyRow,
): Promise<void> {
  if (kind !== 'missing_there' || externalId === null) return
  await withOrganization(pool, organizationId, (tx) =>
    forgetLink({ tx, organizationId }, { connectionId, entity, externalId }),
  )
}
