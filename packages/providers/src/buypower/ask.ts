import type { ErrorCode } from '@syncline/domain/error'
import type { Attempt } from '@syncline/domain/sync'
import { z } from 'zod'
import { jsonOf, judgeSilence, retryAfterMs } from '../answer.ts'
import { type SentCall, toAttempt, toDetail } from '../attempt.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type { Access, Manifest } from '../provider.ts'
import { headerValue } from '../shape.ts'
import type { AnswerOf } from './answers.ts'
import type { Endpoint } from './endpoint.ts'
import { judge, unknown, type Verdict } from './verdict.ts'

/** A verdict with what BuyPower said, masked, and the try as it may be shown. */
export type Told<Value> = Verdict<Value> & { readonly detail: string | null; readonly attempt: Attempt }

export interface Question {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** The path as it may be shown, where it names somebody's meter. */
  readonly shownPath?: string
  readonly members?: Readonly<Record<string, unknown>>
}

const requestIdHeader = 'x-request-id'
const messageSchema = z.object({ message: z.string().max(4_000) })

/** One call, one answer: nothing is repeated here. */
export async function ask<Name extends Endpoint>(
  endpoint: Name,
  { method, path, shownPath = path, members }: Question,
  access: Access,
  limits: Manifest['limits'],
): Promise<Told<AnswerOf[Name]>> {
  const sent: SentCall = { method, path: shownPath, members: members ?? null }
  const key = headerValue.safeParse(access.secrets.api_key)
  if (!key.success) return unsent(sent, 'NOT_CONFIGURED', 'The API key is missing.')
  const outcome = await exchange({
    method,
    baseUrl: access.baseUrl,
    path,
    headers: {
      authorization: `Bearer ${key.data}`,
      accept: 'application/json',
      ...(members ? { 'content-type': 'application/json' } : {}),
    },
    body: members ? JSON.stringify(members) : '',
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  const attempt = toAttempt(sent, withoutTokens(outcome), requestIdHeader)
  if (outcome.kind === 'unanswered') return { ...verdictOfSilence(endpoint, outcome), detail: null, attempt }
  const json = jsonOf(outcome.body)
  const waitMs = retryAfterMs(outcome.headers['retry-after'], access.now())
  const message = messageSchema.safeParse(json)
  const verdict = judge(endpoint, outcome.status, json, waitMs)
  const detail = verdict.verdict !== 'done' && message.success ? toDetail(sent, message.data.message) : null
  return { ...verdict, detail, attempt }
}

/** A call that never left. */
export function unsent<Value>(sent: SentCall, code: ErrorCode, detail: string): Told<Value> {
  const attempt = toAttempt(sent, null, requestIdHeader)
  return { verdict: 'failed', code, certainty: 'not_executed', retryAfterMs: 0, detail, attempt }
}

/** Certain only where the socket never stood; and a question that went unheard settles nothing about its vend. */
function verdictOfSilence(endpoint: Endpoint, silence: Extract<HttpOutcome, { kind: 'unanswered' }>) {
  const { code, certainty } = judgeSilence(silence)
  if (certainty === 'unknown' || endpoint === 'requery') return unknown(code)
  return { verdict: 'failed', code, certainty: 'not_executed', retryAfterMs: 0 } as const
}

const tokenMembers = new Set(['token', 'content'])

/** Whoever reads a token can use it up: none of it is left in what may be shown. */
function withoutTokens(outcome: HttpOutcome): HttpOutcome {
  if (outcome.kind !== 'answered') return outcome
  const json = jsonOf(outcome.body)
  if (json === undefined) return outcome
  const text = JSON.stringify(json, (name, value) =>
    tokenMembers.has(name) && value !== null ? '•••' : value,
  )
  return { ...outcome, body: { kind: 'whole', text, sizeBytes: outcome.body.sizeBytes } }
}
