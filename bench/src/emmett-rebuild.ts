import { randomUUID } from 'node:crypto'
import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql'
import pg from 'pg'
import { eventsPerStory, forEachNumber, webhookStory } from './history.ts'

type SyncFact = { type: string; data: Record<string, unknown> }
type SyncDocument = { status: string; tries: number; error: string | null }

/** A document per sync, the way its documentation folds a stream: less than a row of ours holds. */
const projection = pongoSingleStreamProjection<SyncDocument, SyncFact>({
  collectionName: 'syncs',
  canHandle: ['SyncRequested', 'SyncStarted', 'SyncSucceeded'],
  initialState: () => ({ status: 'none', tries: 0, error: null }),
  evolve(document: SyncDocument, event: SyncFact): SyncDocument {
    if (event.type === 'SyncRequested') return { ...document, status: 'pending' }
    if (event.type === 'SyncStarted')
      return { ...document, status: 'syncing', tries: Number(event.data['try']) }
    return { ...document, status: 'synced', error: null }
  },
})

export interface EmmettRebuild {
  /** @returns events a second, of the whole log */
  run(): Promise<number>
  close(): Promise<void>
}

/** emmett-postgresql with its own schema and defaults, and a log of so many stories. */
export async function openEmmettRebuild(url: string, stories: number): Promise<EmmettRebuild> {
  const pool = new pg.Pool({ connectionString: url, max: 32 })
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } })
  await store.schema.migrate()
  // One after another: of what was appended side by side its reader skips some, and less work would flatter it.
  await forEachNumber(stories, 1, async (number) => {
    for (const { stream, events } of webhookStory(number))
      await store.appendToStream(stream, events as { type: string; data: Record<string, unknown> }[])
  })
  return {
    async run() {
      // A name of its own each time: with the last one's checkpoint the second rebuild finds nothing to do.
      const processorId = randomUUID()
      const consumer = rebuildPostgreSQLProjections({
        connectionString: url,
        projections: [{ projection, processorId, truncateOnStart: true }],
      })
      const startedAt = performance.now()
      await consumer.start().finally(() => consumer.close())
      const elapsedMs = performance.now() - startedAt
      const { rows } = await pool.query('select count(*)::int as n from syncs')
      if (rows[0]?.n !== stories) throw new Error(`emmett rebuilt ${rows[0]?.n} of ${stories} documents`)
      return (stories * eventsPerStory * 1_000) / elapsedMs
    },
    async close() {
      await store.close()
      await pool.end()
    },
  }
}
