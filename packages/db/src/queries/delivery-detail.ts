import type { EventData } from '@syncline/domain/event'
import { streamName } from '@syncline/domain/event'
import { maskPayload } from '@syncline/domain/mask'
import type { DeliveryDetail, DeliveryPayload } from '@syncline/domain/view'
import { ErasedError, payloadPlace, UnsealableError } from '../custody/index.ts'
import { readPayload, readStream } from '../log/read.ts'
import { findDelivery } from './deliveries.ts'
import { findSyncs, type SyncReader } from './syncs.ts'
import { toEntries } from './timeline.ts'

/** Everything a person needs to understand one webhook: what it says, its story, what it caused. */
export async function readDeliveryDetail(
  reader: SyncReader,
  deliveryId: string,
): Promise<Omit<DeliveryDetail, 'position' | 'behind'> | null> {
  const found = await findDelivery(reader, deliveryId)
  if (!found) return null
  const { tx, organizationId } = reader
  const events = await readStream(tx, organizationId, streamName('delivery', deliveryId))
  const { accountId = null, headers = {} } = (events[0]?.data ?? {}) as Partial<EventData<'WebhookReceived'>>
  return {
    row: found.row,
    accountId,
    headers,
    timeline: await toEntries(reader, events),
    payload: await openPayload(reader, found.payloadId),
    syncs: await findSyncs(reader, found.syncIds),
    correlationId: found.correlationId,
  }
}

async function openPayload(
  { tx, organizationId, keys }: SyncReader,
  payloadId: string,
): Promise<DeliveryPayload> {
  const sealed = await readPayload(tx, organizationId, payloadId)
  if (!sealed) return { state: 'expired' }
  try {
    const records = await keys.forRecords(tx, { sealed: [sealed] })
    const bytes = records.openBytes(payloadPlace(organizationId, payloadId), sealed)
    return { state: 'shown', ...maskPayload(bytes.toString('utf8')) }
  } catch (error) {
    if (error instanceof ErasedError) return { state: 'erased' }
    if (error instanceof UnsealableError) return { state: 'unreadable' }
    throw error
  }
}
