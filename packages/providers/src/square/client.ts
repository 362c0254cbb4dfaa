import { SquareClient } from 'square'
import { failureOfRead, jsonOf, maskDetail } from '../answer.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type { Access, Manifest, PullFailure } from '../provider.ts'
import { headerValue } from '../shape.ts'
import { codeOfError, errorSchema } from './error.ts'

type Answered = Extract<HttpOutcome, { kind: 'answered' }>

export type Asked =
  /** No answer: Square knows no such object. */
  | { readonly ok: true; readonly answer: unknown; readonly outcome: Answered }
  | (PullFailure & { readonly outcome: HttpOutcome | null })

/** Where Square says its own id of a request. */
export const requestIdHeader = 'square-trace-id'

/**
 * One question by the official SDK, whose requests travel over our own exchange: it alone bounds an answer, keeps off
 * private networks and knows whether a socket ever stood. Nothing is repeated. The answer is Square's own JSON: the
 * SDK's objects hold amounts as bigint, which nothing else here does.
 */
export async function ask(
  access: Access,
  limits: Manifest['limits'],
  question: (square: SquareClient) => PromiseLike<unknown>,
): Promise<Asked> {
  const token = headerValue.safeParse(access.secrets.api_key)
  if (!token.success) return { ok: false, ...noToken, outcome: null }
  const { fetch, outcomeOf } = createWire(access, limits)
  const square = new SquareClient({ token: token.data, baseUrl: access.baseUrl, maxRetries: 0, fetch })
  try {
    await question(square)
  } catch (error) {
    // Nothing went out: then it was no answer that failed, but we.
    if (outcomeOf() === null) throw error
  }
  const outcome = outcomeOf()
  if (outcome === null) throw new Error('The SDK answered without asking')
  const json = outcome.kind === 'answered' ? jsonOf(outcome.body) : undefined
  const error = errorSchema.safeParse(json).data?.errors[0]
  if (outcome.kind === 'answered' && outcome.status === 200 && !error && json !== undefined)
    return { ok: true, answer: json, outcome }
  const code = error && codeOfError(error)
  if (outcome.kind === 'answered' && outcome.status === 404 && code === 'RECORD_NOT_FOUND')
    return { ok: true, answer: null, outcome }
  const failure = failureOfRead(outcome, error?.detail ? maskDetail(error.detail) : null, access.now())
  return { ...failure, ...(code && settling.has(code) ? { code, retryable: false } : {}), outcome }
}

/** What a code of Square's says more exactly than the status does. */
const settling: ReadonlySet<string> = new Set(['TOKEN_EXPIRED', 'PROVIDER_REFUSED', 'REQUIRED_FIELD_MISSING'])

export const noToken = {
  code: 'NOT_CONFIGURED',
  retryable: false,
  retryAfterMs: 0,
  detail: 'The access token is missing.',
} as const

function createWire(access: Access, limits: Manifest['limits']) {
  let outcome: HttpOutcome | null = null
  const wire: typeof fetch = async (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input)
    const base = new URL(access.baseUrl).pathname.replace(/\/$/, '')
    const method = init?.method === 'POST' ? 'POST' : 'GET'
    if (method !== (init?.method ?? 'GET'))
      throw new Error('The SDK only reads: writes go out as planned bytes')
    outcome = await exchange({
      method,
      baseUrl: access.baseUrl,
      path: `${pathname.slice(base.length)}${search}`,
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: typeof init?.body === 'string' ? init.body : '',
      timeoutMs: limits.requestTimeoutMs,
      maxAnswerBytes: limits.maxAnswerBytes,
      signal: access.signal,
      allowsAddress: access.allowsAddress,
    })
    if (outcome.kind === 'unanswered') throw new Error(outcome.reason)
    const { status, body } = outcome
    const text = body.kind === 'whole' ? body.text : ''
    return new Response(status === 204 ? null : text, { status: Math.max(200, status) })
  }
  return { fetch: wire, outcomeOf: () => outcome }
}
