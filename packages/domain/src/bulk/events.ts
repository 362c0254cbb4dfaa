import { z } from 'zod'
import { entities } from '../connection/entity.ts'
import { defineEvent } from '../event/define.ts'
import { syncFaces } from '../sync/face.ts'
import { deliveryStatuses } from '../webhook/status.ts'
import { bulkRefusals, maxBulkIds, maxBulkSize, syncBulkActions } from './limits.ts'

const count = z.int().min(0).max(maxBulkSize)
const position = z.int().min(0)

/** The lists' filters as they are when this version is written: frozen with the event, whatever a list learns later. */
const syncFilter = z.strictObject({
  faces: z.array(z.enum(syncFaces)).max(syncFaces.length).optional(),
  venue: z.string().min(1).max(120).optional(),
  connectionId: z.uuid().optional(),
  entity: z.enum(entities).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})
const deliveryFilter = z.strictObject({
  statuses: z.array(z.enum(deliveryStatuses)).max(deliveryStatuses.length).optional(),
  venue: z.string().min(1).max(120).optional(),
  connectionId: z.uuid().optional(),
  eventType: z.string().min(1).max(120).optional(),
  eventId: z.string().min(1).max(255).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})

export const bulkEvents = {
  BulkRequested: defineEvent({
    type: 'BulkRequested',
    version: 3,
    stream: 'bulk',
    sentence: 'A person asked for one command on many syncs.',
    schema: z.strictObject({
      action: z.enum(syncBulkActions),
      reason: z.string().trim().min(3).max(500).nullable(),
      selection: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('ids'), syncIds: z.array(z.uuid()).min(1).max(maxBulkIds) }),
        /** Those that match and were asked for up to a place in the log. */
        z.strictObject({ kind: z.literal('filter'), filter: syncFilter, upto: position }),
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
  BulkReplayRequested: defineEvent({
    type: 'BulkReplayRequested',
    version: 2,
    stream: 'bulk',
    sentence: 'A person asked for many webhooks to be replayed.',
    schema: z.strictObject({
      reason: z.string().trim().min(3).max(500),
      selection: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('ids'), deliveryIds: z.array(z.uuid()).min(1).max(maxBulkIds) }),
        /** Those that match and were received up to a place in the log. */
        z.strictObject({ kind: z.literal('filter'), filter: deliveryFilter, upto: position }),
      ]),
      /** How many there were when it was asked for. */
      total: count,
    }),
    example: {
      reason: 'The flow was off that day',
      selection: { kind: 'filter', filter: { statuses: ['ignored'] }, upto: 48_201_900 },
      total: 812,
    },
  }),
  BulkAdvanced: defineEvent({
    type: 'BulkAdvanced',
    version: 2,
    stream: 'bulk',
    sentence: 'A part of them was gone through.',
    schema: z.strictObject({
      done: count,
      refused: z.array(z.strictObject({ reason: z.enum(bulkRefusals), count })).max(bulkRefusals.length),
      /** Those that lie before this place in the log come next. */
      before: position,
    }),
    example: { done: 187, refused: [{ reason: 'already_synced', count: 13 }], before: 48_190_004 },
  }),
  BulkCompleted: defineEvent({
    type: 'BulkCompleted',
    version: 1,
    stream: 'bulk',
    sentence: 'All of them were gone through.',
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
