import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startPostgres } from '../../infra/src/postgres/index.ts'
import { isAbandoned } from '../../infra/src/postgres/owner-lock.ts'
import type { BenchServer } from './figures.ts'

const home = fileURLToPath(new URL('../.syncline', import.meta.url))
const memoryFileSystem = 0x01021994

/**
 * One server for all contenders. Durable: an answered append is on disk. Autovacuum is off because it would work on one
 * contender's tables during another's run; `settle` does its work between runs instead.
 */
const settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '1h',
  max_connections: '300',
  autovacuum: 'off',
  jit: 'off',
}

/** Starts a throw-away server whose data lies on a disk, in the repository's own ignored directory. */
export async function startBenchServer(): Promise<BenchServer & { stop(): Promise<void> }> {
  mkdirSync(home, { recursive: true })
  removeAbandoned()
  if (statfsSync(home).type === memoryFileSystem)
    throw new Error('the repository lies in memory: figures without a disk would flatter everybody')
  const dataDirectory = mkdtempSync(join(home, 'run-'))
  const remove = () => rmSync(dataDirectory, { recursive: true, force: true })
  const server = await startPostgres({ dataDirectory, settings }).catch((error: unknown) => {
    remove()
    throw error
  })
  return {
    url: server.url,
    postmasterPid: server.pid,
    async createDatabase(name, settings = {}) {
      const database = pg.escapeIdentifier(name)
      const set = Object.entries(settings).map(
        ([setting, value]) => `alter database ${database} set ${setting} = ${pg.escapeLiteral(value)}`,
      )
      await run(server.url, `create database ${database}`, ...set)
      const url = new URL(server.url)
      url.pathname = `/${name}`
      return url.href
    },
    settle: (databaseUrl) => run(databaseUrl, 'vacuum (analyze)', 'checkpoint'),
    async stop() {
      await server.stop()
      remove()
    },
  }
}

async function run(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A bench that was killed could not remove its data; its server has ended with it. */
function removeAbandoned(): void {
  for (const name of readdirSync(home)) {
    const directory = join(home, name)
    if (isAbandoned(directory)) rmSync(directory, { recursive: true, force: true })
  }
}
