import pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { OpenStore } from '../door-process.ts'
import { insertWebhook, webhookTable, webhookValues } from './webhook-table.ts'

export const queue = 'webhook'

/** The usual way to lose nothing: BEGIN, INSERT, pg-boss's send in the same transaction, COMMIT. */
export const open: OpenStore = async ({ url, connections }) => {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  await pool.query(webhookTable)
  const boss = new PgBoss({ connectionString: url, max: 2, supervise: false, schedule: false })
  boss.on('error', (error) => process.stderr.write(`${error}\n`))
  await boss.start()
  await boss.createQueue(queue)
  return async (eventId, eventType, rawBody) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query({
        name: 'insert',
        text: insertWebhook,
        values: webhookValues(eventId, eventType, rawBody),
      })
      const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) }
      await boss.send(queue, { eventId }, { db })
      await client.query('commit')
    } finally {
      client.release()
    }
  }
}
