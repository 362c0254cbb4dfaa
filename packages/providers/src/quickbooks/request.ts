import { jsonOf } from '../answer.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type { Access, Manifest } from '../provider.ts'
import { headerValue } from '../shape.ts'
import { minorVersion } from './manifest.ts'

/** Where QuickBooks says its own id of a request. */
export const requestIdHeader = 'intuit_tid'

/** One call with the access token of the company; null where there is none that could be sent. */
export async function request(
  call: { method: 'GET' | 'POST'; path: string; body: string; requestId?: string },
  access: Access,
  limits: Manifest['limits'],
): Promise<HttpOutcome | null> {
  const token = headerValue.safeParse(access.secrets.access_token)
  if (!token.success) return null
  const { method, body, requestId } = call
  const query = new URLSearchParams({
    minorversion: minorVersion,
    ...(requestId && { requestid: requestId }),
  })
  return exchange({
    method,
    baseUrl: access.baseUrl,
    path: `${call.path}${call.path.includes('?') ? '&' : '?'}${query.toString()}`,
    headers: {
      authorization: `Bearer ${token.data}`,
      // Unasked, it answers in XML.
      accept: 'application/json',
      ...(body === '' ? {} : { 'content-type': 'application/json' }),
    },
    body,
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
}

/** What an answer says: JSON, or its text where it is none. Undefined when it did not come in whole. */
export function answerIn(outcome: HttpOutcome): unknown {
  if (outcome.kind !== 'answered' || outcome.body.kind !== 'whole') return undefined
  return jsonOf(outcome.body) ?? outcome.body.text
}

export const noToken = {
  code: 'NOT_CONFIGURED',
  retryable: false,
  retryAfterMs: 0,
  detail: 'QuickBooks was never signed in to, or the sign-in is gone.',
} as const
