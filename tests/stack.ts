import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface SignIn {
  readonly role: 'admin' | 'operator' | 'auditor'
  readonly email: string
  readonly password: string
}

/** A whole Syncline of its own, started as a user would, on a free port and in a folder of its own. */
export interface Stack {
  readonly baseUrl: string
  readonly sandboxUrl: string
  readonly databaseUrl: string
  readonly signIns: readonly SignIn[]
  readonly directory: string
  /** Process id of `web`, `worker` or `sandbox` at this moment. */
  pid(name: 'web' | 'worker' | 'sandbox'): number
  stop(): Promise<void>
}

const startScript = fileURLToPath(new URL('../infra/src/run/start.ts', import.meta.url))

interface RunningFile {
  readonly databaseUrl: string
  readonly children: Record<string, number>
}

export async function startStack(env: Record<string, string> = {}): Promise<Stack> {
  const directory = mkdtempSync(join(tmpdir(), 'syncline-stack-'))
  const port = await freePort()
  const child = spawn(process.execPath, [startScript], {
    env: {
      ...process.env,
      PORT: String(port),
      SYNCLINE_DATA: directory,
      BASE_URL: '',
      DATABASE_URL: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => end(child, directory)
  try {
    await announced(child)
  } catch (error) {
    await stop()
    throw error
  }
  const running = () => JSON.parse(readFileSync(join(directory, 'running.json'), 'utf8')) as RunningFile
  const demo = JSON.parse(readFileSync(join(directory, 'demo.json'), 'utf8')) as {
    sandboxUrl: string
    signIns: SignIn[]
  }
  return {
    baseUrl: `http://localhost:${port}`,
    sandboxUrl: demo.sandboxUrl,
    databaseUrl: running().databaseUrl,
    signIns: demo.signIns,
    directory,
    pid: (name) => running().children[name] as number,
    stop,
  }
}

/** Resolves when the start command says that it runs; rejects with its words when it ends before. */
function announced(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    const hear = (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('Ctrl-C ends everything')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('close', (code) => reject(new Error(`start ended with code ${code}:\n${text.slice(-4_000)}`)))
  })
}

async function end(child: ChildProcess, directory: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGINT')
    await closed
  }
  rmSync(directory, { recursive: true, force: true })
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Asks until the answer is not undefined; the condition, not the time, ends it. */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined>,
  timeoutMs = 30_000,
): Promise<Answer> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > deadline) throw new Error(`Gave up waiting for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
