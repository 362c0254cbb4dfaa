import type { OrganizationKeys, RecordKeys } from '@syncline/db/custody'
import { destroyPayloads } from '@syncline/db/log'
import type { EventData } from '@syncline/domain/event'
import type pg from 'pg'
import type { Meaning } from './meaning.ts'
import { type Change, subjectIdIn } from './place-change.ts'
import type { Asked } from './replays.ts'

/** From here on a notice's order is a time in Unix seconds; below it, a count of versions. */
const firstTime = 1_000_000_000

/** When a change came to be: as its provider tells it, else when it came in. */
function changedAt({ delivery, notice }: Change): Date {
  const told = notice.order >= firstTime ? notice.order * 1_000 : Number.POSITIVE_INFINITY
  return new Date(Math.min(told, delivery.recordedAt.getTime()))
}

/**
 * Brings the keys of everybody a window of webhooks is about, and leaves out what is older than the erasure of whom it is
 * about: it came late, or was still in line then. Its bytes are destroyed here. What a person does after they were erased
 * is news, and is sealed under a new key. `tx` inside `withOrganization`.
 */
export async function leaveOutErased(
  tx: pg.ClientBase,
  organizationId: string,
  organization: OrganizationKeys,
  read: readonly [Asked, Meaning][],
): Promise<{ readonly keys: RecordKeys; readonly meanings: readonly [Asked, Meaning][] }> {
  const changes = read.flatMap(([, meaning]) =>
    meaning !== 'open' && 'changes' in meaning ? meaning.changes : [],
  )
  const subjects = new Map(changes.map((change) => [change, subjectIdIn(change)]))
  const idsOf = (some: readonly Change[]) => some.flatMap((change) => subjects.get(change) ?? [])
  const known = await organization.forRecords(tx, { lookUp: idsOf(changes), fresh: true })
  const isOld = (change: Change) => {
    const erasedAt = known.erasedAt(subjects.get(change) ?? '')
    return erasedAt !== null && changedAt(change) <= erasedAt
  }
  const told = changes.filter((change) => change.record && !isOld(change))
  const keys = await organization.forRecords(tx, { subjectIds: idsOf(told) })
  const emptied: string[] = []
  const meanings = read.map(([asked, meaning]): [Asked, Meaning] => {
    if (meaning === 'open' || !('changes' in meaning)) return [asked, meaning]
    const left = meaning.changes.filter((change) => !isOld(change))
    if (left.length === 0 && meaning.changes.length > 0)
      emptied.push((asked.delivery.data as EventData<'WebhookReceived'>).payloadId)
    return [asked, { ...meaning, changes: left }]
  })
  if (emptied.length > 0) await destroyPayloads(tx, emptied, organizationId)
  return { keys, meanings }
}
