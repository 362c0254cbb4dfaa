import type { ErrorEntry } from './entry.ts'
import { callerErrors } from './themes/callers.ts'
import { commerceErrors } from './themes/commerce.ts'
import { faultErrors } from './themes/faults.ts'
import { providerErrors } from './themes/providers.ts'
import { recordErrors } from './themes/records.ts'
import { requestErrors } from './themes/requests.ts'
import { settingErrors } from './themes/settings.ts'

/** The one table of errors, in the order of its page. Codes are added at the end of a theme and never taken away: facts name them. */
export const errorTable = {
  ...callerErrors,
  ...requestErrors,
  ...providerErrors,
  ...recordErrors,
  ...settingErrors,
  ...commerceErrors,
  ...faultErrors,
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorTable
export const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]

const answersOnly: readonly ErrorCode[] = [
  'SUBJECT_ERASED',
  'HTTPS_REQUIRED',
  'PAYMENT_ALREADY_REFUNDED',
  'PAYMENT_NOT_REFUNDABLE',
  'PAYMENT_DISPUTED',
  'REFUND_TOO_LARGE',
]

/** Those that an event may carry: the others only ever answer a request, and widen no event that is written. */
export const recordedCodes = errorCodes.filter((code) => !answersOnly.includes(code)) as [
  ErrorCode,
  ...ErrorCode[],
]

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code)
}

/** Codes of providers that are ours to say, too. */
const spokenFor: ReadonlySet<ErrorCode> = new Set(['RATE_LIMIT_EXCEEDED', 'TIMEOUT', 'IDEMPOTENCY_CONFLICT'])

/** Sentence and remedy of a code, as an answer of ours to a caller says them. */
export const explainAnswer = (code: ErrorCode): { sentence: string; remedy: string } =>
  explain(code, spokenFor.has(code) ? 'Syncline' : undefined)

/** The sentence and remedy of a code with the provider's name in it. */
export function explain(code: ErrorCode, provider = 'the provider'): { sentence: string; remedy: string } {
  const fill = (text: string) =>
    text
      .replaceAll('{provider}', provider)
      .replace(/^\p{Ll}|(?<=\. )\p{Ll}/gu, (letter) => letter.toUpperCase())
  return { sentence: fill(errorTable[code].sentence), remedy: fill(errorTable[code].remedy) }
}
