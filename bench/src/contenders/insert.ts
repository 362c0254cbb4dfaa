import pg from 'pg'
import type { OpenContender } from '../contender.ts'
import { plainColumns, plainTable, plainValues } from './plain-table.ts'

/** No event store at all: one prepared INSERT and one commit per request. New streams only. */
export const open: OpenContender = async ({ url, connections }) => {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  await pool.query(plainTable)
  return {
    async once() {
      await pool.query({
        name: 'insert',
        text: `insert into event (${plainColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        values: plainValues(),
      })
      return 1
    },
    close: () => pool.end(),
  }
}
