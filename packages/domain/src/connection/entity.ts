/** The kinds of record that travel. Free of schemas, as `provider.ts` is. */
export const entities = [
  'customer',
  'transaction',
  'invoice',
  'subscription',
  'order',
  'payment',
  'refund',
  'vendor',
  'bill',
  'inventory_item',
  'contact',
] as const
export type Entity = (typeof entities)[number]
