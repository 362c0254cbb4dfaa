import { mailJob, syncJob, wakeQueues } from '@syncline/domain/job'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'

/**
 * Creates pg-boss's tables and our queues, and lets the application's roles use them. Queues are made here, before any
 * worker starts: creating one later would need the owner's rights.
 */
export async function installQueues(url: string, pool: pg.Pool): Promise<void> {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, max: 1 })
  boss.on('error', () => {})
  await boss.start()
  try {
    const existing = new Set((await boss.getQueues()).map((queue) => queue.name))
    for (const name of wakeQueues)
      if (!existing.has(name))
        await boss.createQueue(name, {
          policy: 'short',
          notify: true,
          retryLimit: 0,
          expireInSeconds: 60,
          deleteAfterSeconds: 60,
        })
    if (!existing.has(syncJob.name))
      await boss.createQueue(syncJob.name, {
        // At most one waiting job per cause: a window that is handled twice puts nothing in twice.
        policy: 'short',
        notify: true,
        retryLimit: 0,
        expireInSeconds: syncJob.expireInSeconds,
        deleteAfterSeconds: 600,
      })
    if (!existing.has(mailJob.name))
      await boss.createQueue(mailJob.name, {
        // One per mail until it is sent or given up, also while it waits for its next try.
        policy: 'exclusive',
        retryLimit: mailJob.retryLimit,
        retryDelay: mailJob.retrySeconds,
        retryBackoff: true,
        retryDelayMax: mailJob.maxRetrySeconds,
        expireInSeconds: mailJob.expireInSeconds,
        deleteAfterSeconds: 86_400,
      })
  } finally {
    await boss.stop({ graceful: false })
  }
  await pool.query(`
    grant usage on schema pgboss to syncline_append, syncline_app, syncline_worker;
    grant select, insert, update, delete on all tables in schema pgboss to syncline_worker;
    grant execute on all functions in schema pgboss to syncline_worker;
    grant insert, select on pgboss.job to syncline_append;
    grant select on pgboss.queue, pgboss.job to syncline_app`)
}
