import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isPublicAddress, isPublicOrOwnAddress } from '@syncline/providers/outbound'
import { type Env, readEnv } from './env.ts'
import { readDemo } from './ops/demo-file.ts'

/** The environment with everything filled in that an installation keeps in its data folder. */
export interface Settings {
  readonly env: Env
  readonly dataDirectory: string
  readonly databaseUrl: string
  /** Reaches the server itself: for LISTEN and migrations. */
  readonly directUrl: string
  readonly baseUrl: string
  readonly sessionSecret: string
  /** Where providers are played, for the demo. */
  readonly sandboxUrl: string | null
}

/** Nothing says where the database is. */
export class NoDatabaseError extends Error {
  constructor() {
    super('No database is known here. Start Syncline first (pnpm start), or set DATABASE_URL.')
    this.name = 'NoDatabaseError'
  }
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Relative data folders lie beside the project's package.json, wherever a command is called from. */
export function dataDirectoryOf(env: Env): string {
  return isAbsolute(env.dataDirectory) ? env.dataDirectory : resolve(root, env.dataDirectory)
}

/**
 * @param database where the database is when the environment does not say: the embedded one
 * @throws EnvError, NoDatabaseError
 */
export function readSettings(database?: { url: string }, env: Env = readEnv()): Settings {
  const dataDirectory = dataDirectoryOf(env)
  const databaseUrl = env.databaseUrl ?? database?.url
  if (!databaseUrl) throw new NoDatabaseError()
  return {
    env,
    dataDirectory,
    databaseUrl,
    directUrl: env.databaseDirectUrl ?? databaseUrl,
    baseUrl: env.baseUrl ?? `http://localhost:${env.port}`,
    sessionSecret: env.sessionSecret ?? keptSecret(dataDirectory),
    sandboxUrl: env.sandboxUrl ?? readDemo(dataDirectory)?.sandboxUrl ?? null,
  }
}

/** Made once, so that nobody is signed out by a restart. Web and worker may start at the same moment: the first file counts. */
function keptSecret(dataDirectory: string): string {
  const file = resolve(dataDirectory, 'session-secret')
  if (!existsSync(file)) {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
    try {
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return readFileSync(file, 'utf8')
}

/** A demo is shown here, or may be loaded by who looks round. */
const mayPlay = (env: Env) => env.demo || env.sandboxUrl !== null

/** The sandbox, where a demo may be here; null where all providers are real. */
export const playedAt = ({ env, sandboxUrl }: Pick<Settings, 'env' | 'sandboxUrl'>) =>
  mayPlay(env) ? sandboxUrl : null

/** The sandbox where it stands in for the real providers: who loads the demo beside their own organization connects to these as ever. */
export const usualSandbox = ({ env, sandboxUrl }: Pick<Settings, 'env' | 'sandboxUrl'>) =>
  env.demo ? sandboxUrl : null

/** Connections lead to the public internet; those of the demo to the sandbox on this machine as well. */
export const allowedAddresses = ({ env }: Pick<Settings, 'env'>) =>
  mayPlay(env) ? isPublicOrOwnAddress : isPublicAddress
