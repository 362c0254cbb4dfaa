import type { Provider, TriggerRequest } from '../provider.ts'
import type { Random } from '../random.ts'
import { fields, good, nullable, number, type Read, text, whole } from '../shape.ts'
import { makePerson } from './people.ts'

export type TrafficSettings = {
  /** Changes per minute; 0 stops. */
  perMinute: number
  /** Stripe account; the first one registered when left out. */
  account: string | null
  /** Share of new names, 0–100, that carry a sentinel. */
  sentinelPercent: number
  /** Above this number of customers it only changes and deletes. */
  maxCustomers: number
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

/** Changes to Stripe customers as a shop has them all day: mostly changes, some new ones, a few deletions. */
export function createTraffic(stripe: Provider, random: Random, commit: () => void): Traffic {
  let settings: TrafficSettings = { perMinute: 0, account: null, sentinelPercent: 8, maxCustomers: 2000 }
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
    const request: TriggerRequest = {
      account: settings.account,
      id: null,
      name: null,
      email: null,
      phone: null,
      amount: null,
      currency: null,
      guest: false,
    }
    const growing = created < 3 || (created < settings.maxCustomers && random.chance(40))
    const event = growing ? 'customer.created' : random.chance(5) ? 'customer.deleted' : 'customer.updated'
    if (growing) {
      const { name, email } = makePerson(random)
      const marked = random.chance(settings.sentinelPercent)
      request.name = marked ? `${name} ${random.pick(sentinels)}` : name
      request.email = email
    }
    if (!stripe.trigger(event, request).ok) return
    made += 1
    if (growing) created += 1
    commit()
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
