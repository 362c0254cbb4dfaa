import type { Queue, Reactor } from '@syncline/db/queue'
import { type EventData, type RecordedEvent, streamId } from '@syncline/domain/event'

const maxKept = 20_000

/** Turns what the log asks for into jobs, in bulk, in the transaction that moves its checkpoint. */
export function createDispatcher(queue: Pick<Queue, 'enqueueSyncs'>): Reactor {
  /** Of what was asked for lately, by its stream. Only a memory: the lane's row keeps order all the same. */
  const lanes = new Map<string, string>()

  /** Only the request names the record; a retry that is not remembered is alone in its lane here. */
  function laneOf({ type, stream, data }: RecordedEvent): string {
    if (type !== 'SyncRequested') return lanes.get(stream) ?? stream
    const { connectionId, entity, source } = data as EventData<'SyncRequested'>
    const lane = `${connectionId}/${entity}/${source.id}`
    lanes.set(stream, lane)
    if (lanes.size > maxKept) lanes.delete(lanes.keys().next().value as string)
    return lane
  }

  return {
    name: 'dispatcher',
    types: ['SyncRequested', 'SyncRetryScheduled', 'SyncRetryRequested', 'SyncConflictResolved'],
    async handle(events, tx) {
      const jobs = events.map((event) => ({
        organizationId: event.organizationId,
        syncId: streamId(event.stream),
        position: event.position,
        lane: laneOf(event),
        key: String(event.position),
        startAfter:
          event.type === 'SyncRetryScheduled'
            ? new Date((event.data as EventData<'SyncRetryScheduled'>).nextRetryAt)
            : null,
      }))
      await queue.enqueueSyncs(tx, jobs)
    },
  }
}
