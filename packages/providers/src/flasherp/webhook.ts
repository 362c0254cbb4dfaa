import type { CustomerRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { parseJson } from '../json.ts'
import type { Description, Notice, Reading, WebhookAdapter } from '../provider.ts'
import { cutText, identifier } from '../shape.ts'
import { verifyFlasherp } from '../verification/flasherp.ts'
import { customerSchema, type FlashErpCustomer } from './wire.ts'

const headSchema = z.object({ id: identifier(255), type: identifier(120) })
const customerEventSchema = z.object({
  entity: z.literal('customer'),
  data: z.object({ object: customerSchema }),
})

/** Nothing is deleted there: a customer who was made inactive comes as a change. */
const customerRanks: ReadonlyMap<string, number> = new Map([
  ['customer.created', 1],
  ['customer.updated', 2],
])
const maxNoteLength = 1_000

const unread = (reason: 'not_json' | 'unexpected_shape') => ({ ok: false, reason }) as const

/** The customer an event speaks of; null when the event is of a type that is not routed. */
function readCustomer(rawBody: Uint8Array) {
  const json = parseJson(rawBody)
  if (json === undefined) return unread('not_json')
  const head = headSchema.safeParse(json)
  if (!head.success) return unread('unexpected_shape')
  const typeRank = customerRanks.get(head.data.type)
  if (typeRank === undefined) return { ok: true, change: null } as const
  const event = customerEventSchema.safeParse(json)
  if (!event.success) return unread('unexpected_shape')
  return { ok: true, change: { customer: event.data.data.object, typeRank } } as const
}

function toRecord(customer: FlashErpCustomer): CustomerRecord {
  const { address } = customer
  return {
    entity: 'customer',
    sourceId: customer.id,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    address: address
      ? {
          line1: address.line1,
          line2: address.line2,
          city: address.city,
          state: address.state,
          postalCode: address.postal_code,
          country: address.country,
        }
      : null,
    note: cutText(customer.note, maxNoteLength),
    deleted: false,
  }
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
    const read = readCustomer(rawBody)
    if (!read.ok) return read
    if (!read.change) return { ok: true, notices: [], ignored: 'unknown_type' }
    const { customer, typeRank } = read.change
    const notice: Notice = {
      entity: 'customer',
      operation: 'upsert',
      sourceId: customer.id,
      accountId: null,
      order: customer.version,
      typeRank,
      objectVersion: customer.version,
      requestKey: null,
      externalRef: customer.external_ref || null,
    }
    return { ok: true, notices: [notice], ignored: null }
  },

  record(rawBody, entity) {
    if (entity !== 'customer') return null
    const read = readCustomer(rawBody)
    return read.ok && read.change ? toRecord(read.change.customer) : null
  },
}
