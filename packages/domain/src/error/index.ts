export type { Decision } from './domain-error.ts'
export { decided, refused, SynclineError } from './domain-error.ts'
export type { ErrorCategory, ErrorCode, ErrorEntry, ErrorSeverity } from './table.ts'
export { errorCategories, errorCodes, errorTable, explain, isErrorCode, recordedCodes } from './table.ts'
