import type { Answer, Failure, Result } from '../provider.ts'
import type { Problem } from '../shape.ts'

const type = 'https://mailchimp.com/developer/marketing/docs/errors/'

/** `application/problem+json`, as every refusal of Mailchimp's but those of its gateway. */
export function problem(
  status: number,
  title: string,
  detail: string,
  errors?: readonly { field: string; message: string }[],
): Answer {
  const body = { type, title, status, detail, instance: '00000000-0000-4000-8000-000000000000' }
  return {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: JSON.stringify(errors === undefined ? body : { ...body, errors }),
  }
}

export const notFound = (): Answer =>
  problem(404, 'Resource Not Found', 'The requested resource could not be found.')

export const invalid = (field: string, message: string): Answer =>
  problem(
    400,
    'Invalid Resource',
    "The resource submitted could not be validated. For field-specific details, see the 'errors' array.",
    [{ field, message }],
  )

export const invalidAt = ({ path, message }: Problem): Answer => invalid(path, message)

export const refused = (answer: Answer): Result => ({ executed: false, answer })

export function mailchimpFailure(failure: Failure): Answer {
  switch (failure) {
    case 'rate_limited':
      return problem(429, 'Too Many Requests', 'You have exceeded the limit of 10 simultaneous connections.')
    case 'invalid_email':
      return invalid('email_address', 'This email address looks fake or invalid.')
    case 'too_large':
      return problem(413, 'Request Entity Too Large', 'The request is too large.')
    case 'expired':
      return problem(401, 'API Key Invalid', 'Your API key has been revoked.')
    case 'unavailable':
      return problem(503, 'Service Unavailable', 'The service is unavailable.')
    case 'server_error':
      return problem(500, 'Internal Server Error', 'An unexpected internal error has occurred.')
  }
}
