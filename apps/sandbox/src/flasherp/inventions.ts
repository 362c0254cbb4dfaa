import type { ProviderContext } from '../context.ts'
import { makePerson, newPhone } from '../traffic/people.ts'
import type { FlashErpCustomer, FlashErpObject } from './state.ts'

/** What somebody inside FlashERP might enter, by kind. */
export function invent(
  { random, now }: ProviderContext,
  plural: string,
  customerId: string | null,
): Record<string, unknown> {
  const at = new Date(now()).toISOString()
  const money = (amount: number) => ({ amount, currency: 'USD' })
  const price = random.whole(5, 500) * 100
  switch (plural) {
    case 'transactions':
      return {
        customer_id: customerId,
        type: 'payment',
        status: 'succeeded',
        amount: money(price),
        description: 'Counter sale',
        occurred_at: at,
      }
    case 'invoices':
      return {
        customer_id: customerId,
        number: `ERP-${random.whole(10_000, 99_999)}`,
        status: 'open',
        lines: [{ description: 'Catering', quantity: '1', amount: money(price) }],
        subtotal: money(price),
        tax: money(0),
        total: money(price),
        amount_paid: money(0),
        amount_due: money(price),
        issued_at: at,
      }
    case 'subscriptions':
      return {
        customer_id: customerId,
        status: 'active',
        items: [
          {
            price_ref: 'erp_weekly_box',
            description: 'Weekly box',
            quantity: 1,
            unit_amount: money(price),
            interval: 'week',
            interval_count: 1,
          },
        ],
        current_period_start: at,
      }
    default:
      return { ...makePerson(random) }
  }
}

/** What somebody inside FlashERP changes when nobody says. */
export function changesFor(
  { random }: ProviderContext,
  plural: string,
  object: FlashErpObject,
): Record<string, unknown> {
  if (plural === 'customers') return { phone: newPhone(random, (object as FlashErpCustomer).phone) }
  return { metadata: { ...object.metadata, checked: String(object.version) } }
}
