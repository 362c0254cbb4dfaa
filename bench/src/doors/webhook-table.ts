import { plainColumns, plainTable, plainValues } from '../contenders/plain-table.ts'
import { sampleData } from '../sample.ts'

/** The log's columns with the raw body beside them, as it came. */
export const webhookTable = `${plainTable}; alter table event add body bytea not null`

export const insertWebhook = `insert into event (${plainColumns}, body)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

export function webhookValues(
  eventId: string,
  eventType: string,
  rawBody: Buffer,
): (string | number | Buffer)[] {
  const data = { ...sampleData(), providerEventId: eventId, eventType, sizeBytes: rawBody.length }
  return [...plainValues(data), rawBody]
}
