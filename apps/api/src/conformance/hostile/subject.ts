import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openCredentials } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { demo } from '../../cli/demo.ts'
import { readEnv } from '../../env.ts'
import { createHub } from '../../hub.ts'
import { readDemo } from '../../ops/demo-file.ts'
import { readSettings } from '../../settings.ts'
import type { Attack } from './attack.ts'

/** The Syncline under attack. */
export interface Subject {
  readonly baseUrl: string
  readonly signIn: { readonly email: string; readonly password: string } | null
  /** A body at a door that opens, signed as the provider signs; null where nobody knows the secret. */
  readonly signed: ((body: Buffer) => Attack) | null
  /** Processes that have ended since the start, by name. */
  ended(): readonly string[]
  stop(): Promise<void>
}

const startScript = fileURLToPath(new URL('../../../../../infra/src/run/start.ts', import.meta.url))
const startWithinMs = 180_000

/** A Syncline that runs already. It should be one that may be spoiled: every mutation is called. */
export function given(baseUrl: string, signIn: Subject['signIn']): Subject {
  return { baseUrl, signIn, signed: null, ended: () => [], stop: async () => {} }
}

/** A whole Syncline of its own in a folder of its own: database, sandbox, API and worker. */
export async function startOwn(): Promise<Subject> {
  const directory = mkdtempSync(join(tmpdir(), 'syncline-hostile-'))
  const port = await freePort()
  const env = {
    PORT: String(port),
    SYNCLINE_DATA: directory,
    BASE_URL: '',
    DATABASE_URL: '',
    SANDBOX_TRAFFIC: '0',
    RATE_LIMIT_MAX_REQUESTS: '1000000',
    LOG_LEVEL: 'error',
  }
  const child = spawn(process.execPath, [startScript], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    await announced(child.stdout, gone)
    const running = () =>
      JSON.parse(readFileSync(join(directory, 'running.json'), 'utf8')) as {
        databaseUrl: string
        children: Record<string, number>
      }
    const before = running()
    const baseUrl = `http://localhost:${port}`
    const secret = await webhookSecret(directory, before.databaseUrl)
    return {
      baseUrl,
      signIn: readDemo(directory)?.signIns.find(({ role }) => role === 'admin') ?? null,
      signed: (body) => signedByStripe(body, secret),
      ended: () => {
        const now = child.exitCode === null ? running().children : {}
        return Object.keys(before.children).filter((name) => now[name] !== before.children[name])
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function announced(output: NodeJS.ReadableStream, gone: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error('Syncline did not start in time.')), startWithinMs)
    void gone.then(() => reject(new Error(`Syncline ended before it stood: ${said.slice(-500)}`)))
    output.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000)
      if (!said.includes('Ctrl-C ends everything')) return
      clearTimeout(timer)
      resolve()
    })
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function webhookSecret(dataDirectory: string, databaseUrl: string): Promise<string> {
  const env = { ...readEnv(), dataDirectory, databaseUrl, databaseDirectUrl: databaseUrl }
  const hub = createHub(readSettings(undefined, env), 'seed')
  try {
    const credentials = await withOrganization(hub.appPool, demo.organizationId, (tx) =>
      openCredentials(tx, hub.vault, demo.organizationId, demo.stripeId),
    )
    return credentials.find(({ kind }) => kind === 'webhook_secret')?.secret ?? ''
  } finally {
    await hub.close()
  }
}

function signedByStripe(body: Buffer, secret: string): Attack {
  const seconds = Math.floor(Date.now() / 1_000)
  const signature = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')
  return {
    method: 'POST',
    path: `/api/webhooks/stripe/${demo.stripeId}`,
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${seconds},v1=${signature}` },
    body,
    payload: body.toString('utf8'),
  }
}
