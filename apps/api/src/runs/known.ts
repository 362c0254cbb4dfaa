import { isDeepStrictEqual } from 'node:util'
import type { OrganizationKeys, RecordKeys } from '@syncline/db/custody'
import { readStreams } from '@syncline/db/log'
import { readRouting } from '@syncline/db/queries'
import { knownSyncs } from '@syncline/db/runs'
import type { Entity, ProviderName } from '@syncline/domain/connection'
import { streamName } from '@syncline/domain/event'
import type { CanonicalRecord } from '@syncline/domain/record'
import { evolve, initialSync, type Sync, type SyncEvent } from '@syncline/domain/sync'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { openRecord } from '../reads/open-record.ts'

type Asked = Exclude<Sync, { status: 'none' }>

interface Deps {
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
}

/** Whether a record, as it was read now, says something new to a connection. */
export type IsNews = (record: CanonicalRecord, targetConnectionId: string) => boolean

/**
 * What is known of objects is what their newest syncs carried, whatever became of those: one that failed is in its own
 * list, one that was skipped was skipped by somebody. What we wrote there ourselves is known as what we wrote. `tx` inside
 * `withOrganization`, and writing.
 */
export async function readKnown(
  deps: Deps,
  tx: pg.ClientBase,
  organizationId: string,
  organization: OrganizationKeys,
  of: {
    readonly connectionId: string
    readonly entity: Entity
    readonly records: readonly CanonicalRecord[]
    readonly targetConnectionIds: readonly string[]
  },
): Promise<IsNews> {
  const sourceIds = of.records.map(({ sourceId }) => sourceId)
  const newest = await knownSyncs(tx, organizationId, { ...of, sourceIds })
  const states = await readStates(tx, organizationId, [...new Set(newest.map(({ syncId }) => syncId))])
  const payloadIds = [...states.values()].flatMap(({ request }) => request.payloadId ?? [])
  const { payloads } = await readRouting(tx, organizationId, [], payloadIds)
  const keys = await organization.forRecords(tx, { sealed: [...payloads.values()] })
  const known = new Map<string, Asked>()
  const carried = new Map<Asked, CanonicalRecord | null>()
  for (const { sourceId, targetConnectionId, syncId } of newest) {
    const state = states.get(syncId)
    if (!state) continue
    known.set(`${targetConnectionId} ${sourceId}`, state)
    if (!carried.has(state)) carried.set(state, await open(deps, organizationId, keys, state, payloads))
  }
  return (record, targetConnectionId) => {
    const state = known.get(`${targetConnectionId} ${record.sourceId}`)
    if (!state) return !record.deleted
    // It is about to be read anew as it is.
    if (state.request.payloadId === null && (state.status === 'pending' || state.status === 'syncing'))
      return record.deleted
    if (record.deleted) return state.request.operation !== 'delete'
    const before = carried.get(state)
    return !before || !isDeepStrictEqual({ ...before, sourceId: '' }, { ...record, sourceId: '' })
  }
}

async function readStates(
  tx: pg.ClientBase,
  organizationId: string,
  syncIds: readonly string[],
): Promise<ReadonlyMap<string, Asked>> {
  const events = await readStreams(
    tx,
    organizationId,
    syncIds.map((syncId) => streamName('sync', syncId)),
  )
  const byStream = Map.groupBy(events, ({ stream }) => stream)
  return new Map(
    syncIds.flatMap((syncId) => {
      const own = byStream.get(streamName('sync', syncId)) ?? []
      const state = own.reduce<Sync>(
        (sync, event) => evolve(sync, event as unknown as SyncEvent),
        initialSync,
      )
      return state.status === 'none' ? [] : [[syncId, state] as const]
    }),
  )
}

/** Null where its bytes expired or were destroyed: then nobody knows any more what was said. */
async function open(
  { loadProvider }: Deps,
  organizationId: string,
  keys: RecordKeys,
  { request }: Asked,
  payloads: ReadonlyMap<string, Buffer>,
): Promise<CanonicalRecord | null> {
  const sealed = payloads.get(request.payloadId ?? '')
  return sealed
    ? openRecord(keys, organizationId, await loadProvider(request.source.system), request, sealed)
    : null
}
