import type { Choice } from '../provider.ts'

/** The merchant stands behind the token; of its places a connection is about one, or about all of them. */
export const choices: readonly Choice[] = [
  {
    name: 'location',
    title: 'Location',
    help: 'Payments, orders and counts of other locations stay where they are; customers belong to all. What is written without a location of its own goes here.',
    read: 'locations',
    none: 'All locations',
    place(chosen, all, before) {
      const merchantId = (chosen ?? all[0])?.merchantId
      return typeof merchantId === 'string' ? { ...before, accountId: merchantId } : before
    },
  },
]
