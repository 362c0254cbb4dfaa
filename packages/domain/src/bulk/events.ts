import { z } from 'zod'
import { entities } from '../connection/entity.ts'
import { defineEvent } from '../event/define.ts'
import { syncFaces } from '../sync/face.ts'
import { bulkActions, bulkRefusals, maxBulkIds, maxBulkSyncs } from './limits.ts'

const count = z.int().min(0).max(maxBulkSyncs)
const position = z.int().min(0)

/** The list's filter as it is when this version is written: frozen with the event, whatever the list learns later. */
const filter = z.strictObject({
  faces: z.array(z.enum(syncFaces)).max(syncFaces.length).optional(),
  connectionId: z.uuid().optional(),
  entity: z.enum(entities).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})

export const bulkEvents = {
  BulkRequested: defineEvent({
    type: 'BulkRequested',
    version: 2,
    stream: 'bulk',
    sentence: 'A person asked for one command on many syncs.',
    schema: z.strictObject({
      action: z.enum(bulkActions),
      reason: z.string().trim().min(3).max(500).nullable(),
      selection: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('ids'), syncIds: z.array(z.uuid()).min(1).max(maxBulkIds) }),
        /** Those that match and were asked for up to a place in the log. */
        z.strictObject({ kind: z.literal('filter'), filter, upto: position }),
      ]),
      /** How many there were when it was asked for. */
      total: count,
    }),
    example: {
      action: 'retry',
      reason: 'FlashERP is back',
      selection: { kind: 'filter', filter: { faces: ['failed'] }, upto: 48_201_900 },
      total: 3_412,
    },
  }),
  BulkAdvanced: defineEvent({
    type: 'BulkAdvanced',
    version: 1,
    stream: 'bulk',
    sentence: 'A part of the syncs was gone through.',
    schema: z.strictObject({
      done: count,
      refused: z.array(z.strictObject({ reason: z.enum(bulkRefusals), count })).max(bulkRefusals.length),
      /** Those asked for before this place come next. */
      before: position,
    }),
    example: { done: 187, refused: [{ reason: 'already_synced', count: 13 }], before: 48_190_004 },
  }),
  BulkCompleted: defineEvent({
    type: 'BulkCompleted',
    version: 1,
    stream: 'bulk',
    sentence: 'All of the syncs were gone through.',
    schema: z.strictObject({}),
    example: {},
  }),
  BulkStopped: defineEvent({
    type: 'BulkStopped',
    version: 1,
    stream: 'bulk',
    sentence: 'A person stopped it; what was done by then stays done.',
    schema: z.strictObject({}),
    example: {},
  }),
} as const
