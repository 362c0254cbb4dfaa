import type { SentCall } from '../attempt.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type { Access, Manifest, PlannedCall } from '../provider.ts'
import { headerValue } from '../shape.ts'

/** Where Mailchimp says its own id of a request. */
export const requestIdHeader = 'x-request-id'

export const bodyOf = (call: PlannedCall): Record<string, unknown> | null =>
  call.body === '' ? null : (JSON.parse(call.body) as Record<string, unknown>)

export const sentOf = (call: PlannedCall): SentCall => ({
  method: call.method,
  path: call.path,
  members: bodyOf(call),
})

export const noCredentials = {
  code: 'NOT_CONFIGURED',
  retryable: false,
  retryAfterMs: 0,
  detail: 'The API key is missing.',
} as const

export interface Question {
  readonly method: 'GET' | PlannedCall['method']
  readonly path: string
  readonly body?: string
}

/** One exchange as the account of a connection; null without a key, or with one that can't be sent. */
export async function ask(
  question: Question,
  access: Access,
  limits: Manifest['limits'],
): Promise<HttpOutcome | null> {
  const authorization = authorizationOf(access)
  if (authorization === null) return null
  const { method, path, body = '' } = question
  return exchange({
    method,
    baseUrl: access.baseUrl,
    path,
    headers: {
      authorization,
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

/** A key as the password of anybody, or the token that OAuth gave. */
function authorizationOf({ secrets }: Access): string | null {
  if (secrets.api_key !== undefined) {
    const key = headerValue.safeParse(secrets.api_key)
    return key.success ? `Basic ${Buffer.from(`syncline:${key.data}`).toString('base64')}` : null
  }
  const token = headerValue.safeParse(secrets.access_token)
  return token.success ? `Bearer ${token.data}` : null
}

/**
 * The API above the audience that a connection is about: its base URL ends in `/3.0/lists/<id>`, and in `/3.0` as long as
 * no audience is chosen.
 */
export const rootOf = <Addressed extends Pick<Access, 'baseUrl'>>(access: Addressed): Addressed => ({
  ...access,
  baseUrl: access.baseUrl.replace(/\/lists\/[^/]*\/?$/, ''),
})
