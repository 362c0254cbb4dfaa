import { isExpectedVersionConflictError } from '@event-driven-io/emmett'
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql'
import pg from 'pg'
import type { OpenContender } from '../contender.ts'
import { eventType, sampleData, sampleMetadata, streamNames } from '../sample.ts'

const uniqueViolation = '23505'

/** emmett-postgresql, its own schema and defaults, a pool as large as the other peers'. */
export const open: OpenContender = async ({ url, connections, streams }) => {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } })
  await store.schema.migrate()
  const nextStream = streamNames(streams)
  return {
    async once() {
      const stream = nextStream()
      const event = { type: eventType, data: sampleData(), metadata: sampleMetadata() }
      // On a stream with several writers its append fails when it meets another, and its users repeat it.
      for (let tries = 1; ; tries++) {
        try {
          await store.appendToStream(stream, [event])
          return tries
        } catch (error) {
          if (!isConflict(error)) throw error
        }
      }
    },
    async close() {
      await store.close()
      await pool.end()
    },
  }
}

function isConflict(error: unknown): boolean {
  return isExpectedVersionConflictError(error) || (error as { code?: unknown }).code === uniqueViolation
}
