import { codeOfRefusal, type Judgement, judgeSilence, retryAfterMs } from '../answer.ts'
import { toAttempt } from '../attempt.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type { Access, Manifest, PushOutcome } from '../provider.ts'
import { signStandardWebhooks } from '../verification/standard-webhooks.ts'

const callbackTypes = [
  'invoice.received',
  'invoice.needs_review',
  'invoice.rejected',
  'invoice.processing',
  'invoice.posted',
  'invoice.failed',
  'invoice.paid',
  /** Asks whether somebody is there who can check our signature. */
  'ping',
] as const

/** What is called back about one invoice, under one id however often it is sent. */
export interface Callback {
  /** Names the message: no dot in it. */
  readonly id: string
  readonly type: (typeof callbackTypes)[number]
  /** When it happened, ISO 8601 in UTC. */
  readonly timestamp: string
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

export type CallbackOutcome =
  | Pick<Extract<PushOutcome, { outcome: 'done' }>, 'outcome' | 'attempt'>
  | Omit<Extract<PushOutcome, { outcome: 'failed' }>, 'learned'>

/** One try of one message, signed with the time of this try; the body is the same on every try. */
export async function sendCallback(
  callback: Callback,
  access: Access,
  limits: Manifest['limits'],
): Promise<CallbackOutcome> {
  const { id, ...told } = callback
  const body = JSON.stringify({ type: told.type, timestamp: told.timestamp, data: told.data })
  const sent = { method: 'POST', path: '/', members: told }
  const headers = signStandardWebhooks(access.secrets.webhook_secret ?? '', { id, now: access.now(), body })
  if (!headers) return { outcome: 'failed', ...noSecret, attempt: toAttempt(sent, null, requestIdHeader) }
  const outcome = await exchange({
    method: 'POST',
    baseUrl: access.baseUrl,
    path: '',
    headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
    body,
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  const attempt = toAttempt(sent, outcome, requestIdHeader)
  const judgement = judge(outcome)
  if (!judgement) return { outcome: 'done', attempt }
  const header = outcome.kind === 'answered' ? outcome.headers['retry-after'] : undefined
  const waitMs = retryAfterMs(header, access.now())
  return { outcome: 'failed', ...judgement, retryAfterMs: waitMs, detail: null, attempt }
}

const requestIdHeader = 'x-request-id'

const noSecret = {
  code: 'NOT_CONFIGURED',
  certainty: 'not_executed',
  retryable: false,
  retryAfterMs: 0,
  detail: 'The callback secret is missing, or is no key.',
} as const

/** Statuses that ask to come again. */
const passing: ReadonlySet<number> = new Set([408, 409, 425, 429])

/** Null for a yes, whatever stands in its body. A receiver that has gone for good says 410. */
function judge(outcome: HttpOutcome): Judgement | null {
  if (outcome.kind === 'unanswered') return judgeSilence(outcome)
  const { status, body } = outcome
  if (status >= 200 && status < 300) return null
  if (status === 404 || status === 410)
    return { code: 'NOT_CONFIGURED', certainty: 'rejected', retryable: false }
  if (status === 408) return { code: 'TIMEOUT', certainty: 'unknown', retryable: true }
  const isPassing = passing.has(status) || status >= 500 || status < 400
  const known = status === 401 || status === 403 || status === 429 || status >= 500 || status < 400
  const code = known ? codeOfRefusal(status, { ...body, kind: 'cut' }) : 'PROVIDER_REFUSED'
  return { code, certainty: status >= 500 || status < 400 ? 'unknown' : 'rejected', retryable: isPassing }
}
