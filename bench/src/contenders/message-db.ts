import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { OpenContender } from '../contender.ts'
import { eventType, sampleData, sampleMetadata, streamNames } from '../sample.ts'

const home = dirname(fileURLToPath(import.meta.resolve('@eventide/message-db/package.json')))

/** In the order of the package's install.sh, which needs psql; views and privileges have no part in writing. */
const scripts = [
  'schema/message-store',
  'extensions/pgcrypto',
  'tables/messages',
  'types/message',
  'functions/message-store-version',
  'functions/hash-64',
  'functions/acquire-lock',
  'functions/category',
  'functions/is-category',
  'functions/id',
  'functions/cardinal-id',
  'functions/stream-version',
  'functions/write-message',
  'indexes/messages-id',
  'indexes/messages-stream',
  'indexes/messages-category',
]

/** message-db's write_message, one call per event, prepared once per connection. */
export const open: OpenContender = async ({ url, connections, streams }) => {
  const setup = new pg.Client({ connectionString: url, options: '-c client_min_messages=warning' })
  await setup.connect()
  await setup.query('create role message_store nologin').catch(() => {})
  for (const script of scripts)
    await setup.query(readFileSync(join(home, 'database', `${script}.sql`), 'utf8'))
  await setup.end()
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    options: '-c search_path=message_store,public',
  })
  const nextStream = streamNames(streams)
  return {
    async once() {
      await pool.query({
        name: 'write',
        text: 'select write_message($1, $2, $3, $4, $5)',
        values: [randomUUID(), nextStream(), eventType, sampleData(), sampleMetadata()],
      })
      return 1
    },
    close: () => pool.end(),
  }
}
