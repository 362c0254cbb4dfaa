import { findBinaries } from './binaries.ts'
import { ensureCluster, openDataDirectory } from './cluster.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { launch } from './launch.ts'
import { awaitLeftover } from './leftover.ts'
import { takeOwnership } from './owner-lock.ts'
import { isPort } from './ports.ts'
import { chooseRunAs, type RunMode } from './run-as.ts'
import type { ServerExit } from './server-process.ts'
import { mergeSettings, type ServerSettings } from './settings.ts'

const defaultStartTimeoutMs = 60_000

export type StartOptions = {
  /** Made if it is not there; holds the cluster and, beside it, its password, its port and its owner. */
  dataDirectory: string
  /** 0 or absent: the port of the last start if it is free, else any free one. */
  port?: number
  /** Over the defaults, names as in postgresql.conf. */
  settings?: ServerSettings
  /** From the server's launch to its first answered query; crash recovery is part of it. Default 60 s. */
  startTimeoutMs?: number
  /** Gets each line of the server's log. */
  log?: (line: string) => void
}

export type EmbeddedPostgres = {
  /** Superuser `postgres`, database `postgres`, password included: for this process and its children, not for logs. */
  url: string
  port: number
  /** The postmaster's. */
  pid: number
  mode: RunMode
  /** Settles when the server is gone, wanted or not. */
  exited: Promise<ServerExit>
  /** Fast shutdown: sessions are ended, everything is on disk. Resolves when the process is gone; may be called again. */
  stop: () => Promise<void>
}

/**
 * Starts PostgreSQL on a data directory, making the cluster first if there is none. Listens on 127.0.0.1 alone.
 * The server ends with the thread that calls this, however that ends, and a later start recovers what was committed.
 * @throws EmbeddedPostgresError with a code and a remedy, see `EmbeddedPostgresErrorCode`
 */
export async function startPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const settings = mergeSettings(options.settings ?? {})
  const wantedPort = checkPort(options.port)
  const binaries = findBinaries()
  const directory = openDataDirectory(options.dataDirectory)
  const runAs = chooseRunAs([binaries.directory, directory.path])
  const lock = takeOwnership(directory.path)
  try {
    await awaitLeftover(directory.cluster, lock.previousOwnerDied)
    const password = await ensureCluster(directory, binaries, runAs, { sync: settings['fsync'] !== 'off' })
    const { server, port, url } = await launch({
      binaries,
      directory,
      runAs,
      settings,
      wantedPort,
      password,
      timeoutMs: options.startTimeoutMs ?? defaultStartTimeoutMs,
      log: options.log ?? (() => {}),
    })
    const exited = server.exited.finally(lock.release)
    const stop = async () => {
      await server.stop()
      await exited
    }
    return { url, port, pid: server.pid, mode: runAs.mode, exited, stop }
  } catch (error) {
    lock.release()
    throw error instanceof EmbeddedPostgresError ? error : unforeseen(error, directory.path)
  }
}

function checkPort(port = 0): number | undefined {
  if (port === 0) return undefined
  if (isPort(port)) return port
  throw new EmbeddedPostgresError({
    code: 'bad_option',
    message: 'The port is not a number from 1 to 65535.',
    remedy: 'Give a free port, or none to have one found.',
  })
}

/** A full disk, a directory that vanished, a refused signal: the system's own words travel as the cause. */
function unforeseen(cause: unknown, path: string): EmbeddedPostgresError {
  const reason = (cause as { code?: unknown } | null)?.code
  return new EmbeddedPostgresError({
    code: 'start_failed',
    message: `The server on ${path} could not be started${typeof reason === 'string' ? ` (${reason})` : ''}.`,
    remedy: 'See the cause of this error, and look after the disk and the rights on the directory.',
    cause,
  })
}
