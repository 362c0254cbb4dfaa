import { type Answer, type Failure, jsonAnswer } from '../provider.ts'

/** `{status: false, message, responseCode, …}`: the status of HTTP says more than the code does. */
export const refusal = (status: number, responseCode: number, message: string, more: object = {}): Answer =>
  jsonAnswer(status, { status: false, message, responseCode, ...more })

export const inProgress = (): Answer =>
  refusal(202, 202, 'Transaction is still in progress. Please requery in 120 seconds', {
    error: true,
    delay: [120, 120, 120],
  })

export const unexpected = (): Answer =>
  refusal(500, 500, 'An unexpected error occurred. Please requery to get status.', { error: true })

export function buyPowerFailure(failure: Failure): Answer {
  switch (failure) {
    case 'rate_limited': {
      const answer = refusal(429, 429, 'Too many requests.')
      return { ...answer, headers: { ...answer.headers, 'retry-after': '1' } }
    }
    case 'invalid_email':
      return refusal(400, 201, '"email" must be a valid email')
    case 'too_large':
      return refusal(413, 413, 'The request body is too large.')
    case 'expired':
      return refusal(401, 401, 'Unauthorized')
    case 'unavailable':
      return refusal(503, 502, 'Service unavailable. Please requery to get status.', { error: true })
    case 'server_error':
      return unexpected()
  }
}
