import type { Queue, Reactor } from '@syncline/db/queue'
import { type EventData, type RecordedEvent, streamId } from '@syncline/domain/event'

/** Turns what the log asks for into jobs, in bulk, in the transaction that moves its checkpoint. */
export function createDispatcher(queue: Pick<Queue, 'enqueueSyncs'>): Reactor {
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

/** Only the request names the record; a retry is alone in its lane here, and the lane's row keeps order all the same. */
function laneOf(event: RecordedEvent): string {
  if (event.type !== 'SyncRequested') return event.stream
  const { connectionId, entity, source } = event.data as EventData<'SyncRequested'>
  return `${connectionId}/${entity}/${source.id}`
}
