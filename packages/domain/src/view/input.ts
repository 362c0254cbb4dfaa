import { z } from 'zod'
import { maxBulkIds, maxSummedIds, syncBulkActions } from '../bulk/limits.ts'
import { credentialKinds } from '../connection/credential.ts'
import { entities } from '../connection/entity.ts'
import { providerNames } from '../connection/provider.ts'
import { recordedCodes } from '../error/index.ts'
import { syncFaces } from '../sync/face.ts'
import { maxRetries, maxRetryWaitMs } from '../sync/retry.ts'
import { countCap } from './count.ts'
import { freeText } from './free-text.ts'
import { venueInput } from './venue.ts'

/** Filters of the syncs list; all of them are in the page's address. */
export const syncBulkFilter = z.strictObject({
  faces: z.array(z.enum(syncFaces)).max(syncFaces.length).optional(),
  venue: venueInput.optional(),
  connectionId: z.uuid().optional(),
  entity: z.enum(entities).optional(),
  /** Requested at or after, before. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})
/** A list can ask for more than a command on many can: that one's filter is written into the log as it was. */
export const syncFilter = syncBulkFilter.extend({
  /** Those that wait for a person to choose between two versions. */
  hold: z.enum(['conflict']).optional(),
  /** Those that failed with it, or whose outcome it left unknown: nothing else is stopped by an error. */
  code: z.enum(recordedCodes).optional(),
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

/** Many syncs: those that were ticked, or all that match a filter and were asked for up to a place in the log. */
export const bulkSelection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids'), syncIds: z.array(z.uuid()).min(1).max(maxBulkIds) }),
  z.strictObject({
    kind: z.literal('filter'),
    /** Never empty: nobody means everything there ever was. */
    filter: syncBulkFilter.refine((filter) => Object.values(filter).some((value) => value !== undefined), {
      error: 'At least one filter is needed.',
    }),
    upto: z.int().min(0),
    /** How many the screen said there are; `countCap` for more than can be counted there. */
    shown: z.int().min(1).max(countCap),
  }),
])
export type BulkSelection = z.output<typeof bulkSelection>

/** Some syncs by their ids; where none are named, all that match a filter and were asked for up to a place in the log. */
export const syncSumsInput = z.strictObject({
  syncIds: z.array(z.uuid()).min(1).max(maxSummedIds).optional(),
  filter: syncBulkFilter.default({}),
  upto: z.int().min(0).optional(),
  /** Only what this can be done with. */
  action: z.enum(syncBulkActions).optional(),
})
export type SyncSumsInput = z.output<typeof syncSumsInput>

const sourceId = z.string().trim().min(1).max(255)
/** Which flow, and where its objects live at the source. */
const requestOf = {
  sourceConnectionId: z.uuid(),
  targetConnectionId: z.uuid(),
  entity: z.enum(entities),
  /** The account at the source, where there are several behind one connection. */
  accountId: z.string().trim().min(1).max(255).optional(),
}
export const syncRequestInput = z.strictObject({ ...requestOf, sourceId })
export const syncRequestManyInput = z.strictObject({
  ...requestOf,
  sourceIds: z.array(sourceId).min(1).max(maxBulkIds),
})
export type SyncRequestManyInput = z.output<typeof syncRequestManyInput>

export const retryWaitsInput = z.array(z.int().min(0).max(maxRetryWaitMs)).max(maxRetries).nullable()

export const mostReasonLength = 500
export const reasonInput = freeText('note', z.string().trim().min(3).max(mostReasonLength))
export const syncIdInput = z.uuid()

export const secretInput = z.string().trim().min(1).max(8_192)
const secretsInput = z.partialRecord(z.enum(credentialKinds), secretInput)
const shortText = z.string().trim().min(1).max(120)
/** Null: where the provider usually is. */
const baseUrlInput = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .nullable()

/** The id is the caller's, so that asking twice connects once. */
export const connectInput = z.strictObject({
  connectionId: z.uuid(),
  provider: z.enum(providerNames),
  name: freeText('label', shortText),
  venue: freeText('label', shortText),
  /** The provider's own account id; null where nobody knows it. */
  accountId: shortText.nullable(),
  baseUrl: baseUrlInput,
  secrets: secretsInput,
})
export type ConnectInput = z.output<typeof connectInput>

/** A connection that is there, or one that is only being thought of. */
export const connectionTestInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stored'), connectionId: z.uuid() }),
  z.strictObject({
    kind: z.literal('draft'),
    provider: z.enum(providerNames),
    baseUrl: baseUrlInput,
    secrets: secretsInput,
  }),
])
export type ConnectionTestInput = z.output<typeof connectionTestInput>
