import type { ErrorCode } from '@syncline/domain/error'
import type { Certainty, Sync } from '@syncline/domain/sync'
import type { LookUp, PlannedCall, PushAdapter, PushOutcome, Together } from '@syncline/providers/port'
import type { Random } from '@syncline/sandbox'
import type { Clock, Machine } from './clock.ts'
import { type Answer, planFor, type Target } from './target.ts'

/** What the line, or the provider, makes of one call. */
const troubles = [
  'rate_limited',
  'unavailable',
  'unreachable',
  'forbidden',
  'error_before',
  'error_after',
  'garbled',
  'never_arrives',
  'answer_lost',
  'arrives_late',
  'answers_late',
  'arrives_twice',
] as const
type Fate = 'well' | (typeof troubles)[number]

/** A call that left a process. */
export interface Sent {
  readonly key: string
  readonly body: string
  /** What its sync was at that moment, by the log. */
  readonly status: Sync['status']
}

export interface Wire {
  readonly sent: readonly Sent[]
  /** Calls that carried several. */
  readonly together: number
  /** Share of calls, 0–100, that meet a trouble. */
  troublePercent: number
  adapterOf(machine: Machine): PushAdapter<'customer'>
}

/** Keys are made of the sync's id and the generation. */
export const syncOfKey = (key: string): string => key.slice(0, key.lastIndexOf('.'))

export const timeoutMs = 10_000
/** Longer than this no call is under way, and no provider is still at work. */
export const longestMs = 40_000
const attempt = { request: { method: 'POST', path: '/', body: '' }, response: null, durationMs: 0 } as const

type Failed = Extract<PushOutcome, { outcome: 'failed' }>
const failed = (
  code: ErrorCode,
  certainty: Certainty,
  retryable: boolean,
  more: Partial<Failed> = {},
): Failed => ({
  outcome: 'failed',
  code,
  certainty,
  retryable,
  retryAfterMs: 0,
  detail: null,
  learned: null,
  attempt,
  ...more,
})

/** What the adapter of a provider makes of an answer. */
function judge(call: PlannedCall, answer: Answer): PushOutcome {
  switch (answer.status) {
    case 'written':
      return { outcome: 'done', link: answer.link, effect: call.effect, attempt }
    case 'duplicate':
      return failed('DUPLICATE_RECORD', 'rejected', true, { learned: answer.link })
    case 'stale':
      return failed('VERSION_CONFLICT', 'rejected', true, { learned: answer.link })
    case 'not_found':
      return failed('RECORD_NOT_FOUND', 'rejected', false)
    case 'other_body':
      return failed('IDEMPOTENCY_CONFLICT', 'rejected', false)
  }
}

/**
 * The line between our processes and the provider. Once a call has left, it goes its way whatever becomes of us.
 * @param hidesKeys what goes out with others goes under a key of all of them
 */
export function createWire(
  clock: Clock,
  random: Random,
  target: Target,
  statusOf: (syncId: string) => Sync['status'],
  hidesKeys: boolean,
): Wire {
  const sent: Sent[] = []
  let together = 0
  const wire: Wire = {
    sent,
    get together() {
      return together
    },
    troublePercent: 0,
    adapterOf,
  }

  const fateOf = (): Fate => (random.chance(wire.troublePercent) ? random.pick(troubles) : 'well')

  /** Resolves with what comes back; null when nothing does. */
  function exchange(call: PlannedCall, key: string, fate: Fate): Promise<PushOutcome | null> {
    return new Promise((resolve) => {
      const late = fate === 'arrives_late' ? random.whole(timeoutMs, longestMs - 1_000) : 0
      clock.in(late + random.whole(1, 400), () => {
        const answer = (outcome: PushOutcome | null, extraMs = 0) =>
          clock.in(extraMs + random.whole(1, 400), () => resolve(outcome))
        const retryAfterMs = random.chance(30) ? random.whole(1, 60) * 1_000 : 0
        if (fate === 'rate_limited')
          return answer(failed('RATE_LIMIT_EXCEEDED', 'not_executed', true, { retryAfterMs }))
        if (fate === 'unavailable') return answer(failed('PROVIDER_UNAVAILABLE', 'not_executed', true))
        // Answered before the key is looked at: that says nothing of an earlier try.
        if (fate === 'forbidden') return answer(failed('PROVIDER_FORBIDDEN', 'not_executed', false))
        if (fate === 'error_before')
          return answer(failed('PROVIDER_ERROR', 'unknown', true, { retryAfterMs }))
        const outcome = judge(call, target.carryOut(call, key))
        // Who takes no notice of keys can't be saved from a line that doubles.
        if (fate === 'arrives_twice' && target.knowsKeys)
          clock.in(random.whole(1, longestMs / 2), () => target.carryOut(call, key))
        if (fate === 'error_after') return answer(failed('PROVIDER_ERROR', 'unknown', true))
        if (fate === 'garbled') return answer(failed('PROVIDER_MALFORMED_RESPONSE', 'unknown', true))
        return answer(outcome, fate === 'answers_late' ? random.whole(timeoutMs / 2, timeoutMs * 3) : 0)
      })
    })
  }

  async function carry(machine: Machine, call: PlannedCall, key: string, fate: Fate): Promise<PushOutcome> {
    if (fate === 'unreachable') {
      await machine.wait(random.whole(1, timeoutMs))
      return failed('NETWORK_UNREACHABLE', 'not_executed', true)
    }
    sent.push({ key, body: call.body, status: statusOf(syncOfKey(key)) })
    const silence = new Promise<null>((resolve) => clock.in(timeoutMs, () => resolve(null)))
    const answered = fate === 'never_arrives' ? silence : exchange(call, key, fate)
    const back = await Promise.race([fate === 'answer_lost' ? silence : answered, silence])
    // The process itself may have to wake up first.
    await machine.wait(0)
    return back ?? failed('TIMEOUT', 'unknown', true)
  }

  /** All meet one fate, and some of it may hit them apart. */
  const togetherFrom = (machine: Machine): Together => ({
    most: 3,
    ...(hidesKeys && { hidesKeys }),
    takes: () => true,
    async send(items) {
      const fate = fateOf()
      const all = `all-${together++}`
      if (random.chance(5)) {
        await machine.wait(random.whole(1, 400))
        return items.map(() => null)
      }
      return Promise.all(
        items.map(({ call, idempotencyKey: own }) =>
          carry(machine, call, hidesKeys ? `${syncOfKey(own)}.${all}` : own, fate),
        ),
      )
    },
  })

  function adapterOf(machine: Machine): PushAdapter<'customer'> {
    return {
      plan(record, { link }) {
        const call = planFor(record, link)
        return call
          ? { ok: true, call }
          : { ok: false, code: 'RECORD_NOT_FOUND', field: 'id', detail: 'never written' }
      },
      send: (call, key) => carry(machine, call, key, fateOf()),
      together: togetherFrom(machine),
      async lookUp(call): Promise<LookUp> {
        await machine.wait(random.whole(1, 400))
        if (random.chance(wire.troublePercent)) return failed('PROVIDER_UNAVAILABLE', 'unknown', true)
        const link = target.find(call)
        await machine.wait(random.whole(1, 400))
        return link ? { outcome: 'present', link, attempt } : { outcome: 'absent', attempt }
      },
    }
  }
  return wire
}
