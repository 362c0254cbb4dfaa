import type { ProviderName } from '@syncline/domain/connection'
import type { Actor, EventData, RecordedEvent } from '@syncline/domain/event'
import { streamId, streamName } from '@syncline/domain/event'
import type { SyncDetail, TimelineEntry, TryView } from '@syncline/domain/view'
import { readEvent, readStream } from '../log/read.ts'
import { findSync, otherSyncs, type SyncReader } from './syncs.ts'

/** Everything a person needs to understand one sync: its row, its events, its tries, what caused it. */
export async function readSyncDetail(
  reader: SyncReader,
  syncId: string,
): Promise<Omit<SyncDetail, 'position' | 'behind'> | null> {
  const found = await findSync(reader, syncId)
  if (!found) return null
  const { tx, organizationId } = reader
  const events = await readStream(tx, organizationId, streamName('sync', syncId))
  const names = await reader.namesOf([...new Set(events.map((event) => event.actor))])
  return {
    row: found.row,
    timeline: events.map((event) => toEntry(event, names)),
    tries: toTries(events),
    webhook: await webhookOf(
      reader,
      events.findLast(({ type }) => type === 'SyncCoalesced' || type === 'SyncRequested'),
    ),
    effect: effectOf(events),
    others: await otherSyncs(tx, organizationId, found.row),
    correlationId: found.correlationId,
  }
}

function toEntry(event: RecordedEvent, names: ReadonlyMap<Actor, string>): TimelineEntry {
  return {
    position: event.position,
    type: event.type,
    occurredAt: event.occurredAt.toISOString(),
    by: { actor: event.actor, name: names.get(event.actor) ?? null },
    data: withoutSealed(event.data as Record<string, unknown>),
  }
}

/** Sealed parts leave no trace on a screen, not even as ciphertext. */
function withoutSealed(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('sealed:') ? '(sealed)' : value,
    ]),
  )
}

function toTries(events: readonly RecordedEvent[]): TryView[] {
  const tries: TryView[] = []
  for (const event of events) {
    if (event.type === 'SyncStarted') {
      const data = event.data as EventData<'SyncStarted'>
      tries.push({
        number: data.try,
        startedAt: event.occurredAt.toISOString(),
        finishedAt: null,
        worker: data.worker,
        generation: data.generation,
        idempotencyKey: data.idempotencyKey,
        outcome: 'running',
        code: null,
        certainty: null,
        detail: null,
        attempt: null,
      })
      continue
    }
    const finish = finished(event)
    const index = tries.findIndex((one) => one.number === finish?.number)
    const open = tries[index]
    if (finish && open) tries[index] = { ...open, ...finish }
  }
  return tries
}

function finished(event: RecordedEvent): (Partial<TryView> & { number: number }) | null {
  const finishedAt = event.occurredAt.toISOString()
  if (event.type === 'SyncSucceeded' || event.type === 'EffectReportedLate') {
    const { try: number, attempt } = event.data as EventData<'EffectReportedLate'>
    return { number, finishedAt, outcome: 'done', code: null, certainty: null, detail: null, attempt }
  }
  if (event.type === 'SyncFailed') {
    const { try: number, attempt, code, certainty, detail } = event.data as EventData<'SyncFailed'>
    return { number, finishedAt, outcome: 'failed', code, certainty, detail, attempt }
  }
  return null
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
