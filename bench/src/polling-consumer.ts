import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { queue } from './doors/insert-send.ts'
import type { LatencyReport } from './latency-process.ts'

/** The shortest that pg-boss takes; its default is two seconds, one job at a time, which falls behind at once. */
const pollingIntervalSeconds = 0.5
const batchSize = 1_000

/** A consumer that polls pg-boss and writes one row per webhook, a batch in one statement. */
export async function openPollingConsumer(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  await pool.query('create table seen (event_id text primary key)')
  const boss = new PgBoss({ connectionString: url, max: 2, supervise: false, schedule: false })
  boss.on('error', (error) => process.stderr.write(`${error}\n`))
  await boss.start()
  const seenAt = new Map<string, number>()
  let more = Promise.withResolvers<void>()
  await boss.work<{ eventId: string }>(queue, { pollingIntervalSeconds, batchSize }, async (jobs) => {
    const ids = jobs.map(({ data }) => data.eventId)
    await pool.query('insert into seen select unnest($1::text[])', [ids])
    const now = performance.timeOrigin + performance.now()
    for (const id of ids) seenAt.set(id.slice('evt_'.length), now)
    more.resolve()
    more = Promise.withResolvers()
  })
  return {
    /** Waits for all that was sent and puts the times together. */
    async report(sent: LatencyReport): Promise<LatencyReport> {
      const ids = sent.scheduled.map(([customer]) => customer.slice('cus_'.length))
      while (!ids.every((id) => seenAt.has(id))) await more.promise
      const waits = sent.scheduled
        .map(([customer, atMs]) => (seenAt.get(customer.slice('cus_'.length)) as number) - atMs)
        .sort((left, right) => left - right)
      const quantile = (part: number) => waits[Math.floor(part * (waits.length - 1))] as number
      const lastDue = sent.scheduled.at(-1)?.[1] ?? 0
      const drainedMs = Math.max(...ids.map((id) => seenAt.get(id) as number)) - lastDue
      return { ...sent, seen: waits.length, p50Ms: quantile(0.5), p99Ms: quantile(0.99), drainedMs }
    },
    async close() {
      await boss.stop({ graceful: false })
      await pool.end()
    },
  }
}
