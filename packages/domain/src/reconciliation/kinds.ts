/** What is wrong with a record, seen from both sides. */
export const discrepancyKinds = ['missing_here', 'missing_there', 'amount_differs', 'fields_differ'] as const
export type DiscrepancyKind = (typeof discrepancyKinds)[number]

/** What was done about a discrepancy. */
export const discrepancyStates = ['open', 'ignored', 'pushed', 'pulled'] as const
export type DiscrepancyState = (typeof discrepancyStates)[number]

const reconciliationStatuses = ['running', 'completed', 'cancelled', 'failed'] as const
export type ReconciliationStatus = (typeof reconciliationStatuses)[number]

/** Which side is gone through: first all that the provider has, then what only the hub has. */
export const reconciliationPhases = ['theirs', 'ours'] as const
export type ReconciliationPhase = (typeof reconciliationPhases)[number]

export const defaultRangeDays = 90
export const maxRangeDays = 400
/** Each is listed up to here; those beyond are counted only. */
export const maxDiscrepancies = 10_000
/** In one event. */
export const maxFoundAtOnce = 200
/** A record has fewer fields than that. */
export const maxDifferingFields = 40
/** There are not many more currencies. */
export const maxCurrencies = 200
