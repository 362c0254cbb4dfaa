import { type ProviderName, providerNames } from '../provider.ts'
import type { Random } from '../random.ts'
import { bad, fields, good, nullable, number, oneOf, type Read, type Reader, whole } from '../shape.ts'
import type { Misbehaviour } from './sentinels.ts'

/** Troubles of a whole provider, set by hand and forgotten by a restart. */
export type Trouble = {
  /** Added before each call is carried out. */
  latencyMs: number
  /** Share of writes and of webhooks, 0–100, that meet a random misbehaviour. */
  chaosPercent: number
  /** `unavailable` answers 503 to everything; `reset` cuts every connection. */
  down: 'no' | 'unavailable' | 'reset'
  /** In any second, of each account; what is more is 429. 0: as many as they like. */
  callsPerSecond: number
  /** That are out together, of each account; what is more is 429. 0: as many as they like. */
  callsAtOnce: number
  /** What every call meets: `500` and `expired` (credentials that were good once) do nothing, the others are carried out. */
  answers: (typeof answerTroubles)[number]
  /** What befalls every webhook: it comes twice, some seconds late, or overtaken by others. */
  webhooks: (typeof webhookTroubles)[number]
}

export const answerTroubles = ['usual', '500', 'garbled', 'half', 'expired'] as const
export const webhookTroubles = ['usual', 'twice', 'late', 'shuffled'] as const

export type FaultPanel = {
  read(): Record<ProviderName, Trouble>
  /** Body of `POST /_sandbox/faults`: `{provider?: 'all' | name, latencyMs?, chaosPercent?, down?, callsPerSecond?, callsAtOnce?, answers?, webhooks?}`. */
  change(body: unknown): Read<Record<ProviderName, Trouble>>
  of(provider: ProviderName): Trouble
  /** Counts a call of an account. @returns whether it is one too many */
  isTooMany(provider: ProviderName, account: string, nowMs: number): boolean
  /** A call of an account begins. @returns what ends it; null where it is one too many */
  begin(provider: ProviderName, account: string): (() => void) | null
  /** What the next call meets, as it was set by hand. */
  answering(provider: ProviderName): Misbehaviour
  /** What chaos does to the next write. */
  chaos(provider: ProviderName): Misbehaviour
  /** What chaos does to the next webhook. */
  disturb(provider: ProviderName): Disturbance
}

/** When the copies of one webhook leave, counted from when it would have. */
export type Disturbance = { label: string | null; delaysMs: readonly number[] }

const readDown: Reader<Trouble['down'] | boolean> = (value, path) =>
  typeof value === 'boolean' ? good(value) : oneOf(['no', 'unavailable', 'reset'])(value, path)

const readChange = fields<{
  provider: 'all' | ProviderName
  latencyMs: number
  chaosPercent: number
  down: Trouble['down'] | boolean | null
  callsPerSecond: number
  callsAtOnce: number
  answers: Trouble['answers']
  webhooks: Trouble['webhooks']
}>({
  provider: oneOf(['all', ...providerNames]),
  latencyMs: whole(0, 60_000),
  chaosPercent: number(0, 100),
  down: nullable(readDown),
  callsPerSecond: whole(0, 10_000),
  callsAtOnce: whole(0, 10_000),
  answers: oneOf(answerTroubles),
  webhooks: oneOf(webhookTroubles),
})

const answered: Readonly<Record<Trouble['answers'], Misbehaviour>> = {
  usual: { kind: 'none' },
  '500': { kind: 'refuse', label: 'answers:500', failure: 'server_error' },
  garbled: { kind: 'garble', label: 'answers:garbled' },
  half: { kind: 'half', label: 'answers:half' },
  expired: { kind: 'refuse', label: 'answers:expired', failure: 'expired' },
}

/** @param hangMs how long chaos leaves a call without an answer before it cuts the line */
export function createFaultPanel(random: Random, chaosPercent: number, hangMs: number): FaultPanel {
  const troubles = Object.fromEntries(
    providerNames.map((name) => [
      name,
      {
        latencyMs: 0,
        chaosPercent,
        down: 'no',
        callsPerSecond: 0,
        // As it says itself; of the others none is known.
        callsAtOnce: name === 'mailchimp' ? 10 : 0,
        answers: 'usual',
        webhooks: 'usual',
      },
    ]),
  ) as Record<ProviderName, Trouble>
  const answeredAt = new Map<string, number[]>()
  const open = new Map<string, number>()

  function chaosKind(): Misbehaviour {
    switch (random.whole(1, 8)) {
      case 1:
        return { kind: 'refuse', label: 'chaos:429', failure: 'rate_limited' }
      case 2:
        return { kind: 'refuse', label: 'chaos:503', failure: 'unavailable' }
      case 3:
        return { kind: 'refuse', label: 'chaos:500', failure: 'server_error' }
      case 4:
        return { kind: 'fail_after', label: 'chaos:500 after' }
      case 5:
        return { kind: 'hold', label: 'chaos:hang', forMs: hangMs }
      case 6:
        return { kind: 'garble', label: 'chaos:garbled' }
      case 7:
        return { kind: 'half', label: 'chaos:half' }
      default:
        return { kind: 'half_close', label: 'chaos:half-closed' }
    }
  }

  /** As it was set by hand; null for the usual. */
  function trouble({ webhooks }: Trouble): Disturbance | null {
    switch (webhooks) {
      case 'twice':
        return { label: 'twice', delaysMs: [0, random.whole(100, 1_000)] }
      case 'late':
        return { label: 'late', delaysMs: [random.whole(2_000, 5_000)] }
      case 'shuffled':
        return { label: 'shuffled', delaysMs: [random.whole(0, 1_500)] }
      case 'usual':
        return null
    }
  }

  function disturbance(): Disturbance {
    switch (random.whole(1, 3)) {
      case 1:
        return { label: 'chaos:duplicate', delaysMs: [0, random.whole(0, 2000)] }
      case 2:
        return { label: 'chaos:overtaken', delaysMs: [random.whole(100, 1500)] }
      default:
        return { label: 'chaos:delay', delaysMs: [random.whole(2000, 10_000)] }
    }
  }

  return {
    read: () => structuredClone(troubles),
    of: (provider) => troubles[provider],
    isTooMany(provider, account, nowMs) {
      const { callsPerSecond } = troubles[provider]
      if (callsPerSecond === 0) return false
      const key = `${provider}/${account}`
      const answered = (answeredAt.get(key) ?? []).filter((atMs) => atMs > nowMs - 1_000)
      const isTooMany = answered.length >= callsPerSecond
      answeredAt.set(key, isTooMany ? answered : [...answered, nowMs])
      return isTooMany
    },
    begin(provider, account) {
      const { callsAtOnce } = troubles[provider]
      const key = `${provider}/${account}`
      const out = open.get(key) ?? 0
      if (callsAtOnce > 0 && out >= callsAtOnce) return null
      open.set(key, out + 1)
      return () => {
        const left = (open.get(key) ?? 1) - 1
        if (left > 0) open.set(key, left)
        else open.delete(key)
      }
    },
    answering: (provider) => answered[troubles[provider].answers],
    chaos: (provider) => (random.chance(troubles[provider].chaosPercent) ? chaosKind() : { kind: 'none' }),
    disturb: (provider) =>
      trouble(troubles[provider]) ??
      (random.chance(troubles[provider].chaosPercent) ? disturbance() : { label: null, delaysMs: [0] }),
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
