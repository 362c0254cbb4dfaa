import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  createLocalKeyWrapper,
  createVault,
  type KeyWrapper,
  type Vault,
  vaultSessions,
  type Wrapping,
} from '@syncline/db/custody'
import { createKmsKeyWrapper } from '@syncline/db/custody/kms'
import { type Appender, createAppender } from '@syncline/db/log'
import { createPool } from '@syncline/db/pool'
import type pg from 'pg'
import { type Auth, createAuth } from './auth/index.ts'
import type { Settings } from './settings.ts'
import { readSso } from './sso/settings.ts'

/** What every part of one process shares. */
export interface Hub {
  readonly settings: Settings
  /** Reads and commands of people: one organization per transaction. */
  readonly appPool: pg.Pool
  /** Consumers of the log. */
  readonly workerPool: pg.Pool
  readonly appender: Appender
  readonly vault: Vault & Wrapping
  readonly auth: Auth
  close(): Promise<void>
}

/** Sessions of the pools, the rest of a process's and what they add up to stand in docs/operations. */
const poolSizes = {
  web: { app: 10, worker: 2 },
  worker: { app: 4, worker: 10 },
  seed: { app: 4, worker: 2 },
} as const

/** The most that one process takes: pools and keys, appends, what it listens with, and a worker's queue. */
export const sessionsOf = {
  web: poolSizes.web.app + poolSizes.web.worker + vaultSessions + 2,
  worker: poolSizes.worker.app + poolSizes.worker.worker + vaultSessions + 7,
} as const

/** The only wiring: everything else takes what it needs as arguments. Opens no connection before it is used. */
export function createHub(settings: Settings, part: 'web' | 'worker' | 'seed'): Hub {
  const applicationName = `syncline ${part}`
  const pool = (role: 'syncline_app' | 'syncline_worker', max: number) =>
    createPool({ url: settings.databaseUrl, role, max, applicationName })
  const appPool = pool('syncline_app', poolSizes[part].app)
  const workerPool = pool('syncline_worker', poolSizes[part].worker)
  const role = part === 'worker' ? 'syncline_worker' : 'syncline_app'
  const appender = createAppender({
    url: settings.databaseUrl,
    role,
    applicationName: `${applicationName} append`,
  })
  const vault = createVault({
    url: settings.databaseUrl,
    role,
    applicationName,
    ...wrappersOf(settings),
  })
  const { baseUrl, sessionSecret, env } = settings
  const auth = createAuth({
    pool: appPool,
    baseUrl,
    secret: sessionSecret,
    trustedOrigins: env.trustedOrigins,
    mails: env.mail !== null,
    sso: readSso(settings),
  })
  return {
    settings,
    appPool,
    workerPool,
    appender,
    vault,
    auth,
    async close() {
      await appender.close()
      await vault.close()
      await Promise.all([appPool.end(), workerPool.end()])
    },
  }
}

/** Where the local key file lies. */
export const keyFileOf = ({ dataDirectory }: Pick<Settings, 'dataDirectory'>) =>
  resolve(dataDirectory, 'organization-keys.key')

/** Who wraps the organization keys; a key file that is still there opens what it wrapped before the key service came. */
function wrappersOf(settings: Settings): { wrapper: KeyWrapper; former?: readonly KeyWrapper[] } {
  const { kms, encryptionKey } = settings.env
  const file = keyFileOf(settings)
  if (kms === null) return { wrapper: createLocalKeyWrapper(file, encryptionKey) }
  return { wrapper: createKmsKeyWrapper(kms), former: existsSync(file) ? [createLocalKeyWrapper(file)] : [] }
}
