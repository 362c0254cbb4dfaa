import type { Amount, Money } from '../money/index.ts'
import type { CanonicalRecord } from './canonical.ts'
import type { SubscriptionRecord } from './subscription.ts'

/** How much money a record is about; null where it is about none, or not about one sum. */
export function amountOf(record: CanonicalRecord): Amount | null {
  switch (record.entity) {
    case 'transaction':
    case 'payment':
    case 'refund':
      return inFull(record.amount)
    case 'invoice':
    case 'bill':
    case 'order':
      return inFull(record.total)
    case 'subscription':
      return perPeriod(record.items)
    case 'customer':
    case 'vendor':
    case 'inventory_item':
    case 'contact':
      return null
  }
}

const inFull = ({ amount, currency }: Money): Amount => ({ minor: amount, currency })

/** What one period costs: its items together, where all of them have a price in one currency and fall due together. */
function perPeriod(items: SubscriptionRecord['items']): Amount | null {
  const [first] = items
  if (!first?.unitAmount) return null
  const { currency } = first.unitAmount
  let minor = 0
  for (const { unitAmount, quantity, interval, intervalCount } of items) {
    const isAlike = interval === first.interval && intervalCount === first.intervalCount
    if (unitAmount?.currency !== currency || !isAlike) return null
    minor += unitAmount.amount * quantity
  }
  return Number.isSafeInteger(minor) ? { minor, currency } : null
}
