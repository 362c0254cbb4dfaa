import type { Random } from '../random.ts'

export type ShopChange = { event: string; buyer: 'known' | 'new' | 'guest' }

type Line = { event: string; weight: number; newPercent: number; guestPercent: number }

const line = (event: string, weight: number, newPercent = 0, guestPercent = 0): Line => ({
  event,
  weight,
  newPercent,
  guestPercent,
})

/** A small shop's day: mostly sales, some money back, now and then a bad card, and a few standing orders and bills. */
const day: readonly [Line, ...Line[]] = [
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
]
const weighted = day.flatMap((entry) => Array.from({ length: entry.weight }, () => entry))

/** What happens next at the till, and to whom. Always the same number of draws: a run can be repeated. */
export function nextAtTheTill(random: Random): ShopChange {
  const { event, newPercent, guestPercent } = weighted[random.whole(0, weighted.length - 1)] ?? day[0]
  const draw = random.fraction() * 100
  const buyer = draw < newPercent ? 'new' : draw < newPercent + guestPercent ? 'guest' : 'known'
  return { event, buyer }
}
