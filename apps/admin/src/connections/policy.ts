import { maxRetries, maxRetryWaitMs } from '@syncline/domain/sync'
import * as strings from '../strings/index.ts'

const words = strings.connections.policy
const secondMs = 1_000
const longestSeconds = maxRetryWaitMs / secondMs

/** How the waits are told: as a first one that doubles, or one by one. */
export type PolicyForm =
  | { readonly kind: 'doubling'; readonly retries: string; readonly firstSeconds: string }
  | { readonly kind: 'list'; readonly seconds: string }

const doubled = (retries: number, firstMs: number) =>
  Array.from({ length: retries }, (_, n) => Math.min(firstMs * 2 ** n, maxRetryWaitMs))

const same = (one: readonly number[], other: readonly number[]) =>
  one.length === other.length && one.every((wait, n) => wait === other[n])

/** The form that says these waits, the shorter way where there is one. */
export function formOf(waitsMs: readonly number[]): PolicyForm {
  const firstMs = waitsMs[0] ?? 2 * secondMs
  if (same(waitsMs, doubled(waitsMs.length, firstMs)))
    return { kind: 'doubling', retries: String(waitsMs.length), firstSeconds: String(firstMs / secondMs) }
  return { kind: 'list', seconds: listOf(waitsMs) }
}

export const listOf = (waitsMs: readonly number[]) => waitsMs.map((wait) => wait / secondMs).join(', ')

export type Waits =
  | { readonly ok: true; readonly waitsMs: readonly number[] }
  | { readonly ok: false; readonly field: 'retries' | 'firstSeconds' | 'seconds'; readonly error: string }

const plainNumber = /^\d{1,7}(\.\d{1,3})?$/
const isWait = (text: string) => plainNumber.test(text) && Number(text) <= longestSeconds

/** What the form asks for, or the field that won't do and why. */
export function waitsOf(form: PolicyForm): Waits {
  if (form.kind === 'list') {
    const parts = form.seconds
      .split(/[\s,;]+/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    if (parts.length > maxRetries) return { ok: false, field: 'seconds', error: words.tooMany(maxRetries) }
    if (!parts.every(isWait)) return { ok: false, field: 'seconds', error: words.notWaits(longestSeconds) }
    return { ok: true, waitsMs: parts.map((part) => Math.round(Number(part) * secondMs)) }
  }
  const { retries, firstSeconds } = form
  if (!/^\d{1,3}$/.test(retries.trim()) || Number(retries) > maxRetries)
    return { ok: false, field: 'retries', error: words.notRetries(maxRetries) }
  if (!isWait(firstSeconds.trim()))
    return { ok: false, field: 'firstSeconds', error: words.notWait(longestSeconds) }
  return { ok: true, waitsMs: doubled(Number(retries), Math.round(Number(firstSeconds) * secondMs)) }
}

/** When each try goes out, counted from the first, in milliseconds; before jitter. */
export function schedule(waitsMs: readonly number[]): readonly number[] {
  return waitsMs.reduce<number[]>((times, wait) => [...times, (times.at(-1) ?? 0) + wait], [0])
}
