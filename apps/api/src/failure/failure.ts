import { randomUUID } from 'node:crypto'
import { isDatabaseAway } from '@syncline/db/pool'
import { type ErrorCode, errorTable, explainAnswer, SynclineError } from '@syncline/domain/error'
import { z } from 'zod'
import { type CircuitBreaker, CircuitError } from './circuit-error.ts'
import { titleOf } from './title.ts'

/** The one shape of every error answer: REST answers it as the body, tRPC under `error.data.syncline`. */
export interface FailureBody {
  /** Class of the error, a short title. */
  readonly error: string
  readonly code: ErrorCode
  /** What happened, one sentence. */
  readonly message: string
  /** What to do next. */
  readonly remedy: string
  /** Field names, states and limits that are safe to show. Never values that were sent. */
  readonly details: Readonly<Record<string, unknown>>
  /** Where one is involved: whether calls to the provider go out. */
  readonly circuitBreaker?: CircuitBreaker
  /** Names this one failure: in the log, and in the search of whose organization it was. */
  readonly errorId: string
  /** ISO 8601, UTC. */
  readonly timestamp: string
}

export interface Failure {
  readonly status: number
  readonly body: FailureBody
  /** For the log only. */
  readonly cause: unknown
}

interface Verdict {
  readonly code: ErrorCode
  readonly details?: Readonly<Record<string, unknown>>
  readonly breaker?: CircuitBreaker
  /** Where it differs from the code's own. */
  readonly status?: number
}

const maxFields = 20
const remembered = new WeakMap<object, Failure>()

/**
 * What a caller is told about an error. The same error object always gives the same answer, so that the id in the log
 * is the id in the answer.
 */
export function failureOf(error: unknown): Failure {
  if (typeof error !== 'object' || error === null) return build(judge(error), error)
  const known = remembered.get(error)
  if (known) return known
  const failure = build(judge(error), error)
  remembered.set(error, failure)
  return failure
}

function build({ code, details = {}, breaker, status }: Verdict, cause: unknown): Failure {
  const { sentence, remedy } = explainAnswer(code)
  return {
    status: status ?? errorTable[code].httpStatus,
    body: {
      error: titleOf(code),
      code,
      message: sentence,
      remedy,
      details,
      ...(breaker && { circuitBreaker: breaker }),
      errorId: randomUUID(),
      timestamp: new Date().toISOString(),
    },
    cause,
  }
}

function judge(error: unknown): Verdict {
  if (error instanceof CircuitError)
    return { code: error.code, details: error.details, breaker: error.circuitBreaker }
  if (error instanceof SynclineError) return { code: error.code, details: error.details }
  if (error instanceof z.core.$ZodError)
    return { code: 'INVALID_INPUT', details: { fields: fieldsOf(error) } }
  if (isDatabaseAway(error)) return { code: 'DATABASE_UNAVAILABLE' }
  if (isDatabaseError(error)) return { code: 'DB_ERROR' }
  if (!(error instanceof Error)) return { code: 'UNKNOWN' }
  return judgeTransport(error) ?? { code: 'UNKNOWN' }
}

/** Errors of tRPC and Fastify, told apart by their code and status: their texts may quote what was sent. */
function judgeTransport(error: Error & { code?: unknown; statusCode?: unknown }): Verdict | null {
  const byName = typeof error.code === 'string' ? transport[error.code] : undefined
  if (byName) return byName
  if (error.code === 'INTERNAL_SERVER_ERROR' || error.code === 'BAD_REQUEST') {
    // tRPC wraps what a procedure threw.
    const inner = error.cause === undefined || error.cause === error ? null : judge(error.cause)
    if (inner && inner.code !== 'UNKNOWN') return inner
    return error.code === 'BAD_REQUEST' ? { code: 'INVALID_INPUT' } : null
  }
  const status = typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status < 400 || status >= 500) return null
  return { code: 'INVALID_INPUT', status }
}

const transport: Readonly<Record<string, Verdict>> = {
  PARSE_ERROR: { code: 'INVALID_INPUT' },
  NOT_FOUND: { code: 'RECORD_NOT_FOUND', details: { what: 'procedure' } },
  METHOD_NOT_SUPPORTED: { code: 'INVALID_INPUT', status: 405 },
  UNSUPPORTED_MEDIA_TYPE: { code: 'UNSUPPORTED_MEDIA_TYPE' },
  PAYLOAD_TOO_LARGE: { code: 'PAYLOAD_TOO_LARGE' },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'PAYLOAD_TOO_LARGE' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'UNSUPPORTED_MEDIA_TYPE' },
  FST_ERR_HANDLER_TIMEOUT: { code: 'TIMEOUT' },
}

function fieldsOf(error: z.core.$ZodError): readonly { path: string; problem: string }[] {
  return error.issues.slice(0, maxFields).map((issue) => ({
    path: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
      .map((part) => String(part).slice(0, 60))
      .join('.'),
    problem: issue.code,
  }))
}

/** node-postgres gives its errors a five-character SQLSTATE and a severity. */
function isDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, severity } = error as { code?: unknown; severity?: unknown }
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && typeof severity === 'string'
}
