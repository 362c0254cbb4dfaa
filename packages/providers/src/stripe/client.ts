import type { ErrorCode } from '@syncline/domain/error'
import Stripe from 'stripe'
import { codeOfRefusal, failureOfRead, jsonOf, maskDetail } from '../answer.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type { Access, Manifest, PullFailure } from '../provider.ts'
import { headerValue } from '../shape.ts'

type Answered = Extract<HttpOutcome, { kind: 'answered' }>

export type Asked<Answer> =
  /** No answer: Stripe knows no such object. */
  | { readonly ok: true; readonly answer: Answer | null; readonly outcome: Answered }
  | (PullFailure & { readonly outcome: HttpOutcome | null })

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof Stripe>[1]>['httpClient']>
type HttpResponse = Awaited<ReturnType<HttpClient['makeRequest']>>
type Question<Answer> = (stripe: Stripe, options: Stripe.RequestOptions) => Promise<Answer>

/**
 * One question by the official SDK, whose requests travel over our own exchange: it alone bounds an answer, keeps off
 * private networks and knows whether a socket ever stood. Nothing is repeated.
 * @param accountId of Connect; null for the key's own
 */
export async function ask<Answer>(
  access: Access,
  accountId: string | null,
  limits: Manifest['limits'],
  question: Question<Answer>,
): Promise<Asked<Answer>> {
  const key = headerValue.safeParse(access.secrets.api_key)
  if (!key.success) return { ok: false, ...noKey, outcome: null }
  const { client, outcomeOf } = createWire(access, limits)
  const stripe = new Stripe(key.data, { httpClient: client, maxNetworkRetries: 0, telemetry: false })
  try {
    const answer = await question(stripe, accountId === null ? {} : { stripeAccount: accountId })
    const outcome = outcomeOf() as Answered
    // A refusal that words no error is an answer to the SDK.
    if (outcome.status >= 400) return { ...failureOfRead(outcome, null, access.now()), outcome }
    return { ok: true, answer, outcome }
  } catch (error) {
    const outcome = outcomeOf()
    // Nothing went out: then it was no answer that failed, but we.
    if (outcome === null) throw error
    if (outcome.kind === 'answered' && isMissing(error)) return { ok: true, answer: null, outcome }
    return { ...failureOf(error, outcome, access.now()), outcome }
  }
}

/** What a reading says of it. */
export function failureIn({
  outcome: _seen,
  ...failure
}: PullFailure & { readonly outcome: HttpOutcome | null }): PullFailure {
  return failure
}

export const noKey = {
  code: 'NOT_CONFIGURED',
  retryable: false,
  retryAfterMs: 0,
  detail: 'The secret key is missing.',
} as const

function isMissing(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.statusCode === 404 &&
    error.code === 'resource_missing'
  )
}

function failureOf(error: unknown, outcome: HttpOutcome, now: Date): PullFailure {
  const said = error instanceof Stripe.errors.StripeError && error.statusCode !== undefined
  const failure = failureOfRead(outcome, said ? maskDetail(error.message) : null, now)
  if (outcome.kind !== 'answered') return failure
  const code = codeOf(error, outcome)
  return { ...failure, code, retryable: code === 'RATE_LIMIT_EXCEEDED' || failure.retryable }
}

/** By the SDK's class, which goes by the HTTP status and a code or two; what it has no class for, by the status. */
function codeOf(error: unknown, { status, body }: Answered): ErrorCode {
  const { errors } = Stripe
  if (error instanceof errors.StripeRateLimitError) return 'RATE_LIMIT_EXCEEDED'
  if (error instanceof errors.StripeAuthenticationError) return 'INVALID_CREDENTIALS'
  if (error instanceof errors.StripePermissionError) return 'PROVIDER_FORBIDDEN'
  if (error instanceof errors.StripeInvalidRequestError && status === 400) return 'PROVIDER_REFUSED'
  return codeOfRefusal(status, body)
}

/** Headers of an answer that the SDK may see: another one could make it print what a stranger wrote. */
const shownHeaders = ['request-id', 'stripe-version', 'stripe-account']

function createWire(access: Access, limits: Manifest['limits']) {
  let outcome: HttpOutcome | null = null
  const client: HttpClient = {
    getClientName: () => 'syncline',
    async makeRequest(_host, _port, path, method, headers) {
      if (method !== 'GET') throw new Error('The SDK only reads: writes go out as planned bytes')
      outcome = await exchange({
        method: 'GET',
        baseUrl: access.baseUrl,
        path,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        body: '',
        timeoutMs: limits.requestTimeoutMs,
        maxAnswerBytes: limits.maxAnswerBytes,
        signal: access.signal,
        allowsAddress: access.allowsAddress,
      })
      // Without the code of a closed socket, at which the SDK would try again whatever it was told.
      if (outcome.kind === 'unanswered') throw new Error(outcome.reason)
      return toResponse(outcome)
    },
  }
  return { client, outcomeOf: () => outcome }
}

function toResponse({ status, headers, body }: Answered): HttpResponse {
  const shown = shownHeaders.flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    getStatusCode: () => status,
    getHeaders: () => Object.fromEntries(shown),
    getRawResponse: () => ({}),
    toStream: () => null,
    async toJSON() {
      const json = jsonOf(body)
      // The SDK puts a property on whatever it gets, and would never settle over a bare text or number.
      if (typeof json !== 'object' || json === null) throw new Error('not an object')
      return json
    },
  }
}
