import { fields, nullable, oneOf, text } from '../shape.ts'
import type { Entity } from './entity.ts'
import { missingDependency, unprocessable } from './errors.ts'
import { type FlashErpMoney, instant, metadata, money, reference } from './fields.ts'
import type { FlashErpObject } from './state.ts'

const types = ['payment', 'refund'] as const
const statuses = ['pending', 'requires_action', 'succeeded', 'failed', 'cancelled'] as const

export type FlashErpTransaction = FlashErpObject & {
  /** Null for a guest; otherwise the customer must be there. */
  customer_id: string | null
  type: (typeof types)[number]
  status: (typeof statuses)[number]
  amount: FlashErpMoney
  /** `external_ref` of the payment that a refund belongs to. */
  parent_ref: string | null
  description: string | null
  failure_code: string | null
  occurred_at: string
}

const readFields = fields<Omit<FlashErpTransaction, 'id' | 'version' | 'created_at' | 'updated_at'>>({
  external_ref: nullable(reference),
  customer_id: nullable(reference),
  type: oneOf(types),
  status: oneOf(statuses),
  amount: money,
  parent_ref: nullable(reference),
  description: nullable(text(1000)),
  failure_code: nullable(text(100)),
  occurred_at: instant,
  metadata,
})

export const transactionEntity: Entity<FlashErpTransaction> = {
  name: 'transaction',
  plural: 'transactions',
  idPrefix: 'ftx_',
  blank: () => ({
    customer_id: null,
    parent_ref: null,
    description: null,
    failure_code: null,
    metadata: {},
  }),
  required: ['type', 'status', 'amount', 'occurred_at'],
  read: (body) => readFields(body, ''),
  check(transaction, { before, exists }) {
    const { customer_id: customerId, amount, type } = transaction
    if (customerId !== null && !exists('customers', customerId))
      return missingDependency('customer_id', `There is no customer ${customerId}.`)
    if (before && before.type !== type) return unprocessable('The type of a transaction is fixed.', 'type')
    if (before && before.amount.currency !== amount.currency)
      return unprocessable('The currency of a transaction is fixed.', 'amount.currency')
    return null
  },
  sentinelName: ({ description }) => description ?? null,
  announcesCreation: true,
  money: ({ type, amount, status }) => ({ kind: type, ...amount, settled: status === 'succeeded' }),
}
