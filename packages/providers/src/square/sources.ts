import { readCustomer } from './customer.ts'
import { readPayment } from './payment.ts'
import type { Source } from './pull.ts'
import { readRefund } from './refund.ts'

/** Unasked, Square shows what is no older than a year. */
const always = '2009-01-01T00:00:00Z'

export const customers: Source = {
  plural: 'customers',
  singular: 'customer',
  read: readCustomer,
  list: (square, { limit, cursor, changedSince }) =>
    square.customers.search({
      limit: BigInt(limit),
      ...(cursor === null ? {} : { cursor }),
      query: {
        ...(changedSince ? { filter: { updatedAt: { startAt: changedSince.toISOString() } } } : {}),
        sort: { field: 'CREATED_AT', order: 'ASC' },
      },
    }),
  get: (square, customerId) => square.customers.get({ customerId }),
}

export const payments: Source = {
  plural: 'payments',
  singular: 'payment',
  read: readPayment,
  list: (square, { limit, cursor, changedSince }) =>
    square.payments.list({
      limit,
      ...(cursor === null ? {} : { cursor }),
      ...(changedSince
        ? { updatedAtBeginTime: changedSince.toISOString(), sortField: 'UPDATED_AT', sortOrder: 'ASC' }
        : { beginTime: always, sortOrder: 'ASC' }),
    }),
  get: (square, paymentId) => square.payments.get({ paymentId }),
}

export const refunds: Source = {
  plural: 'refunds',
  singular: 'refund',
  read: readRefund,
  list: (square, { limit, cursor, changedSince }) =>
    square.refunds.list({
      limit,
      ...(cursor === null ? {} : { cursor }),
      ...(changedSince
        ? { updatedAtBeginTime: changedSince.toISOString(), sortField: 'UPDATED_AT', sortOrder: 'ASC' }
        : { beginTime: always, sortOrder: 'ASC' }),
    }),
  get: (square, refundId) => square.refunds.get({ refundId }),
}
