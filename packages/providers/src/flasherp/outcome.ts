import {
  isReplayed,
  type Judgement,
  jsonOf,
  judgeSilence,
  judgeUnreadable,
  notExecuted,
  refusedAtTheDoor,
  rejected,
  retryAfterMs,
  unknown,
} from '../answer.ts'
import { toAttempt, toDetail } from '../attempt.ts'
import type { HttpOutcome } from '../http.ts'
import type { Link, PlannedCall, PushOutcome } from '../provider.ts'
import { membersOf, requestIdHeader, sentOf } from './call.ts'
import { errorSchema, type FlashErpError, writtenSchema } from './wire.ts'

type Answered = Extract<HttpOutcome, { kind: 'answered' }>

/** What one call came to: decided by status and error code, never by the wording of a message. */
export function toOutcome(call: PlannedCall, outcome: HttpOutcome, now: Date): PushOutcome {
  const attempt = toAttempt(sentOf(call), outcome, requestIdHeader)
  const failed = { outcome: 'failed', retryAfterMs: 0, detail: null, learned: null, attempt } as const
  if (outcome.kind === 'unanswered') return { ...failed, ...judgeSilence(outcome) }
  if (outcome.status >= 200 && outcome.status < 300) {
    const link = writtenLink(call, outcome)
    return link
      ? { outcome: 'done', link, effect: call.effect, attempt }
      : { ...failed, ...judgeUnreadable(outcome.body) }
  }
  const read = errorSchema.safeParse(jsonOf(outcome.body))
  const error = read.success ? read.data.error : null
  return {
    ...failed,
    ...judgeStatus(call, outcome.status, error),
    ...(isReplayed(outcome.headers) && { repeatable: false }),
    retryAfterMs: retryAfterMs(outcome.headers['retry-after'], now),
    detail: error && toDetail(sentOf(call), error.message),
    learned: error && learnedLink(call, outcome.status, error),
  }
}

/** The written object, if the answer is one and speaks of what we wrote: a mixed-up answer must link nothing. */
function writtenLink(call: PlannedCall, { body }: Answered): Link | null {
  const read = writtenSchema.safeParse(jsonOf(body))
  if (!read.success) return null
  const { id, version, external_ref: reference } = read.data
  const sent = membersOf(call)
  if (call.externalId !== null && id !== call.externalId) return null
  if (typeof sent.external_ref === 'string' && reference !== sent.external_ref) return null
  return { externalId: id, externalVersion: version }
}

function judgeStatus(call: PlannedCall, status: number, error: FlashErpError | null): Judgement {
  switch (status) {
    case 400:
      return rejected(isLacking(call, error) ? 'REQUIRED_FIELD_MISSING' : 'PROVIDER_REFUSED')
    case 401:
      return refusedAtTheDoor('INVALID_CREDENTIALS')
    case 403:
      return refusedAtTheDoor('PROVIDER_FORBIDDEN')
    case 404:
      // The list of customers itself is always there: without it the address is wrong.
      return rejected(call.externalId === null ? 'NOT_CONFIGURED' : 'RECORD_NOT_FOUND')
    case 408:
      return unknown('TIMEOUT')
    case 409:
      return judgeConflict(call, error)
    case 422:
      return error?.code === 'dependency_missing'
        ? rejected('DEPENDENCY_MISSING', true)
        : rejected('PROVIDER_REFUSED')
    case 429:
      return notExecuted('RATE_LIMIT_EXCEEDED')
    case 503:
      return notExecuted('PROVIDER_UNAVAILABLE')
    default:
      if (status >= 500) return unknown('PROVIDER_ERROR')
      // A redirect is not followed, and what answered it is not FlashERP.
      return status >= 400 ? rejected('PROVIDER_REFUSED') : unknown('PROVIDER_MALFORMED_RESPONSE')
  }
}

function judgeConflict(call: PlannedCall, error: FlashErpError | null): Judgement {
  switch (error?.code) {
    case 'duplicate':
      return rejected('DUPLICATE_RECORD', learnedLink(call, 409, error) !== null)
    case 'stale_version':
      return rejected('VERSION_CONFLICT', true)
    case 'idempotency_conflict':
      return rejected('IDEMPOTENCY_CONFLICT')
    case 'idempotency_in_flight':
      return unknown('OUTCOME_UNKNOWN')
    // Unread, a conflict may be the one that says «still at it».
    case undefined:
      return unknown('OUTCOME_UNKNOWN')
    default:
      return rejected('PROVIDER_REFUSED')
  }
}

/** What a refusal says of the object, for the next plan. A duplicate on a change names somebody else's object. */
function learnedLink(call: PlannedCall, status: number, error: FlashErpError): Link | null {
  if (status !== 409) return null
  if (error.code === 'duplicate' && call.externalId === null && error.existing_id)
    return { externalId: error.existing_id, externalVersion: error.existing_version ?? null }
  if (error.code === 'stale_version' && call.externalId !== null && error.current_version)
    return { externalId: call.externalId, externalVersion: error.current_version }
  return null
}

/** The field at fault, such as `address.line2` or `lines[0].amount`, is one we had nothing for. */
function isLacking(call: PlannedCall, error: FlashErpError | null): boolean {
  const path = error?.field?.match(/[^.[\]]+/g) ?? []
  if (path.length === 0) return false
  let value: unknown = membersOf(call)
  for (const name of path) value = (value as Record<string, unknown> | null | undefined)?.[name]
  return value === undefined || value === null
}
