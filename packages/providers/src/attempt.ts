import { maskBody, maskText } from '@syncline/domain/mask'
import type { Attempt } from '@syncline/domain/sync'
import { jsonOf, maskDetail } from './answer.ts'
import type { HttpOutcome } from './http.ts'
import type { PushOutcome } from './provider.ts'

/** A call as it went out. */
export interface SentCall {
  readonly method: string
  readonly path: string
  /** The members of its body, whatever form they had on the wire; null without one. */
  readonly members: Readonly<Record<string, unknown>> | null
}

type Answered = Extract<HttpOutcome, { kind: 'answered' }>

/**
 * One try as it may be shown. What can be told apart as JSON is masked by field; anything else is only measured,
 * because a name in half an answer looks like any other word.
 * @param outcome null: nothing went out
 * @param requestIdHeader where the provider says its own id of the request
 * @param told what the answer may repeat of an earlier call, where this one only asks
 */
export function toAttempt(
  sent: SentCall,
  outcome: HttpOutcome | null,
  requestIdHeader: string,
  told: SentCall = sent,
): Attempt {
  const { method, path, members } = sent
  const request = {
    method,
    path: path.slice(0, maxPathLength),
    body: members === null || outcome === null ? '' : show(members, []),
  }
  const durationMs = outcome?.durationMs ?? 0
  if (outcome?.kind !== 'answered') return { request, response: null, durationMs }
  const response = {
    status: outcome.status,
    body: showBody(told, outcome),
    providerRequestId: requestIdOf(outcome.headers[requestIdHeader]),
  }
  return { request, response, durationMs }
}

/** The outcome of a call that went out with others, to their common address. */
export const sentBy = <Outcome extends { readonly attempt: Attempt }>(
  address: Pick<SentCall, 'method' | 'path'>,
  outcome: Outcome,
): Outcome => ({
  ...outcome,
  attempt: { ...outcome.attempt, request: { ...outcome.attempt.request, ...address } },
})

/** The same where the answer tells none of them apart: what it says may be about somebody else, and is not shown. */
export function sentAmong(address: Pick<SentCall, 'method' | 'path'>, outcome: PushOutcome): PushOutcome {
  const { attempt } = sentBy(address, outcome)
  const { response } = attempt
  const told = { ...attempt, response: response && { ...response, body: '(an answer to several calls)' } }
  return outcome.outcome === 'failed'
    ? { ...outcome, detail: null, learned: null, attempt: told }
    : { ...outcome, attempt: told }
}

/** The provider's own sentence without anything of what we sent it: it may quote the record. */
export function toDetail(sent: SentCall, message: string): string | null {
  const detail = maskDetail(forget(message, sentTexts(sent)))
  return detail === '' ? null : detail
}

function showBody(sent: SentCall, { body }: Answered): string {
  if (body.sizeBytes === 0) return ''
  const json = jsonOf(body)
  if (json === undefined || json === null || typeof json !== 'object')
    return `(${notes[body.kind]}, ${body.sizeBytes} bytes)`
  return show(json, sentTexts(sent))
}

const show = (json: unknown, sent: readonly string[]): string =>
  maskBody(JSON.stringify(forgetInside(json, sent)))

const notes = {
  whole: 'not JSON',
  cut: 'cut off',
  too_large: 'too large',
  not_text: 'not UTF-8',
  timeout: 'not all of it came in time',
  aborted: 'given up',
} as const

/** A provider's id of the request is shown to people: only if it looks like an id. */
function requestIdOf(header: string | undefined): string | null {
  return header !== undefined && /^[\x21-\x7e]{1,255}$/.test(header) ? header : null
}

const hidden = '•••'
const maxPathLength = 500
const maxDepth = 12
const maxWidth = 200
/** What stands there is a machine's word, an id or a time: of nobody, and needed to read the answer by. */
const machineName = /(^status|^type|_ref|_id|_at|_code|_start|_end|currency|interval|quantity)$/

/** Every text of our request's body, the longest first, so that none is left over inside another. */
function sentTexts(sent: SentCall): readonly string[] {
  const texts: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value.trim().length > 1) texts.push(value.trim())
    else if (value !== null && typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) if (!machineName.test(name)) collect(inner)
  }
  collect(sent.members)
  return texts.sort((one, other) => other.length - one.length)
}

function forget(text: string, sent: readonly string[]): string {
  return sent.reduce((rest, one) => rest.replaceAll(one, hidden), text)
}

/** The same for every text inside a JSON value, bounded like the masking that follows. */
function forgetInside(value: unknown, sent: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return forget(value.slice(0, 4_000), sent)
  if (value === null || typeof value !== 'object') return value
  if (depth > maxDepth) return hidden
  if (Array.isArray(value))
    return value.slice(0, maxWidth).map((inner) => forgetInside(inner, sent, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxWidth)
      .map(([name, inner]) => [
        name,
        // What somebody wrote about a customer is as personal as the name, and its field does not say so.
        name === 'note' && typeof inner === 'string' ? maskText(inner) : forgetInside(inner, sent, depth + 1),
      ]),
  )
}
