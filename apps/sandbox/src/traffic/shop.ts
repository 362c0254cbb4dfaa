import type { ProviderName } from '../provider.ts'
import type { Random } from '../random.ts'

/** Where somebody of the company can be seen at work, and how much of it happens there. */
const places = { stripe: 14, square: 4, mailchimp: 1, quickbooks: 1 } as const
export type Place = keyof typeof places

export type ShopChange = { event: string; buyer: 'known' | 'new' | 'guest' }

type Line = { event: string; weight: number; newPercent: number; guestPercent: number }
type Day = readonly [Line, ...Line[]]

const line = (event: string, weight: number, newPercent = 0, guestPercent = 0): Line => ({
  event,
  weight,
  newPercent,
  guestPercent,
})

const days: Readonly<Record<Place, Day>> = {
  /** Mostly sales, some money back, now and then a bad card, and a few standing orders and bills. */
  stripe: [
    line('payment_intent.succeeded', 46, 25, 15),
    line('payment_intent.payment_failed', 8, 10, 15),
    line('payment_intent.requires_action', 2),
    line('payment_intent.canceled', 2, 0, 30),
    line('refund.created', 14),
    line('refund.failed', 1),
    line('customer.subscription.created', 7, 30),
    line('customer.subscription.updated', 5),
    line('customer.subscription.deleted', 2),
    line('invoice.paid', 7, 10),
    line('invoice.finalized', 3),
    line('invoice.payment_failed', 1),
    line('invoice.voided', 1),
  ],
  /** A till: most who buy are strangers. */
  square: [
    line('payment.created', 50, 15, 45),
    line('refund.created', 8, 0, 60),
    line('order.created', 4, 0, 100),
    line('customer.created', 10, 100),
    line('customer.updated', 8),
    line('inventory.count.updated', 2),
  ],
  mailchimp: [line('subscribe', 6, 100), line('profile', 2), line('unsubscribe', 2)],
  /** An office: invoices are written, and paid some time. */
  quickbooks: [
    line('customer.created', 4, 100),
    line('customer.updated', 2),
    line('invoice.created', 5),
    line('payment.created', 3),
  ],
}

const weighted = Object.fromEntries(
  Object.entries(days).map(([place, day]) => [
    place,
    day.flatMap((entry) => Array.from({ length: entry.weight }, () => entry)),
  ]),
) as Record<Place, Line[]>

/** Where the next change happens, among those who have somebody there. */
export function nextPlace(random: Random, hasAccount: (name: ProviderName) => boolean): Place | null {
  const open = (Object.entries(places) as [Place, number][]).filter(([place]) => hasAccount(place))
  const [first, ...others] = open.flatMap(([place, weight]) => Array.from({ length: weight }, () => place))
  return first === undefined ? null : random.pick([first, ...others])
}

/** What happens next at a place, and to whom. Always the same number of draws: a run can be repeated. */
export function nextAtTheTill(random: Random, place: Place): ShopChange {
  const lines = weighted[place]
  const { event, newPercent, guestPercent } = lines[random.whole(0, lines.length - 1)] ?? days[place][0]
  const draw = random.fraction() * 100
  const buyer = draw < newPercent ? 'new' : draw < newPercent + guestPercent ? 'guest' : 'known'
  return { event, buyer }
}
