import { type Answer, type Failure, jsonAnswer } from '../provider.ts'
import type { Problem } from '../shape.ts'

/** `{errors: [{category, code, detail, field?}]}` */
export function squareError(
  status: number,
  error: { category: string; code: string; detail: string; field?: string },
  headers: Record<string, string> = {},
): Answer {
  return jsonAnswer(status, { errors: [error] }, headers)
}

export const invalid = (code: string, detail: string, field?: string): Answer =>
  squareError(400, {
    category: 'INVALID_REQUEST_ERROR',
    code,
    detail,
    ...(field === undefined ? {} : { field }),
  })

export const invalidProblem = ({ path, message }: Problem): Answer =>
  path === ''
    ? invalid('EXPECTED_JSON_BODY', `The body ${message}.`)
    : invalid('INVALID_VALUE', `${path} ${message}.`, path)

export const missing = (field: string): Answer =>
  invalid('MISSING_REQUIRED_PARAMETER', `${field} is required.`, field)

export const notFound = (detail: string): Answer =>
  squareError(404, { category: 'INVALID_REQUEST_ERROR', code: 'NOT_FOUND', detail })

export const conflict = (detail: string): Answer =>
  squareError(409, { category: 'INVALID_REQUEST_ERROR', code: 'CONFLICT', detail })

export const declined = (code: string): Answer =>
  squareError(402, { category: 'PAYMENT_METHOD_ERROR', code, detail: 'Authorization error.' })

export const unauthorized = (): Answer =>
  squareError(401, {
    category: 'AUTHENTICATION_ERROR',
    code: 'UNAUTHORIZED',
    detail: 'This request could not be authorized.',
  })

export const full = (limit: number, plural: string): Answer =>
  squareError(403, {
    category: 'INVALID_REQUEST_ERROR',
    code: 'FORBIDDEN',
    detail: `This sandbox account holds ${limit} ${plural}.`,
  })

export function squareFailure(failure: Failure): Answer {
  switch (failure) {
    case 'rate_limited':
      return squareError(
        429,
        { category: 'RATE_LIMIT_ERROR', code: 'RATE_LIMITED', detail: 'Too many requests.' },
        { 'retry-after': '1' },
      )
    case 'invalid_email':
      return invalid('INVALID_EMAIL_ADDRESS', 'The e-mail address was refused.', 'email_address')
    case 'expired':
      return squareError(401, {
        category: 'AUTHENTICATION_ERROR',
        code: 'ACCESS_TOKEN_EXPIRED',
        detail: 'The access token has expired.',
      })
    case 'too_large':
      return squareError(413, {
        category: 'INVALID_REQUEST_ERROR',
        code: 'REQUEST_ENTITY_TOO_LARGE',
        detail: 'The request body is too large.',
      })
    case 'unavailable':
      return squareError(503, {
        category: 'API_ERROR',
        code: 'SERVICE_UNAVAILABLE',
        detail: 'The service is unavailable.',
      })
    case 'server_error':
      return squareError(500, {
        category: 'API_ERROR',
        code: 'INTERNAL_SERVER_ERROR',
        detail: 'Something went wrong.',
      })
  }
}
