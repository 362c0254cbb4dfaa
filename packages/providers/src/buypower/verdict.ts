import type { ErrorCode } from '@syncline/domain/error'
import type { Certainty } from '@syncline/domain/sync'
import { z } from 'zod'
import { type AnswerOf, readAnswer } from './answers.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * What an answer says of the call. Only `done` and `failed` settle a vend; `unknown` may have sold electricity, and is
 * settled by asking about the same order id, never by another vend.
 */
export type Verdict<Value> =
  | { readonly verdict: 'done'; readonly value: Value }
  | {
      readonly verdict: 'failed'
      readonly code: ErrorCode
      /** `not_executed`: the same call may go out again, under the same order id. */
      readonly certainty: Exclude<Certainty, 'unknown'>
      readonly retryAfterMs: number
    }
  | {
      readonly verdict: 'unknown'
      readonly code: ErrorCode
      /** How long to wait before each requery, milliseconds. */
      readonly requeryAfterMs: readonly number[]
    }

type Settled = Exclude<Verdict<never>, { verdict: 'done' }>

const defaultWaitsMs: readonly number[] = [120_000, 120_000, 120_000]
const defaultLimitWaitMs = 60_000

const failed = (
  code: ErrorCode,
  certainty: Exclude<Certainty, 'unknown'> = 'rejected',
  retryAfterMs = 0,
): Settled => ({ verdict: 'failed', code, certainty, retryAfterMs })

export const unknown = (code: ErrorCode, requeryAfterMs = defaultWaitsMs): Settled => ({
  verdict: 'unknown',
  code,
  requeryAfterMs,
})

const refusalSchema = z.object({
  responseCode: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{1,6}$/)
        .transform(Number),
    ])
    .nullish()
    .catch(null),
  /** Seconds. */
  delay: z.array(z.int().min(1).max(3_600)).min(1).max(20).nullish().catch(null),
})

export const responseCodeOf = (json: unknown): number | null =>
  refusalSchema.safeParse(json).data?.responseCode ?? null

/**
 * Endpoint and HTTP status decide; the response code only tells refusals of one status apart, for the same number means
 * different things elsewhere.
 * @param retryAfterMs what the answer asked for; 0 when it asked for nothing
 */
export function judge<Name extends Endpoint>(
  endpoint: Name,
  status: number,
  json: unknown,
  retryAfterMs = 0,
): Verdict<AnswerOf[Name]> {
  if (status === 200 || status === 201) {
    const value = readAnswer(endpoint, json)
    if (value !== null) return { verdict: 'done', value }
    // Of a meter it is the answer itself that says no.
    return endpoint === 'check_meter' && isRefusal(json)
      ? failed('METER_INVALID')
      : unknown('PROVIDER_MALFORMED_RESPONSE')
  }
  if (status === 202) return unknown('OUTCOME_UNKNOWN', waitsIn(json))
  if (endpoint === 'requery') return judgeRequery(status, responseCodeOf(json), retryAfterMs)
  return judgeStatus(endpoint, status, json, retryAfterMs)
}

function judgeStatus(endpoint: Endpoint, status: number, json: unknown, retryAfterMs: number): Settled {
  switch (status) {
    case 401:
      return failed('INVALID_CREDENTIALS', 'not_executed')
    case 403:
      return failed('PROVIDER_FORBIDDEN', 'not_executed')
    case 404:
      // A known address answers a vend with no such refusal: it is the wrong one.
      return failed(endpoint === 'check_meter' ? 'METER_INVALID' : 'NOT_CONFIGURED')
    case 408:
      return unknown('TIMEOUT')
    case 409:
      // The order id came before: what became of that vend only a requery can tell.
      return endpoint === 'vend' ? unknown('OUTCOME_UNKNOWN', waitsIn(json)) : failed('PROVIDER_REFUSED')
    case 422:
      if (endpoint === 'vend' && responseCodeOf(json) === 202) return failed('WALLET_INSUFFICIENT')
      return failed(endpoint === 'check_meter' ? 'METER_INVALID' : 'PROVIDER_REFUSED')
    case 429:
      return failed('RATE_LIMIT_EXCEEDED', 'not_executed', retryAfterMs || defaultLimitWaitMs)
    case 501:
      // The account has moved, or is closed for maintenance: nothing was done and asking again changes nothing.
      return failed('PROVIDER_UNAVAILABLE')
    default:
      if (status >= 500) return unknown(codeOfServerError(status), waitsIn(json))
      if (status < 400) return unknown('PROVIDER_MALFORMED_RESPONSE')
      return failed(endpoint === 'check_meter' && status === 400 ? 'METER_INVALID' : 'PROVIDER_REFUSED')
  }
}

/** What became of a vend. A refusal of the question itself leaves that as open as it was. */
function judgeRequery(status: number, responseCode: number | null, retryAfterMs: number): Settled {
  if (status === 400 && responseCode === 202) return failed('PROVIDER_REFUSED')
  if (status === 400 && responseCode === 203) return failed('RECORD_NOT_FOUND', 'not_executed')
  // With its own code, for a gateway that knows no such page says 404 too.
  if (status === 404 && responseCode === 20) return failed('RECORD_NOT_FOUND', 'not_executed')
  if (status === 429) return unknown('RATE_LIMIT_EXCEEDED', [retryAfterMs || defaultLimitWaitMs])
  if (status === 401) return unknown('INVALID_CREDENTIALS')
  if (status === 403) return unknown('PROVIDER_FORBIDDEN')
  if (status === 404) return unknown('NOT_CONFIGURED')
  return unknown(status >= 500 ? codeOfServerError(status) : 'OUTCOME_UNKNOWN')
}

const codeOfServerError = (status: number): ErrorCode =>
  status === 503 ? 'PROVIDER_UNAVAILABLE' : status === 504 ? 'TIMEOUT' : 'PROVIDER_ERROR'

function waitsIn(json: unknown): readonly number[] {
  const delay = refusalSchema.safeParse(json).data?.delay
  return delay ? delay.map((seconds) => seconds * 1_000) : defaultWaitsMs
}

/** A no in its own words, whatever the status says. */
export function isRefusal(json: unknown): boolean {
  const { error, status } = (json ?? {}) as { error?: unknown; status?: unknown }
  return error === true || status === false
}
