import type { Appender } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { findRoute } from '@syncline/db/queries'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, streamName } from '@syncline/domain/event'
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
    if (!route) throw new SynclineError('NOT_CONFIGURED', { reason: 'no_flow', entity })
    const requests = [...new Set(input.sourceIds)].map((sourceId) => ({
      sourceId,
      syncId: uuidv7(now().getTime()),
    }))
    const requested = (sourceId: string): SyncEvent => ({
      type: 'SyncRequested',
      data: {
        connectionId: targetConnectionId,
        provider: route.targetProvider,
        entity,
        direction: 'outbound',
        source: {
          connectionId: sourceConnectionId,
          system: route.sourceProvider,
          accountId,
          id: sourceId,
          externalRef: null,
        },
        operation: 'upsert',
        // Which version it is, is known when it was read.
        sourceVersion: sourceVersion(0, 0, 0),
        objectVersion: null,
        label: null,
        deliveryId: null,
        payloadId: null,
        payloadKind: 'source',
        requestedFor: null,
        mappingVersion: route.mappingVersion,
        retryWaitsMs: [...route.retryWaitsMs],
      },
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
