import { z } from 'zod'
import { entities } from '../connection/entity.ts'
import { recordedCodes } from '../error/index.ts'
import { type StreamNoun, streamNouns } from '../event/noun.ts'
import { countedKinds } from './counted.ts'
import type { PersonOrPart } from './person.ts'
import { venueInput } from './venue.ts'

const eventType = z.string().regex(/^[A-Za-z]{1,60}$/)

const eventFields = z.strictObject({
  /** Which nouns' stories. */
  nouns: z.array(z.enum(streamNouns)).max(streamNouns.length).optional(),
  types: z.array(eventType).max(20).optional(),
  /** Tries that failed with one of these: no other event has a code. */
  codes: z.array(z.enum(recordedCodes)).min(1).max(recordedCodes.length).optional(),
  /** `sync-018f…`, in full. */
  stream: z.string().trim().min(1).max(120).optional(),
  /** `user:…`, `system:router`, `provider:stripe`, in full. */
  actor: z.string().trim().min(1).max(120).optional(),
  correlationId: z.string().trim().min(1).max(120).optional(),
  /** Only what a number of the overview counts; then venue, connection and entity of the sync may be told besides. */
  counted: z.enum(countedKinds).optional(),
  venue: venueInput.optional(),
  connectionId: z.uuid().optional(),
  entity: z.enum(entities).optional(),
  /** Recorded at or after, before. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})

/** Filters of the event explorer; all of them are in the page's address. */
export const eventFilter = eventFields
  .refine(
    ({ counted, venue, connectionId, entity }) => counted !== undefined || !(venue ?? connectionId ?? entity),
    {
      path: ['counted'],
      error: 'Only counted events are found by venue, connection or entity: say as what they are counted.',
    },
  )
  .refine(
    ({ counted, nouns, types, stream, actor, correlationId }) =>
      counted === undefined || !(nouns ?? types ?? stream ?? actor ?? correlationId),
    {
      path: ['counted'],
      error: 'Counted events are found by code, venue, connection, entity and time alone.',
    },
  )
  .refine(({ counted, codes }) => counted === undefined || counted === 'failures' || codes === undefined, {
    path: ['codes'],
    error: 'Of counted events only failures have a code.',
  })
export type EventFilter = z.output<typeof eventFilter>

/** Keyset page: events before (`older`) or after (`newer`) the cursor's position. */
export const eventListInput = z.strictObject({
  filter: eventFilter.default({}),
  cursor: z.strictObject({ position: z.int().min(0), go: z.enum(['older', 'newer']) }).optional(),
  limit: z.int().min(1).max(200).default(50),
  /** Wait until the view has reached this position of the log. */
  atLeast: z.int().min(0).optional(),
})
export type EventListInput = z.output<typeof eventListInput>

/** Where an event belongs: to a sync, a webhook, a connection, …. */
export interface EventSubject {
  readonly noun: StreamNoun
  readonly id: string
}

/** A kind of event there is. */
export interface EventKind {
  readonly type: string
  readonly noun: StreamNoun
  readonly sentence: string
}

export interface EventRow {
  readonly position: number
  readonly type: string
  /** What it means, in one sentence. */
  readonly sentence: string
  readonly stream: string
  readonly version: number
  readonly subject: EventSubject
  readonly by: PersonOrPart
  readonly correlationId: string
  readonly causationPosition: number | null
  readonly occurredAt: string
  readonly recordedAt: string
}

export interface EventList {
  readonly rows: readonly EventRow[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
  readonly position: number
  readonly behind: boolean
}

/** One event with what it says. Secrets and personal data are sealed in it and stay so. */
export interface EventDetail {
  readonly row: EventRow
  readonly schemaVersion: number
  readonly data: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, unknown>>
}

/** An event among those that it came of and that came of it. */
export interface EventCause extends EventRow {
  /** The event of this correlation it came of; null for where it began. */
  readonly parent: number | null
}

/** What led to what within one correlation, oldest first. */
export interface EventCauses {
  readonly correlationId: string
  readonly events: readonly EventCause[]
  /** There are more than are shown. */
  readonly more: boolean
}
/** Of a correlation, no more are shown at once. */
export const maxCauses = 300
