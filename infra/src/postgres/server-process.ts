import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { isRunning, signal, waitUntil } from './processes.ts'
import type { RunAs } from './run-as.ts'

const keptLines = 40
const maxLineLength = 2_000
const fastShutdownMs = 30_000
const immediateShutdownMs = 5_000

export type ServerExit = { code: number | null; signal: NodeJS.Signals | null }

export type ServerProcess = {
  /** The postmaster's. */
  pid: number
  /** Settles when the postmaster is gone; it is the last of the server's processes to go. */
  exited: Promise<ServerExit>
  /** Settles when the server has said that it accepts connections. */
  announced: Promise<void>
  lastLines: () => readonly string[]
  /** Fast shutdown; turned into an immediate one, then a kill, when the server does not go. */
  stop: () => Promise<void>
}

/**
 * Starts a server that ends when this thread ends, even by kill -9 of the process. It gets a session of its own, so that Ctrl-C
 * in a terminal reaches us alone and we decide the order in which things stop.
 */
export async function launchServer(
  runAs: RunAs,
  commandLine: readonly string[],
  log: (line: string) => void,
): Promise<ServerProcess> {
  const kept = !runAs.diesWithParent
  const command = [...runAs.serverPrefix, ...commandLine]
  const child = kept ? spawnKept(command) : spawnDirect(command)
  const lines: string[] = []
  const announced = Promise.withResolvers<void>()
  followLines(child, (line) => {
    lines.push(line)
    if (lines.length > keptLines) lines.shift()
    if (line.includes('database system is ready to accept connections')) announced.resolve()
    log(line)
  })
  const pid = kept ? await reportedPid(child) : await ownPid(child)
  const exited = once(child, 'close').then(async ([code, name]) => {
    if (kept) await stopWithoutKeeper(pid)
    return { code, signal: name } as ServerExit
  })
  const stop = async () => {
    signalIfThere(child, pid, 'SIGINT')
    const impatient = setTimeout(() => signalIfThere(child, pid, 'SIGQUIT'), fastShutdownMs)
    const lastResort = setTimeout(
      () => signalIfThere(child, pid, 'SIGKILL'),
      fastShutdownMs + immediateShutdownMs,
    )
    await exited
    clearTimeout(impatient)
    clearTimeout(lastResort)
  }
  return { pid, exited, announced: announced.promise, lastLines: () => lines, stop }
}

/** Runs a program to its end under a prefix; `output` is what it said, bounded. */
export async function runProgram(
  commandLine: readonly string[],
): Promise<{ code: number | null; output: string[] }> {
  const child = spawnDirect(commandLine)
  const output: string[] = []
  followLines(child, (line) => {
    output.push(line)
    if (output.length > keptLines) output.shift()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

function spawnDirect([command = '', ...args]: readonly string[]): ChildProcess {
  return spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: serverEnvironment() })
}

function spawnKept(command: readonly string[]): ChildProcess {
  return spawn(process.execPath, [fileURLToPath(new URL('./keeper.ts', import.meta.url)), ...command], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: serverEnvironment(),
  })
}

/** PGDATA, PGPORT and their like would speak over the command line; NODE_OPTIONS was meant for us, not for the keeper. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && name !== 'NODE_OPTIONS'),
  )
}

async function ownPid(child: ChildProcess): Promise<number> {
  await once(child, 'spawn')
  return child.pid as number
}

async function reportedPid(child: ChildProcess): Promise<number> {
  const gone = once(child, 'exit').then(() => {
    throw new Error('the process that keeps the server ended before it started it')
  })
  const [message] = (await Promise.race([once(child, 'message'), gone])) as [{ pid: number }]
  return message.pid
}

function followLines(child: ChildProcess, take: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => take(line.slice(0, maxLineLength)))
  }
}

/** A pid may be another's once the process has ended and been looked at. */
function signalIfThere(child: ChildProcess, pid: number, name: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) signal(pid, name)
}

/** Only if someone killed the keeper: the server is nobody's child then. */
async function stopWithoutKeeper(pid: number): Promise<void> {
  if (!isRunning(pid)) return
  signal(pid, 'SIGINT')
  if (!(await waitUntil(() => !isRunning(pid), fastShutdownMs))) signal(pid, 'SIGKILL')
}
