import { type ErrorCode, explain, isErrorCode } from '@syncline/domain/error'
import * as strings from '../strings/index.ts'
import { duration } from '../time/format.ts'

/** Any failure as a person reads it. */
export interface Problem {
  readonly code: ErrorCode | 'UNREACHABLE'
  readonly sentence: string
  readonly remedy: string
  /** To quote to an engineer; null when the server was not reached. */
  readonly errorId: string | null
  readonly details: Readonly<Record<string, unknown>>
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The body every refusal of the API carries, wherever it came from: a procedure or a plain route. */
function readBody(body: unknown): Problem | null {
  if (!isObject(body)) return null
  const code = text(body['code'])
  if (code === null || !isErrorCode(code)) return null
  const own = explain(code, strings.shell.someProvider)
  const details = isObject(body['details']) ? body['details'] : {}
  // The server speaks English.
  const told = strings.locale.startsWith('en') ? body : {}
  return {
    code,
    sentence: text(told['message']) ?? own.sentence,
    remedy: waitThenRetry(code, details) ?? text(told['remedy']) ?? own.remedy,
    errorId: text(body['errorId']),
    details,
  }
}

/** How long to wait, where the answer says it; null where it doesn't. */
function waitThenRetry(code: ErrorCode, details: Problem['details']): string | null {
  if (code !== 'RATE_LIMIT_EXCEEDED') return null
  const { retryAfterSeconds, retryAfterMs } = details
  const waitMs = typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1_000 : retryAfterMs
  return typeof waitMs === 'number' && waitMs > 0
    ? strings.shell.problem.waitThenRetry(duration(waitMs))
    : null
}

const byStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'AUTH_REQUIRED',
  403: 'PERMISSION_DENIED',
  404: 'RECORD_NOT_FOUND',
  409: 'STATE_CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMIT_EXCEEDED',
  503: 'OVERLOADED',
}

const ofCode = (code: ErrorCode): Problem => ({
  code,
  ...explain(code, strings.shell.product),
  errorId: null,
  details: {},
})

/** A plain route's answer that is not a success. */
export function problemOfResponse(status: number, body: unknown): Problem {
  return readBody(body) ?? ofCode(byStatus[status] ?? 'UNKNOWN')
}

/** Turns whatever was thrown into a sentence, a remedy and an id. Never throws. */
export function toProblem(error: unknown): Problem {
  if (isProblemError(error)) return error.problem
  if (isObject(error) && isObject(error['data'])) {
    const data = error['data']
    const status = typeof data['httpStatus'] === 'number' ? data['httpStatus'] : 500
    return readBody(data['syncline']) ?? ofCode(byStatus[status] ?? 'UNKNOWN')
  }
  const { unreachable, unreachableRemedy } = strings.shell.problem
  return { code: 'UNREACHABLE', sentence: unreachable, remedy: unreachableRemedy, errorId: null, details: {} }
}

/** A problem on its way up. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.sentence)
    this.name = 'ProblemError'
    this.problem = problem
  }
}
const isProblemError = (error: unknown): error is ProblemError => error instanceof ProblemError

export const isSignedOut = (error: unknown): boolean => toProblem(error).code === 'AUTH_REQUIRED'

/** Worth asking again without a person: the server or the way to it failed, not the request. */
export function isPassing(problem: Problem): boolean {
  return problem.code === 'UNREACHABLE' || strings.errors[problem.code].httpStatus >= 502
}
