import { type AppRole, createPool, withOrganization } from '../pool/index.ts'
import type { KeyWrapper } from './keys.ts'
import { KeyServiceError } from './kms/problem.ts'
import { createOrganizationKey, type KeyRow, readOrganizationKeys } from './organization-key.ts'
import { type OrganizationKeys, organizationKeys } from './organization-keys.ts'
import { createSubjectDirectory } from './subject-keys.ts'
import { createUseCounter, type UseCounter } from './uses.ts'

export interface Vault {
  /**
   * Loads (or, the first time, makes) the organization's keys. Unwrapped keys are kept for five minutes. May be asked by who
   * holds a session: the vault has its own.
   */
  keysOf(organizationId: string): Promise<OrganizationKeys>
  /** Whoever opens a credential and uses it says so here. */
  readonly uses: UseCounter
  /** Writes down what was counted and ends the vault's sessions. */
  close(): Promise<void>
}

/** What wraps the organization keys, for whoever changes that. */
export interface Wrapping {
  /** Wraps a key anew, by whoever wraps now. */
  rewrap(organizationId: string, row: KeyRow): Promise<Buffer>
  /** Who wraps now. */
  readonly wrapper: KeyWrapper
}

/**
 * Sessions of the vault alone, counted in docs/operations. Whoever asks for keys may be in a transaction: were they read over
 * the same pool, as many as it has sessions would wait for each other.
 */
export const vaultSessions = 2
const cacheMs = 5 * 60_000
/** So long keys serve on while the key service is away: webhooks go on being sealed, nothing goes unsealed. */
const graceMs = 60 * 60_000
const retryMs = 15_000

interface Kept {
  readonly keys: Promise<OrganizationKeys>
  readonly loadedAt: number
  until: number
}

/**
 * @param role the application or the worker
 * @param former whoever else wrapped here before: they only open
 */
export function createVault(options: {
  url: string
  role: AppRole
  applicationName: string
  wrapper: KeyWrapper
  former?: readonly KeyWrapper[]
  now?: () => number
}): Vault & Wrapping {
  const { url, role, applicationName, wrapper, former = [], now = Date.now } = options
  const pool = createPool({ url, role, max: vaultSessions, applicationName: `${applicationName} keys` })
  const cache = new Map<string, Kept>()
  const subjects = createSubjectDirectory(now)

  async function load(organizationId: string): Promise<OrganizationKeys> {
    const read = () =>
      withOrganization(pool, organizationId, (tx) => readOrganizationKeys(tx, organizationId))
    let rows = await read()
    if (rows.length === 0) {
      await createOrganizationKey({ pool, wrapper }, organizationId, 1)
      // Another process may have been first; the row that is there counts.
      rows = await read()
    }
    const masters = await Promise.all(
      rows.map(async ({ version, sealsNow, ...row }) => ({
        version,
        sealsNow,
        master: await wrapperOf(organizationId, row.wrapper).unwrap(
          row.wrapped,
          contextOf(organizationId, version),
        ),
      })),
    )
    return organizationKeys(organizationId, masters, subjects)
  }

  function wrapperOf(organizationId: string, name: string): KeyWrapper {
    const found = [wrapper, ...former].find((one) => one.name === name)
    if (found) return found
    throw new Error(
      `The key of organization ${organizationId} was wrapped by ${name}; this process has ${wrapper.name}`,
    )
  }

  /** Keys that ran out are loaded again; where the key service is away, those known serve on for an hour at most. */
  async function renew(organizationId: string, known: Kept): Promise<OrganizationKeys> {
    try {
      const keys = await load(organizationId)
      keep(organizationId, Promise.resolve(keys))
      return keys
    } catch (error) {
      const away = error instanceof KeyServiceError && error.retryable
      if (!away || now() >= known.loadedAt + graceMs) {
        cache.delete(organizationId)
        throw error
      }
      cache.set(organizationId, { ...known, until: now() + retryMs })
      return known.keys
    }
  }

  function keep(organizationId: string, keys: Promise<OrganizationKeys>): void {
    cache.set(organizationId, { keys, loadedAt: now(), until: now() + cacheMs })
  }

  const uses = createUseCounter(pool)

  return {
    uses,
    wrapper,
    async close() {
      await uses.flush()
      await pool.end()
    },
    keysOf(organizationId) {
      const known = cache.get(organizationId)
      if (known && known.until > now()) return known.keys
      if (known) {
        const keys = renew(organizationId, known)
        // Everybody who asks meanwhile waits for the same answer.
        cache.set(organizationId, { keys, loadedAt: known.loadedAt, until: Number.POSITIVE_INFINITY })
        return keys
      }
      const keys = load(organizationId)
      keep(organizationId, keys)
      keys.catch(() => cache.delete(organizationId))
      return keys
    },
    async rewrap(organizationId, { version, wrapper: name, wrapped }) {
      const context = contextOf(organizationId, version)
      const by = wrapperOf(organizationId, name)
      return by === wrapper
        ? wrapper.rewrap(wrapped, context)
        : wrapper.wrap(await by.unwrap(wrapped, context), context)
    },
  }
}

const contextOf = (organizationId: string, version: number) =>
  ({ organizationId, purpose: 'organization', version }) as const
