import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import type { DataDirectory } from './cluster.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { leftoverTimeoutMs, stillStopping } from './leftover.ts'
import { freePort, rememberedPort, rememberPort } from './ports.ts'
import type { RunAs } from './run-as.ts'
import { launchServer, type ServerProcess } from './server-process.ts'
import { type ServerSettings, serverArguments } from './settings.ts'

const connectTimeoutMs = 5_000
const retryMs = 100
const maxPortTries = 5

export type Launch = {
  binaries: Binaries
  directory: DataDirectory
  runAs: RunAs
  settings: ServerSettings
  /** Absent: any free port, by preference the last one. */
  wantedPort: number | undefined
  password: string
  timeoutMs: number
  log: (line: string) => void
}

export type Launched = { server: ServerProcess; port: number; url: string }

/**
 * Runs the server until it answers a query. Two refusals pass by themselves and are tried again: a port that
 * somebody took between our look and the server's, and the shared memory of a killed server whose last sessions
 * are still ending.
 */
export async function launch(plan: Launch): Promise<Launched> {
  const leftoverDeadline = performance.now() + leftoverTimeoutMs
  for (let portTries = 1; ; ) {
    const port = plan.wantedPort ?? (await freePort(rememberedPort(plan.directory.port)))
    const url = `postgres://postgres:${encodeURIComponent(plan.password)}@127.0.0.1:${port}/postgres`
    const args = serverArguments(plan.directory.cluster, port, plan.settings)
    const server = await launchServer(plan.runAs, [plan.binaries.postgres, ...args], plan.log)
    if (await becomesReady(server, url, plan)) {
      rememberPort(plan.directory.port, port)
      return { server, port, url }
    }
    const said = server.lastLines().join('\n')
    if (/could not bind|could not create any TCP\/IP sockets/.test(said)) {
      if (plan.wantedPort !== undefined || portTries >= maxPortTries) throw portInUse(port)
      portTries += 1
    } else if (/pre-existing shared memory block|lock file "postmaster\.pid" already exists/.test(said)) {
      if (performance.now() > leftoverDeadline) throw stillStopping(plan.directory.cluster)
      await delay(retryMs)
    } else {
      throw startFailed(server, plan)
    }
  }
}

/**
 * Waits for the server's word that it is ready, then for a query that it answers: another server may have the port.
 * @returns false when the server ended instead
 */
async function becomesReady(server: ServerProcess, url: string, plan: Launch): Promise<boolean> {
  const deadline = performance.now() + plan.timeoutMs
  const ended = server.exited.then(() => true)
  const waiting = new AbortController()
  const timeout = delay(plan.timeoutMs, false, { signal: waiting.signal }).catch(() => false)
  const gone = await Promise.race([ended, timeout, server.announced.then(() => false)])
  waiting.abort()
  if (gone) return false
  let problem: unknown
  while (performance.now() < deadline) {
    const answer = await dataDirectoryAt(url).catch((error: unknown) => {
      problem = error
    })
    if (answer === plan.directory.cluster) return true
    if (isWrongPassword(problem)) break
    if (await Promise.race([ended, delay(retryMs, false)])) return false
  }
  await server.stop()
  throw isWrongPassword(problem) ? passwordRefused(plan) : startTimedOut(server, plan)
}

async function dataDirectoryAt(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs })
  // A server that goes away in the middle also fails the query; without a listener it would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory
  } finally {
    await client.end().catch(() => {})
  }
}

function isWrongPassword(problem: unknown): boolean {
  return (problem as { code?: unknown } | undefined)?.code === '28P01'
}

function portInUse(port: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError({
    code: 'port_in_use',
    message: `Port ${port} of 127.0.0.1 is taken.`,
    remedy: 'Stop the program that listens on it, or give another port.',
  })
}

function passwordRefused(plan: Launch): EmbeddedPostgresError {
  return new EmbeddedPostgresError({
    code: 'password_lost',
    message: `The server on ${plan.directory.path} refuses the password kept in ${plan.directory.password}.`,
    remedy: 'Put the right one back into that file, or start with a new data directory.',
  })
}

function startFailed(server: ServerProcess, plan: Launch): EmbeddedPostgresError {
  return new EmbeddedPostgresError({
    code: 'start_failed',
    message: `The server on ${plan.directory.path} ended while it was starting.`,
    remedy: 'The lines below say why.',
    logLines: server.lastLines(),
  })
}

function startTimedOut(server: ServerProcess, plan: Launch): EmbeddedPostgresError {
  return new EmbeddedPostgresError({
    code: 'start_timed_out',
    message: `The server on ${plan.directory.path} did not answer within ${plan.timeoutMs / 1_000} s and was stopped.`,
    remedy:
      'If the lines below tell of a recovery, give it more time; otherwise they say what it waited for.',
    logLines: server.lastLines(),
  })
}
