import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, onTestFinished } from 'vitest'
import type { Answer, Started } from './parent.fixture.ts'
import { commandLine, isRunning, waitUntil } from './processes.ts'
import { startPostgres } from './start.ts'

export const parentProgram = fileURLToPath(new URL('./parent.fixture.ts', import.meta.url))

/** Longer than a busy machine needs for a fast shutdown, shorter than the 4 s within which nothing may be left. */
const goneTimeoutMs = 20_000

/** A directory of the test's own, open for passing unless `mode` says otherwise, removed afterwards. */
export function temporaryDirectory(mode = 0o711): string {
  const directory = mkdtempSync(join(tmpdir(), 'syncline-launcher-'))
  chmodSync(directory, mode)
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

let made: Promise<string> | undefined

afterAll(async () => {
  if (made) rmSync(await made, { recursive: true, force: true })
})

/** A data directory of the test's own with a cluster that was never used, copied: to make one takes a second. */
export async function madeDirectory(): Promise<string> {
  made ??= makeOnce()
  const directory = temporaryDirectory()
  cpSync(await made, directory, { recursive: true, verbatimSymlinks: true })
  chmodSync(join(directory, 'cluster'), 0o700)
  return directory
}

async function makeOnce(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'syncline-launcher-made-'))
  chmodSync(directory, 0o711)
  const server = await startPostgres({ dataDirectory: directory, settings: { fsync: 'off' } })
  await server.stop()
  rmSync(join(directory, 'port'))
  return directory
}

/** A server's sessions show neither its command line nor its parent, but all of them work in the cluster's directory. */
export function processesOf(dataDirectory: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => {
    if (!isRunning(pid)) return false
    return (
      commandLine(pid)?.some((word) => word.includes(dataDirectory)) ||
      workingDirectory(pid).startsWith(dataDirectory)
    )
  })
}

/** True as soon as no process of the data directory is left. */
export function nothingLeft(dataDirectory: string): Promise<boolean> {
  return waitUntil(() => processesOf(dataDirectory).length === 0, goneTimeoutMs)
}

export type ParentOptions = { env?: NodeJS.ProcessEnv; prefix?: readonly string[] }

/** Spawns a program that owns a server; killed with everything it left at the end of the test. */
export function spawnParent(
  dataDirectory: string,
  { env = {}, prefix = [] }: ParentOptions = {},
): ChildProcess {
  const command = [...prefix, process.execPath, parentProgram, dataDirectory]
  const parent = spawn(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  })
  onTestFinished(async () => {
    parent.kill('SIGKILL')
    await nothingLeft(dataDirectory)
  })
  return parent
}

export async function answerOf(parent: ChildProcess): Promise<Answer> {
  const ended = once(parent, 'exit').then(([code]) => {
    throw new Error(`the parent ended with ${String(code)} and no answer`)
  })
  const [message] = (await Promise.race([once(parent, 'message'), ended])) as [Answer]
  return message
}

export async function startedBy(parent: ChildProcess): Promise<Started> {
  const answer = await answerOf(parent)
  if ('error' in answer) throw new Error(answer.error)
  return answer
}

export async function killHard(parent: ChildProcess): Promise<void> {
  const exit = once(parent, 'exit')
  parent.kill('SIGKILL')
  await exit
}

export async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

function workingDirectory(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}
