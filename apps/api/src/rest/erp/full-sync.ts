import type { Entity, ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { ProviderForm, RunList, RunsStarted } from '@syncline/domain/view'
import type { Erp } from './erp.ts'

interface Source {
  readonly connectionId: string
  readonly system: ProviderName
  readonly entities: readonly Entity[]
}

export interface ErpRun {
  readonly id: string
  readonly sourceSystem: ProviderName
  readonly sourceConnectionId: string
  readonly sourceType: Entity
  readonly syncStatus: 'pending'
}
export interface ErpFullSync {
  readonly connectionId: string
  readonly runs: readonly ErpRun[]
}

/**
 * Brings the FlashERP connection in step with everything that flows to it: a full run of each kind of record at each
 * connection it comes from.
 * @throws SynclineError NOT_CONFIGURED where nothing flows to it; STATE_CONFLICT while a run of the same records goes on
 */
export async function startFullSync(erp: Erp): Promise<ErpFullSync> {
  const sources = await sourcesOf(erp)
  if (sources.length === 0) throw new SynclineError('NOT_CONFIGURED', { what: 'flow' })
  for (const source of sources) await demandIdle(erp, source)
  const runs: ErpRun[] = []
  for (const { connectionId, system, entities } of sources) {
    const started = (await erp.call('run.start', { connectionId, entities, kind: 'full' })) as RunsStarted
    for (const { runId, entity } of started.runs)
      runs.push({
        id: runId,
        sourceSystem: system,
        sourceConnectionId: connectionId,
        sourceType: entity,
        syncStatus: 'pending',
      })
  }
  return { connectionId: erp.connection.connectionId, runs }
}

/** Where records come from that can be read page by page. */
async function sourcesOf({ flows, connections, call }: Erp): Promise<readonly Source[]> {
  const forms = (await call('connection.providers')) as readonly ProviderForm[]
  return [...Map.groupBy(flows, ({ sourceConnectionId }) => sourceConnectionId)].flatMap(
    ([connectionId, own]): Source[] => {
      const system = connections.find((connection) => connection.connectionId === connectionId)?.provider
      const pulls = forms.find(({ provider }) => provider === system)?.pulls ?? []
      const entities = [...new Set(own.map(({ entity }) => entity))].filter((entity) =>
        pulls.includes(entity),
      )
      return system && entities.length > 0 ? [{ connectionId, system, entities }] : []
    },
  )
}

/** Before anything is started: none of them begins beside another. */
async function demandIdle({ call }: Erp, { connectionId, entities }: Source): Promise<void> {
  const filter = { connectionId, statuses: ['running', 'paused'] }
  const { rows } = (await call('run.list', { filter, limit: 200 })) as RunList
  const other = rows.find(({ entity }) => entities.includes(entity))
  if (other)
    throw new SynclineError('STATE_CONFLICT', {
      reason: 'run_going_on',
      entity: other.entity,
      runId: other.runId,
    })
}
