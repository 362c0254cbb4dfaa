import { readStreams } from '@syncline/db/log'
import type { EventData, RecordedEvent } from '@syncline/domain/event'
import { streamName } from '@syncline/domain/event'
import { type EarlierRefund, maxRefunds } from '@syncline/domain/refund'
import { evolve, initialSync, type Sync, type SyncEvent } from '@syncline/domain/sync'
import type pg from 'pg'
import { uuidOf } from '../ingest/uuid.ts'

/** A payment, by everything that its refunds are counted within. */
export interface PaymentKey {
  readonly connectionId: string
  readonly accountId: string | null
  readonly paymentId: string
}

/** A refund as its stream tells it. */
export interface Refund extends EarlierRefund {
  readonly syncId: string
  readonly requested: RecordedEvent
  readonly position: number
}

/**
 * The sync that does the how manyth refund of a payment. Who asks takes the next number, and a stream begins once: of two
 * who took the same number one asks again, having seen what the other asked for.
 */
export const refundSyncId = (
  organizationId: string,
  { connectionId, accountId, paymentId }: PaymentKey,
  number: number,
): string => uuidOf(['refund', organizationId, connectionId, accountId ?? '', paymentId, number].join('/'))

/** Every refund of a payment that was asked for here, in order, from their own streams. `tx` inside one organization. */
export async function readRefunds(
  tx: pg.ClientBase,
  organizationId: string,
  key: PaymentKey,
): Promise<readonly Refund[]> {
  const syncIds = Array.from({ length: maxRefunds }, (_, index) =>
    refundSyncId(organizationId, key, index + 1),
  )
  const events = await readStreams(
    tx,
    organizationId,
    syncIds.map((id) => streamName('sync', id)),
  )
  const streams = Map.groupBy(events, ({ stream }) => stream)
  return syncIds.flatMap((syncId) => {
    const facts = streams.get(streamName('sync', syncId)) ?? []
    const requested = facts.find(({ type }) => type === 'RefundRequested')
    return requested
      ? [
          {
            syncId,
            requested,
            asked: requested.data as EventData<'RefundRequested'>,
            sync: facts.reduce<Sync>(
              (state, event) => evolve(state, event as unknown as SyncEvent),
              initialSync,
            ),
            position: facts.at(-1)?.position ?? requested.position,
          },
        ]
      : []
  })
}
