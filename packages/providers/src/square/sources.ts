import type { SquareClient } from 'square'
import { z } from 'zod'
import { readCustomer } from './customer.ts'
import { countKey, readCount } from './inventory.ts'
import type { ObjectReader } from './object.ts'
import { readOrder } from './order.ts'
import { readPayment } from './payment.ts'
import { readRefund } from './refund.ts'
import { objectId } from './wire.ts'

export interface ListQuestion {
  readonly limit: number
  readonly cursor: string | null
  readonly changedSince: Date | null
  readonly locationIds: readonly string[]
}

/** One kind of object there: how it is listed, how one is asked for, and how either is read. */
export interface Source {
  /** Of the list in an answer. */
  readonly plural: string
  readonly read: ObjectReader
  /** How many locations a list may be asked about at once; 0: it is about all of them. */
  readonly locationsAtOnce: 0 | 1 | 10
  list(square: SquareClient, question: ListQuestion): PromiseLike<unknown>
  /** Whether such an object can have this id. */
  holds(id: string): boolean
  get(square: SquareClient, id: string): PromiseLike<unknown>
  /** The one object in an answer; null: Square knows none. */
  objectIn(answer: unknown): unknown
}

/** Unasked, Square shows what is no older than a year. */
const always = '2009-01-01T00:00:00Z'

const isId = (id: string) => objectId.safeParse(id).success
const following = (cursor: string | null) => (cursor === null ? {} : { cursor })
const member = (name: string) => (answer: unknown) =>
  answer === null ? null : z.looseObject({}).safeParse(answer).data?.[name]

export const customers: Source = {
  plural: 'customers',
  read: readCustomer,
  locationsAtOnce: 0,
  list: (square, { limit, cursor, changedSince }) =>
    square.customers.search({
      limit: BigInt(limit),
      ...following(cursor),
      query: {
        ...(changedSince ? { filter: { updatedAt: { startAt: changedSince.toISOString() } } } : {}),
        sort: { field: 'CREATED_AT', order: 'ASC' },
      },
    }),
  holds: isId,
  get: (square, customerId) => square.customers.get({ customerId }),
  objectIn: member('customer'),
}

const since = (changedSince: Date | null) =>
  changedSince
    ? {
        beginTime: always,
        updatedAtBeginTime: changedSince.toISOString(),
        ...({
          sortField: 'UPDATED_AT',
          sortOrder: 'ASC',
        } as const),
      }
    : { beginTime: always, sortOrder: 'ASC' }

export const payments: Source = {
  plural: 'payments',
  read: readPayment,
  // Unless one is named, Square shows those of the main location.
  locationsAtOnce: 1,
  list: (square, { limit, cursor, changedSince, locationIds: [locationId = ''] }) =>
    square.payments.list({ limit, locationId, ...following(cursor), ...since(changedSince) }),
  holds: (id) => isId(id) && !isRefundId(id),
  get: (square, paymentId) => square.payments.get({ paymentId }),
  objectIn: member('payment'),
}

/** A refund's id begins with its payment's. */
const isRefundId = (id: string) => id.includes('_')

export const refunds: Source = {
  plural: 'refunds',
  read: readRefund,
  locationsAtOnce: 0,
  list: (square, { limit, cursor, changedSince, locationIds: [locationId] }) =>
    square.refunds.list({
      limit,
      ...(locationId === undefined ? {} : { locationId }),
      ...following(cursor),
      ...since(changedSince),
    }),
  holds: isId,
  get: (square, refundId) => square.refunds.get({ refundId }),
  objectIn: member('refund'),
}

export const orders: Source = {
  plural: 'orders',
  read: readOrder,
  locationsAtOnce: 10,
  list: (square, { limit, cursor, changedSince, locationIds }) =>
    square.orders.search({
      limit,
      locationIds: [...locationIds],
      ...following(cursor),
      // A range of times goes only with the sort field of the same name.
      query: changedSince
        ? {
            filter: { dateTimeFilter: { updatedAt: { startAt: changedSince.toISOString() } } },
            sort: { sortField: 'UPDATED_AT', sortOrder: 'ASC' },
          }
        : { sort: { sortField: 'CREATED_AT', sortOrder: 'ASC' } },
    }),
  holds: isId,
  get: (square, orderId) => square.orders.get({ orderId }),
  objectIn: member('order'),
}

const countsIn = z.object({ counts: z.array(z.unknown()).max(1).default([]) })

export const counts: Source = {
  plural: 'counts',
  read: readCount,
  locationsAtOnce: 0,
  list: (square, { limit, cursor, changedSince, locationIds }) =>
    square.inventory.batchGetCounts({
      limit,
      ...(locationIds.length > 0 ? { locationIds: [...locationIds] } : {}),
      ...following(cursor),
      ...(changedSince ? { updatedAfter: changedSince.toISOString() } : {}),
    }),
  holds: (id) => countKey(id) !== null,
  get(square, id) {
    const { itemId = '', locationId = '', state } = countKey(id) ?? {}
    return square.inventory.batchGetCounts({
      catalogObjectIds: [itemId],
      locationIds: [locationId],
      states: [state as 'IN_STOCK'],
    })
  },
  objectIn: (answer) => countsIn.safeParse(answer).data?.counts[0] ?? null,
}
