import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTestServer } from '@syncline/infra/testing'
import { migrate } from '../migrations/index.ts'

const out = fileURLToPath(new URL('./schema.ts', import.meta.url))
const bin = fileURLToPath(new URL('../../node_modules/.bin/kysely-codegen', import.meta.url))

/** Writes Kysely's types from the real schema of a freshly migrated database. */
const server = await createTestServer({ prepareTemplate: async (url) => void (await migrate(url)) })
const database = await server.cloneDatabase()
try {
  const patterns = ['log', 'read', 'coordination', 'custody'].map((schema) => `${schema}.*`).join(',')
  execFileSync(
    bin,
    ['--dialect', 'postgres', '--url', database.url, '--out-file', out, '--include-pattern', `{${patterns}}`,
      '--exclude-pattern', 'log.{event_*,payload_*}', '--type-only-imports', '--date-parser', 'timestamp'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  // Our sessions read 64-bit integers as numbers (see pool).
  const text = readFileSync(out, 'utf8').replace(/export type Int8 = .*;/, 'export type Int8 = ColumnType<number, number, number>;')
  writeFileSync(out, text)
} finally {
  await database.drop()
  await server.stop()
}
