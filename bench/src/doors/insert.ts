import pg from 'pg'
import type { OpenStore } from '../door-process.ts'
import { insertWebhook, webhookTable, webhookValues } from './webhook-table.ts'

/** One prepared INSERT and one commit per webhook. Nobody is told that it came. */
export const open: OpenStore = async ({ url, connections }) => {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  await pool.query(webhookTable)
  return (eventId, eventType, rawBody) =>
    pool.query({ name: 'insert', text: insertWebhook, values: webhookValues(eventId, eventType, rawBody) })
}
