/** The nine categories an operator can filter by. */
export const errorCategories = [
  'authentication',
  'authorization',
  'rate_limit',
  'validation',
  'network',
  'provider_error',
  'data_error',
  'configuration',
  'unknown',
] as const
export type ErrorCategory = (typeof errorCategories)[number]
export type ErrorSeverity = 'low' | 'medium' | 'high' | 'critical'

export interface ErrorEntry {
  readonly category: ErrorCategory
  readonly severity: ErrorSeverity
  /** Whether a sync tries again by itself. */
  readonly retryable: boolean
  /** Status of an API answer that carries this code. */
  readonly httpStatus: number
  /** What happened, for an operator. `{provider}` is filled in. */
  readonly sentence: string
  /** What a person does next; where a sync tries again by itself, once it has stopped doing so. */
  readonly remedy: string
}

const entry = (
  category: ErrorCategory,
  severity: ErrorSeverity,
  retryable: boolean,
  httpStatus: number,
  sentence: string,
  remedy: string,
): ErrorEntry => ({ category, severity, retryable, httpStatus, sentence, remedy })

/** The one table of errors. A page per code is generated from it. */
export const errorTable = {
  AUTH_REQUIRED: entry(
    'authentication',
    'low',
    false,
    401,
    'You are not signed in.',
    'Sign in, then try again.',
  ),
  INVALID_CREDENTIALS: entry(
    'authentication',
    'high',
    false,
    401,
    '{provider} no longer accepts our sign-in.',
    'Reconnect {provider}, then retry.',
  ),
  TOKEN_EXPIRED: entry(
    'authentication',
    'medium',
    true,
    401,
    'Our sign-in at {provider} ran out.',
    'Retry: the sign-in is renewed first. If that fails again, reconnect {provider}.',
  ),
  TOKEN_REFRESH_FAILED: entry(
    'authentication',
    'critical',
    false,
    401,
    '{provider} refused to renew our sign-in.',
    'Reconnect {provider}, then retry.',
  ),
  SIGNATURE_INVALID: entry(
    'authentication',
    'high',
    false,
    401,
    'The signature does not match the secret we share with {provider}.',
    'Compare the webhook secret on the connection page with the one in {provider}.',
  ),
  SIGNATURE_STALE: entry(
    'authentication',
    'medium',
    false,
    401,
    'The signed time is more than five minutes from ours.',
    'Wait for {provider} to send it again. If it is late each time, have the clock of the sender checked.',
  ),
  PERMISSION_DENIED: entry(
    'authorization',
    'medium',
    false,
    403,
    'Your role does not allow this.',
    'Ask an admin of your organization to do it, or to give you the right.',
  ),
  PROVIDER_FORBIDDEN: entry(
    'authorization',
    'high',
    false,
    403,
    '{provider} does not allow our account to do this.',
    'Give our account the missing right in {provider}, then retry.',
  ),
  TENANT_ACCESS_DENIED: entry(
    'authorization',
    'high',
    false,
    403,
    'You are not a member of that organization.',
    'Switch to an organization you belong to, or ask an admin there to add you.',
  ),
  ORIGIN_REFUSED: entry(
    'authorization',
    'medium',
    false,
    403,
    'This request did not come from the Syncline page.',
    'Open Syncline itself and do it there.',
  ),
  RATE_LIMIT_EXCEEDED: entry(
    'rate_limit',
    'low',
    true,
    429,
    '{provider} takes no more requests just now.',
    'Wait a minute, then retry.',
  ),
  QUOTA_EXCEEDED: entry(
    'rate_limit',
    'medium',
    false,
    429,
    'Our allowance at {provider} is used up.',
    'Raise the allowance in {provider} or wait until it renews, then retry.',
  ),
  INVALID_INPUT: entry(
    'validation',
    'low',
    false,
    400,
    'Something in the request can’t be read.',
    'Correct the field that is named, then send it again.',
  ),
  PROVIDER_REFUSED: entry(
    'validation',
    'medium',
    false,
    422,
    '{provider} refused the data.',
    'Correct the record where it comes from. The change then comes here by itself; or retry, or skip with a reason.',
  ),
  REQUIRED_FIELD_MISSING: entry(
    'validation',
    'medium',
    false,
    400,
    'A field that {provider} needs is missing.',
    'Fill it in where the record comes from, or give it a default in the mapping. Then retry.',
  ),
  PAYLOAD_TOO_LARGE: entry(
    'validation',
    'low',
    false,
    413,
    'More was sent at once than is allowed.',
    'Send less at once, in several parts.',
  ),
  UNSUPPORTED_MEDIA_TYPE: entry(
    'validation',
    'low',
    false,
    415,
    'What was sent is not in the form that is read here.',
    'Send it as JSON (application/json).',
  ),
  NETWORK_UNREACHABLE: entry(
    'network',
    'high',
    true,
    502,
    '{provider} could not be reached.',
    'Wait a few minutes, then retry. If it stays, check the address on the connection page.',
  ),
  TIMEOUT: entry(
    'network',
    'medium',
    true,
    504,
    '{provider} did not answer in time. It may have written it.',
    'Retry: it is repeated so that {provider} writes nothing twice.',
  ),
  PROVIDER_UNAVAILABLE: entry(
    'provider_error',
    'medium',
    true,
    503,
    '{provider} was not available and wrote nothing.',
    'Retry when {provider} is back, or skip with a reason.',
  ),
  PROVIDER_ERROR: entry(
    'provider_error',
    'medium',
    true,
    502,
    '{provider} had an error of its own. It may have written it.',
    'Retry: it is repeated so that {provider} writes nothing twice.',
  ),
  PROVIDER_MALFORMED_RESPONSE: entry(
    'provider_error',
    'medium',
    true,
    502,
    '{provider} answered something that can’t be read. It may have written it.',
    'Retry: it is repeated so that {provider} writes nothing twice.',
  ),
  CIRCUIT_OPEN: entry(
    'provider_error',
    'medium',
    true,
    503,
    '{provider} failed several times in a row and is left in peace for a while.',
    'Wait a minute, then retry. One request goes first, to see whether {provider} is back.',
  ),
  RECORD_NOT_FOUND: entry(
    'data_error',
    'medium',
    false,
    404,
    'There is no such record, or not any more.',
    'Check its id. If it was deleted by mistake, create it again and retry.',
  ),
  DUPLICATE_RECORD: entry(
    'data_error',
    'medium',
    false,
    409,
    '{provider} already has this record.',
    'Compare it with the one in {provider}. If they are the same, skip with a reason; else correct one of them and retry.',
  ),
  VERSION_CONFLICT: entry(
    'data_error',
    'medium',
    true,
    409,
    'Somebody changed it in {provider} at the same moment.',
    'Retry: it is sent again with fresh data.',
  ),
  STATE_CONFLICT: entry(
    'data_error',
    'low',
    false,
    409,
    'It has moved on since you looked.',
    'Look at how it stands now, then choose again.',
  ),
  IDEMPOTENCY_CONFLICT: entry(
    'data_error',
    'high',
    false,
    409,
    '{provider} took this for a repeat of an earlier request, but its content differs.',
    'Retry: it is sent as a new request. If it happens again, tell whoever runs Syncline for you.',
  ),
  DEPENDENCY_MISSING: entry(
    'data_error',
    'medium',
    true,
    422,
    'Something this refers to does not exist in {provider} yet.',
    'Sync what it refers to first, then retry.',
  ),
  PAYLOAD_UNREADABLE: entry(
    'data_error',
    'high',
    false,
    422,
    'What came in can’t be understood.',
    'Look at the webhook it came with. If it does not matter, skip with a reason.',
  ),
  PAYLOAD_EXPIRED: entry(
    'data_error',
    'medium',
    false,
    410,
    'What came in is no longer kept.',
    'Change the record where it comes from, so that a fresh copy comes. Or skip with a reason.',
  ),
  SUBJECT_ERASED: entry(
    'data_error',
    'low',
    false,
    410,
    'The person this is about was erased; nothing of it can be read.',
    'Leave it as it is. What the person does from now on comes by itself.',
  ),
  MAPPING_FAILED: entry(
    'data_error',
    'medium',
    false,
    422,
    'A field could not be put into the form {provider} wants.',
    'Correct the field that is named, where the record comes from or in the mapping. Then retry.',
  ),
  NOT_CONFIGURED: entry(
    'configuration',
    'medium',
    false,
    409,
    '{provider} is not set up for this yet.',
    'Finish the connection, then retry.',
  ),
  CONNECTION_DISABLED: entry(
    'configuration',
    'low',
    false,
    409,
    'The connection to {provider} is switched off.',
    'Switch the connection on, then retry.',
  ),
  SCOPE_DISABLED: entry(
    'configuration',
    'low',
    false,
    409,
    'This kind of record is switched off for {provider}.',
    'Switch it on at the connection, then retry.',
  ),
  PHI_DETECTED: entry(
    'validation',
    'high',
    false,
    422,
    'The text holds health or personal data that may not be stored.',
    'Take it out, then send it again.',
  ),
  MASKING_FAILED: entry(
    'unknown',
    'critical',
    false,
    500,
    'Sensitive data could not be hidden, so nothing was stored.',
    'Try again. If it stays, tell whoever runs Syncline for you, and quote the id of this error.',
  ),
  SLOT_UNAVAILABLE: entry(
    'data_error',
    'low',
    false,
    409,
    'That time has just been taken.',
    'Choose another time.',
  ),
  PAYMENT_FAILED: entry(
    'provider_error',
    'medium',
    false,
    402,
    'The payment was declined.',
    'Ask for another way to pay, then retry.',
  ),
  GATEWAY_ERROR: entry(
    'provider_error',
    'high',
    true,
    502,
    'The payment service had an error of its own. It may have taken the payment.',
    'Retry: it is repeated so that nothing is paid twice.',
  ),
  METER_INVALID: entry(
    'validation',
    'low',
    false,
    422,
    'The meter number is not known to the electricity company.',
    'Check the number and the company, then retry.',
  ),
  WALLET_INSUFFICIENT: entry(
    'data_error',
    'high',
    false,
    409,
    'The wallet does not hold enough.',
    'Top up the wallet, then retry.',
  ),
  OUTCOME_UNKNOWN: entry(
    'provider_error',
    'high',
    true,
    502,
    'It is not known whether {provider} wrote it.',
    'Retry: it is repeated so that {provider} writes nothing twice.',
  ),
  OVERLOADED: entry(
    'rate_limit',
    'medium',
    true,
    503,
    'More came in at once than can be stored safely.',
    'Wait a few seconds, then send it again.',
  ),
  DATABASE_UNAVAILABLE: entry(
    'network',
    'critical',
    true,
    503,
    'The database can’t be reached just now.',
    'Try again in a few seconds; nothing was changed.',
  ),
  DB_ERROR: entry(
    'unknown',
    'critical',
    false,
    500,
    'The database refused; nothing was changed.',
    'Try again. If it stays, tell whoever runs Syncline for you, and quote the id of this error.',
  ),
  UNKNOWN: entry(
    'unknown',
    'high',
    false,
    500,
    'Something failed on our side; nothing was changed.',
    'Try again. If it stays, tell whoever runs Syncline for you, and quote the id of this error.',
  ),
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorTable
export const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]

/** Those that an event may carry: the others only ever answer a request, and widen no event that is written. */
export const recordedCodes = errorCodes.filter((code) => code !== 'SUBJECT_ERASED') as [
  ErrorCode,
  ...ErrorCode[],
]

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code)
}

/** The sentence and remedy of a code with the provider's name in it. */
export function explain(code: ErrorCode, provider = 'the provider'): { sentence: string; remedy: string } {
  const fill = (text: string) =>
    text
      .replaceAll('{provider}', provider)
      .replace(/^\p{Ll}|(?<=\. )\p{Ll}/gu, (letter) => letter.toUpperCase())
  return { sentence: fill(errorTable[code].sentence), remedy: fill(errorTable[code].remedy) }
}
