import {
  breakerOpenMs,
  breakerThreshold,
  callWindowMs,
  type LimitPolicy,
  mostCalls,
  mostCallsAtOnce,
  usualPolicy,
} from '@syncline/domain/connection'
import * as strings from '../../strings/index.ts'

const words = strings.protection.form
const secondMs = 1_000

/** What can be set, each as a number and its seconds; empty: as usual. */
export const limitParts = ['account', 'writes', 'reads', 'breaker'] as const
export type LimitPart = (typeof limitParts)[number]
export type LimitForm = Readonly<Record<LimitPart, { readonly number: string; readonly seconds: string }>> & {
  /** Calls that may be out at the same time, a number of its own. */
  readonly atOnce: string
}

const text = (value: number | undefined) => (value === undefined ? '' : String(value))

export function formOf(policy: LimitPolicy | null): LimitForm {
  const { breaker, atOnce, ...calls } = policy ?? usualPolicy
  const pair = (number: number | undefined, ms: number | undefined) => ({
    number: text(number),
    seconds: text(ms === undefined ? undefined : ms / secondMs),
  })
  return {
    account: pair(calls.account?.calls, calls.account?.windowMs),
    writes: pair(calls.writes?.calls, calls.writes?.windowMs),
    reads: pair(calls.reads?.calls, calls.reads?.windowMs),
    breaker: pair(breaker?.threshold, breaker?.openMs),
    atOnce: text(atOnce ?? undefined),
  }
}

export type ReadLimits =
  | { readonly ok: true; readonly policy: LimitPolicy }
  | {
      readonly ok: false
      readonly part: LimitPart | 'atOnce'
      readonly field: 'number' | 'seconds'
      readonly error: string
    }

const whole = /^\d{1,6}$/
const seconds = /^\d{1,5}(\.\d{1,3})?$/

const isCount = (text: string, min: number, max: number) =>
  whole.test(text) && Number(text) >= min && Number(text) <= max

/** What the form asks for, or the first field that won't do and why. */
export function policyOf(form: LimitForm): ReadLimits {
  const read: { [Part in LimitPart]?: Pair | null } = {}
  for (const part of limitParts) {
    const found = pairOf(part, form)
    if (found && 'error' in found) return { ok: false, part, ...found }
    read[part] = found
  }
  const atOnce = form.atOnce.trim()
  if (atOnce !== '' && !isCount(atOnce, 1, mostCallsAtOnce))
    return { ok: false, part: 'atOnce', field: 'number', error: words.notCalls(mostCallsAtOnce) }
  const callsOf = (part: 'account' | 'writes' | 'reads') => {
    const pair = read[part]
    return pair ? { calls: pair.number, windowMs: pair.ms } : null
  }
  const breaker = read.breaker ? { threshold: read.breaker.number, openMs: read.breaker.ms } : null
  return {
    ok: true,
    policy: {
      account: callsOf('account'),
      atOnce: atOnce === '' ? null : Number(atOnce),
      writes: callsOf('writes'),
      reads: callsOf('reads'),
      breaker,
    },
  }
}

type Pair = { readonly number: number; readonly ms: number }
type Wrong = { readonly field: 'number' | 'seconds'; readonly error: string }

function pairOf(part: LimitPart, form: LimitForm): Pair | Wrong | null {
  const number = form[part].number.trim()
  const time = form[part].seconds.trim()
  if (number === '' && time === '') return null
  const { min, max } = part === 'breaker' ? breakerThreshold : { min: 1, max: mostCalls }
  const windows = part === 'breaker' ? breakerOpenMs : callWindowMs
  if (number === '') return { field: 'number', error: words.together }
  if (time === '') return { field: 'seconds', error: words.together }
  if (!isCount(number, min, max)) return { field: 'number', error: words.notCalls(max) }
  const ms = Math.round(Number(time) * secondMs)
  if (!seconds.test(time) || ms < windows.min || ms > windows.max)
    return {
      field: 'seconds',
      error: words.notSeconds(windows.min / secondMs, windows.max / secondMs),
    } as const
  return { number: Number(number), ms }
}
