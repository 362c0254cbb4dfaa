import { z } from 'zod'
import { entities } from '../connection/entity.ts'
import { syncFaces } from '../sync/face.ts'

/** Filters of the syncs list; all of them are in the page's address. */
export const syncFilter = z.strictObject({
  faces: z.array(z.enum(syncFaces)).max(syncFaces.length).optional(),
  connectionId: z.uuid().optional(),
  entity: z.enum(entities).optional(),
  /** Requested at or after, before. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})
export type SyncFilter = z.output<typeof syncFilter>

/** Keyset page: rows requested before (`older`) or after (`newer`) the cursor's position. */
export const syncListInput = z.strictObject({
  filter: syncFilter.default({}),
  cursor: z.strictObject({ position: z.int().min(0), go: z.enum(['older', 'newer']) }).optional(),
  limit: z.int().min(1).max(200).default(50),
  /** Wait until the view has reached this position of the log. */
  atLeast: z.int().min(0).optional(),
})
export type SyncListInput = z.output<typeof syncListInput>

export const reasonInput = z.string().trim().min(3).max(500)
export const syncIdInput = z.uuid()
