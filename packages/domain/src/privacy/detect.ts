import { SynclineError } from '../error/domain-error.ts'
import { type Finding, type IdentifierKind, maxTextLength, usualFloor } from './kinds.ts'
import { readable } from './readable.ts'
import { type Reader, readRule } from './rule.ts'
import { placeRules, readAddresses } from './rules/address.ts'
import { dateRules } from './rules/date.ts'
import { healthRules } from './rules/health.ts'
import { moneyRules } from './rules/money.ts'
import { readNames } from './rules/name.ts'
import { netRules } from './rules/net.ts'
import { readPhones } from './rules/phone.ts'
import { secretRules } from './rules/secret.ts'
import { stateRules } from './rules/state.ts'
import { thingRules } from './rules/thing.ts'

const rules = [
  ...healthRules,
  ...moneyRules,
  ...stateRules,
  ...thingRules,
  ...netRules,
  ...dateRules,
  ...placeRules,
  ...secretRules,
]
const readers: readonly Reader[] = [readPhones, readNames, readAddresses]

export interface DetectOptions {
  /** Less sure findings are left out; `usualFloor` when not said. */
  readonly floor?: number
  /** Only these, which then don't stand in each other's way. */
  readonly kinds?: ReadonlySet<IdentifierKind>
  readonly forms?: ReadonlySet<string>
}

/**
 * Finds what tells of a person in a text, and secrets. Findings come in the order of the text and never overlap: where
 * two readings do, the surer one stands, then the longer one. Time grows as the text does, whatever is in it.
 *
 * @throws SynclineError PAYLOAD_TOO_LARGE for texts longer than `maxTextLength`
 */
export function detect(text: string, options: DetectOptions = {}): Finding[] {
  if (text.length > maxTextLength) throw new SynclineError('PAYLOAD_TOO_LARGE', { maxTextLength })
  const { floor = usualFloor, kinds, forms } = options
  const plain = readable(text)
  const found = [
    ...rules.flatMap((rule) => readRule(rule, plain)),
    ...readers.flatMap((reader) => reader(plain)),
  ].filter(
    ({ confidence, kind, form }) =>
      confidence >= floor && (kinds?.has(kind) ?? true) && (forms?.has(form) ?? true),
  )
  return withoutOverlaps(found, text.length)
}

function withoutOverlaps(found: readonly Finding[], length: number): Finding[] {
  const surest = found.toSorted(
    (a, b) => b.confidence - a.confidence || b.end - b.start - (a.end - a.start) || a.start - b.start,
  )
  const taken = new Uint8Array(length)
  const kept = surest.filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false
    taken.fill(1, start, end)
    return true
  })
  return kept.toSorted((a, b) => a.start - b.start)
}
