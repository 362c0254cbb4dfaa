import { type Answer, type Failure, jsonAnswer } from '../provider.ts'

export type FaultDetail = { code: string; message: string; detail: string; element?: string }
export type Fault = { status: number; type: string; error: FaultDetail }

const fault = (
  status: number,
  type: string,
  code: string,
  message: string,
  detail: string,
  element?: string,
): Fault => ({ status, type, error: { code, message, detail, ...(element && { element }) } })

const validation = (code: string, message: string, detail: string, element?: string): Fault =>
  fault(400, 'ValidationFault', code, message, detail, element)

export const faults = {
  notFound: (what: string) =>
    validation(
      '610',
      'Object Not Found',
      `Object Not Found : Something you're trying to use has been made inactive: ${what}`,
    ),
  unsupported: (property: string) =>
    validation(
      '2010',
      'Request has invalid or unsupported property',
      `Property Name:${property} specified is unsupported or invalid`,
      property,
    ),
  missing: (element: string) =>
    validation(
      '2020',
      'Required param missing, need to supply the required value for the API',
      `Required parameter ${element} is missing in the request`,
      element,
    ),
  invalidId: () =>
    validation('2030', 'Invalid ID', 'Id should be a valid number. Supplied value is not valid', 'Id'),
  invalidReference: (element: string) =>
    validation(
      '2500',
      'Invalid Reference Id',
      `Invalid Reference Id : ${element} element id not found`,
      element,
    ),
  invalidNumber: (element: string) =>
    validation('2040', 'Invalid Number', `Invalid Number : ${element}`, element),
  query: (detail: string) => validation('4000', 'Error parsing query', `QueryParserError: ${detail}`),
  queryValue: (detail: string) => validation('4001', 'Invalid query', `QueryValidationError: ${detail}`),
  stale: (kind: string) =>
    validation(
      '5010',
      'Stale Object Error',
      `Stale Object Error : You and someone else were working on this ${kind} at the same time`,
    ),
  rule: (detail: string) =>
    validation(
      '6000',
      'A business validation error has occurred while processing your request',
      `Business Validation Error: ${detail}`,
    ),
  duplicateName: () =>
    validation('6240', 'Duplicate Name Exists Error', 'The name supplied already exists. : null'),
  duplicateNumber: () =>
    validation(
      '6140',
      'Duplicate Document Number Error',
      'Duplicate Document Number Error : You must specify a different number. This number has already been used.',
    ),
} as const

/** `{Fault: {Error: [{Message, Detail, code, element?}], type}, time}`. */
export const faultBody = ({ type, error }: Fault) => ({
  Fault: {
    Error: [
      {
        Message: error.message,
        Detail: error.detail,
        code: error.code,
        ...(error.element && { element: error.element }),
      },
    ],
    type,
  },
})

export const faultAnswer = (one: Fault, nowMs: number): Answer =>
  jsonAnswer(one.status, { ...faultBody(one), time: new Date(nowMs).toISOString() })

/** The gateway writes its members small, and the time as a number. */
export function unauthenticated(nowMs: number, detail: string): Answer {
  const message = 'message=AuthenticationFailed; errorCode=003200; statusCode=401'
  return jsonAnswer(401, {
    warnings: null,
    fault: { error: [{ message, detail, code: '3200', element: null }], type: 'AUTHENTICATION' },
    time: nowMs,
  })
}

export function forbidden(nowMs: number): Answer {
  const message = 'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403'
  return jsonAnswer(403, {
    fault: { error: [{ message, detail: '', code: '3100', element: null }], type: 'AUTHORIZATION' },
    time: nowMs,
  })
}

/** The throttle answers in XML, whatever the caller accepts. */
export function throttled(nowMs: number): Answer {
  const time = new Date(nowMs).toISOString()
  return {
    status: 429,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<IntuitResponse time="${time}" xmlns="http://schema.intuit.com/finance/v3"><Fault type="SERVICE"><Error code="3001"><Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message><Detail>The request limit was reached. Try again later</Detail></Error></Fault></IntuitResponse>`,
  }
}

export function qboFailure(failure: Failure, nowMs: number): Answer {
  switch (failure) {
    case 'rate_limited':
      return throttled(nowMs)
    case 'invalid_email':
      return faultAnswer(
        validation(
          '2210',
          'Invalid Email Address format',
          'Email Address does not conform to RFC',
          'PrimaryEmailAddr',
        ),
        nowMs,
      )
    case 'too_large':
      return faultAnswer({ ...faults.rule('The request is too large.'), status: 413 }, nowMs)
    case 'expired':
      return unauthenticated(nowMs, 'Token expired')
    case 'unavailable':
      return faultAnswer(
        fault(503, 'SERVICE', '3300', 'Service Unavailable', 'Nothing was done. Try again later.'),
        nowMs,
      )
    case 'server_error':
      return faultAnswer(
        fault(500, 'SystemFault', '10000', 'An application error has occurred', 'System Failure Error'),
        nowMs,
      )
  }
}
