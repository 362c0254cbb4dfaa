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
  /** What to do next. */
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
    'Sign in and try again.',
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
    'The sign-in at {provider} ran out.',
    'Nothing to do: it is renewed and tried again. Reconnect if it stays.',
  ),
  TOKEN_REFRESH_FAILED: entry(
    'authentication',
    'critical',
    false,
    401,
    '{provider} refused to renew our sign-in.',
    'Sign in to {provider} again on the connection page.',
  ),
  SIGNATURE_INVALID: entry(
    'authentication',
    'high',
    false,
    401,
    'The signature does not match the secret of {provider}.',
    'Check the webhook secret on the connection page.',
  ),
  SIGNATURE_STALE: entry(
    'authentication',
    'medium',
    false,
    401,
    'The signed time is more than five minutes from ours.',
    'Check the clock of the sender; {provider} sends it again by itself.',
  ),
  PERMISSION_DENIED: entry(
    'authorization',
    'medium',
    false,
    403,
    'Your role does not allow this.',
    'Ask an admin of your organization.',
  ),
  PROVIDER_FORBIDDEN: entry(
    'authorization',
    'high',
    false,
    403,
    '{provider} does not allow our key to do this.',
    'Give the key the missing right in {provider}, then retry.',
  ),
  TENANT_ACCESS_DENIED: entry(
    'authorization',
    'high',
    false,
    403,
    'You are not a member of that organization.',
    'Switch to an organization you belong to.',
  ),
  ORIGIN_REFUSED: entry(
    'authorization',
    'medium',
    false,
    403,
    'This request did not come from the Syncline page.',
    'Open Syncline itself and try there.',
  ),
  RATE_LIMIT_EXCEEDED: entry(
    'rate_limit',
    'low',
    true,
    429,
    '{provider} asked us to slow down.',
    'Nothing to do: it goes again when {provider} allows.',
  ),
  QUOTA_EXCEEDED: entry(
    'rate_limit',
    'medium',
    false,
    429,
    'The allowance at {provider} is used up.',
    'Raise the allowance in {provider} or wait until it renews, then retry.',
  ),
  INVALID_INPUT: entry(
    'validation',
    'low',
    false,
    400,
    'Something in the request can’t be read.',
    'Correct the field that is named and send it again.',
  ),
  PROVIDER_REFUSED: entry(
    'validation',
    'medium',
    false,
    422,
    '{provider} refused the data.',
    'Correct the record at its source; the change comes here by itself. Or retry, or skip with a reason.',
  ),
  REQUIRED_FIELD_MISSING: entry(
    'validation',
    'medium',
    false,
    400,
    'A field that {provider} needs is missing.',
    'Fill it in at the source or give it a default in the mapping, then retry.',
  ),
  PAYLOAD_TOO_LARGE: entry(
    'validation',
    'low',
    false,
    413,
    'The request is larger than allowed.',
    'Send less at once.',
  ),
  UNSUPPORTED_MEDIA_TYPE: entry(
    'validation',
    'low',
    false,
    415,
    'The request is not JSON.',
    'Send application/json.',
  ),
  NETWORK_UNREACHABLE: entry(
    'network',
    'high',
    true,
    502,
    '{provider} could not be reached.',
    'Nothing to do at first: it is tried again. Check the address if it stays.',
  ),
  TIMEOUT: entry(
    'network',
    'medium',
    true,
    504,
    '{provider} did not answer in time. It may have written it.',
    'We ask again under the same key, so nothing is written twice.',
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
    'We ask again under the same key, so nothing is written twice.',
  ),
  PROVIDER_MALFORMED_RESPONSE: entry(
    'provider_error',
    'medium',
    true,
    502,
    '{provider} answered something that can’t be read. It may have written it.',
    'We ask again under the same key, so nothing is written twice.',
  ),
  CIRCUIT_OPEN: entry(
    'provider_error',
    'medium',
    true,
    503,
    '{provider} failed several times in a row and is left in peace for a while.',
    'Nothing to do: one request is tried soon.',
  ),
  RECORD_NOT_FOUND: entry(
    'data_error',
    'medium',
    false,
    404,
    'It does not exist here, or not any more.',
    'Check the id, or go back to the list.',
  ),
  DUPLICATE_RECORD: entry(
    'data_error',
    'medium',
    false,
    409,
    '{provider} already has this record.',
    'Open the one that exists and link it.',
  ),
  VERSION_CONFLICT: entry(
    'data_error',
    'medium',
    true,
    409,
    'Somebody changed it in {provider} at the same moment.',
    'Nothing to do: it is tried again with fresh data.',
  ),
  STATE_CONFLICT: entry(
    'data_error',
    'low',
    false,
    409,
    'It has moved on since you looked.',
    'Look at its state now and choose again.',
  ),
  IDEMPOTENCY_CONFLICT: entry(
    'data_error',
    'high',
    false,
    409,
    '{provider} has seen this key with other content.',
    'Retry: it goes out under a new key. Report it if it happens again.',
  ),
  DEPENDENCY_MISSING: entry(
    'data_error',
    'medium',
    true,
    422,
    'Something this refers to does not exist in {provider} yet.',
    'Sync that first, then retry.',
  ),
  PAYLOAD_UNREADABLE: entry(
    'data_error',
    'high',
    false,
    422,
    'What {provider} sent can’t be understood.',
    'Open the webhook; skip this sync with a reason if it does not matter.',
  ),
  PAYLOAD_EXPIRED: entry(
    'data_error',
    'medium',
    false,
    410,
    'What {provider} sent is no longer kept.',
    'Change the record at its source so that a fresh copy comes, or skip.',
  ),
  MAPPING_FAILED: entry(
    'data_error',
    'medium',
    false,
    422,
    'A field could not be put into the form {provider} wants.',
    'Open the mapping at the field that is named, then retry.',
  ),
  NOT_CONFIGURED: entry(
    'configuration',
    'medium',
    false,
    409,
    '{provider} is not set up.',
    'Finish the connection, then retry.',
  ),
  CONNECTION_DISABLED: entry(
    'configuration',
    'low',
    false,
    409,
    'The connection to {provider} is switched off.',
    'Switch it on, then retry.',
  ),
  SCOPE_DISABLED: entry(
    'configuration',
    'low',
    false,
    409,
    'This kind of record is switched off for {provider}.',
    'Switch it on in the scope of the connection, then retry.',
  ),
  PHI_DETECTED: entry(
    'validation',
    'high',
    false,
    422,
    'The text holds health or personal data that may not be stored.',
    'Remove it and send it again.',
  ),
  MASKING_FAILED: entry(
    'unknown',
    'critical',
    false,
    500,
    'Sensitive data could not be hidden, so nothing was stored.',
    'Quote the error id to your engineer.',
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
    'Ask for another way to pay.',
  ),
  GATEWAY_ERROR: entry(
    'provider_error',
    'high',
    true,
    502,
    'The payment service had an error of its own.',
    'Nothing to do: we ask what became of it.',
  ),
  METER_INVALID: entry(
    'validation',
    'low',
    false,
    422,
    'The meter number is not known to the electricity company.',
    'Check the number and the company.',
  ),
  WALLET_INSUFFICIENT: entry(
    'data_error',
    'high',
    false,
    409,
    'The wallet does not hold enough.',
    'Top it up, then retry.',
  ),
  OUTCOME_UNKNOWN: entry(
    'provider_error',
    'high',
    true,
    502,
    'It is not known whether {provider} wrote it.',
    'Retry: the same key is used, so nothing can be written twice.',
  ),
  OVERLOADED: entry(
    'rate_limit',
    'medium',
    true,
    503,
    'More came in at once than can be stored safely.',
    'Send it again after the time named in Retry-After.',
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
    'Quote the error id to your engineer.',
  ),
  UNKNOWN: entry(
    'unknown',
    'high',
    false,
    500,
    'Something failed on our side; nothing was changed.',
    'Try again, or quote the error id to your engineer.',
  ),
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorTable
export const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code)
}

/** The sentence and remedy of a code with the provider's name in it. */
export function explain(code: ErrorCode, provider = 'The provider'): { sentence: string; remedy: string } {
  const fill = (text: string) => {
    const filled = text.replaceAll('{provider}', provider)
    return filled.charAt(0).toUpperCase() + filled.slice(1)
  }
  return { sentence: fill(errorTable[code].sentence), remedy: fill(errorTable[code].remedy) }
}
