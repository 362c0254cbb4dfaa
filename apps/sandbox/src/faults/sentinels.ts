import type { ProviderName } from '../provider.ts'
import type { Store } from '../store/store.ts'

/** What a sentinel (or chaos) makes of one API call. `label` is what the ledger of requests shows. */
export type Misbehaviour =
  | { kind: 'none' }
  /** Nothing is done and the failure is answered. */
  | {
      kind: 'refuse'
      label: string
      failure: 'rate_limited' | 'server_error' | 'unavailable' | 'invalid_email' | 'expired'
    }
  /** Nothing is done and the line is cut without an answer. */
  | { kind: 'cut'; label: string }
  /** It is done, and a 500 answered. */
  | { kind: 'fail_after'; label: string }
  /** It is done at once and answered late. */
  | { kind: 'delay'; label: string; delayMs: number }
  /** It is done and never answered: the line stays open until the client leaves, or is cut after `forMs`. */
  | { kind: 'hold'; label: string; forMs?: number }
  /** It is done and the line is cut in the middle of the body. */
  | { kind: 'half'; label: string }
  /** The same, but only our side of the line is closed. */
  | { kind: 'half_close'; label: string }
  /** It is done and answered 200 with JSON that does not parse. */
  | { kind: 'garble'; label: string }

export const apiSentinels = [
  '503',
  '500',
  '429',
  'slow',
  'timeout',
  'half',
  'garbled',
  '422',
  'once503',
] as const
export const webhookSentinels = ['twice', 'late', 'shuffle'] as const
/** At Stripe: every card of this customer is declined. */
export const cardSentinels = ['declined'] as const
export type Sentinel =
  | (typeof apiSentinels)[number]
  | (typeof webhookSentinels)[number]
  | (typeof cardSentinels)[number]

const known: ReadonlySet<string> = new Set([...apiSentinels, ...webhookSentinels, ...cardSentinels])
const ending = /-([a-z0-9]{3,8})\s*$/i

/** The sentinels at the end of a name, in reading order: `Ada Obi -twice-503` carries `twice` and `503`. */
export function sentinelsOf(name: string | null): Sentinel[] {
  const found: Sentinel[] = []
  let rest = (name ?? '').slice(-64)
  for (;;) {
    const token = ending.exec(rest)?.[1]?.toLowerCase()
    if (token === undefined || !known.has(token)) return found
    found.unshift(token as Sentinel)
    rest = rest.trimEnd().slice(0, -(token.length + 1))
  }
}

export type Sentinels = {
  /** @param replay the idempotency key is known: the operation will not run again */
  meet(provider: ProviderName, account: string, name: string | null, replay: boolean): Misbehaviour
}

const maxCountedNames = 10_000

/** Sentinels that count their meetings (per provider, account and name) keep the count across a restart. */
export function createSentinels(store: Store, slowMs: number): Sentinels {
  const meetings = store.table<number>('sentinel-meetings')

  function countMeeting(id: string): number {
    const times = (meetings.get(id) ?? 0) + 1
    if (times > 1) meetings.remove(id)
    meetings.put(id, times)
    if (meetings.size > maxCountedNames) {
      const [first] = meetings.keysOldestFirst()
      if (first !== undefined) meetings.remove(first)
    }
    return times
  }

  function one(sentinel: Sentinel, id: string): Misbehaviour {
    const label = `-${sentinel}`
    switch (sentinel) {
      case '503':
        return { kind: 'refuse', label, failure: 'unavailable' }
      case '422':
        return { kind: 'refuse', label, failure: 'invalid_email' }
      case '500':
        return countMeeting(id) % 2 === 0
          ? { kind: 'fail_after', label }
          : { kind: 'refuse', label, failure: 'server_error' }
      case '429':
        return countMeeting(id) <= 2 ? { kind: 'refuse', label, failure: 'rate_limited' } : { kind: 'none' }
      case 'once503':
        return countMeeting(id) === 1 ? { kind: 'refuse', label, failure: 'unavailable' } : { kind: 'none' }
      case 'slow':
        return { kind: 'delay', label, delayMs: slowMs }
      case 'timeout':
        return { kind: 'hold', label }
      case 'half':
        return { kind: 'half', label }
      case 'garbled':
        return { kind: 'garble', label }
      default:
        return { kind: 'none' }
    }
  }

  return {
    meet(provider, account, name, replay) {
      for (const sentinel of sentinelsOf(name)) {
        if (replay) {
          // Only the two that promise "always" reach a replay; the others are accidents of the first answer.
          if (sentinel === '500') return { kind: 'refuse', label: '-500', failure: 'server_error' }
          if (sentinel === '503') return { kind: 'refuse', label: '-503', failure: 'unavailable' }
          continue
        }
        const met = one(sentinel, `${provider} ${account} ${sentinel} ${name}`)
        if (met.kind !== 'none') return met
      }
      return { kind: 'none' }
    },
  }
}
