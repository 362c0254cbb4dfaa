import type { Queue, Reactor } from '@syncline/db/queue'
import { type EventData, streamId } from '@syncline/domain/event'

/** Turns what the log asks for into jobs, in bulk, in the transaction that moves its checkpoint. */
export function createDispatcher(queue: Pick<Queue, 'enqueueSyncs'>): Reactor {
  return {
    name: 'dispatcher',
    types: ['SyncRequested', 'SyncRetryScheduled', 'SyncRetryRequested'],
    async handle(events, tx) {
      const jobs = events.map((event) => ({
        organizationId: event.organizationId,
        syncId: streamId(event.stream),
        position: event.position,
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
