import type { CanonicalRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { parseJson } from '../json.ts'
import type { Description, Notice, Reading, WebhookAdapter } from '../provider.ts'
import { identifier, instant } from '../shape.ts'
import { verifySquare } from '../verification/untimed.ts'
import { orderOf } from './object.ts'
import { deletionRank, type Route, routes, type Told } from './routes.ts'

/** All that every event has in common, whatever it speaks of. */
const headSchema = z.object({
  event_id: identifier(255),
  type: identifier(120),
  merchant_id: identifier(255).nullish(),
})

const eventSchema = headSchema.extend({
  created_at: instant,
  data: z.object({
    deleted: z.boolean().nullish(),
    object: z.record(z.string().max(120), z.unknown()),
  }),
})

interface Change {
  readonly notice: Notice
  /** Null where the event only says that the object changed. */
  readonly record: CanonicalRecord | null
}

const unread = (reason: 'not_json' | 'unexpected_shape') => ({ ok: false, reason }) as const

/** The changes an event speaks of; null when the event is of a type that is not routed. */
function readEvent(rawBody: Uint8Array) {
  const json = parseJson(rawBody)
  if (json === undefined) return unread('not_json')
  const head = headSchema.safeParse(json)
  if (!head.success) return unread('unexpected_shape')
  const route = routes.get(head.data.type)
  if (!route) return { ok: true, changes: null } as const
  const event = eventSchema.safeParse(json)
  if (!event.success) return unread('unexpected_shape')
  const { data, created_at: createdAt } = event.data
  const deleted = route.deletes === true || data.deleted === true
  const told = route.tell(data.object, deleted)
  if (!told) return unread('unexpected_shape')
  return { ok: true, changes: told.map((one) => changeOf(one, route, deleted, createdAt)) } as const
}

function changeOf(told: Told, route: Route, deleted: boolean, createdAt: string): Change {
  const about =
    told.kind === 'object'
      ? { ...told.reading, entity: told.reading.record.entity, sourceId: told.reading.record.sourceId }
      : { ...told, record: null, changedAt: null, externalRef: null }
  const changedAt = deleted ? createdAt : (about.changedAt ?? createdAt)
  const notice: Notice = {
    entity: about.entity,
    operation: deleted ? 'delete' : 'upsert',
    sourceId: about.sourceId,
    // One token speaks for one merchant: the connection is the account, and the door lets no other in.
    accountId: null,
    ...(about.place !== null && { place: about.place }),
    order: orderOf(about.version, changedAt),
    typeRank: deleted ? deletionRank : route.rank,
    objectVersion: about.version,
    requestKey: null,
    externalRef: about.externalRef,
  }
  return { notice, record: about.record }
}

export const webhook: WebhookAdapter = {
  verify: verifySquare,
  isOfOneAccount: true,

  describe(rawBody): Description {
    const json = parseJson(rawBody)
    if (json === undefined) return unread('not_json')
    const head = headSchema.safeParse(json)
    if (!head.success) return unread('unexpected_shape')
    const { event_id: eventId, type: eventType, merchant_id: merchantId } = head.data
    return { ok: true, eventId, eventType, accountId: merchantId ?? null }
  },

  read(rawBody): Reading {
    const read = readEvent(rawBody)
    if (!read.ok) return read
    if (!read.changes) return { ok: true, notices: [], ignored: 'unknown_type' }
    // An event about nothing at all has no news.
    if (read.changes.length === 0) return { ok: true, notices: [], ignored: 'covered' }
    return { ok: true, notices: read.changes.map(({ notice }) => notice), ignored: null }
  },

  record(rawBody, entity, sourceId) {
    const read = readEvent(rawBody)
    const changes = (read.ok ? read.changes : null) ?? []
    const own = changes.find(
      ({ notice }) => notice.entity === entity && (sourceId === undefined || notice.sourceId === sourceId),
    )
    return own?.record ?? null
  },
}
