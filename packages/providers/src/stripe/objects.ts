import type { Entity } from '@syncline/domain/connection'
import { z } from 'zod'
import { readCharge } from './charge.ts'
import { readCustomer } from './customer.ts'
import { readInvoice } from './invoice.ts'
import type { ObjectReader, ObjectReading } from './object.ts'
import { readPaymentIntent } from './payment-intent.ts'
import { readRefund } from './refund.ts'
import { readSubscription } from './subscription.ts'

/** By the `object` member, which every object of Stripe's has. */
const readers = new Map<string, ObjectReader>([
  ['customer', readCustomer],
  ['payment_intent', readPaymentIntent],
  ['charge', readCharge],
  ['refund', readRefund],
  ['invoice', readInvoice],
  ['subscription', readSubscription],
])

const objectSchema = z.object({ object: z.string().min(1).max(120) })

/** Any object of Stripe's, told by what it says it is. */
export function readObject(value: unknown, eventType: string | null): ObjectReading {
  const object = objectSchema.safeParse(value)
  if (!object.success) return { kind: 'unexpected_shape' }
  const reader = readers.get(object.data.object)
  return reader ? reader(value, eventType) : { kind: 'unknown_type' }
}

const ofEntity: { readonly [Kind in Entity]?: readonly ObjectReader[] } = {
  customer: [readCustomer],
  transaction: [readPaymentIntent, readCharge, readRefund],
  invoice: [readInvoice],
  subscription: [readSubscription],
}

/** Who reads the objects that are this entity. */
export const readersOf = (entity: Entity): readonly ObjectReader[] => ofEntity[entity] ?? []
