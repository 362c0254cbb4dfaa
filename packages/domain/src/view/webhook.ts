import { z } from 'zod'
import { maxBulkIds } from '../bulk/limits.ts'
import type { ProviderName } from '../connection/index.ts'
import type { EventData } from '../event/catalogue.ts'
import { type DeliveryStatus, deliveryStatuses } from '../webhook/status.ts'
import { countCap } from './count.ts'
import type { SyncRow, TimelineEntry } from './sync.ts'
import { venueInput } from './venue.ts'

export const deliveryIdInput = z.uuid()

/** Filters of the webhooks list; all of them are in the page's address. */
export const deliveryFilter = z.strictObject({
  statuses: z.array(z.enum(deliveryStatuses)).max(deliveryStatuses.length).optional(),
  venue: venueInput.optional(),
  connectionId: z.uuid().optional(),
  /** The provider's name of what happened, in full. */
  eventType: z.string().trim().min(1).max(120).optional(),
  /** The provider's own id of the event, in full. */
  eventId: z.string().trim().min(1).max(255).optional(),
  /** Received at or after, before. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})
export type DeliveryFilter = z.output<typeof deliveryFilter>

/** Where refused webhooks were sent to. */
export const refusedFilter = deliveryFilter.pick({ venue: true, connectionId: true })
export type RefusedFilter = z.output<typeof refusedFilter>

/** Keyset page: webhooks received before (`older`) or after (`newer`) the cursor's position. */
export const deliveryListInput = z.strictObject({
  filter: deliveryFilter.default({}),
  cursor: z.strictObject({ position: z.int().min(0), go: z.enum(['older', 'newer']) }).optional(),
  limit: z.int().min(1).max(200).default(50),
  /** Wait until the view has reached this position of the log. */
  atLeast: z.int().min(0).optional(),
})
export type DeliveryListInput = z.output<typeof deliveryListInput>

/** Many webhooks: those that were ticked, or all that match a filter and were received up to a place in the log. */
export const replaySelection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids'), deliveryIds: z.array(deliveryIdInput).min(1).max(maxBulkIds) }),
  z.strictObject({
    kind: z.literal('filter'),
    /** Never empty: nobody means everything there ever was. */
    filter: deliveryFilter.refine((filter) => Object.values(filter).some((value) => value !== undefined), {
      error: 'At least one filter is needed.',
    }),
    upto: z.int().min(0),
    /** How many the screen said there are; `countCap` for more than can be counted there. */
    shown: z.int().min(1).max(countCap),
  }),
])
export type ReplaySelection = z.output<typeof replaySelection>

export interface DeliveryRow {
  readonly deliveryId: string
  readonly status: DeliveryStatus
  /** Why it was ignored or quarantined. */
  readonly reason: EventData<'WebhookIgnored'>['reason'] | EventData<'WebhookQuarantined'>['reason'] | null
  readonly provider: ProviderName
  readonly connectionId: string
  readonly connectionName: string
  /** '' when the body could not be read. */
  readonly eventType: string
  readonly providerEventId: string
  readonly sizeBytes: number
  /** How many syncs came of it. */
  readonly syncs: number
  readonly replays: number
  readonly receivedAt: string
  /** When its newest verdict fell. */
  readonly settledAt: string | null
  /** Position of its WebhookReceived: the list's order and cursor. */
  readonly receivedPosition: number
  readonly lastPosition: number
}

export interface DeliveryList {
  readonly rows: readonly DeliveryRow[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
  /** Place in the log up to which this answer is true. */
  readonly position: number
  /** True when `atLeast` was not reached in time: older data is shown. */
  readonly behind: boolean
}

export interface DeliveryCounts {
  readonly byStatus: Readonly<Record<DeliveryStatus, number>>
  readonly total: number
  readonly position: number
}

/** What arrived, with secrets and personal data masked. */
export type DeliveryPayload =
  /** `text` is indented JSON where `json`; `whole` is false where it was cut. */
  | { readonly state: 'shown'; readonly text: string; readonly json: boolean; readonly whole: boolean }
  /** Kept for a set time only. */
  | { readonly state: 'expired' }
  /** Destroyed with the keys of a person it named. */
  | { readonly state: 'erased' }
  /** Sealed bytes that do not open. */
  | { readonly state: 'unreadable' }

export interface DeliveryDetail {
  readonly row: DeliveryRow
  readonly accountId: string | null
  /** Masked; by name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly timeline: readonly TimelineEntry[]
  readonly payload: DeliveryPayload
  /** The syncs that came of it. */
  readonly syncs: readonly SyncRow[]
  readonly correlationId: string
  readonly position: number
  readonly behind: boolean
}

/** A webhook that was refused at the door: counted, never opened. */
export interface RefusedWebhook {
  readonly connectionId: string
  readonly connectionName: string
  readonly refusedAt: string
  readonly reason: string
  readonly sizeBytes: number
}
