import { z } from 'zod'
import { entities } from '../connection/entity.ts'
import type { SyncFace } from '../sync/face.ts'
import { venueInput } from './venue.ts'

export const metricSteps = [
  'minute',
  'five_minutes',
  'quarter_hour',
  'half_hour',
  'hour',
  'day',
  'all',
] as const
export type MetricStep = (typeof metricSteps)[number]

/** What was counted in one step. Times with nothing in them are left out. */
export interface MetricBucket {
  /** Its first moment; `from` when the step is `all`. */
  readonly at: string
  readonly connectionId: string | null
  readonly entity: string | null
  readonly requested: number
  readonly synced: number
  readonly failed: number
  readonly skipped: number
  readonly cancelled: number
  readonly retries: number
  /** The highest number that a retry had. */
  readonly deepestRetry: number
  /** Retries by their number. */
  readonly depths: Readonly<Record<string, number>>
  /** Tries whose duration is known. */
  readonly tries: number
  /** Of a try, in milliseconds; null without one. Percentiles are within 5 % of the exact ones. */
  readonly duration: {
    readonly average: number
    readonly p50: number
    readonly p95: number
    readonly p99: number
  } | null
  /** Failed tries by error code. */
  readonly errors: Readonly<Record<string, number>>
}

/** Webhooks of one step: what arrived, the verdicts that fell, what the door refused. */
export interface WebhookBucket {
  readonly at: string
  readonly received: number
  readonly routed: number
  readonly ignored: number
  readonly quarantined: number
  readonly replayed: number
  /** Kept for 90 days: they are no part of the log. */
  readonly refused: number
}

/** Which time, for what is the same for all organizations. */
export const metricLagInput = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** Where days begin, as an IANA name. */
  timeZone: z.string().min(1).max(60).default('UTC'),
})
export type MetricLagInput = z.output<typeof metricLagInput>

/** How far a projection was behind the log in one step, at its worst. Steps in which nobody looked are left out. */
export interface LagBucket {
  readonly at: string
  readonly projection: string
  /** How long the oldest event that was not in it yet had been in the log. */
  readonly lagMs: number
  readonly lagEvents: number
}

/** How far the projections were behind the log over one time, in steps that fit it. Of the whole installation. */
export interface MetricLag {
  /** Whole steps, as those of the overview. */
  readonly from: string
  readonly to: string
  readonly step: Exclude<MetricStep, 'all'>
  readonly buckets: readonly LagBucket[]
}

/** Which time, and whose: a venue or a connection that syncs go to or webhooks come from, an entity. */
export const metricOverviewInput = z.strictObject({
  ...metricLagInput.shape,
  venue: venueInput.optional(),
  connectionId: z.uuid().optional(),
  entity: z.enum(entities).optional(),
})
export type MetricOverviewInput = z.output<typeof metricOverviewInput>

/** What waits for a person at one venue or connection, of one entity; of all where none is named. */
export const needsInput = metricOverviewInput.pick({ venue: true, connectionId: true, entity: true })
export type NeedsInput = z.output<typeof needsInput>

/** Everything that is counted over one time, in steps that fit it. */
export interface MetricOverview {
  /** Whole steps: the first begins here, and the last ends at or after `to`. */
  readonly from: string
  readonly to: string
  readonly step: Exclude<MetricStep, 'all'>
  readonly buckets: readonly MetricBucket[]
  /** Null when nothing was counted. */
  readonly total: MetricBucket | null
  readonly webhooks: readonly WebhookBucket[]
  readonly webhookTotal: WebhookBucket | null
  readonly balance: SyncBalance
}

/** Where the syncs stand that were asked for in a time. */
export interface SyncBalance {
  /** As the log counts them. */
  readonly requested: number
  /** Where each stands now; a count stops at `countCap`. */
  readonly byFace: Readonly<Record<SyncFace, number>>
  /** Whether the list has as many as the log; null where they are too many to be counted one by one. */
  readonly addsUp: boolean | null
}

/** Half an hour of one connection, of those that had anything. */
export interface ConnectionSlot {
  readonly at: string
  /** Syncs and webhooks that got through. */
  readonly through: number
  /** Tries that have to be repeated. */
  readonly waited: number
  /** Syncs that failed, webhooks set aside. */
  readonly failed: number
}

export interface ConnectionStrip {
  readonly connectionId: string
  readonly slots: readonly ConnectionSlot[]
}
