import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
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
  /** Where the first admin is made; null with the demo, which has people. */
  readonly setupUrl: string | null
  /** Process id of `web`, `worker` or `sandbox` at this moment. */
  pid(name: 'web' | 'worker' | 'sandbox'): number
  /** Starts a worker beside the one that is there; resolves with its process id when it works. */
  addWorker(): Promise<number>
  /** Starts a process beside those that are there; a web process listens on the port given. */
  add(role: 'web' | 'worker', port?: number): Promise<Added>
  stop(): Promise<void>
}

export interface Added {
  readonly pid: number
  /** Asks it to end, as a service manager does, and waits until it has; resolves with its exit code. */
  end(): Promise<number | null>
}

const startScript = fileURLToPath(new URL('../infra/src/run/start.ts', import.meta.url))
const apiScript = fileURLToPath(new URL('../apps/api/src/main.ts', import.meta.url))

interface RunningFile {
  readonly databaseUrl: string
  readonly children: Record<string, number>
}

/** @param args of `start`, such as `--no-demo` */
export async function startStack(
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Stack> {
  const directory = mkdtempSync(join(tmpdir(), 'syncline-stack-'))
  const port = env.PORT ? Number(env.PORT) : await freePort()
  const child = spawn(process.execPath, [startScript, ...args], {
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
  const added: ChildProcess[] = []
  const stop = async () => {
    await Promise.all(added.map(ended))
    await end(child, directory)
  }
  let text: string
  try {
    text = await said(child, 'Ctrl-C ends everything')
  } catch (error) {
    await stop()
    throw error
  }
  const running = () => JSON.parse(readFileSync(join(directory, 'running.json'), 'utf8')) as RunningFile
  const { signIns } = args.includes('--no-demo')
    ? { signIns: [] }
    : (JSON.parse(readFileSync(join(directory, 'demo.json'), 'utf8')) as { signIns: SignIn[] })
  return {
    baseUrl: `http://localhost:${port}`,
    sandboxUrl: /http:\S+(?=\/_sandbox\/)/.exec(text)?.[0] ?? '',
    databaseUrl: running().databaseUrl,
    signIns,
    directory,
    setupUrl: /http:\S+\/setup#\S+/.exec(text)?.[0] ?? null,
    pid: (name) => running().children[name] as number,
    addWorker: async () => (await add('worker', port)).pid,
    add: (role, ofPort = port) => add(role, ofPort),
    stop,
  }

  async function add(role: 'web' | 'worker', ofPort: number): Promise<Added> {
    const { databaseUrl } = running()
    const one = spawn(process.execPath, [apiScript], {
      env: {
        ...process.env,
        BASE_URL: `http://localhost:${port}`,
        ...env,
        PORT: String(ofPort),
        SYNCLINE_DATA: directory,
        SYNCLINE_DEMO: '1',
        RATE_LIMIT_FLASHERP_MAX_REQUESTS: '100000',
        SYNCLINE_ROLE: role,
        DATABASE_URL: databaseUrl,
        DATABASE_DIRECT_URL: databaseUrl,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    added.push(one)
    await said(one, role === 'web' ? '"listening"' : '"working"')
    return {
      pid: one.pid as number,
      async end() {
        await ended(one)
        return one.exitCode
      },
    }
  }
}

/** Asks a process to end and waits until it has. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
}

/** Resolves with what a process said up to these words; rejects with its own when it ends before. */
function said(child: ChildProcess, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const hear = (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes(words)) resolve(text)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('close', (code) => reject(new Error(`it ended with code ${code}:\n${text.slice(-4_000)}`)))
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

/** A port that nobody has, below those that the system deals out: one of them could be gone before it is used. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** Asks until the answer is not undefined; the condition ends it, the time only what hangs. */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined>,
  timeoutMs = 240_000,
): Promise<Answer> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > deadline) throw new Error(`Gave up waiting for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
