/** The kinds of record that travel. Free of schemas, as `provider.ts` is. */
export const entities = ['customer', 'transaction', 'invoice', 'subscription'] as const
export type Entity = (typeof entities)[number]
