import { readBeginnings, readKeyed } from '@syncline/db/log'
import { readOrganization } from '@syncline/db/pool'
import { type RecordedEvent, streamId } from '@syncline/domain/event'
import type pg from 'pg'
import { type Change, keyOf } from './place-change.ts'

/** A delivery that is to be read: because it came, or because a person asks for it once more. */
export interface Asked {
  /** Its arrival: what it tells of is as old as that, however often it is replayed. */
  readonly delivery: RecordedEvent
  /** The newest event that asks for it. */
  readonly cause: RecordedEvent
  readonly replayed: boolean
}

/** What a window asks for, each delivery once: two replays of one are answered together. */
export async function readAsked(
  pool: pg.Pool,
  organizationId: string,
  events: readonly RecordedEvent[],
): Promise<readonly Asked[]> {
  const newest = new Map(events.map((event) => [event.stream, event]))
  const replays = [...newest.values()].filter(({ type }) => type === 'WebhookReplayed')
  const arrivals =
    replays.length === 0
      ? []
      : await readOrganization(pool, organizationId, (tx) =>
          readBeginnings(
            tx,
            organizationId,
            replays.map(({ stream }) => stream),
          ),
        )
  const arrived = new Map(arrivals.map((delivery) => [delivery.stream, delivery]))
  return [...newest.values()].flatMap((cause): readonly Asked[] => {
    if (cause.type !== 'WebhookReplayed') return [{ delivery: cause, cause, replayed: false }]
    const delivery = arrived.get(cause.stream)
    return delivery ? [{ delivery, cause, replayed: true }] : []
  })
}

/** The syncs that took changes in when their delivery was routed before. `tx` inside `withOrganization`. */
export async function findCarriers(
  tx: pg.ClientBase,
  organizationId: string,
  changes: readonly Change[],
): Promise<ReadonlyMap<Change, string>> {
  if (changes.length === 0) return new Map()
  const keyed = await readKeyed(tx, organizationId, changes.map(keyOf))
  return new Map(
    changes.flatMap((change) => {
      const stream = keyed.get(keyOf(change))
      return stream === undefined ? [] : [[change, streamId(stream)] as const]
    }),
  )
}
