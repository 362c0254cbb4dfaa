import { customerEntity } from './customer.ts'
import type { Entity } from './entity.ts'
import type { FlashErpObject } from './state.ts'

/** Every kind of object this sandbox's FlashERP offers, by the word in its address. */
export const entities: ReadonlyMap<string, Entity<FlashErpObject>> = new Map(
  [customerEntity].map((entity) => [entity.plural, entity as unknown as Entity<FlashErpObject>]),
)

/** Words of the contract that answer "not offered" instead of "no such address". */
export const contractWords: readonly string[] = ['transactions', 'subscriptions', 'invoices', 'metrics']
