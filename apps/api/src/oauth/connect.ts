import { openCredentials, storeCredential, type Vault } from '@syncline/db/custody'
import { type Appender, readStream } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import {
  type Connection,
  type ConnectionEvent,
  evolveConnection,
  initialConnection,
  type ProviderName,
  providerTitles,
} from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, type NewEvent, streamName } from '@syncline/domain/event'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { claimUnclaimed } from '../ingest/unclaimed.ts'
import { uuidOf } from '../ingest/uuid.ts'
import type { OAuthApps, RegisteredApp } from './apps.ts'
import { lockGrant, storeTokens } from './grants.ts'
import { type Errand, keepState, takeState } from './states.ts'

export interface ConnectDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly appender: Pick<Appender, 'append'>
  readonly apps: OAuthApps
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  /** Where browsers reach us. */
  readonly baseUrl: string
  readonly now?: () => Date
}

/** Somebody who may do this, in an organization of theirs. */
export interface Who {
  readonly organizationId: string
  readonly sessionId: string
  readonly actor: Actor
  readonly correlationId: string
}

export interface SignIns {
  /**
   * Where to send the browser of somebody who is to sign in at a provider.
   * @throws SynclineError NOT_CONFIGURED without an app there, RECORD_NOT_FOUND for a connection that is not
   */
  start(who: Who, errand: Errand): Promise<{ url: string }>
  /**
   * Takes up what somebody came back with, once.
   * @throws SynclineError STATE_CONFLICT for a way that is not theirs or over, INVALID_CREDENTIALS when the provider
   *   gives no tokens, PERMISSION_DENIED when they said no there
   */
  complete(
    who: Who,
    /** Whose page they came back from. */
    provider: string,
    state: string,
    query: Readonly<Record<string, unknown>>,
  ): Promise<{ connectionId: string }>
}

export const callbackPath = (provider: ProviderName) => `/api/oauth/${provider}/callback`
const exchangeTimeoutMs = 15_000
/** Why nothing came of it where somebody signed in again to another account than the connection's. */
export const anotherAccount = 'another_account'
/** How often one account may be connected and deleted. */
const mostDeleted = 100

