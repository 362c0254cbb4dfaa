import type { Actor, RecordedEvent } from '@syncline/domain/event'
import { streamName } from '@syncline/domain/event'
import type { TimelineEntry } from '@syncline/domain/view'
import { readStream } from '../log/read.ts'
import { shownData } from './shown-data.ts'
import type { SyncReader } from './syncs.ts'

/**
 * What happened to one thing, oldest first, straight from its stream: streams are bounded, so the read is.
 * Empty when the organization has no such thing.
 */
export async function readTimeline(
  reader: Pick<SyncReader, 'tx' | 'organizationId' | 'namesOf'>,
  noun: 'sync' | 'delivery',
  id: string,
): Promise<readonly TimelineEntry[]> {
  return toEntries(reader, await readStream(reader.tx, reader.organizationId, streamName(noun, id)))
}

/** Events as a person reads them, with the names of those who caused them. */
export async function toEntries(
  reader: Pick<SyncReader, 'namesOf'>,
  events: readonly RecordedEvent[],
): Promise<readonly TimelineEntry[]> {
  const names = await reader.namesOf([...new Set(events.map((event) => event.actor))])
  return events.map((event) => toEntry(event, names))
}

function toEntry(event: RecordedEvent, names: ReadonlyMap<Actor, string>): TimelineEntry {
  return {
    position: event.position,
    type: event.type,
    occurredAt: event.occurredAt.toISOString(),
    by: { actor: event.actor, name: names.get(event.actor) ?? null },
    data: shownData(event.data as Record<string, unknown>),
  }
}
