import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, statSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'

export interface ChildOptions {
  readonly name: string
  /** TypeScript file, run by this very Node. */
  readonly file: string
  readonly args?: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
}

export interface Child {
  readonly process: ChildProcess
  /** The first line of output that is JSON with this field. Rejects, with the last lines, when it ends before. */
  line(field: string): Promise<Record<string, unknown>>
  readonly exited: Promise<{ code: number | null; lastLines: readonly string[] }>
}

const maxLogBytes = 20 * 1024 * 1024
const keptLines = 15

/**
 * Starts one of our processes with a channel to us: when we are gone, by kill -9 too, the channel closes and it ends
 * by itself. Its output goes to a file; we keep the last lines for when it fails.
 */
export function startChild(options: ChildOptions): Child {
  const { name, file, args = [], env, logFile } = options
  mkdirSync(dirname(logFile), { recursive: true })
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > maxLogBytes) truncateSync(logFile)
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  const child = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const lastLines: string[] = []
  const listeners = new Set<(line: string) => void>()
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream as NodeJS.ReadableStream }).on('line', (line) => {
      log.write(`${line}\n`)
      lastLines.push(line)
      if (lastLines.length > keptLines) lastLines.shift()
      for (const listener of listeners) listener(line)
    })
  const exited = new Promise<{ code: number | null; lastLines: readonly string[] }>((resolve) => {
    child.once('error', (error) => resolve({ code: null, lastLines: [error.message] }))
    child.once('close', (code) => {
      log.end()
      resolve({ code, lastLines })
    })
  })

  return {
    process: child,
    exited,
    line(field) {
      return new Promise((resolve, reject) => {
        const listener = (line: string) => {
          const found = parse(line)
          if (!found || !(field in found)) return
          listeners.delete(listener)
          resolve(found)
        }
        listeners.add(listener)
        void exited.then(({ code, lastLines: last }) =>
          reject(
            new Error(`${name} ended with code ${code}:\n${last.map((line) => `  ${line}`).join('\n')}`),
          ),
        )
      })
    },
  }
}

function parse(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return null
  }
}

/** Asks a child to end, waits for it, and does not wait for ever. */
export async function stopChild(child: Child, timeoutMs: number): Promise<void> {
  if (child.process.exitCode !== null || child.process.signalCode !== null) return
  child.process.kill('SIGTERM')
  const timer = setTimeout(() => child.process.kill('SIGKILL'), timeoutMs)
  await child.exited
  clearTimeout(timer)
}
