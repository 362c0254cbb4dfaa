import type { AppendRequest, AppendResult } from '@syncline/db/log'
import { type RecordedEvent, streamId } from '@syncline/domain/event'
import { evolve, initialSync, type Sync, type SyncEvent } from '@syncline/domain/sync'
import type { Clock } from './clock.ts'

/** The log as `log.append` keeps it: one position after another, expected versions, keys, payloads. */
export interface ModelLog {
  append(request: AppendRequest): AppendResult
  stream(name: string): readonly RecordedEvent[]
  at(position: number): RecordedEvent | null
  payload(id: string): Uint8Array | null
  /** Ids of all syncs ever asked for. */
  syncIds(): readonly string[]
  sync(syncId: string): Sync
  /** Hears of every event, once it is committed. */
  onEvent(hear: (event: RecordedEvent) => void): void
}

export function createLog(clock: Clock): ModelLog {
  const events: RecordedEvent[] = []
  const streams = new Map<string, RecordedEvent[]>()
  const keys = new Map<string, RecordedEvent>()
  const payloads = new Map<string, Uint8Array>()
  const listeners: ((event: RecordedEvent) => void)[] = []
  const streamOf = (name: string) => streams.get(name) ?? []

  function write(request: AppendRequest): RecordedEvent {
    const { organizationId, stream, context } = request
    const written = [...streamOf(stream)]
    for (const { type, data } of request.events) {
      const event: RecordedEvent = {
        type,
        data,
        organizationId,
        stream,
        position: events.length + 1,
        version: written.length + 1,
        schemaVersion: 1,
        occurredAt: context.now,
        recordedAt: clock.now(),
        actor: context.actor,
        correlationId: context.correlationId,
        causationPosition: context.causationPosition ?? null,
        metadata: {},
      }
      events.push(event)
      written.push(event)
    }
    streams.set(stream, written)
    return written.at(-1) as RecordedEvent
  }

  return {
    append(request) {
      const { stream, idempotencyKey, expectedVersion, payload } = request
      const known = idempotencyKey === undefined ? undefined : keys.get(idempotencyKey)
      if (known) return { outcome: 'duplicate', position: known.position, version: known.version }
      const version = streamOf(stream).length
      if (expectedVersion !== undefined && expectedVersion !== version)
        return { outcome: 'conflict', version }
      const last = write(request)
      if (idempotencyKey !== undefined) keys.set(idempotencyKey, last)
      if (payload) payloads.set(payload.payloadId, payload.sealed)
      for (const event of streamOf(stream).slice(version)) for (const hear of listeners) hear(event)
      return { outcome: 'appended', position: last.position, version: last.version }
    },
    stream: streamOf,
    at: (position) => events[position - 1] ?? null,
    payload: (id) => payloads.get(id) ?? null,
    syncIds: () => [...streams.keys()].filter((name) => name.startsWith('sync-')).map(streamId),
    sync: (syncId) => foldSync(streamOf(`sync-${syncId}`)),
    onEvent: (hear) => void listeners.push(hear),
  }
}

export const foldSync = (events: readonly RecordedEvent[]): Sync =>
  events.reduce((sync, event) => evolve(sync, event as unknown as SyncEvent), initialSync)
