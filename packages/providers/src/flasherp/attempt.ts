import { maskBody, maskText } from '@syncline/domain/mask'
import type { Attempt } from '@syncline/domain/sync'
import { jsonOf, maskDetail } from '../answer.ts'
import type { HttpOutcome } from '../http.ts'
import type { PlannedCall } from '../provider.ts'

/**
 * One try as it may be shown. What can be told apart as JSON is masked by field; anything else is only measured,
 * because a name in half an answer looks like any other word.
 */
export function toAttempt(call: PlannedCall, outcome: HttpOutcome): Attempt {
  const body = show(JSON.parse(call.body), [])
  return withResponse(call, { method: call.method, path: call.path, body }, outcome)
}

/** The question what became of a call; no outcome: nothing was asked. */
export function toReadAttempt(call: PlannedCall, path: string, outcome: HttpOutcome | null): Attempt {
  const request = { method: 'GET', path: path.slice(0, maxPathLength), body: '' }
  return outcome ? withResponse(call, request, outcome) : { request, response: null, durationMs: 0 }
}

function withResponse(call: PlannedCall, request: Attempt['request'], outcome: HttpOutcome): Attempt {
  if (outcome.kind === 'unanswered') return { request, response: null, durationMs: outcome.durationMs }
  const { status, headers, durationMs } = outcome
  return {
    request,
    response: {
      status,
      body: showBody(call, outcome),
      providerRequestId: requestIdOf(headers['x-request-id']),
    },
    durationMs,
  }
}

/** FlashERP's own sentence without anything of what we sent it: it may quote the record. */
export function toDetail(call: PlannedCall, message: string): string | null {
  const detail = maskDetail(forget(message, sentTexts(call)))
  return detail === '' ? null : detail
}

function showBody(call: PlannedCall, { body }: Extract<HttpOutcome, { kind: 'answered' }>): string {
  if (body.sizeBytes === 0) return ''
  const json = jsonOf(body)
  if (json === undefined || json === null || typeof json !== 'object')
    return `(${notes[body.kind]}, ${body.sizeBytes} bytes)`
  return show(json, sentTexts(call))
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

/** Every text of our request's body, the longest first, so that none is left over inside another. */
function sentTexts(call: PlannedCall): readonly string[] {
  const texts: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value.trim().length > 1) texts.push(value.trim())
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect)
  }
  const { external_ref: _ours, ...personal } = JSON.parse(call.body) as Record<string, unknown>
  collect(personal)
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
