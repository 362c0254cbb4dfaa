import type Stripe from 'stripe'

export type StripePrice = Omit<Stripe.Price, 'lastResponse' | 'unit_amount_decimal'> & {
  /** A decimal; text on the wire. */
  unit_amount_decimal: string | null
}
export type StripePlan = Omit<Stripe.Plan, 'lastResponse' | 'amount_decimal'> & {
  amount_decimal: string | null
}
export type Interval = 'day' | 'week' | 'month' | 'year'

export type PriceTerms = {
  id: string
  product: string
  nickname: string | null
  currency: string
  unitAmount: number
  interval: Interval
  intervalCount: number
}

export function newPrice(terms: PriceTerms, createdSeconds: number): StripePrice {
  return {
    id: terms.id,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: createdSeconds,
    currency: terms.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: terms.nickname,
    product: terms.product,
    recurring: {
      interval: terms.interval,
      interval_count: terms.intervalCount,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: terms.unitAmount,
    unit_amount_decimal: String(terms.unitAmount),
  }
}

/** The same terms in the older words, which every subscription item still carries. */
export function planOf(price: StripePrice): StripePlan {
  return {
    id: price.id,
    object: 'plan',
    active: true,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: {},
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  }
}

const plan = (name: string, nickname: string, unitAmount: number, interval: Interval): PriceTerms => ({
  id: `price_${name}`,
  product: `prod_${name}`,
  nickname,
  currency: 'usd',
  unitAmount,
  interval,
  intervalCount: 1,
})

/** What the shop sells by subscription, from the smallest up. There is no API to add to it: use `price_data`. */
export const plans = [
  plan('coffee_weekly', 'Coffee, weekly bag', 1290, 'week'),
  plan('coffee_club', 'Coffee club', 3900, 'month'),
  plan('coffee_office', 'Office coffee', 14_900, 'month'),
  plan('coffee_year', 'Coffee club, a year', 39_900, 'year'),
] as const

export function catalogued(id: string): PriceTerms | null {
  return plans.find((terms) => terms.id === id) ?? null
}

const daysOf: Record<Interval, number> = { day: 1, week: 7, month: 30, year: 365 }

/** End of a period; months are 30 days long here, so that nobody need reckon with calendars. */
export function periodEnd(startSeconds: number, { interval, intervalCount }: PriceTerms): number {
  return startSeconds + daysOf[interval] * intervalCount * 86_400
}
