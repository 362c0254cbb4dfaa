import { type ProviderName, providerNames } from '../provider.ts'
import type { Random } from '../random.ts'
import { bad, fields, good, nullable, number, oneOf, type Read, type Reader, whole } from '../shape.ts'
import type { Misbehaviour } from './sentinels.ts'

/** Troubles of a whole provider, set by hand and forgotten by a restart. */
export type Trouble = {
  /** Added before each call is carried out. */
  latencyMs: number
  /** Share of calls, 0–100, that meet a random misbehaviour. */
  chaosPercent: number
  /** `unavailable` answers 503 to everything; `reset` cuts every connection. */
  down: 'no' | 'unavailable' | 'reset'
}

export type FaultPanel = {
  read(): Record<ProviderName, Trouble>
  /** Body of `POST /_sandbox/faults`: `{provider?: 'all' | name, latencyMs?, chaosPercent?, down?}`. */
  change(body: unknown): Read<Record<ProviderName, Trouble>>
  of(provider: ProviderName): Trouble
  chaos(provider: ProviderName): Misbehaviour
}

const readDown: Reader<Trouble['down'] | boolean> = (value, path) =>
  typeof value === 'boolean' ? good(value) : oneOf(['no', 'unavailable', 'reset'])(value, path)

const readChange = fields<{
  provider: 'all' | ProviderName
  latencyMs: number
  chaosPercent: number
  down: Trouble['down'] | boolean | null
}>({
  provider: oneOf(['all', ...providerNames]),
  latencyMs: whole(0, 60_000),
  chaosPercent: number(0, 100),
  down: nullable(readDown),
})

export function createFaultPanel(random: Random, chaosPercent: number): FaultPanel {
  const troubles = Object.fromEntries(
    providerNames.map((name) => [name, { latencyMs: 0, chaosPercent, down: 'no' }]),
  ) as Record<ProviderName, Trouble>

  function chaosKind(): Misbehaviour {
    switch (random.whole(1, 6)) {
      case 1:
        return { kind: 'refuse', label: 'chaos:429', failure: 'rate_limited' }
      case 2:
        return { kind: 'refuse', label: 'chaos:503', failure: 'unavailable' }
      case 3:
        return { kind: 'refuse', label: 'chaos:500', failure: 'server_error' }
      case 4:
        return { kind: 'fail_after', label: 'chaos:500 after' }
      case 5:
        return { kind: 'half', label: 'chaos:half' }
      default:
        return { kind: 'delay', label: 'chaos:latency', delayMs: random.whole(100, 2000) }
    }
  }

  return {
    read: () => structuredClone(troubles),
    of: (provider) => troubles[provider],
    chaos: (provider) => (random.chance(troubles[provider].chaosPercent) ? chaosKind() : { kind: 'none' }),
    change(body) {
      const read = readChange(body, '')
      if (!read.ok) return read
      const { provider, down, ...rest } = read.value
      if (provider === undefined) return bad('provider', `must be one of all, ${providerNames.join(', ')}`)
      const stated = down === true ? 'unavailable' : down === false || down === null ? 'no' : down
      for (const name of provider === 'all' ? providerNames : [provider]) {
        troubles[name] = { ...troubles[name], ...rest, ...(stated === undefined ? {} : { down: stated }) }
      }
      return good(structuredClone(troubles))
    },
  }
}
