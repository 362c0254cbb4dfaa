import type { ProviderName } from '@syncline/domain/connection'
import type { EventData, RecordedEvent } from '@syncline/domain/event'
import { streamId, streamName } from '@syncline/domain/event'
import { evolveTries, type SyncTry } from '@syncline/domain/sync'
import type { SyncDetail } from '@syncline/domain/view'
import { readEvent, readStream } from '../log/read.ts'
import { findSync, otherSyncs, type SyncReader } from './syncs.ts'
import { toEntries } from './timeline.ts'

/** Everything a person needs to understand one sync: its row, its events, its tries, what caused it. */
export async function readSyncDetail(
  reader: SyncReader,
  syncId: string,
): Promise<Omit<SyncDetail, 'position' | 'behind'> | null> {
  const found = await findSync(reader, syncId)
  if (!found) return null
  const { tx, organizationId } = reader
  const events = await readStream(tx, organizationId, streamName('sync', syncId))
  return {
    row: found.row,
    timeline: await toEntries(reader, events),
    tries: events.reduce<readonly SyncTry[]>(evolveTries, []),
    webhook: await webhookOf(
      reader,
      events.findLast(({ type }) => type === 'SyncCoalesced' || type === 'SyncRequested'),
    ),
    effect: effectOf(events),
    others: await otherSyncs(tx, organizationId, found.row),
    correlationId: found.correlationId,
  }
}

async function webhookOf(
  reader: SyncReader,
  requested: RecordedEvent | undefined,
): Promise<SyncDetail['webhook']> {
  if (!requested || requested.causationPosition === null) return null
  const cause = await readEvent(reader.tx, reader.organizationId, requested.causationPosition)
  if (cause?.type !== 'WebhookReceived') return null
  const data = cause.data as EventData<'WebhookReceived'>
  return {
    deliveryId: streamId(cause.stream),
    provider: data.provider as ProviderName,
    eventType: data.eventType,
    providerEventId: data.providerEventId,
    receivedAt: cause.recordedAt.toISOString(),
    position: cause.position,
  }
}

function effectOf(events: readonly RecordedEvent[]): SyncDetail['effect'] {
  const done = events.findLast(
    ({ type, data }) =>
      type === 'SyncSucceeded' ||
      type === 'EffectReportedLate' ||
      (type === 'EffectLookedUp' && (data as EventData<'EffectLookedUp'>).externalId !== null),
  )
  if (!done) return null
  const data = done.data as EventData<'SyncSucceeded'>
  return { externalId: data.externalId, kind: data.effect ?? 'written', at: done.occurredAt.toISOString() }
}
