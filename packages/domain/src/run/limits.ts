export const runKinds = ['full', 'incremental'] as const
export type RunKind = (typeof runKinds)[number]

export const runStatuses = ['running', 'paused', 'completed', 'cancelled', 'failed'] as const
export type RunStatus = (typeof runStatuses)[number]

/** A run's stream ends well before the bound of a stream; what is left is read by the next run, from where this one stopped. */
export const maxRunPages = 900
/** More records than any provider puts on one page. */
export const maxPageRecords = 5_000
/** Before the start of the last run, for clocks that differ and pages that were a moment behind. */
export const runOverlapMs = 300_000
/** Resumed more often than this, its stream would come near its bound. */
export const maxRunRests = 40
