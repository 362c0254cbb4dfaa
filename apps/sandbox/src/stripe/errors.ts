import { type Answer, type Failure, jsonAnswer } from '../provider.ts'

/** https://docs.stripe.com/api/errors; the SDK picks its error class by the status, not by `type`. */
export type StripeErrorType = 'invalid_request_error' | 'api_error' | 'idempotency_error' | 'card_error'
export type StripeErrorBody = {
  type: StripeErrorType
  code?: string
  param?: string
  message: string
  doc_url?: string
}

export function stripeError(
  status: number,
  error: StripeErrorBody,
  headers: Record<string, string> = {},
): Answer {
  const documented = error.code
    ? { ...error, doc_url: `https://docs.stripe.com/error-codes#${error.code.replaceAll('_', '-')}` }
    : error
  return jsonAnswer(status, { error: documented }, headers)
}

export function invalidRequest(message: string, param?: string, code?: string): Answer {
  return stripeError(400, {
    type: 'invalid_request_error',
    message,
    ...(param === undefined ? {} : { param }),
    ...(code === undefined ? {} : { code }),
  })
}

export function resourceMissing(noun: string, id: string, param = 'id', status = 404): Answer {
  return stripeError(status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param,
    message: `No such ${noun}: '${id.slice(0, 255)}'`,
  })
}

export function unexpectedState(noun: string, status: string): Answer {
  const message = `This ${noun} has a status of ${status}, which does not allow that.`
  return invalidRequest(message, undefined, `${noun}_unexpected_state`)
}

export function unknownUrl(method: string, path: string): Answer {
  return stripeError(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path.slice(0, 255)}). This sandbox offers customers, payment_intents, charges, refunds, invoices, subscriptions, events and webhook_endpoints.`,
  })
}

export function unauthorized(key: string | null): Answer {
  const message =
    key === null
      ? 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.'
      : `Invalid API Key provided: ${'*'.repeat(8)}${key.slice(-4)}`
  return stripeError(
    401,
    { type: 'invalid_request_error', message },
    { 'www-authenticate': 'Bearer realm="Stripe"' },
  )
}

export function stripeFailure(failure: Failure): Answer {
  switch (failure) {
    case 'rate_limited':
      return stripeError(
        429,
        {
          type: 'invalid_request_error',
          code: 'rate_limit',
          message: 'Request rate limit exceeded. Learn more at https://docs.stripe.com/rate-limits.',
        },
        { 'retry-after': '1', 'stripe-rate-limited-reason': 'global-rate' },
      )
    case 'expired':
      return stripeError(401, {
        type: 'invalid_request_error',
        code: 'api_key_expired',
        message: 'Expired API Key provided.',
      })
    case 'invalid_email':
      return invalidRequest(
        'Invalid email address: the sentinel -422 asked for this refusal',
        'email',
        'email_invalid',
      )
    case 'too_large':
      return stripeError(413, { type: 'invalid_request_error', message: 'The request body is too large.' })
    case 'unavailable':
      return stripeError(503, { type: 'api_error', message: 'Stripe is temporarily unavailable.' })
    case 'server_error':
      return stripeError(500, { type: 'api_error', message: 'An unknown error occurred.' })
  }
}
