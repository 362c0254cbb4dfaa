import { nameOf, type SquareCustomer } from '../square/customers.ts'
import type { SquarePayment } from '../square/payments.ts'
import type { SquareRefund } from '../square/refunds.ts'
import type { Book } from './books.ts'
import type { Expected } from './expected.ts'

const paymentStatuses = {
  APPROVED: 'pending',
  COMPLETED: 'succeeded',
  CANCELED: 'cancelled',
  FAILED: 'failed',
} as const
const refundStatuses = {
  PENDING: 'pending',
  COMPLETED: 'succeeded',
  REJECTED: 'failed',
  FAILED: 'failed',
} as const

/** Square's book as FlashERP should have it: tips count, and a refund belongs to its payment. */
export function expectedOfSquare(square: Book): Expected[] {
  const of = <T>(plural: string) => (square.objects[plural] ?? []).map(({ object }) => object as unknown as T)
  const money = [
    ...of<SquarePayment>('payments').map(paymentOf),
    ...of<SquareRefund>('refunds').map(refundOf),
  ]
  const needed = new Set(money.map(({ customer }) => customer))
  const customers = (square.objects.customers ?? []).map(({ deleted, object }): Expected => {
    const { id, email_address: email, phone_number: phone } = object as unknown as SquareCustomer
    const name = nameOf(object)
    return {
      entity: 'customers',
      ref: id,
      required: !deleted || needed.has(id),
      customer: undefined,
      fields: deleted
        ? { active: false }
        : { name, email: email ?? null, phone: phone ?? null, active: true },
    }
  })
  return [...customers, ...money]
}

function paymentOf({ id, status, customer_id: customer, total_money: amount }: SquarePayment): Expected {
  return {
    entity: 'transactions',
    ref: id,
    required: status === 'COMPLETED' || status === 'FAILED',
    customer: customer ?? null,
    fields: { type: 'payment', status: paymentStatuses[status], amount, parent_ref: null },
  }
}

function refundOf({ id, status, amount_money: amount, payment_id: parent }: SquareRefund): Expected {
  return {
    entity: 'transactions',
    ref: id,
    required: true,
    customer: undefined,
    fields: { type: 'refund', status: refundStatuses[status], amount, parent_ref: parent },
  }
}
