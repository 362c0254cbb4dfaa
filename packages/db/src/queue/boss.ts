import { type MailJob, mailJob, type SyncJob, syncJob } from '@syncline/domain/job'
import type pg from 'pg'
import { type Job, type JobWithMetadata, PgBoss } from 'pg-boss'
import { sessionOptions } from '../pool/index.ts'

export interface QueueOptions {
  readonly url: string
  readonly applicationName: string
  /** Connections of its own. */
  readonly max?: number
  readonly onError: (error: unknown) => void
}

export interface Queue {
  start(): Promise<void>
  /**
   * Hands over waiting side effects, up to `batchSize` at a time, in the order they were asked for. A job is done when
   * the handler took it: what became of it is the log's business, and the sweep finds what a dead worker had taken.
   * `more` hands over up to so many besides, at once.
   */
  onSync(
    handler: (jobs: readonly SyncJob[], more: (most: number) => Promise<readonly SyncJob[]>) => Promise<void>,
    batchSize: number,
  ): Promise<void>
  /** Puts many jobs in at once, as part of `tx`. `key` names the cause: a second job for the same cause is dropped. */
  enqueueSyncs(tx: pg.ClientBase, jobs: readonly QueuedSync[]): Promise<void>
  /** Hands over mails one by one. `again` has it tried later, as often as the queue allows; `lastTry` says when not. */
  onMail(handler: (job: MailJob, lastTry: boolean) => Promise<'done' | 'again'>): Promise<void>
  /** Puts in those that are not in yet. */
  enqueueMails(jobs: readonly MailJob[]): Promise<void>
  /** Finishes what is running, up to the time limit, then lets go. */
  stop(timeoutMs: number): Promise<void>
}

export interface QueuedSync extends SyncJob {
  readonly key: string
  /** Null means now. */
  readonly startAfter: Date | null
}

/** Retries become due by the clock, without a notification: this is how late one can start. */
const syncPollSeconds = 0.5

/** A person waits for a mail; nobody counts its seconds. */
const mailPollSeconds = 2

const inOrder = (jobs: readonly Job<SyncJob>[]): readonly SyncJob[] =>
  jobs.map(({ data }) => syncJob.schema.parse(data)).sort((a, b) => a.position - b.position)

/** pg-boss with our queues, as the worker's role: tables and queues were made by the migration. */
export function createQueue(options: QueueOptions): Queue {
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: options.applicationName,
    options: sessionOptions('syncline_worker', 15_000, 5_000),
    max: options.max ?? 4,
    migrate: false,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 20,
    maintenanceIntervalSeconds: 60,
    // Rebuilding indexes needs the owner.
    reindex: false,
  })
  boss.on('error', options.onError)

  return {
    async start() {
      await boss.start()
    },
    async onSync(handler, batchSize) {
      const work = {
        pollingIntervalSeconds: syncPollSeconds,
        notifyPollingIntervalSeconds: syncPollSeconds,
        batchSize,
        burstWhenBatchFull: true,
      }
      await boss.work<SyncJob>(syncJob.name, work, async (jobs: Job<SyncJob>[]) => {
        const besides: string[] = []
        await handler(inOrder(jobs), async (most) => {
          const fetched = await boss.fetch<SyncJob>(syncJob.name, { batchSize: most })
          besides.push(...fetched.map(({ id }) => id))
          return inOrder(fetched)
        })
        if (besides.length > 0) await boss.complete(syncJob.name, besides)
      })
    },
    async enqueueSyncs(tx, jobs) {
      if (jobs.length === 0) return
      const rows = jobs.map(({ key, startAfter, ...data }) => ({
        data,
        singletonKey: key,
        ...(startAfter && { startAfter }),
      }))
      await boss.insert(syncJob.name, rows, {
        db: { executeSql: async (text: string, values?: unknown[]) => tx.query(text, values) },
      })
    },
    async onMail(handler) {
      const work = { includeMetadata: true, pollingIntervalSeconds: mailPollSeconds } as const
      await boss.work(mailJob.name, work, async ([job]: JobWithMetadata<MailJob>[]) => {
        if (!job) return
        const outcome = await handler(mailJob.schema.parse(job.data), job.retryCount >= job.retryLimit)
        // Only a failure is tried again by the queue.
        if (outcome === 'again') throw new Error('to be tried again')
      })
    },
    async enqueueMails(jobs) {
      if (jobs.length === 0) return
      await boss.insert(
        mailJob.name,
        jobs.map((data) => ({ data, singletonKey: data.invitationId })),
      )
    },
    async stop(timeoutMs) {
      await boss.stop({ graceful: true, timeout: timeoutMs })
    },
  }
}
