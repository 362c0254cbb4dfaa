import { z } from 'zod'

/** Consumers of the log that have a wake queue: one for all projections, one per reactor. */
export const wakeQueues = [
  'wake-projections',
  'wake-router',
  'wake-dispatcher',
  'wake-bulk',
  'wake-eraser',
] as const
export type WakeQueue = (typeof wakeQueues)[number]

/** Side effects. Payloads hold ids only: the queue's tables are read across organizations. */
export const syncJob = {
  name: 'sync',
  /**
   * `position` is the event that asked for it: jobs of one fetch run in that order, and those of one `lane` (a record on
   * its way to a connection) one after another.
   */
  schema: z.strictObject({
    organizationId: z.uuid(),
    syncId: z.uuid(),
    position: z.int().min(0),
    lane: z.string().max(400),
  }),
  expireInSeconds: 60,
} as const
export type SyncJob = z.output<typeof syncJob.schema>

/** Mails. What they say is read when they go out; the address is nowhere in the queue. */
export const mailJob = {
  name: 'mail',
  schema: z.strictObject({ invitationId: z.uuid() }),
  expireInSeconds: 120,
  retryLimit: 6,
  /** Doubled each time, up to an hour. */
  retrySeconds: 30,
  maxRetrySeconds: 3_600,
} as const
export type MailJob = z.output<typeof mailJob.schema>

/**
 * Which wake queues a flush rings, by the types in it; types that are not here ring the projections. A webhook that has
 * arrived does not: what comes of it rings them in a moment, and its own ring would double their windows. What happens to
 * a bulk is folded by none of them.
 */
const wakesByType: Readonly<Partial<Record<string, readonly WakeQueue[]>>> = {
  WebhookReceived: ['wake-router'],
  // A person looks at this one.
  WebhookReplayed: ['wake-router', 'wake-projections'],
  SyncRequested: ['wake-projections', 'wake-dispatcher'],
  SyncRetryScheduled: ['wake-projections', 'wake-dispatcher'],
  SyncRetryRequested: ['wake-projections', 'wake-dispatcher'],
  SyncConflictResolved: ['wake-projections', 'wake-dispatcher'],
  BulkRequested: ['wake-bulk'],
  BulkReplayRequested: ['wake-bulk'],
  BulkAdvanced: ['wake-bulk'],
  BulkCompleted: [],
  BulkStopped: [],
  SubjectErasureRequested: ['wake-projections', 'wake-eraser'],
  SubjectErasureAdvanced: ['wake-eraser'],
}
const others: readonly WakeQueue[] = ['wake-projections']

export const wakesFor = (type: string): readonly WakeQueue[] => wakesByType[type] ?? others
