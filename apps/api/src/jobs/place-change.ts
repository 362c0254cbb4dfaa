import { labelPlace, type RecordKeys } from '@syncline/db/custody'
import type { Appender, AppendRequest } from '@syncline/db/log'
import type { FlowRow } from '@syncline/db/queries'
import { type EventData, type RecordedEvent, streamId, streamName } from '@syncline/domain/event'
import {
  amountOf,
  type CanonicalRecord,
  ownSubject,
  recordLabel,
  sourceVersion,
  subjectOf,
} from '@syncline/domain/record'
import { decide, type SyncEvent } from '@syncline/domain/sync'
import type { Notice } from '@syncline/providers/port'
import { subjectIdOf } from '../erasure/subject-id.ts'
import { uuidOf } from '../ingest/uuid.ts'
import type { WaitingList } from './waiting-list.ts'

/** One change that a delivery tells of, on its way along one flow. */
export interface Change {
  readonly delivery: RecordedEvent
  readonly notice: Notice
  readonly flow: FlowRow
  /** Null when only the provider can tell what it is now. */
  readonly record: CanonicalRecord | null
}

export interface Placed {
  /** A new sync was asked for: nothing that others wrote can come between. */
  readonly certain: boolean
  /** The sync that carries the change; null when a newer change was in line already. */
  readonly syncId: string | null
  /** The same once it is written. */
  readonly settled: Promise<string | null>
}

export interface Placer {
  /** Decides at once, in the order of the calls; written when `settled` resolves. */
  place(change: Change): Placed
}

interface PlacerDeps {
  readonly appender: Pick<Appender, 'append'>
  readonly readEvent: (organizationId: string, position: number) => Promise<RecordedEvent | null>
  readonly waiting: WaitingList
  /** Of everybody whom the changes are about. */
  readonly keys: RecordKeys
  readonly now: () => Date
}

type Received = EventData<'WebhookReceived'>

/**
 * Puts changes in line: in place of an older change of the same record to the same connection that has not gone out
 * yet, else as a sync of their own. Five changes while one waits are one sync, with the newest data.
 */
export function createPlacer(deps: PlacerDeps): Placer {
  function place(change: Change): Placed {
    const key = lineOf(change)
    const waiting = deps.waiting.find(key)
    // A pointer never waits inside another sync: that one may be reading the object at this moment, as it was before.
    if (!waiting || isPointer(change)) return request(deps, key, change)
    // Two on top of one another could both be wrong, and the second fit the version by chance.
    if (waiting.writing) {
      const again = () => place(change).settled
      return { certain: false, syncId: null, settled: waiting.writing.then(again, again) }
    }
    const { syncId, version } = waiting
    const carried = carriedBy(deps.keys, syncId, change)
    const decision = decide({ type: 'coalesce', change: carried }, waiting.state, { now: deps.now() })
    if (!decision.ok) {
      if (decision.details?.reason === 'outdated')
        return { certain: false, syncId: null, settled: Promise.resolve(null) }
      deps.waiting.forget(key)
      return request(deps, key, change)
    }
    const written = deps.appender.append({
      ...appendTo(deps, syncId, decision.events, change),
      expectedVersion: version,
    })
    deps.waiting.remember(key, syncId, decision.events, waiting, written)
    const settled = written.catch(forgetting(deps, key)).then(async (result) => {
      if (result.outcome === 'appended') {
        deps.waiting.settle(key, written)
        return syncId
      }
      if (deps.waiting.find(key)?.syncId === syncId) deps.waiting.forget(key)
      if (result.outcome === 'duplicate') return carrierOf(deps, change, result.position)
      // It went out, or a person settled it, a moment ago.
      return place(change).settled
    })
    return { certain: false, syncId, settled }
  }
  return { place }
}

/** The delivery names the object and does not tell it: the sync begins by reading it at its source. */
const isPointer = ({ notice, record }: Change) => record === null && notice.operation === 'upsert'

/** Whom a change is about; null for what is about nobody. */
export function subjectIdIn({ delivery, notice, record }: Change): string | null {
  const { connectionId } = delivery.data as Received
  const subject = record ? subjectOf(record) : ownSubject(notice.entity, notice.sourceId)
  return subjectIdOf(delivery.organizationId, { connectionId, accountId: notice.accountId }, subject)
}

/** Changes of one object that go to one connection stand in one line. */
function lineOf({ delivery, notice, flow }: Change): string {
  const { connectionId } = delivery.data as Received
  const { entity, accountId, sourceId } = notice
  return [delivery.organizationId, flow.targetConnectionId, entity, connectionId, accountId, sourceId].join(
    ' ',
  )
}

/** Names the append by the delivery: the same change is put in line once, however often its window comes. */
export const keyOf = ({ delivery, notice, flow }: Change) =>
  `route:${delivery.position}:${flow.flowId}:${notice.sourceId}`

function request(deps: PlacerDeps, key: string, change: Change): Placed {
  const { delivery, notice, flow } = change
  const { connectionId, provider } = delivery.data as Received
  const syncId = uuidOf(`${delivery.organizationId}/${keyOf(change)}`)
  const requested: SyncEvent = {
    type: 'SyncRequested',
    data: {
      connectionId: flow.targetConnectionId,
      provider: flow.targetProvider,
      entity: notice.entity,
      direction: 'outbound',
      source: {
        connectionId,
        system: provider,
        accountId: notice.accountId,
        id: notice.sourceId,
        externalRef: notice.externalRef,
      },
      ...carriedBy(deps.keys, syncId, change),
      ...(isPointer(change) && { payloadId: null, payloadKind: 'source' }),
      requestedFor: null,
      mappingVersion: flow.mappingVersion,
      retryWaitsMs: [...flow.retryWaitsMs],
    },
  }
  deps.waiting.remember(key, syncId, [requested], null)
  const written = deps.appender.append(appendTo(deps, syncId, [requested], change))
  const settled = written.catch(forgetting(deps, key)).then((result) => {
    if (result.outcome !== 'duplicate') return syncId
    deps.waiting.forget(key)
    return carrierOf(deps, change, result.position)
  })
  return { certain: true, syncId, settled }
}

/** Nobody knows whether it was written: when its window comes again, the log says. */
const forgetting =
  ({ waiting }: PlacerDeps, key: string) =>
  (error: unknown): never => {
    waiting.forget(key)
    throw error
  }

function carriedBy(keys: RecordKeys, syncId: string, change: Change) {
  const { delivery, notice, record } = change
  const place = labelPlace(delivery.organizationId, syncId)
  const label = record && keys.sealText(place, recordLabel(record).slice(0, 200), subjectIdIn(change))
  return {
    operation: notice.operation,
    sourceVersion: sourceVersion(notice.order, notice.typeRank, delivery.position),
    objectVersion: notice.objectVersion,
    label,
    amount: record && amountOf(record),
    deliveryId: streamId(delivery.stream),
    payloadId: (delivery.data as Received).payloadId,
    payloadKind: 'webhook' as const,
  }
}

function appendTo(
  deps: PlacerDeps,
  syncId: string,
  events: readonly SyncEvent[],
  change: Change,
): AppendRequest {
  const { organizationId, correlationId, position } = change.delivery
  return {
    organizationId,
    stream: streamName('sync', syncId),
    events,
    context: { now: deps.now(), actor: 'system:router', correlationId, causationPosition: position },
    idempotencyKey: keyOf(change),
  }
}

/** The sync that took the change in when its window came before. */
async function carrierOf(deps: PlacerDeps, change: Change, position: number): Promise<string | null> {
  const event = await deps.readEvent(change.delivery.organizationId, position)
  return event && streamId(event.stream)
}
