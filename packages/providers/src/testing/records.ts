import type { Money } from '@syncline/domain/money'
import type {
  CustomerRecord,
  InvoiceRecord,
  SubscriptionRecord,
  TransactionRecord,
} from '@syncline/domain/record'

export const seconds = 1_790_000_000
export const at = (offsetSeconds: number) => new Date((seconds + offsetSeconds) * 1_000)

export const canarySecrets = { api_key: 'key_canary_4711', api_secret: 'secret_canary_4711' }

/** A record whose texts, all but its id, must be found nowhere in what a try leaves behind. */
export const canary = {
  sourceId: 'cus_Canary',
  name: 'Canary Nameson',
  email: 'canary@example.com',
  phone: '+2348030004711',
  note: 'canary note of no one',
}

let customers = 0
/** A customer of its own each time, changed as asked. */
export function customer(changes: Partial<CustomerRecord>): CustomerRecord {
  customers += 1
  return {
    entity: 'customer',
    sourceId: `cus_Contract${customers}`,
    name: 'Ada Obi',
    email: 'ada@example.com',
    phone: '+2348031234567',
    address: { line1: '1 Marina', line2: null, city: 'Lagos', state: null, postalCode: null, country: 'NG' },
    note: null,
    deleted: false,
    ...changes,
  }
}

/** The same with a name and an address of its own: some providers tell people apart by these. */
export function somebody(changes: Partial<CustomerRecord> = {}): CustomerRecord {
  const number = customers + 1
  return customer({ name: `Ada Obi ${number}`, email: `ada.${number}@example.com`, ...changes })
}

export const unicodeNames = [
  'Ọlájùmọ̀kẹ́ Adébáyọ̀',
  '山田 太郎',
  'مريم',
  'Zoë 🌿 "Z" \\ </script>',
  "O'Brien; --",
  'line\nbreak',
]

/** Of currencies with no minor unit, a thousand and a hundred of them. */
export const amounts: readonly [what: string, amount: Money][] = [
  ['of whole yen', { amount: 500, currency: 'JPY' }],
  ['of fils, a thousand to the dinar', { amount: 12_345, currency: 'KWD' }],
  ['of cents', { amount: 1_099, currency: 'USD' }],
  ['of nothing', { amount: 0, currency: 'NGN' }],
]

const usd = (amount: number) => ({ amount, currency: 'USD' })
let others = 0
const freshId = (prefix: string) => `${prefix}_Contract${(others += 1)}`

/** A payment of `cus_Payer`. */
export function transaction(changes: Partial<TransactionRecord>): TransactionRecord {
  return {
    entity: 'transaction',
    sourceId: freshId('pi'),
    deleted: false,
    kind: 'payment',
    status: 'succeeded',
    amount: usd(1_234),
    customerId: 'cus_Payer',
    parentId: null,
    description: 'Dinner for two 🌿',
    failureCode: null,
    occurredAt: '2026-09-21T09:00:00.000Z',
    ...changes,
  }
}

/** A bill of `cus_Payer`. */
export function invoice(changes: Partial<InvoiceRecord>): InvoiceRecord {
  return {
    entity: 'invoice',
    sourceId: freshId('in'),
    deleted: false,
    number: 'A-1',
    status: 'paid',
    customerId: 'cus_Payer',
    subscriptionId: 'sub_1',
    lines: [{ description: 'Hall', quantity: '0.5', amount: usd(2_000) }],
    subtotal: usd(2_000),
    tax: usd(150),
    total: usd(2_150),
    amountPaid: usd(2_150),
    amountDue: usd(0),
    issuedAt: '2026-09-21T09:00:00.000Z',
    dueAt: null,
    paidAt: '2026-09-21T10:00:00.000Z',
    ...changes,
  }
}

/** What `cus_Payer` pays by the month. */
export function subscription(changes: Partial<SubscriptionRecord>): SubscriptionRecord {
  return {
    entity: 'subscription',
    sourceId: freshId('sub'),
    deleted: false,
    customerId: 'cus_Payer',
    status: 'active',
    items: [
      {
        priceId: 'price_1',
        description: null,
        quantity: 2,
        unitAmount: usd(500),
        interval: 'month',
        intervalCount: 1,
      },
    ],
    currentPeriodStart: '2026-09-01T00:00:00.000Z',
    currentPeriodEnd: '2026-10-01T00:00:00.000Z',
    cancelAt: null,
    cancelledAt: null,
    trialEnd: null,
    ...changes,
  }
}
