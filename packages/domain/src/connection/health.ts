import { type ErrorCode, errorTable } from '../error/table.ts'
import type { Health } from './protection.ts'

/** What one look at a provider came to. */
export interface HealthLook {
  /** Null: it answered as it should. */
  readonly code: ErrorCode | null
  readonly tookMs: number
  /** Looks in a row without success, this one included. */
  readonly failures: number
}

/** An answer slower than this is no good sign. */
export const slowAnswerMs = 2_000
/** Looks without success, one after the other, until a provider counts as down. */
const looksUntilDown = 3

/** What a connection is said to be after a look. One failure alone says little; a refused sign-in says all. */
export function judgeHealth({ code, tookMs, failures }: HealthLook): Health {
  if (code === null) return tookMs > slowAnswerMs ? 'degraded' : 'healthy'
  const { category } = errorTable[code]
  if (category === 'authentication' || category === 'authorization') return 'reconnect_needed'
  return failures >= looksUntilDown ? 'down' : 'degraded'
}

const troubles: ReadonlySet<ErrorCode> = new Set([
  'NETWORK_UNREACHABLE',
  'TIMEOUT',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_ERROR',
  'PROVIDER_MALFORMED_RESPONSE',
])

/**
 * Whether a failure tells that the provider itself is in trouble. What it refuses, it refuses in good health; that it
 * asks us to slow down is the limiter's business; that we gave up says nothing of it.
 */
export function countsAgainstProvider(code: ErrorCode): boolean {
  return troubles.has(code)
}
