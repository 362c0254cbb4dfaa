import type { SyncRow } from '@syncline/domain/view'
import { rowPlaces } from '../list/rows.ts'

export const syncPlaces = rowPlaces<SyncRow>(
  (row) => row.syncId,
  (row) => row.requestedPosition,
)
