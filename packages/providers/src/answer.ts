import type { ErrorCode } from '@syncline/domain/error'
import { maskSentence } from '@syncline/domain/privacy'
import type { Certainty } from '@syncline/domain/sync'
import type { AnswerBody, HttpOutcome } from './http.ts'
import type { PullFailure } from './provider.ts'

export type Unanswered = Extract<HttpOutcome, { kind: 'unanswered' }>

export interface Judgement {
  readonly code: ErrorCode
  readonly certainty: Certainty
  readonly retryable: boolean
}

/** It may have been carried out. */
export const unknown = (code: ErrorCode): Judgement => ({ code, certainty: 'unknown', retryable: true })
/** It surely was not, and may be asked again. */
export const notExecuted = (code: ErrorCode): Judgement => ({
  code,
  certainty: 'not_executed',
  retryable: true,
})
/** It was understood, and refused. */
export const rejected = (code: ErrorCode, retryable = false): Judgement => ({
  code,
  certainty: 'rejected',
  retryable,
})

/** What a call without an answer comes to: certain only when the socket never stood. */
export function judgeSilence({ reason, maybeSent }: Unanswered): Judgement {
  const certainty = maybeSent ? 'unknown' : 'not_executed'
  switch (reason) {
    case 'address_refused':
      return { code: 'NOT_CONFIGURED', certainty, retryable: false }
    case 'timeout':
      return { code: maybeSent ? 'TIMEOUT' : 'NETWORK_UNREACHABLE', certainty, retryable: true }
    // We broke off ourselves: the next try asks again, whatever became of this one.
    case 'aborted':
      return { code: 'OUTCOME_UNKNOWN', certainty: 'unknown', retryable: true }
    case 'not_http':
      return { code: 'PROVIDER_MALFORMED_RESPONSE', certainty, retryable: true }
    case 'unreachable':
    case 'lost':
      return { code: 'NETWORK_UNREACHABLE', certainty, retryable: true }
  }
}

/** Who we are was not accepted: this try did nothing, which says nothing of an earlier one under the same key. */
export const refusedAtTheDoor = (code: 'INVALID_CREDENTIALS' | 'PROVIDER_FORBIDDEN'): Judgement => ({
  code,
  certainty: 'not_executed',
  retryable: false,
})

/** Whether the answer is an earlier one, kept under the same idempotency key. */
export const isReplayed = (headers: Readonly<Record<string, string | undefined>>): boolean =>
  headers['idempotent-replayed'] === 'true'

/** What the refusal of a call that only reads comes to: nothing was to be done, so only the reason counts. */
export function codeOfRefusal(status: number, body: AnswerBody): ErrorCode {
  if (body.kind === 'timeout') return 'TIMEOUT'
  if (status === 401) return 'INVALID_CREDENTIALS'
  if (status === 403) return 'PROVIDER_FORBIDDEN'
  if (status === 429) return 'RATE_LIMIT_EXCEEDED'
  if (status === 503) return 'PROVIDER_UNAVAILABLE'
  if (status >= 500) return 'PROVIDER_ERROR'
  // A known address answers a plain question with no other refusal: it is the wrong one.
  return status >= 400 ? 'NOT_CONFIGURED' : 'PROVIDER_MALFORMED_RESPONSE'
}

/** What would have been answered to one of several calls alone, by what the answer to all of them says of it. */
export function partOf(
  outcome: Extract<HttpOutcome, { kind: 'answered' }>,
  status: number,
  part: unknown,
): HttpOutcome {
  const text = JSON.stringify(part ?? null)
  return { ...outcome, status, body: { kind: 'whole', text, sizeBytes: Buffer.byteLength(text) } }
}

/** JSON of a whole body; undefined when it is none. */
export function jsonOf(body: AnswerBody): unknown {
  if (body.kind !== 'whole') return undefined
  try {
    return JSON.parse(body.text)
  } catch {
    return undefined
  }
}

const maxDetailLength = 300
const maxRetryAfterMs = 24 * 3_600_000

/** A provider's own sentence, fit to be stored and shown. */
export function maskDetail(message: string): string {
  const masked = maskSentence(message.slice(0, maxDetailLength * 4))
    .replaceAll(/\s+/g, ' ')
    .trim()
  return masked.length > maxDetailLength ? `${masked.slice(0, maxDetailLength - 1).toWellFormed()}…` : masked
}

/** `Retry-After` as milliseconds from now: whole seconds or an HTTP date; 0 when absent, past or unreadable. */
export function retryAfterMs(header: string | undefined, now: Date): number {
  const text = header?.trim() ?? ''
  const askedMs = /^\d{1,9}$/.test(text)
    ? Number(text) * 1_000
    : /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)
      ? Date.parse(text) - now.getTime()
      : 0
  return askedMs > 0 ? Math.min(askedMs, maxRetryAfterMs) : 0
}

/** What a call that only reads failed with. */
export function failureOfRead(outcome: HttpOutcome, detail: string | null, now: Date): PullFailure {
  if (outcome.kind === 'unanswered') {
    const { code, retryable } = judgeSilence(outcome)
    return { ok: false, code, retryable, retryAfterMs: 0, detail }
  }
  const code = codeOfRefusal(outcome.status, outcome.body)
  return {
    ok: false,
    code,
    retryable: !lastingRefusals.has(code),
    retryAfterMs: retryAfterMs(outcome.headers['retry-after'], now),
    detail,
  }
}

/** An answer to a question that is none: asked again, it would come again. */
export const malformed: PullFailure = {
  ok: false,
  code: 'PROVIDER_MALFORMED_RESPONSE',
  retryable: false,
  retryAfterMs: 0,
  detail: null,
}

/** Refusals that the same question meets again until a person changes something. */
const lastingRefusals: ReadonlySet<ErrorCode> = new Set([
  'INVALID_CREDENTIALS',
  'PROVIDER_FORBIDDEN',
  'NOT_CONFIGURED',
])

/** A write was answered with a yes, or something like it, and then its words were lost. */
export function judgeUnreadable({ kind }: AnswerBody): Judgement {
  if (kind === 'timeout') return unknown('TIMEOUT')
  return unknown(kind === 'aborted' ? 'OUTCOME_UNKNOWN' : 'PROVIDER_MALFORMED_RESPONSE')
}
