import { type ErrorCategory, type ErrorCode, errorTable } from '@syncline/domain/error'

const titles: Readonly<Record<ErrorCategory, string>> = {
  authentication: 'Not signed in',
  authorization: 'Not allowed',
  rate_limit: 'Too much at once',
  validation: 'Invalid request',
  network: 'Not reachable',
  provider_error: 'Provider failed',
  data_error: 'Data does not fit',
  configuration: 'Not set up',
  unknown: 'Internal error',
}

/** Titles where the category's would mislead. */
const own: Partial<Record<ErrorCode, string>> = {
  RECORD_NOT_FOUND: 'Not found',
  STATE_CONFLICT: 'Conflict',
  VERSION_CONFLICT: 'Conflict',
  DUPLICATE_RECORD: 'Conflict',
  OVERLOADED: 'Overloaded',
}

/** The class of an error, as a short title. */
export function titleOf(code: ErrorCode): string {
  return own[code] ?? titles[errorTable[code].category]
}
