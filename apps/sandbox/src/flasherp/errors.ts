import { type Answer, type Failure, jsonAnswer } from '../provider.ts'

export type FlashErpError = {
  code: string
  message: string
  field?: string
  existing_id?: string
  existing_version?: number
  current_version?: number
}

/** `{error: {code, message, field?}}`; a few errors carry one member more. */
export function flashErpError(
  status: number,
  error: FlashErpError,
  headers: Record<string, string> = {},
): Answer {
  return jsonAnswer(status, { error }, headers)
}

export const validation = (message: string, field: string): Answer =>
  flashErpError(400, { code: 'validation', message, field })

export const unprocessable = (message: string, field: string): Answer =>
  flashErpError(422, { code: 'unprocessable', message, field })

export const missingDependency = (field: string, message: string): Answer =>
  flashErpError(422, { code: 'dependency_missing', message, field })

export const notFound = (message: string): Answer => flashErpError(404, { code: 'not_found', message })

export const unauthorized = (code: string, message: string): Answer => flashErpError(401, { code, message })

export function flashErpFailure(failure: Failure): Answer {
  switch (failure) {
    case 'rate_limited':
      return flashErpError(
        429,
        { code: 'rate_limited', message: 'Too many requests.' },
        { 'retry-after': '1' },
      )
    case 'invalid_email':
      return unprocessable('The e-mail address was refused.', 'email')
    case 'too_large':
      return flashErpError(413, { code: 'too_large', message: 'The request body is too large.' })
    case 'expired':
      return unauthorized('unauthorized', 'The API key has expired.')
    case 'unavailable':
      return flashErpError(503, { code: 'unavailable', message: 'Nothing was done. Try again later.' })
    case 'server_error':
      return flashErpError(500, {
        code: 'internal',
        message: 'Something went wrong; whether the change was made is not known.',
      })
  }
}
