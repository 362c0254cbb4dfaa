import { z } from 'zod'
import {
  isReplayed,
  type Judgement,
  jsonOf,
  judgeSilence,
  judgeUnreadable,
  refusedAtTheDoor,
  rejected,
  retryAfterMs,
  unknown,
} from '../answer.ts'
import { type SentCall, toAttempt, toDetail } from '../attempt.ts'
import type { HttpOutcome } from '../http.ts'
import type { Link, PlannedCall, PushOutcome } from '../provider.ts'
import { decodeForm } from './form.ts'
import { objectId } from './id.ts'
import { metadataSchema } from './object.ts'

type Answered = Extract<HttpOutcome, { kind: 'answered' }>

/** As much of a written object as tells that it is the one we wrote. */
const writtenSchema = z.object({
  id: objectId,
  object: z.enum(['customer', 'refund']),
  deleted: z.boolean().nullish(),
  metadata: metadataSchema,
})

export const errorSchema = z.object({
  error: z.object({
    type: z.string().max(60),
    code: z.string().max(120).nullish(),
    message: z
      .string()
      .nullish()
      .transform((message) => message ?? ''),
  }),
})
type StripeError = z.output<typeof errorSchema>['error']

/** Refunds are created there and never changed by us. */
export const refundsPath = '/v1/refunds'

/** Where Stripe says its own id of a request. */
export const requestIdHeader = 'request-id'

export const sentOf = (call: PlannedCall): SentCall => ({
  method: call.method,
  path: call.path,
  members: call.body === '' ? null : decodeForm(call.body),
})

/** What one call came to: decided by status, type and code, never by the wording of a message. */
export function toOutcome(call: PlannedCall, outcome: HttpOutcome, now: Date): PushOutcome {
  const sent = sentOf(call)
  const attempt = toAttempt(sent, outcome, requestIdHeader)
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
  if (isGoneAlready(call, outcome, error) && call.externalId !== null)
    return {
      outcome: 'done',
      link: { externalId: call.externalId, externalVersion: null },
      effect: 'unchanged',
      attempt,
    }
  return {
    ...failed,
    ...judgeStatus(call, outcome.status, error),
    ...(isReplayed(outcome.headers) && { repeatable: false }),
    retryAfterMs: retryAfterMs(outcome.headers['retry-after'], now),
    detail: error && toDetail(sent, error.message),
  }
}

/** The written object, if the answer is one and speaks of what we wrote: a mixed-up answer must link nothing. */
function writtenLink(call: PlannedCall, { body }: Answered): Link | null {
  const read = writtenSchema.safeParse(jsonOf(body))
  if (!read.success) return null
  const { id, object, deleted, metadata } = read.data
  if (object !== objectOf(call)) return null
  if (call.externalId !== null && id !== call.externalId) return null
  if (call.effect === 'deleted' && deleted !== true) return null
  if (call.effect !== 'deleted' && metadata?.syncline_ref !== referenceOf(call)) return null
  return { externalId: id, externalVersion: null }
}

/** What the call writes. */
export const objectOf = ({ path }: PlannedCall): 'customer' | 'refund' =>
  path === refundsPath ? 'refund' : 'customer'

/** The source id that was sent with the call. */
export function referenceOf(call: PlannedCall): string | null {
  const { metadata } = decodeForm(call.body)
  return metadata !== null && typeof metadata === 'object' ? (metadata.syncline_ref ?? null) : null
}

/** What was to be deleted is not there any more: the aim is reached, by an earlier try of ours or by somebody else. */
function isGoneAlready(call: PlannedCall, { status }: Answered, error: StripeError | null): boolean {
  return call.effect === 'deleted' && status === 404 && error?.code === 'resource_missing'
}

const limited: Judgement = { code: 'RATE_LIMIT_EXCEEDED', certainty: 'not_executed', retryable: true }

function judgeStatus(call: PlannedCall, status: number, error: StripeError | null): Judgement {
  switch (status) {
    case 400:
      return judgeBadRequest(error)
    case 401:
      return refusedAtTheDoor('INVALID_CREDENTIALS')
    case 403:
      return refusedAtTheDoor('PROVIDER_FORBIDDEN')
    case 404:
      // The list itself is always there: without it the address is wrong.
      return rejected(
        call.externalId === null && error?.code !== 'resource_missing'
          ? 'NOT_CONFIGURED'
          : 'RECORD_NOT_FOUND',
      )
    case 408:
      return unknown('TIMEOUT')
    case 409:
      // «Still at it» under the same key, or another request of the same moment: neither says what became of ours.
      return unknown('OUTCOME_UNKNOWN')
    case 429:
      return limited
    case 503:
      return unknown('PROVIDER_UNAVAILABLE')
    default:
      if (status >= 500) return unknown('PROVIDER_ERROR')
      // A redirect is not followed, and what answered it is not Stripe.
      return status >= 400 ? rejected('PROVIDER_REFUSED') : unknown('PROVIDER_MALFORMED_RESPONSE')
  }
}

function judgeBadRequest(error: StripeError | null): Judgement {
  if (error?.type === 'idempotency_error') return rejected('IDEMPOTENCY_CONFLICT')
  if (error?.code === 'rate_limit') return limited
  return rejected(error?.code === 'parameter_missing' ? 'REQUIRED_FIELD_MISSING' : 'PROVIDER_REFUSED')
}
