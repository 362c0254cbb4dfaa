import { z } from 'zod'
import { parseJson } from '../json.ts'
import type { Description, Notice, Reading, WebhookAdapter } from '../provider.ts'
import { identifier, instant } from '../shape.ts'
import { verifySquare } from '../verification/untimed.ts'
import { readCustomer } from './customer.ts'
import type { ObjectReader } from './object.ts'
import { readPayment } from './payment.ts'
import { readRefund } from './refund.ts'

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

interface Route {
  /** Name of the object inside the event. */
  readonly member: string
  readonly read: ObjectReader
  /** Within one second an end outranks a change, a change outranks a beginning. */
  readonly rank: number
}

const created = 1
const changed = 2
const deleted = 3

const deletionType = 'customer.deleted'

/** Every event that is read, by its type. */
const routes: ReadonlyMap<string, Route> = new Map([
  ['customer.created', { member: 'customer', read: readCustomer, rank: created }],
  ['customer.updated', { member: 'customer', read: readCustomer, rank: changed }],
  [deletionType, { member: 'customer', read: readCustomer, rank: deleted }],
  ['payment.created', { member: 'payment', read: readPayment, rank: created }],
  ['payment.updated', { member: 'payment', read: readPayment, rank: changed }],
  ['refund.created', { member: 'refund', read: readRefund, rank: created }],
  ['refund.updated', { member: 'refund', read: readRefund, rank: changed }],
])

const unread = (reason: 'not_json' | 'unexpected_shape') => ({ ok: false, reason }) as const

/** The change an event speaks of; null when the event is of a type that is not routed. */
function readEvent(rawBody: Uint8Array) {
  const json = parseJson(rawBody)
  if (json === undefined) return unread('not_json')
  const head = headSchema.safeParse(json)
  if (!head.success) return unread('unexpected_shape')
  const { type } = head.data
  const route = routes.get(type)
  if (!route) return { ok: true, change: null } as const
  const event = eventSchema.safeParse(json)
  if (!event.success) return unread('unexpected_shape')
  const { data, created_at: createdAt } = event.data
  const gone = type === deletionType || data.deleted === true
  const read = route.read(data.object[route.member], gone)
  if (!read) return unread('unexpected_shape')
  const { record, version, changedAt, externalRef } = read
  const notice: Notice = {
    entity: record.entity,
    operation: record.deleted ? 'delete' : 'upsert',
    sourceId: record.sourceId,
    // One token speaks for one merchant: the connection is the account.
    accountId: null,
    order: version ?? secondsOf(gone ? createdAt : (changedAt ?? createdAt)),
    typeRank: gone ? deleted : route.rank,
    objectVersion: version,
    requestKey: null,
    externalRef,
  }
  return { ok: true, change: { record, notice } } as const
}

const secondsOf = (at: string) => Math.max(0, Math.floor(Date.parse(at) / 1_000))

export const webhook: WebhookAdapter = {
  verify: verifySquare,

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
    return read.change
      ? { ok: true, notices: [read.change.notice], ignored: null }
      : { ok: true, notices: [], ignored: 'unknown_type' }
  },

  record(rawBody, entity) {
    const read = readEvent(rawBody)
    const record = read.ok && read.change ? read.change.record : null
    return record?.entity === entity ? record : null
  },
}
