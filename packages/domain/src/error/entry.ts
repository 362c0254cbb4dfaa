/** The nine categories an operator can filter by. */
const errorCategories = [
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

export const entry = (
  category: ErrorCategory,
  severity: ErrorSeverity,
  retryable: boolean,
  httpStatus: number,
  sentence: string,
  remedy: string,
): ErrorEntry => ({ category, severity, retryable, httpStatus, sentence, remedy })
