import type { EventData, RecordedEvent } from '@syncline/domain/event'
import type { ModelLog } from './log.ts'
import type { Source } from './source.ts'
import type { Target } from './target.ts'
import { syncOfKey, type Wire } from './wire.ts'

interface Ended {
  readonly log: ModelLog
  readonly source: Source
  readonly target: Target
  readonly wire: Wire
}

/** What must hold when everything has come to rest, each broken promise as one sentence. */
export function brokenPromises({ log, source, target, wire }: Ended): string[] {
  const broken: string[] = []
  const syncIds = log.syncIds()

  for (const key of target.reusedKeys) broken.push(`${key} went out with two bodies`)
  for (const [key, effects] of Map.groupBy(target.effects, ({ key }) => key))
    if (effects.length > 1) broken.push(`${key} had ${effects.length} effects`)
  // What a person takes up again may have been overwritten meanwhile, which reads as if it had never been there.
  for (const [syncId, effects] of Map.groupBy(target.effects, ({ key }) => syncOfKey(key)))
    if (effects.length > 1 && !log.stream(`sync-${syncId}`).some(leftToPerson))
      broken.push(`sync ${syncId} had ${effects.length} effects`)
  for (const { key, status } of wire.sent)
    if (status === 'skipped' || status === 'cancelled') broken.push(`${key} went out while ${status}`)

  for (const syncId of syncIds) {
    const events = log.stream(`sync-${syncId}`)
    broken.push(...brokenKeys(syncId, events))
    const state = log.sync(syncId)
    const written = target.effects.some(({ key }) => syncOfKey(key) === syncId)
    const found = events.some(({ type }) => type === 'EffectLookedUp')
    if (state.status === 'none' || state.status === 'pending' || state.status === 'syncing')
      broken.push(`sync ${syncId} is stuck: ${state.status}`)
    else if (state.status === 'failed' && state.lastCertainty !== 'unknown' && written)
      broken.push(`sync ${syncId} counts as failed and was written`)
    else if (state.status === 'synced' && !written && !found)
      broken.push(`sync ${syncId} counts as synced and was not written`)
  }
  for (const [id, name] of source.truth) broken.push(...brokenRecord(id, name, log, target))
  return broken
}

/** A new key only after a certain no; while the outcome is open, the same bytes. */
function brokenKeys(syncId: string, events: readonly RecordedEvent[]): string[] {
  const broken: string[] = []
  let last: EventData<'SyncStarted'> | null = null
  let certain = true
  for (const { type, data } of events) {
    if (type === 'SyncFailed') {
      const { certainty } = data as EventData<'SyncFailed'>
      certain = certainty !== 'unknown'
    }
    if (type === 'EffectLookedUp') certain = true
    if (type !== 'SyncStarted') continue
    const started = data as EventData<'SyncStarted'>
    const renewed = last !== null && started.idempotencyKey !== last.idempotencyKey
    if (renewed && !certain) broken.push(`sync ${syncId} took a new key for try ${started.try}`)
    if (last && !renewed && started.operation !== last.operation)
      broken.push(`sync ${syncId} changed its body for try ${started.try}`)
    last = started
    certain = false
  }
  return broken
}

/** Set aside by a person, or given to one with its outcome open: what comes after goes past it. */
function leftToPerson(
  { type, data }: RecordedEvent,
  index: number,
  events: readonly RecordedEvent[],
): boolean {
  if (type === 'SyncSkipped' || type === 'SyncCancelled') return true
  const open = type === 'SyncFailed' && (data as EventData<'SyncFailed'>).certainty === 'unknown'
  return open && events[index + 1]?.type !== 'SyncRetryScheduled'
}

/** What a person set aside may be missing; all else is at the target as it is at the source, once. */
function brokenRecord(id: string, name: string | null, log: ModelLog, target: Target): string[] {
  const objects = target.objectsOf(id)
  const setAside = log.syncIds().some((syncId) => {
    const events = log.stream(`sync-${syncId}`)
    const [first] = events
    const own = (first?.data as EventData<'SyncRequested'> | undefined)?.source.id === id
    return own && events.some(leftToPerson)
  })
  const [object] = objects
  if (setAside) return []
  if (objects.length > 1) return [`${id} is there ${objects.length} times`]
  if (name === null) return object?.active ? [`${id} is gone and still there`] : []
  return object?.name === name && object.active ? [] : [`${id} is ${name} and there it is ${object?.name}`]
}
