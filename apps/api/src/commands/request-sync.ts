import type { Appender } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { type FlowRow, findRoute } from '@syncline/db/queries'
import type { Entity } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type EventData, streamName } from '@syncline/domain/event'
import { sourceVersion } from '@syncline/domain/record'
import type { SyncEvent } from '@syncline/domain/sync'
import type { SyncRequestManyInput } from '@syncline/domain/view'
import type pg from 'pg'
import { uuidv7 } from '../ingest/uuid.ts'

interface By {
  readonly actor: Actor
  readonly correlationId: string
}

export interface RequestedSyncs {
  /** Of the last one. */
  readonly position: number
  readonly syncs: readonly { readonly sourceId: string; readonly syncId: string }[]
}

/** What is said of a sync of an object that no webhook told of: whoever carries it reads it from its source first. */
export function pointerTo(
  flow: Pick<FlowRow, 'targetConnectionId' | 'targetProvider' | 'mappingVersion' | 'retryWaitsMs'>,
  entity: Entity,
  source: Pick<EventData<'SyncRequested'>['source'], 'connectionId' | 'system' | 'id'> & {
    readonly accountId?: string | null
  },
): EventData<'SyncRequested'> {
  return {
    connectionId: flow.targetConnectionId,
    provider: flow.targetProvider,
    entity,
    direction: 'outbound',
    source: { accountId: null, externalRef: null, ...source },
    operation: 'upsert',
    // Which version it is, is known when it was read.
    sourceVersion: sourceVersion(0, 0, 0),
    objectVersion: null,
    label: null,
    amount: null,
    deliveryId: null,
    payloadId: null,
    payloadKind: 'source',
    requestedFor: null,
    mappingVersion: flow.mappingVersion,
    retryWaitsMs: [...flow.retryWaitsMs],
  }
}

/**
 * Asks for syncs of objects that no webhook told of. Answers as soon as the requests are in the log; the objects are
 * read from their source by the worker that carries them.
 */
export function createSyncRequests({
  pool,
  appender,
  now = () => new Date(),
}: {
  pool: pg.Pool
  appender: Appender
  now?: () => Date
}) {
  /** @throws SynclineError NOT_CONFIGURED when no flow takes this entity from the one connection to the other */
  return async function request(
    organizationId: string,
    input: SyncRequestManyInput,
    by: By,
  ): Promise<RequestedSyncs> {
    const { sourceConnectionId, targetConnectionId, entity, accountId = null } = input
    const route = await readOrganization(pool, organizationId, (tx) =>
      findRoute(tx, organizationId, { sourceConnectionId, targetConnectionId, entity }),
    )
    if (!route || route.disabled) throw new SynclineError('NOT_CONFIGURED', { reason: 'no_flow', entity })
    const requests = [...new Set(input.sourceIds)].map((sourceId) => ({
      sourceId,
      syncId: uuidv7(now().getTime()),
    }))
    const requested = (sourceId: string): SyncEvent => ({
      type: 'SyncRequested',
      data: pointerTo({ ...route, targetConnectionId }, entity, {
        connectionId: sourceConnectionId,
        system: route.sourceProvider,
        accountId,
        id: sourceId,
      }),
    })
    const written = await Promise.all(
      requests.map(({ sourceId, syncId }) =>
        appender.append({
          organizationId,
          stream: streamName('sync', syncId),
          events: [requested(sourceId)],
          context: { now: now(), ...by },
          expectedVersion: 0,
        }),
      ),
    )
    const positions = written.map((result) => ('position' in result ? result.position : 0))
    return { position: Math.max(...positions), syncs: requests }
  }
}
