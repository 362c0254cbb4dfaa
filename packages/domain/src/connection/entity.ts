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

/** What can be kept from travelling, one by one: the kinds of record, and the reports that a provider adds up itself. */
export const scopes = [...entities, 'financial_report'] as const
export type Scope = (typeof scopes)[number]
