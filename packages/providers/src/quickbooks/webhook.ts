import { createHash } from 'node:crypto'
import type { Entity } from '@syncline/domain/connection'
import type { Description, Notice, Reading, WebhookAdapter } from '../provider.ts'
import { verifyIntuit } from '../verification/untimed.ts'
import { type ChangeEvent, readEvents, type Verb } from './event.ts'
import { tombstone } from './tombstone.ts'

/** The kinds of object that are records here, as webhooks name them. */
const entityOf: ReadonlyMap<string, Entity> = new Map([
  ['customer', 'customer'],
  ['vendor', 'vendor'],
  ['invoice', 'invoice'],
  ['bill', 'bill'],
  ['payment', 'payment'],
  ['billpayment', 'payment'],
])

/** Within one second an end outranks a change, a change outranks a beginning. */
const ranks: Readonly<Record<Verb, number>> = {
  created: 1,
  updated: 2,
  emailed: 2,
  merged: 2,
  voided: 3,
  deleted: 3,
}

/** What one event speaks of: one object, or two where one went into the other. None of a kind that is no record. */
function noticesOf({ kind, verb, objectId, deletedId, unixSeconds }: ChangeEvent): Notice[] {
  const entity = entityOf.get(kind ?? '')
  if (!entity || !verb) return []
  const notice = (sourceId: string, operation: Notice['operation'], typeRank: number): Notice => ({
    entity,
    operation,
    sourceId,
    // One company stands behind one connection.
    accountId: null,
    order: unixSeconds,
    typeRank,
    objectVersion: null,
    requestKey: null,
    externalRef: null,
  })
  const told = notice(objectId, verb === 'deleted' ? 'delete' : 'upsert', ranks[verb])
  const merged = verb === 'merged' && deletedId !== null && deletedId !== objectId
  return merged ? [told, notice(deletedId, 'delete', ranks.deleted)] : [told]
}

export const webhook: WebhookAdapter = {
  verify: verifyIntuit,

  describe(rawBody): Description {
    const read = readEvents(rawBody)
    if (!read.ok) return read
    const [first, ...others] = read.events
    const same = (name: 'eventType' | 'realmId') => others.every((event) => event[name] === first[name])
    return {
      ok: true,
      eventId: others.length === 0 ? first.eventId : batchId(read.events),
      eventType: same('eventType') ? first.eventType : 'batch',
      accountId: same('realmId') ? first.realmId : null,
    }
  },

  split(rawBody) {
    const read = readEvents(rawBody)
    if (!read.ok) return []
    const [{ realmId: accountId }, ...others] = read.events
    if (others.length === 0) return [{ accountId, rawBody }]
    return read.events.map((event) => ({
      accountId: event.realmId,
      rawBody: Buffer.from(JSON.stringify(event.alone)),
    }))
  },

  read(rawBody): Reading {
    const read = readEvents(rawBody)
    if (!read.ok) return read
    const notices = read.events.flatMap(noticesOf)
    return { ok: true, notices, ignored: notices.length === 0 ? 'unknown_type' : null }
  },

  /** A webhook only points: what is there now is read from QuickBooks. Of what is gone the id is all there is. */
  record(rawBody, entity, sourceId) {
    const read = readEvents(rawBody)
    if (!read.ok) return null
    const told = read.events
      .flatMap(noticesOf)
      .filter((notice) => notice.entity === entity && (sourceId ?? notice.sourceId) === notice.sourceId)
    const [notice] = told
    const allGone = told.every(({ operation }) => operation === 'delete')
    return notice && allGone ? tombstone(entity, notice.sourceId) : null
  },
}

/** The same events in one body are the same delivery. */
const batchId = (events: readonly ChangeEvent[]): string =>
  `batch:${createHash('sha256')
    .update(JSON.stringify(events.map(({ eventId }) => eventId)))
    .digest('hex')}`
