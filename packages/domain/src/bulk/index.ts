export type { Bulk, BulkCommand, BulkEvent, BulkRequest } from './bulk.ts'
export { decideBulk, evolveBulk, initialBulk } from './bulk.ts'
export { bulkEvents } from './events.ts'
export type { BulkAction, BulkRefusal, SyncBulkAction } from './limits.ts'
export {
  bulkActions,
  bulkRefusals,
  maxBulkIds,
  maxBulkSize,
  maxSummedIds,
  syncBulkActions,
} from './limits.ts'
