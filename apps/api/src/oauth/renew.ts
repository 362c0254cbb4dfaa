import { openCredentials, type Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import type { ProviderName } from '@syncline/domain/connection'
import { type NewEvent, streamName } from '@syncline/domain/event'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import type { OAuthApps } from './apps.ts'
import { buryGrant, endToken, type Grant, lockGrant, readGrant, storeTokens } from './grants.ts'

export interface RenewDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly appender: Pick<Appender, 'append'>
  readonly apps: OAuthApps
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly now?: () => Date
}

/**
 * `usable`: there is an access token that will do for a while. `away`: it is over, and who renews it does not answer.
 * `dead`: a person has to sign in again.
 */
export type SignInState = 'not_needed' | 'usable' | 'away' | 'dead'

export interface Renewal {
  /** Renews the access token of a connection where it is about to run out. Asked before every call that needs one. */
  ensure(organizationId: string, connectionId: string, provider: ProviderName): Promise<SignInState>
  /** The provider took this access token for over before its time: unless another came since, the next call renews it. */
  refused(organizationId: string, connectionId: string, accessToken: string): Promise<void>
}

/** So long before its end a token is renewed: a call that begins now has to end within its life. */
const marginMs = 5 * 60_000
const renewTimeoutMs = 15_000

export function createRenewal(deps: RenewDeps): Renewal {
  const { pool, vault, appender, apps, loadProvider, now = () => new Date() } = deps
  /** Of this process: one waits for the row, all others for the one. */
  const running = new Map<string, Promise<SignInState>>()

  const lasts = ({ accessExpiresAt }: Grant) => accessExpiresAt.getTime() - now().getTime() > marginMs

  async function ensure(
    organizationId: string,
    connectionId: string,
    provider: ProviderName,
  ): Promise<SignInState> {
    if (!apps[provider]) return 'not_needed'
    const grant = await readGrant(pool, organizationId, connectionId)
    if (!grant) return 'not_needed'
    if (grant.dead) return 'dead'
    return lasts(grant) ? 'usable' : renew(organizationId, connectionId, provider)
  }

  /**
   * The one who has the row asks the provider; whoever waited for it finds the work done. The new refresh token is
   * stored before the new access token is used: a provider may have made the old one worthless by then.
   */
  async function renew(
    organizationId: string,
    connectionId: string,
    provider: ProviderName,
  ): Promise<SignInState> {
    const app = apps[provider]
    const { oauth } = await loadProvider(provider)
    if (!app || !oauth) return 'not_needed'
    const done = await withOrganization(
      pool,
      organizationId,
      async (tx): Promise<[SignInState, NewEvent[]]> => {
        const grant = await lockGrant(tx, organizationId, connectionId)
        if (!grant || grant.dead) return ['dead', []]
        if (lasts(grant)) return ['usable', []]
        const credentials = await openCredentials(tx, vault, organizationId, connectionId)
        const held = credentials.find(({ kind }) => kind === 'refresh_token')
        if (held) vault.uses.count(organizationId, connectionId, [held])
        const outcome = held
          ? await oauth.refresh(app, held.secret, AbortSignal.timeout(renewTimeoutMs))
          : ({ ok: false, retryable: false, detail: 'There is no refresh token.' } as const)
        if (outcome.ok) {
          const owner = { organizationId, connectionId, now: now() }
          return ['usable', await storeTokens(tx, vault, owner, outcome.tokens)]
        }
        // What is left of the old token's life is used, and the next call asks again.
        if (outcome.retryable) return [grant.accessExpiresAt > now() ? 'usable' : 'away', []]
        await buryGrant(tx, organizationId, connectionId)
        return ['dead', [needed(outcome.detail)]]
      },
    )
    const [state, events] = done
    if (events.length > 0)
      await appender.append({
        organizationId,
        stream: streamName('connection', connectionId),
        events,
        context: { now: now(), actor: 'system:oauth', correlationId: `oauth-${connectionId}` },
      })
    return state
  }

  return {
    ensure(organizationId, connectionId, provider) {
      const key = `${organizationId}/${connectionId}`
      const known = running.get(key)
      if (known) return known
      const state = ensure(organizationId, connectionId, provider).finally(() => running.delete(key))
      running.set(key, state)
      return state
    },
    async refused(organizationId, connectionId, accessToken) {
      await withOrganization(pool, organizationId, async (tx) => {
        if (!(await lockGrant(tx, organizationId, connectionId))) return
        const credentials = await openCredentials(tx, vault, organizationId, connectionId)
        const newest = credentials.find(({ kind }) => kind === 'access_token')
        if (newest?.secret === accessToken) await endToken(tx, organizationId, connectionId, now())
      })
    },
  }
}

const needed = (detail: string | null): NewEvent => ({
  type: 'ConnectionReconnectNeeded',
  data: { code: 'TOKEN_REFRESH_FAILED', detail },
})
