/** What can be done to many syncs at once. */
export const syncBulkActions = ['retry', 'skip'] as const
export type SyncBulkAction = (typeof syncBulkActions)[number]

/** What can be done to many syncs, or to many webhooks. */
const bulkActions = [...syncBulkActions, 'replay'] as const
export type BulkAction = (typeof bulkActions)[number]

/** Why one of many was left as it was. */
export const bulkRefusals = [
  'already_synced',
  'running',
  'in_line',
  'already_skipped',
  'already_cancelled',
  'awaits_choice',
  'not_routed_yet',
  'replayed_too_often',
  'payload_expired',
  'changed_meanwhile',
  'not_found',
  'unreadable',
] as const
export type BulkRefusal = (typeof bulkRefusals)[number]

/** More than this is not named one by one. */
export const maxBulkIds = 200
/** So many ids are named in an address. */
export const maxSummedIds = 100
/** More than this is not done at once: a filter has to be narrowed. */
export const maxBulkSize = 100_000
