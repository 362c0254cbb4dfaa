/** What can be done to many syncs at once. */
export const bulkActions = ['retry', 'skip'] as const
export type BulkAction = (typeof bulkActions)[number]

/** Why one of many was left as it was. */
export const bulkRefusals = [
  'already_synced',
  'running',
  'in_line',
  'already_skipped',
  'already_cancelled',
  'awaits_choice',
  'changed_meanwhile',
  'not_found',
  'unreadable',
] as const
export type BulkRefusal = (typeof bulkRefusals)[number]

/** More than this is not named one by one. */
export const maxBulkIds = 200
/** More than this is not done at once: a filter has to be narrowed. */
export const maxBulkSyncs = 100_000
