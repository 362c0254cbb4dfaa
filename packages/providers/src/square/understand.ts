import { z } from 'zod'
import {
  type Exchange,
  notUnderstood,
  recordUnderstanding,
  type Understanding,
} from '../fixtures/understanding.ts'
import { identifier } from '../shape.ts'
import { readCustomer } from './customer.ts'
import { codeOfError, errorSchema } from './error.ts'
import { readCount } from './inventory.ts'
import type { ObjectReader } from './object.ts'
import { readOrder } from './order.ts'
import { readPayment } from './payment.ts'
import { readRefund } from './refund.ts'

/** By the member an answer has them under, alone or in a list. */
const readers = new Map<string, ObjectReader>([
  ['customer', readCustomer],
  ['customers', readCustomer],
  ['payment', readPayment],
  ['payments', readPayment],
  ['refund', readRefund],
  ['refunds', readRefund],
  ['order', readOrder],
  ['orders', readOrder],
  ['count', readCount],
  ['counts', readCount],
])

/** Objects do not say what they are; each kind has a member that no other has. The first that fits counts. */
const tells = [
  { member: 'payment_id', read: readRefund },
  { member: 'source_type', read: readPayment },
  { member: 'line_items', read: readOrder },
  { member: 'creation_source', read: readCustomer },
  { member: 'given_name', read: readCustomer },
  { member: 'family_name', read: readCustomer },
  { member: 'email_address', read: readCustomer },
] as const

const maxItems = 1_000
const memberName = /^[a-z0-9][a-z0-9_-]{0,59}$/
const apiPath = /^\/(v2|oauth2|mobile)\//

/** An answer of Square's API. Objects that the hub keeps no record of are known by the member that holds them. */
export function understand(value: unknown, { path, status }: Exchange): Understanding {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return notUnderstood
  const error = errorSchema.safeParse(value)
  if (error.success) return understandErrors(error.data.errors)
  const tell = Object.hasOwn(value, 'id') && tells.find(({ member }) => Object.hasOwn(value, member))
  if (tell) return understandWith(tell.read, value)
  const members = Object.entries(value).filter(([name]) => name !== 'errors' && name !== 'cursor')
  const held = members.filter(([, inner]) => typeof inner === 'object' && inner !== null)
  // What holds no object, as the answer to a deletion, is known by where it came from, or by going well.
  const goesWell = path === null ? status !== null && status >= 200 && status < 300 : apiPath.test(path)
  const isAnswer = held.length > 0 || goesWell
  if (!isAnswer && !Object.hasOwn(value, 'cursor') && !Object.hasOwn(value, 'errors')) return notUnderstood
  if (!members.every(([name]) => memberName.test(name))) return notUnderstood
  const [only, ...others] = held.map(([name, inner]) => understandMember(name, inner))
  if (!only) return { kind: 'list', items: [] }
  return others.length === 0 ? only : { kind: 'list', items: [only, ...others] }
}

function understandErrors([first, ...others]: z.output<typeof errorSchema>['errors']): Understanding {
  if (!first) return notUnderstood
  const told = [first, ...others].map(
    (one): Understanding => ({
      kind: 'error',
      error: { type: one.category, code: one.code, means: codeOfError(one) },
    }),
  )
  return told.length === 1 && told[0] ? told[0] : { kind: 'list', items: told }
}

function understandMember(name: string, value: unknown): Understanding {
  const read = readers.get(name)
  const one = (item: unknown): Understanding => {
    // What a terminal is asked to do goes by the name of what comes of it.
    if (!read || has(item, 'device_id')) return { kind: 'no_record', object: name, why: 'unknown_type' }
    const told = understandWith(read, item)
    return told.kind === 'not_understood' && isUnplaced(name, item)
      ? { kind: 'no_record', object: name, why: 'incomplete' }
      : told
  }
  return Array.isArray(value) ? { kind: 'list', items: value.slice(0, maxItems).map(one) } : one(value)
}

/** A quote for an order that nobody placed, or one of which only some members were asked for. */
const isUnplaced = (name: string, item: unknown): boolean =>
  name.startsWith('order') && has(item, 'line_items') && !(has(item, 'id') && has(item, 'created_at'))

const has = (item: unknown, name: string): boolean =>
  typeof item === 'object' && item !== null && Object.hasOwn(item, name)

function understandWith(read: ObjectReader, value: unknown): Understanding {
  const reading = read(value, false)
  return reading ? recordUnderstanding(reading.record) : notUnderstood
}

const mentionSchema = z.object({
  merchant_id: identifier(255).nullish(),
  data: z.object({
    type: z.string().max(120).nullish(),
    id: z.string().max(255).nullish(),
    deleted: z.boolean().nullish(),
    object: z.record(z.string(), z.unknown()).nullish(),
  }),
})
const stateSchema = z.object({
  version: z.int().nullish(),
  status: z.string().max(60).nullish(),
  state: z.string().max(60).nullish(),
})

/** Whom and what an event speaks of that becomes no record: names, ids and states, nothing personal. */
export function mentionOf(event: unknown): Readonly<Record<string, unknown>> {
  const read = mentionSchema.safeParse(event)
  if (!read.success) return {}
  const { merchant_id: accountId, data } = read.data
  const [inner] = Object.values(data.object ?? {})
  const { version, status, state } = stateSchema.safeParse(inner).data ?? {}
  const told = {
    accountId,
    object: data.type,
    objectId: data.id,
    deleted: data.deleted,
    version,
    status,
    state,
  }
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null && value !== undefined))
}
