import { type Provider, type ProviderName, unspecified } from '../provider.ts'
import type { Random } from '../random.ts'
import { fields, good, nullable, number, type Read, text, whole } from '../shape.ts'
import { makePerson } from './people.ts'
import { nextAtTheTill, nextPlace, type ShopChange } from './shop.ts'

export type TrafficSettings = {
  /** Changes per minute; 0 stops. */
  perMinute: number
  /** Stripe account, and then nothing happens elsewhere; the first one of everybody when left out. */
  account: string | null
  /** Share of new names, 0–100, that carry a sentinel. */
  sentinelPercent: number
  /** Above this number of customers no new ones come. */
  maxCustomers: number
  /** Share of changes at Stripe, 0–100, that happen in the shop; the others are people's own. */
  shopPercent: number
}

export type Traffic = {
  /** Body of `POST /_sandbox/traffic`; members left out keep their value. */
  change(body: unknown): Read<TrafficSettings>
  read(): TrafficSettings & { made: number }
  stop(): void
}

/** What always fails comes most: that is what a newcomer wants to see. */
const sentinels = [
  '-503',
  '-503',
  '-503',
  '-503',
  '-503',
  '-422',
  '-500',
  '-429',
  '-once503',
  '-slow',
  '-twice',
  '-late',
  '-shuffle',
] as const

/**
 * What happens to a company all day: at Stripe and the till sales and what follows from them, in the office invoices, on
 * the mailing list people who come and leave. Where nobody has an account nothing happens.
 */
export function createTraffic(
  providers: Record<ProviderName, Provider>,
  random: Random,
  commit: () => void,
): Traffic {
  let settings: TrafficSettings = {
    perMinute: 0,
    account: null,
    sentinelPercent: 8,
    maxCustomers: 2000,
    shopPercent: 60,
  }
  let timer: NodeJS.Timeout | null = null
  let made = 0
  let created = 0

  function nextChange(): void {
    // Gaps vary by half around the mean: bursts and lulls, like people.
    const meanMs = 60_000 / settings.perMinute
    timer = setTimeout(
      () => {
        makeChange()
        nextChange()
      },
      meanMs * (0.5 + random.fraction()),
    )
  }

  function makeChange(): void {
    const few = created < 3
    const isOpen = (name: ProviderName) =>
      name === 'stripe' || (settings.account === null && providers[name].accounts().length > 0)
    const place = (few ? null : nextPlace(random, isOpen)) ?? 'stripe'
    const { event, buyer } =
      place === 'stripe' && (few || !random.chance(settings.shopPercent))
        ? nextOfPeople(few)
        : nextAtTheTill(random, place)
    const coming = buyer === 'new' && created < settings.maxCustomers
    const request = {
      ...unspecified,
      account: settings.account,
      ...(coming ? newcomer() : {}),
      guest: buyer === 'guest',
    }
    if (!providers[place].trigger(event, request).ok) return
    made += 1
    if (coming) created += 1
    commit()
  }

  function nextOfPeople(few: boolean): ShopChange {
    if (few || (created < settings.maxCustomers && random.chance(40)))
      return { event: 'customer.created', buyer: 'new' }
    return { event: random.chance(5) ? 'customer.deleted' : 'customer.updated', buyer: 'known' }
  }

  function newcomer(): { name: string; email: string } {
    const { name, email } = makePerson(random)
    return {
      name: random.chance(settings.sentinelPercent) ? `${name} ${random.pick(sentinels)}` : name,
      email,
    }
  }

  function stop(): void {
    if (timer) clearTimeout(timer)
    timer = null
  }

  return {
    change(body) {
      const read = fields<TrafficSettings>({
        perMinute: number(0, 60_000),
        account: nullable(text(100)),
        sentinelPercent: number(0, 100),
        maxCustomers: whole(1, 100_000),
        shopPercent: number(0, 100),
      })(body, '')
      if (!read.ok) return read
      settings = { ...settings, ...read.value }
      stop()
      if (settings.perMinute > 0) nextChange()
      return good(settings)
    },
    read: () => ({ ...settings, made }),
    stop,
  }
}