export function createSignIns(deps: ConnectDeps): SignIns {
  const { pool, vault, appender, loadProvider, baseUrl, now = () => new Date() } = deps
  const redirectUriOf = (provider: ProviderName) => `${baseUrl}${callbackPath(provider)}`

  async function behind(provider: ProviderName) {
    const app = deps.apps[provider]
    const oauth = app && (await loadProvider(provider)).oauth
    if (!app || !oauth) throw new SynclineError('NOT_CONFIGURED', { reason: 'no_app', provider })
    return { app, oauth }
  }

  return {
    async start({ organizationId, sessionId }, errand) {
      const { app, oauth } = await behind(errand.provider)
      if (errand.connectionId !== null) {
        const known = await findById(pool, organizationId, errand.connectionId)
        if (known?.provider !== errand.provider) throw new SynclineError('RECORD_NOT_FOUND')
      }
      const state = await keepState(pool, organizationId, sessionId, errand)
      return { url: oauth.authorizeUrl(app, { state, redirectUri: redirectUriOf(errand.provider) }) }
    },

    async complete(who, provider, state, query) {
      const { organizationId, sessionId } = who
      const errand = await takeState(pool, organizationId, sessionId, state)
      // What one provider gives for the state of another is not ours to send there.
      if (errand?.provider !== provider) throw new SynclineError('STATE_CONFLICT', { reason: 'sign_in_over' })
      const { app, oauth } = await behind(errand.provider)
      if (typeof query.error === 'string') throw new SynclineError('PERMISSION_DENIED', { reason: 'said_no' })
      const account = oauth.accountIn(app, query)
      if (!account || typeof query.code !== 'string')
        throw new SynclineError('INVALID_INPUT', { reason: 'no_account' })
      const connection = await chooseConnection(organizationId, errand, account.accountId)
      const signal = AbortSignal.timeout(exchangeTimeoutMs)
      const outcome = await oauth.exchange(app, query.code, redirectUriOf(errand.provider), signal)
      if (!outcome.ok)
        throw new SynclineError('INVALID_CREDENTIALS', { reason: outcome.detail ?? 'no_tokens' })
      const events = await withOrganization(pool, organizationId, async (tx) => {
        const before = await lockGrant(tx, organizationId, connection.connectionId)
        const owner = { organizationId, connectionId: connection.connectionId, now: now() }
        const rotated = await storeTokens(tx, vault, owner, outcome.tokens)
        return [
          ...(connection.isNew ? [connected(errand, account)] : []),
          ...rotated,
          ...(await keepVerifier(tx, owner, app)),
          ...(before ? [reconnected(account.accountId)] : []),
        ]
      })
      const { actor, correlationId } = who
      await appender.append({
        organizationId,
        stream: streamName('connection', connection.connectionId),
        events,
        context: { now: now(), actor, correlationId },
      })
      const { connectionId } = connection
      const keeper = { organizationId, connectionId, provider: errand.provider, accountId: account.accountId }
      const { webhook } = await loadProvider(errand.provider)
      if (webhook) await claimUnclaimed(deps, webhook, keeper)
      return { connectionId }
    },
  }

  /**
   * The one that was named, the one that the account has already, else a new one: the same for the same account. One that
   * was deleted stays so, whatever is signed in to afterwards: the account then gets another.
   */
  async function chooseConnection(organizationId: string, errand: Errand, accountId: string) {
    const { provider } = errand
    const known =
      errand.connectionId === null
        ? await findByAccount(pool, organizationId, provider, accountId)
        : await findById(pool, organizationId, errand.connectionId)
    if (known && known.accountId !== accountId)
      throw new SynclineError('STATE_CONFLICT', { reason: anotherAccount })
    // The list may not know yet of what was deleted a moment ago: the stream does.
    if (known && (await statusOf(organizationId, known.connectionId)) !== 'deleted')
      return { connectionId: known.connectionId, isNew: false }
    if (errand.connectionId !== null) throw new SynclineError('RECORD_NOT_FOUND')
    for (let before = 0; before < mostDeleted; before++) {
      const name = `${organizationId}/${provider}/${accountId}${before === 0 ? '' : `/${before}`}`
      const connectionId = uuidOf(name)
      const status = await statusOf(organizationId, connectionId)
      if (status !== 'deleted') return { connectionId, isNew: status === 'none' }
    }
    throw new SynclineError('STATE_CONFLICT', { reason: 'deleted_too_often', limit: mostDeleted })
  }

  async function statusOf(organizationId: string, connectionId: string): Promise<Connection['status']> {
    const facts = await withOrganization(pool, organizationId, (tx) =>
      readStream(tx, organizationId, streamName('connection', connectionId)),
    )
    const state = facts.reduce(
      (connection, fact) => evolveConnection(connection, fact as unknown as ConnectionEvent),
      initialConnection,
    )
    return state.status
  }

  /** The app's webhooks also come to a connection's own address: they are signed the same. */
  async function keepVerifier(
    tx: pg.ClientBase,
    { organizationId, connectionId }: { organizationId: string; connectionId: string },
    { verifierToken: secret }: RegisteredApp,
  ): Promise<NewEvent[]> {
    if (secret === null) return []
    const kind = 'webhook_secret'
    const held = await openCredentials(tx, vault, organizationId, connectionId)
    if (held.some((one) => one.kind === kind && one.secret === secret)) return []
    const { version, lastFour } = await storeCredential(tx, vault, {
      organizationId,
      connectionId,
      kind,
      secret,
    })
    return [{ type: 'CredentialRotated', data: { kind, credentialVersion: version, lastFour } }]
  }
}

const connected = (
  { provider, venue }: Errand,
  { accountId, baseUrl }: { accountId: string; baseUrl: string },
): NewEvent => ({
  type: 'ConnectionConnected',
  data: { provider, name: `${providerTitles[provider]} · ${venue}`.slice(0, 120), venue, accountId, baseUrl },
})

const reconnected = (accountId: string): NewEvent => ({ type: 'ConnectionReconnected', data: { accountId } })

interface Known {
  readonly connectionId: string
  readonly provider: string
  readonly accountId: string
}

const columns = 'connection_id as "connectionId", provider, account_id as "accountId"'

async function findById(pool: pg.Pool, organizationId: string, connectionId: string): Promise<Known | null> {
  const { rows } = await withOrganization(pool, organizationId, (tx) =>
    tx.query<Known>(
      `select ${columns} from read.connection
       where organization_id = $1 and connection_id = $2 and status <> 'deleted'`,
      [organizationId, connectionId],
    ),
  )
  return rows[0] ?? null
}

async function findByAccount(
  pool: pg.Pool,
  organizationId: string,
  provider: ProviderName,
  accountId: string,
): Promise<Known | null> {
  const { rows } = await withOrganization(pool, organizationId, (tx) =>
    tx.query<Known>(
      `select ${columns} from read.connection
       where organization_id = $1 and provider = $2 and account_id = $3 and status <> 'deleted' order by connection_id limit 1`,
      [organizationId, provider, accountId],
    ),
  )
  return rows[0] ?? null
}
