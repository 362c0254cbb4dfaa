import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { EmbeddedPostgresError } from './errors.ts'
import { isAbandoned } from './owner-lock.ts'
import type { ServerSettings } from './settings.ts'
import { startPostgres } from './start.ts'

const prefix = 'syncline-test-'
const memoryDirectory = '/dev/shm'
/** A cluster, its write-ahead log and a few hundred clones of a small template. */
const memoryNeededBytes = 2 * 1024 ** 3
/** A starting server has not recorded its owner yet. */
const abandonedAfterMs = 10 * 60 * 1_000

/** Nothing here outlives the run, so nothing has to reach a disk. */
const throwAway: ServerSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // As many whole stacks at once as there are workers, each with its pools.
  max_connections: '500',
}

export type TestServer = {
  /** Superuser, database `postgres`. */
  url: string
  /** A new database of its own for a test file, from the template. */
  cloneDatabase: () => Promise<TestDatabase>
  /** Ends the server and removes everything it wrote. */
  stop: () => Promise<void>
}

export type TestDatabase = { url: string; name: string; drop: () => Promise<void> }

export type TestServerOptions = {
  /** Fills the template that `cloneDatabase` copies, once; an empty template otherwise. */
  prepareTemplate?: (url: string) => Promise<void>
  /** Over the throw-away ones: `{ fsync: 'on', synchronous_commit: 'on' }` for a test of durability. */
  settings?: ServerSettings
  log?: (line: string) => void
}

/** The template's name, for test files that know only the server's URL. */
export const templateName = 'syncline_template'

/**
 * Starts a throw-away server for a test run, in memory where there is room. For vitest's globalSetup: provide `url`
 * to the test files, let each clone with `cloneDatabase(url, templateName, name)`, and stop the server in the teardown.
 */
export async function createTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const parent = hasRoom(memoryDirectory) ? memoryDirectory : tmpdir()
  removeAbandoned(parent)
  const directory = mkdtempSync(join(parent, prefix))
  chmodSync(directory, 0o711)
  const remove = () => rmSync(directory, { recursive: true, force: true })
  try {
    const server = await startPostgres({
      dataDirectory: directory,
      settings: { ...throwAway, ...options.settings },
      ...(options.log && { log: options.log }),
    })
    const stop = async () => {
      await server.stop()
      remove()
    }
    try {
      await createTemplate(server.url, templateName, options.prepareTemplate)
    } catch (error) {
      await stop()
      throw error
    }
    const clone = async () => {
      const name = `test_${randomBytes(6).toString('hex')}`
      const url = await cloneDatabase(server.url, templateName, name)
      return { url, name, drop: () => dropDatabase(server.url, name) }
    }
    return { url: server.url, cloneDatabase: clone, stop }
  } catch (error) {
    remove()
    throw error
  }
}

/** Makes a database, has it filled, and closes it to sessions: an open one on the template would fail every clone. */
export async function createTemplate(
  adminUrl: string,
  name: string,
  prepare: (url: string) => Promise<void> = async () => {},
): Promise<void> {
  const identifier = quoted(name)
  await run(adminUrl, `create database ${identifier}`)
  await prepare(databaseUrl(adminUrl, name))
  await run(adminUrl, `alter database ${identifier} with allow_connections false is_template true`)
}

/**
 * Copies a database file by file, about 15 ms for a small one.
 * @returns the copy's URL, with the same user as `adminUrl`
 */
export async function cloneDatabase(adminUrl: string, template: string, name: string): Promise<string> {
  await run(adminUrl, `create database ${quoted(name)} template ${quoted(template)} strategy file_copy`)
  return databaseUrl(adminUrl, name)
}

/** Drops a database and ends the sessions it still has; one that is not there is fine. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await run(adminUrl, `drop database if exists ${quoted(name)} with (force)`)
}

/**
 * Drops a database when its last session has gone. The server waits five seconds for that; a driver that has said
 * goodbye but is still on its way out would otherwise take the forced end for an error.
 */
export async function dropDatabaseWhenLeft(adminUrl: string, name: string): Promise<void> {
  try {
    await run(adminUrl, `drop database if exists ${quoted(name)}`)
  } catch (error) {
    if ((error as { code?: unknown }).code !== inUse) throw error
    await dropDatabase(adminUrl, name)
  }
}

const inUse = '55006'

/** Names that need no quoting in SQL and no encoding in a URL, which drivers decode each in their own way. */
function quoted(name: string): string {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(name)) return `"${name}"`
  throw new EmbeddedPostgresError({
    code: 'bad_option',
    message: 'The name of a test database is malformed.',
    remedy: 'Use at most 63 small letters, digits and underscores, not a digit first.',
  })
}

function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function hasRoom(directory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize >= memoryNeededBytes
  } catch {
    return false
  }
}

/** A run that was killed could not remove its directory, and in memory that is a leak until the next boot. */
function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(prefix))) {
    const directory = join(parent, name)
    try {
      const age = Date.now() - statSync(directory).mtimeMs
      if (age > abandonedAfterMs && isAbandoned(directory))
        rmSync(directory, { recursive: true, force: true })
    } catch {
      // Another user's, or another run is removing it too.
    }
  }
}
