import type Stripe from 'stripe'
import { z } from 'zod'
import { parseJson } from '../json.ts'
import type { Description, Notice, Reading, WebhookAdapter } from '../provider.ts'
import { identifier } from '../shape.ts'
import { verifyStripe } from '../verification/stripe.ts'
import { unixSeconds } from './object.ts'
import { deletionRank, routes } from './routes.ts'

/** All that every event has in common, whatever it speaks of and however thin it is. */
const headSchema = z.object({
  id: identifier(255),
  type: identifier(120),
  /** Of the connected account, on events of Connect. */
  account: identifier(255).nullish(),
} satisfies Partial<Record<keyof Stripe.EventBase, unknown>>)

const eventSchema = headSchema.extend({
  object: z.literal('event'),
  created: unixSeconds,
  /** Says who made the change, where it can be read: in old API versions it was a text. */
  request: z
    .object({ idempotency_key: z.string().min(1).max(255).nullish() })
    .nullish()
    .catch(null),
  data: z.object({ object: z.unknown() }),
} satisfies Partial<Record<keyof Stripe.EventBase | 'data', unknown>>)

const unread = (reason: 'not_json' | 'unexpected_shape') => ({ ok: false, reason }) as const
const ignored = (reason: 'unknown_type' | 'covered') => ({ ok: true, change: null, ignored: reason }) as const

/** The change an event speaks of; no change: nothing to do, and why. */
function readEvent(rawBody: Uint8Array) {
  const json = parseJson(rawBody)
  if (json === undefined) return unread('not_json')
  const head = headSchema.safeParse(json)
  if (!head.success) return unread('unexpected_shape')
  const { type } = head.data
  const route = routes.get(type)
  if (!route) return ignored('unknown_type')
  const event = eventSchema.safeParse(json)
  if (!event.success) return unread('unexpected_shape')
  const reading = route.read(event.data.data.object, type)
  if (reading.kind === 'unexpected_shape') return unread('unexpected_shape')
  if (reading.kind !== 'record') return ignored(reading.kind)
  const { record, externalRef } = reading
  const notice: Notice = {
    entity: record.entity,
    operation: record.deleted ? 'delete' : 'upsert',
    sourceId: record.sourceId,
    accountId: event.data.account ?? null,
    order: event.data.created,
    typeRank: record.deleted ? deletionRank : route.rank,
    objectVersion: null,
    requestKey: event.data.request?.idempotency_key ?? null,
    externalRef,
  }
  return { ok: true, change: { record, notice }, ignored: null } as const
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
    const read = readEvent(rawBody)
    if (!read.ok) return read
    return { ok: true, notices: read.change ? [read.change.notice] : [], ignored: read.ignored }
  },

  record(rawBody, entity) {
    const read = readEvent(rawBody)
    const record = read.ok && read.change ? read.change.record : null
    return record?.entity === entity ? record : null
  },
}
