import type { Money } from '../money/index.ts'
import type { CanonicalRecord } from '../record/canonical.ts'

/** Sums of whole minor units; negative where more was given back than came in. */
export interface SignedMoney {
  readonly amount: bigint
  readonly currency: string
}

/** When it happened in the company's life; null for what has no such time, as a customer. */
export function happenedAt(record: CanonicalRecord): string | null {
  switch (record.entity) {
    case 'transaction':
      return record.occurredAt
    case 'invoice':
    case 'bill':
      return record.issuedAt
    case 'order':
      return record.placedAt
    case 'payment':
      return record.paidAt
    case 'refund':
      return record.refundedAt
    case 'customer':
    case 'vendor':
    case 'contact':
    case 'subscription':
    case 'inventory_item':
      return null
  }
}

/** What it is about in money, whatever became of it; null for what is about none. */
export function amountOf(record: CanonicalRecord): Money | null {
  switch (record.entity) {
    case 'transaction':
    case 'payment':
    case 'refund':
      return record.amount
    case 'invoice':
    case 'bill':
    case 'order':
      return record.total
    case 'customer':
    case 'vendor':
    case 'contact':
    case 'subscription':
    case 'inventory_item':
      return null
  }
}

/** What of it counts in a total: nothing where no money moved or is asked for, less than nothing where it was given back. */
export function countedOf(record: CanonicalRecord): SignedMoney | null {
  const money = amountOf(record)
  if (money === null || record.deleted || !stands(record)) return null
  const amount = BigInt(money.amount)
  return { amount: isGivenBack(record) ? -amount : amount, currency: money.currency }
}

const isGivenBack = (record: CanonicalRecord) =>
  record.entity === 'refund' || (record.entity === 'transaction' && record.kind === 'refund')

function stands(record: CanonicalRecord): boolean {
  switch (record.entity) {
    case 'transaction':
      return record.status === 'succeeded'
    case 'payment':
    case 'refund':
    case 'order':
      return record.status === 'completed'
    case 'invoice':
    case 'bill':
      return record.status !== 'draft' && record.status !== 'void'
    default:
      return false
  }
}
