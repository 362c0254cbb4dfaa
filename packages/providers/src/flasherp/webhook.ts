import { z } from 'zod'
import { parseJson } from '../json.ts'
import type { Description, Notice, Reading, WebhookAdapter } from '../provider.ts'
import { identifier } from '../shape.ts'
import { verifyFlasherp } from '../verification/flasherp.ts'
import type { ObjectKind } from './kind.ts'
import { kinds } from './kinds.ts'

const headSchema = z.object({ id: identifier(255), type: identifier(120) })
const eventSchema = z.object({ entity: z.string().max(60), data: z.object({ object: z.unknown() }) })

/** Nothing is deleted there: a customer who was made inactive comes as a change. */
const routes: ReadonlyMap<string, { readonly kind: ObjectKind; readonly rank: number }> = new Map([
  ['customer.created', { kind: kinds.customer, rank: 1 }],
  ['customer.updated', { kind: kinds.customer, rank: 2 }],
  ['transaction.created', { kind: kinds.transaction, rank: 1 }],
  ['transaction.updated', { kind: kinds.transaction, rank: 2 }],
  ['invoice.updated', { kind: kinds.invoice, rank: 2 }],
  ['subscription.updated', { kind: kinds.subscription, rank: 2 }],
])

const unread = (reason: 'not_json' | 'unexpected_shape') => ({ ok: false, reason }) as const

/** The change an event speaks of; null when the event is of a type that is not routed. */
function readEvent(rawBody: Uint8Array) {
  const json = parseJson(rawBody)
  if (json === undefined) return unread('not_json')
  const head = headSchema.safeParse(json)
  if (!head.success) return unread('unexpected_shape')
  const route = routes.get(head.data.type)
  if (!route) return { ok: true, change: null } as const
  const event = eventSchema.safeParse(json)
  if (!event.success || event.data.entity !== route.kind.entity) return unread('unexpected_shape')
  const read = route.kind.read(event.data.data.object)
  return read ? ({ ok: true, change: { ...read, rank: route.rank } } as const) : unread('unexpected_shape')
}

export const webhook: WebhookAdapter = {
  verify: verifyFlasherp,

  describe(rawBody): Description {
    const json = parseJson(rawBody)
    if (json === undefined) return unread('not_json')
    const head = headSchema.safeParse(json)
    if (!head.success) return unread('unexpected_shape')
    return { ok: true, eventId: head.data.id, eventType: head.data.type, accountId: null }
  },

  read(rawBody): Reading {
    const read = readEvent(rawBody)
    if (!read.ok) return read
    if (!read.change) return { ok: true, notices: [], ignored: 'unknown_type' }
    const { head, record, rank } = read.change
    const notice: Notice = {
      entity: record.entity,
      operation: 'upsert',
      sourceId: record.sourceId,
      accountId: null,
      order: head.version,
      typeRank: rank,
      objectVersion: head.version,
      requestKey: null,
      externalRef: head.external_ref,
    }
    return { ok: true, notices: [notice], ignored: null }
  },

  record(rawBody, entity) {
    const read = readEvent(rawBody)
    const record = read.ok && read.change ? read.change.record : null
    return record?.entity === entity ? record : null
  },
}
