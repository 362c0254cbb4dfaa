import { randomUUID } from 'node:crypto'
import type { NewEvent } from '../../packages/domain/src/event/index.ts'
import { syncEvents } from '../../packages/domain/src/sync/index.ts'
import { webhookEvents } from '../../packages/domain/src/webhook/index.ts'

/** What one webhook leaves in the log when its record is written at the first try: five events in two streams. */
export function webhookStory(
  number: number,
): readonly { readonly stream: string; readonly events: NewEvent[] }[] {
  const { WebhookReceived, WebhookRouted } = webhookEvents
  const { SyncRequested, SyncStarted, SyncSucceeded } = syncEvents
  const request = SyncRequested.example
  const syncId = randomUUID()
  return [
    {
      stream: `delivery-${randomUUID()}`,
      events: [
        { type: 'WebhookReceived', data: { ...WebhookReceived.example, providerEventId: `evt_${number}` } },
        { type: 'WebhookRouted', data: { ...WebhookRouted.example, syncIds: [syncId] } },
      ],
    },
    {
      stream: `sync-${syncId}`,
      events: [
        { type: 'SyncRequested', data: { ...request, source: { ...request.source, id: `cus_${number}` } } },
        { type: 'SyncStarted', data: SyncStarted.example },
        { type: 'SyncSucceeded', data: SyncSucceeded.example },
      ],
    },
  ]
}

export const eventsPerStory = 5

/** Does something for each number, so many at a time. */
export async function forEachNumber(
  count: number,
  together: number,
  work: (number: number) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: together }, lane))
}
