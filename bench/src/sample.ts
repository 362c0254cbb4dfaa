import { randomUUID } from 'node:crypto'

/** The organization of every event; the same for all, as in one busy customer's hour. */
export const organizationId = '0d9f2f0e-4a9a-4e34-8c1b-8d2b6ad3f001'

export const actor = 'system:bench'
export const eventType = 'WebhookReceived'

/** Data of one event, about 300 bytes as JSON. Each contender gets the same. */
export function sampleData(): Record<string, unknown> {
  return {
    connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01',
    provider: 'stripe',
    providerEventId: `evt_1SyncBenchmark_of_one_account_${randomUUID()}_with_room`,
    eventType: 'customer.subscription.trial_will_end',
    accountId: null,
    headers: {},
    payloadId: timeOrderedId(),
    sizeBytes: 1_840,
  }
}

/** What else is known of an event. Ours keeps it in columns, others as JSON metadata. */
export function sampleMetadata(): Record<string, string> {
  return { organizationId, actor, correlationId: randomUUID(), occurredAt: new Date().toISOString() }
}

/** `delivery-<uuid>`: a new stream each time, or always the same one. */
export function streamNames(streams: 'new' | 'one'): () => string {
  const one = `delivery-${timeOrderedId()}`
  return streams === 'one' ? () => one : () => `delivery-${timeOrderedId()}`
}

/** A UUIDv7, as the product names its streams: ids of one time lie together in everybody's indexes. */
function timeOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
