import { createHash } from 'node:crypto'
import { type OpenedCredential, openCredentials, type Vault } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import type { CredentialKind, ProviderName, Scope } from '@syncline/domain/connection'
import type { Access } from '@syncline/providers/port'
import type pg from 'pg'
import type { Renewal } from '../oauth/renew.ts'
import { createKept } from './kept.ts'

export type Target = Pick<Access, 'baseUrl' | 'secrets' | 'choices' | 'allowsAddress'>

/** https://docs.stripe.com/keys: secret and restricted keys of test mode. */
const testKey = /^(?:sk|rk)_test_/

export interface Caller {
  /** Whether its key is one for trying things out, where the provider has such. */
  readonly isTest: boolean
  /** The same for all connections of an organization that call with this key; null where there is none. */
  readonly keyName: string | null
}

/** A name for a key, which tells nothing of it. */
export const callerWith = (organizationId: string, key: string | undefined): Caller => ({
  isTest: key !== undefined && testKey.test(key),
  keyName:
    key === undefined
      ? null
      : createHash('sha256').update(`${organizationId}\n${key}`).digest('hex').slice(0, 16),
})

export interface TargetDirectory {
  /**
   * Address and opened credentials of a connection; null when there is none. Kept for 30 seconds. `away`: its sign-in
   * is over, and who renews it does not answer now.
   */
  open(organizationId: string, connectionId: string): Promise<Target | 'away' | null>
  /**
   * Whether a person, or the installation, switched one of them off, or this kind of record at one of them: nothing may
   * leave then. Felt within five seconds.
   */
  isOff(organizationId: string, connectionIds: readonly string[], scope?: Scope): Promise<boolean>
  /** Who calls, as its provider sees it. Counts as no use of the key. */
  caller(organizationId: string, connectionId: string): Promise<Caller>
  /** To be told when the provider takes an access token for over: the next opening brings another. */
  refused(organizationId: string, connectionId: string, secrets: Target['secrets']): Promise<void>
}

const keptMs = 30_000
const switchKeptMs = 5_000
/** What verifies webhooks, or gets the next token, is not what a call goes with. */
export const goesWithCalls = (kind: CredentialKind): boolean =>
  kind !== 'webhook_secret' && kind !== 'refresh_token'

interface Found {
  readonly target: Target
  /** The live versions it was opened from. */
  readonly credentials: readonly OpenedCredential[]
}

export function createTargetDirectory(deps: {
  pool: pg.Pool
  vault: Vault
  /** Asked for each address before a socket goes to it; all are allowed when left out. */
  allowsAddress?: (address: string) => boolean
  /** Where some sign-ins run out. */
  renewal?: Renewal
  /** Providers that this installation has switched off. */
  off?: ReadonlySet<ProviderName>
  now?: () => number
}): TargetDirectory {
  const { pool, vault, allowsAddress, renewal, off = new Set(), now = Date.now } = deps
  const targets = createKept<Found | 'away' | null>(
    keptMs,
    now,
    (found) => found !== null && found !== 'away',
  )
  // What is off is looked at anew each time: what it holds goes as soon as it is on.
  const switches = createKept<{ readonly all: boolean; readonly kinds: readonly Scope[] }>(
    switchKeptMs,
    now,
    ({ all, kinds }) => !all && kinds.length === 0,
  )

  async function find(organizationId: string, connectionId: string): Promise<Found | 'away' | null> {
    const connection = await withOrganization(pool, organizationId, (tx) =>
      findConnection(tx, organizationId, connectionId),
    )
    if (!connection) return null
    const signIn = await renewal?.ensure(organizationId, connectionId, connection.provider)
    if (signIn === 'away') return 'away'
    return withOrganization(pool, organizationId, async (tx) => {
      const opened = await openCredentials(tx, vault, organizationId, connectionId)
      // Newest first: the first of a kind is the live one.
      const newest = [...Map.groupBy(opened, ({ kind }) => kind).values()].flatMap(([first]) => first ?? [])
      // A token whose sign-in is dead may still be accepted for minutes: nothing new begins with it.
      const credentials = newest.filter(({ kind }) => signIn !== 'dead' || kind !== 'access_token')
      const secrets = Object.fromEntries(credentials.map(({ kind, secret }) => [kind, secret]))
      const { baseUrl, choices } = connection
      const target = { baseUrl, choices, secrets, ...(allowsAddress && { allowsAddress }) }
      return { target, credentials }
    })
  }

  async function findSwitch(organizationId: string, connectionId: string) {
    const connection = await withOrganization(pool, organizationId, (tx) =>
      findConnection(tx, organizationId, connectionId),
    )
    // Deleted: what it was opened with goes out no more.
    if (!connection) targets.forget(`${organizationId}/${connectionId}`)
    return {
      all: connection !== null && (connection.disabled || off.has(connection.provider)),
      kinds: connection?.scopeOff ?? [],
    }
  }

  return {
    async open(organizationId, connectionId) {
      const found = await targets.get(`${organizationId}/${connectionId}`, () =>
        find(organizationId, connectionId),
      )
      if (!found || found === 'away') return found
      const used = found.credentials.filter(({ kind }) => goesWithCalls(kind))
      vault.uses.count(organizationId, connectionId, used)
      return found.target
    },
    async caller(organizationId, connectionId) {
      const found = await targets.get(`${organizationId}/${connectionId}`, () =>
        find(organizationId, connectionId),
      )
      const target = found === 'away' ? null : found?.target
      return callerWith(organizationId, target?.secrets.api_key)
    },
    async refused(organizationId, connectionId, { access_token: token }) {
      if (!renewal || token === undefined) return
      await renewal.refused(organizationId, connectionId, token)
      targets.forget(`${organizationId}/${connectionId}`)
    },
    async isOff(organizationId, connectionIds, scope) {
      const switched = await Promise.all(
        connectionIds.map((id) =>
          switches.get(`${organizationId}/${id}`, () => findSwitch(organizationId, id)),
        ),
      )
      return switched.some(({ all, kinds }) => all || (scope !== undefined && kinds.includes(scope)))
    },
  }
}
