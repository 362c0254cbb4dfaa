import type Stripe from 'stripe'
import { z } from 'zod'
import { parseJson } from '../json.ts'
import type { Description, Notice, Reading, WebhookAdapter } from '../provider.ts'
import { identifier } from '../shape.ts'
import { verifyStripe } from '../verification/stripe.ts'
import { customerSchema, toRecord } from './customer.ts'

/** All that every event has in common, whatever it speaks of and however thin it is. */
const headSchema = z.object({
  id: identifier(255),
  type: identifier(120),
  /** Of the connected account, on events of Connect. */
  account: identifier(255).nullish(),
} satisfies Partial<Record<keyof Stripe.EventBase, unknown>>)

const customerEventSchema = z.object({
  object: z.literal('event'),
  /** Unix seconds. */
  created: z.int().min(0).max(99_999_999_999),
  account: identifier(255).nullish(),
  /** Told by nobody who matters when it can't be read: old API versions had a text here. */
  request: z
    .object({ idempotency_key: z.string().min(1).max(255).nullish() })
    .nullish()
    .catch(null),
  data: z.object({ object: customerSchema }),
})

const deletionRank = 3
/** Within one second a deletion outranks a change, a change outranks a creation. */
const customerRanks: ReadonlyMap<string, number> = new Map<Stripe.Event['type'], number>([
  ['customer.created', 1],
  ['customer.updated', 2],
  ['customer.deleted', deletionRank],
])

const unread = (reason: 'not_json' | 'unexpected_shape') => ({ ok: false, reason }) as const

/** The customer an event speaks of; null when the event is of a type that is not routed. */
function readCustomer(rawBody: Uint8Array) {
  const json = parseJson(rawBody)
  if (json === undefined) return unread('not_json')
  const head = headSchema.safeParse(json)
  if (!head.success) return unread('unexpected_shape')
  const { type } = head.data
  const rank = customerRanks.get(type)
  if (rank === undefined) return { ok: true, change: null } as const
  const event = customerEventSchema.safeParse(json)
  if (!event.success) return unread('unexpected_shape')
  const record = toRecord(event.data.data.object, type === 'customer.deleted')
  const typeRank = record.deleted ? deletionRank : rank
  return { ok: true, change: { record, typeRank, event: event.data } } as const
}

export const webhook: WebhookAdapter = {
  verify: verifyStripe,

  describe(rawBody): Description {
    const json = parseJson(rawBody)
    if (json === undefined) return unread('not_json')
    const head = headSchema.safeParse(json)
    if (!head.success) return unread('unexpected_shape')
    const { id, type, account } = head.data
    return { ok: true, eventId: id, eventType: type, accountId: account ?? null }
  },

  read(rawBody): Reading {
    const read = readCustomer(rawBody)
    if (!read.ok) return read
    if (!read.change) return { ok: true, notices: [], ignored: 'unknown_type' }
    const { record, typeRank, event } = read.change
    const notice: Notice = {
      entity: 'customer',
      operation: record.deleted ? 'delete' : 'upsert',
      sourceId: record.sourceId,
      accountId: event.account ?? null,
      order: event.created,
      typeRank,
      objectVersion: null,
      requestKey: event.request?.idempotency_key ?? null,
      externalRef: event.data.object.metadata?.syncline_ref ?? null,
    }
    return { ok: true, notices: [notice], ignored: null }
  },

  record(rawBody, entity) {
    if (entity !== 'customer') return null
    const read = readCustomer(rawBody)
    return read.ok && read.change ? read.change.record : null
  },
}
