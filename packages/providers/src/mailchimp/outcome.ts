import {
  type Judgement,
  jsonOf,
  judgeSilence,
  judgeUnreadable,
  refusedAtTheDoor,
  rejected,
  retryAfterMs,
  unknown,
} from '../answer.ts'
import { toAttempt, toDetail } from '../attempt.ts'
import type { HttpOutcome } from '../http.ts'
import type { Link, PlannedCall, PushOutcome } from '../provider.ts'
import { bodyOf, requestIdHeader, sentOf } from './call.ts'
import { memberIdOf } from './member-id.ts'
import { type Problem, problemSchema } from './problem.ts'
import { writtenSchema } from './written.ts'

type Answered = Extract<HttpOutcome, { kind: 'answered' }>

const limited: Judgement = { code: 'RATE_LIMIT_EXCEEDED', certainty: 'not_executed', retryable: true }

/** What one call came to: decided by status, title and the fields at fault, never by the wording of a sentence. */
export function toOutcome(call: PlannedCall, outcome: HttpOutcome, now: Date): PushOutcome {
  const sent = sentOf(call)
  const attempt = toAttempt(sent, outcome, requestIdHeader)
  const failed = { outcome: 'failed', retryAfterMs: 0, detail: null, learned: null, attempt } as const
  if (outcome.kind === 'unanswered') return { ...failed, ...judgeSilence(outcome) }
  if (outcome.status >= 200 && outcome.status < 300) {
    const link = call.effect === 'deleted' ? linkTo(call.externalId) : writtenLink(call, outcome)
    return link
      ? { outcome: 'done', link, effect: call.effect, attempt }
      : { ...failed, ...judgeUnreadable(outcome.body) }
  }
  const read = problemSchema.safeParse(jsonOf(outcome.body))
  const problem = read.success ? read.data : null
  const gone = isGoneAlready(call, outcome.status, problem) && linkTo(call.externalId)
  if (gone) return { outcome: 'done', link: gone, effect: 'unchanged', attempt }
  return {
    ...failed,
    ...judgeStatus(call, outcome.status, problem),
    retryAfterMs: retryAfterMs(outcome.headers['retry-after'], now),
    detail: problem && toDetail(sent, problem.detail),
    learned: problem && learnedLink(call, problem),
  }
}

const linkTo = (externalId: string | null): Link | null =>
  externalId === null ? null : { externalId, externalVersion: null }

/** The written member, if the answer is one and speaks of what we wrote: a mixed-up answer must link nothing. */
function writtenLink(call: PlannedCall, { body }: Answered): Link | null {
  const read = writtenSchema.safeParse(jsonOf(body))
  if (!read.success || read.data.id !== memberIdOf(addressIn(call))) return null
  return linkTo(read.data.id)
}

function addressIn(call: PlannedCall): string {
  const address = bodyOf(call)?.email_address
  return typeof address === 'string' ? address : ''
}

/** Who was to be archived is not there any more, or can't leave again: the aim is reached. */
function isGoneAlready(call: PlannedCall, status: number, problem: Problem | null): boolean {
  return call.effect === 'deleted' && problem !== null && (status === 404 || status === 405)
}

function judgeStatus(call: PlannedCall, status: number, problem: Problem | null): Judgement {
  switch (status) {
    case 400:
      return judgeBadRequest(call, problem)
    case 401:
      return refusedAtTheDoor('INVALID_CREDENTIALS')
    case 403:
      // Under load a gateway refuses in its stead, and says so in no JSON.
      return problem ? refusedAtTheDoor('PROVIDER_FORBIDDEN') : limited
    case 404:
      // An upsert makes the member: what is missing is the audience.
      return rejected('NOT_CONFIGURED')
    case 408:
      return unknown('TIMEOUT')
    case 409:
      return unknown('OUTCOME_UNKNOWN')
    case 429:
      return limited
    case 503:
      return unknown('PROVIDER_UNAVAILABLE')
    default:
      if (status >= 500) return unknown('PROVIDER_ERROR')
      // A redirect is not followed, and what answered it is not Mailchimp.
      return status >= 400 ? rejected('PROVIDER_REFUSED') : unknown('PROVIDER_MALFORMED_RESPONSE')
  }
}

function judgeBadRequest(call: PlannedCall, problem: Problem | null): Judgement {
  if (problem?.title === memberExists)
    return rejected('DUPLICATE_RECORD', learnedLink(call, problem) !== null)
  return rejected(
    problem?.errors.some(({ field }) => isLacking(call, field))
      ? 'REQUIRED_FIELD_MISSING'
      : 'PROVIDER_REFUSED',
  )
}

const memberExists = 'Member Exists'

/** The new address of a member is somebody's already: the next plan goes to that one. */
function learnedLink(call: PlannedCall, { title }: Problem): Link | null {
  return title === memberExists && call.externalId !== null ? linkTo(memberIdOf(addressIn(call))) : null
}

/** The field at fault is one that we had nothing for: a merge field by its tag, or a member of the body. */
function isLacking(call: PlannedCall, field: string): boolean {
  const sent = bodyOf(call) ?? {}
  const name = field.replace(/^merge_fields\./, '')
  if (name === '') return false
  const value = { ...sent, ...(sent.merge_fields as object | undefined) }[name]
  return value === undefined || value === ''
}
