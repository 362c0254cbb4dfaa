import { z } from 'zod'
import type { Notice } from '../provider.ts'
import { identifier } from '../shape.ts'
import { readCustomer } from './customer.ts'
import { readCount } from './inventory.ts'
import type { ObjectReader, ObjectReading } from './object.ts'
import { readPayment } from './payment.ts'
import { readRefund } from './refund.ts'
import { objectVersion, reference } from './wire.ts'

/** What one event tells of one object: the object itself, or only that it changed. */
export type Told =
  | { readonly kind: 'object'; readonly reading: ObjectReading }
  | {
      readonly kind: 'pointer'
      readonly entity: Notice['entity']
      readonly sourceId: string
      readonly version: number | null
      /** The location it belongs to. */
      readonly place: string | null
    }

export interface Route {
  /** All that the event tells; null where it hasn't the shape. */
  tell(object: Readonly<Record<string, unknown>>, deleted: boolean): readonly Told[] | null
  /** Within one second an end outranks a change, a change outranks a beginning. */
  readonly rank: number
  /** Says that the object is gone, whatever stands in the event. */
  readonly deletes?: true
}

const created = 1
const changed = 2
export const deletionRank = 3

/** One object under its name. */
const whole =
  (member: string, read: ObjectReader): Route['tell'] =>
  (object, deleted) => {
    const reading = read(object[member], deleted)
    return reading && [{ kind: 'object', reading }]
  }

const pointerSchema = z.object({
  order_id: identifier(255),
  version: objectVersion.nullish(),
  location_id: reference,
})

/** Of an order no more than its id and version is told. */
const orderPointer =
  (member: string): Route['tell'] =>
  (object) => {
    const read = pointerSchema.safeParse(object[member])
    if (!read.success) return null
    const { order_id: sourceId, version, location_id: place } = read.data
    return [{ kind: 'pointer', entity: 'order', sourceId, version: version ?? null, place }]
  }

const countsSchema = z.object({ inventory_counts: z.array(z.unknown()).max(1_000) })

const counts: Route['tell'] = (object) => {
  const read = countsSchema.safeParse(object)
  if (!read.success) return null
  const readings = read.data.inventory_counts.map((count) => readCount(count, false))
  return readings.every((reading) => reading !== null)
    ? readings.map((reading) => ({ kind: 'object', reading }))
    : null
}

/** Every event that is read, by its type. */
export const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['customer.created', { tell: whole('customer', readCustomer), rank: created }],
  ['customer.updated', { tell: whole('customer', readCustomer), rank: changed }],
  ['customer.deleted', { tell: whole('customer', readCustomer), rank: deletionRank, deletes: true }],
  ['payment.created', { tell: whole('payment', readPayment), rank: created }],
  ['payment.updated', { tell: whole('payment', readPayment), rank: changed }],
  ['refund.created', { tell: whole('refund', readRefund), rank: created }],
  ['refund.updated', { tell: whole('refund', readRefund), rank: changed }],
  ['order.created', { tell: orderPointer('order_created'), rank: created }],
  ['order.updated', { tell: orderPointer('order_updated'), rank: changed }],
  ['order.fulfillment.updated', { tell: orderPointer('order_fulfillment_updated'), rank: changed }],
  ['inventory.count.updated', { tell: counts, rank: changed }],
])
