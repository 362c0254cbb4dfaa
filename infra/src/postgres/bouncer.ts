import { spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface Bouncer {
  /** The same database, by way of the pooler. */
  readonly url: string
  stop(): Promise<void>
}

/** Where PgBouncer is on this machine: `PGBOUNCER`, else on the path; null when it is nowhere. */
export function findBouncer(env: NodeJS.ProcessEnv = process.env): string | null {
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  const candidates = [env.PGBOUNCER ?? '', ...folders.map((folder) => join(folder, 'pgbouncer'))]
  return candidates.find((file) => file !== '' && existsSync(file)) ?? null
}

const startMs = 10_000
/** It refuses to run as root. */
const nobody = 65_534

/**
 * A throw-away PgBouncer that lends each transaction one of `poolSize` sessions. It drops what a session sets at its
 * start, as such a pooler has to: who shares sessions can't have settings of their own.
 */
export async function startBouncer(binary: string, databaseUrl: string, poolSize: number): Promise<Bouncer> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl)
  const listenPort = await freePort()
  const directory = mkdtempSync(join(tmpdir(), 'syncline-bouncer-'))
  const file = join(directory, 'pgbouncer.ini')
  const login = `user=${decodeURIComponent(username)} password=${decodeURIComponent(password)}`
  writeFileSync(
    file,
    `[databases]
${pathname.slice(1)} = host=${hostname} port=${port} ${login}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 200
ignore_startup_parameters = options,extra_float_digits
`,
  )
  const isRoot = process.getuid?.() === 0
  if (isRoot) {
    chownSync(directory, nobody, nobody)
    chownSync(file, nobody, nobody)
  }
  chmodSync(file, 0o600)
  const child = spawn(binary, [file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(isRoot && { uid: nobody, gid: nobody }),
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    await new Promise<void>((resolve, reject) => {
      let said = ''
      const timer = setTimeout(() => reject(new Error(`PgBouncer did not start:\n${said}`)), startMs)
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (said.includes('process up')) {
          clearTimeout(timer)
          resolve()
        }
      })
      child.once('error', reject)
      child.once('close', () => reject(new Error(`PgBouncer ended:\n${said}`)))
    })
  } catch (error) {
    await stop()
    throw error
  }
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${listenPort}`
  return { url: url.href, stop }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
