import { customerEntity } from './customer.ts'
import type { Entity } from './entity.ts'
import { invoiceEntity } from './invoice.ts'
import type { FlashErpObject } from './state.ts'
import { subscriptionEntity } from './subscription.ts'
import { transactionEntity } from './transaction.ts'

/** Every kind of object this sandbox's FlashERP offers, by the word in its address. */
export const entities: ReadonlyMap<string, Entity<FlashErpObject>> = new Map(
  [customerEntity, transactionEntity, invoiceEntity, subscriptionEntity].map((entity) => [
    entity.plural,
    entity as unknown as Entity<FlashErpObject>,
  ]),
)
