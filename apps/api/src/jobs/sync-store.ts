import type { OrganizationKeys, RecordKeys, WantedKeys } from '@syncline/db/custody'
import { readPayload, readStream } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { findConnection, findRoute, newestSync, newestWritten } from '@syncline/db/queries'
import type { ConflictPolicy } from '@syncline/domain/connection'
import { type EventData, type RecordedEvent, streamName } from '@syncline/domain/event'
import { type Dependency, orderOf } from '@syncline/domain/record'
import type pg from 'pg'
import { createMappingDirectory, type VersionedMapping } from '../mapping/directory.ts'
import { findExternalIds, type Lane, type Learned, leaveLane, takeLane } from './lane.ts'

type Requested = EventData<'SyncRequested'>

/** What executing a sync stands on. A port: the simulation brings a model of it, with a clock of its own. */
export interface SyncStore {
  /** Runs `work` in one transaction that sees one organization only. */
  within<Result>(organizationId: string, work: (tx: SyncTransaction) => Promise<Result>): Promise<Result>
}

export interface SyncTransaction {
  /** The sync's whole stream, oldest first. */
  readSync(syncId: string): Promise<readonly RecordedEvent[]>
  /** Null while another sync of the record holds it. */
  takeLane(request: Requested, syncId: string, worker: string): Promise<Lane | null>
  leaveLane(request: Requested, lane: Lane, syncId: string | null, learned: Learned): Promise<void>
  /** Sealed bytes; null when they expired. */
  readPayload(payloadId: string): Promise<Uint8Array | null>
  /** The keys of the people something is to be opened of, or sealed for. */
  keysFor(keys: OrganizationKeys, wanted: WantedKeys): Promise<RecordKeys>
  /** Ids at the target, by the id at the source; what is not linked is not in the answer. */
  findExternalIds(
    request: Requested,
    dependencies: readonly Dependency[],
  ): Promise<ReadonlyMap<string, string>>
  /** Whether a sync of an object was ever asked for, as far as the projection knows. */
  isKnown(connectionId: string, object: Dependency): Promise<boolean>
  /** The flow's mapping in a version; in the one that is in force now where it is null. */
  findMapping(request: Requested, version: number | null): Promise<VersionedMapping>
  /** The provider's account that a connection is about; null where nobody told. */
  accountOf(connectionId: string): Promise<string | null>
  /** Who wins where both sides changed. */
  conflictPolicy(request: Requested): Promise<ConflictPolicy>
  /** The newest version of the target's object that went back to the source; null where none did. */
  carriedBack(request: Requested, externalId: string): Promise<number | null>
}

export function createSyncStore(pool: pg.Pool): SyncStore {
  const mappings = createMappingDirectory()
  return {
    within: (organizationId, work) =>
      withOrganization(pool, organizationId, (tx) =>
        work({
          readSync: (syncId) => readStream(tx, organizationId, streamName('sync', syncId)),
          takeLane: (request, syncId, worker) => takeLane(tx, organizationId, request, syncId, worker),
          leaveLane: (request, lane, syncId, learned) =>
            leaveLane(tx, organizationId, request, lane, syncId, learned),
          readPayload: (payloadId) => readPayload(tx, organizationId, payloadId),
          keysFor: (keys, wanted) => keys.forRecords(tx, wanted),
          findExternalIds: (request, dependencies) =>
            findExternalIds(tx, organizationId, request, dependencies),
          isKnown: async (connectionId, object) =>
            (await newestSync(tx, organizationId, { connectionId, ...object })) !== null,
          findMapping: (request, version) => mappings.find(tx, organizationId, request, version),
          accountOf: async (connectionId) => {
            const known = await findConnection(tx, organizationId, connectionId)
            return known && known.accountId !== connectionId ? known.accountId : null
          },
          conflictPolicy: async ({ connectionId, entity, source }) => {
            const route = {
              sourceConnectionId: source.connectionId,
              targetConnectionId: connectionId,
              entity,
            }
            return (await findRoute(tx, organizationId, route))?.conflictPolicy ?? 'source_wins'
          },
          carriedBack: async ({ connectionId, entity, source }, externalId) => {
            const version = await newestWritten(tx, organizationId, {
              connectionId: source.connectionId,
              sourceConnectionId: connectionId,
              entity,
              sourceId: externalId,
            })
            return version === null ? null : orderOf(version)
          },
        }),
      ),
  }
}
