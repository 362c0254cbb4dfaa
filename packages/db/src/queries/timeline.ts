import type { Actor, RecordedEvent } from '@syncline/domain/event'
import type { TimelineEntry } from '@syncline/domain/view'
import { shownData } from './shown-data.ts'
import type { SyncReader } from './syncs.ts'

/** Events of one stream as a person reads them, with the names of those who caused them. */
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
