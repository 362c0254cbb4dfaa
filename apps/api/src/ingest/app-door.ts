import type { Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { isDatabaseAway } from '@syncline/db/pool'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { Provider } from '@syncline/providers/port'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { Counter } from 'prom-client'
import { networkOf } from '../access/network.ts'
import type { OAuthApps } from '../oauth/apps.ts'
import type { AccountDirectory } from './accounts.ts'
import type { DoorLimits } from './door-limit.ts'
import { readRawBody } from './raw-body.ts'
import { type Arrival, keepParts } from './receive.ts'
import { keepUnclaimed, unreadable } from './unclaimed.ts'

export interface AppDoorDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly vault: Vault
  readonly apps: OAuthApps
  readonly accounts: AccountDirectory
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly limits: Pick<DoorLimits, 'failures'>
  readonly publicUrl: string
  readonly counter: Counter<'provider' | 'verdict'>
}

/** From the first byte of the request to the commit. */
const deadlineMs = 2_500

/** The address of an app's door, as its provider is told it. */
export const appWebhookUrlOf = (publicUrl: string, provider: ProviderName): string =>
  `${publicUrl}/api/webhooks/${provider}`

/**
 * The door of an app that all accounts at a provider share: `POST /api/webhooks/<provider>`. Each event of a verified body
 * goes to the connections of its account; an account that nobody has is quarantined. Answers as a connection's door does.
 */
export function registerAppDoors(app: FastifyInstance, deps: AppDoorDeps): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Bytes are bytes: a type that is nonsense must not keep a signed webhook out.
    scope.addHook('onRequest', async (request) => {
      delete request.headers['content-type']
    })
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    for (const [provider, registered] of Object.entries(deps.apps) as [
      ProviderName,
      OAuthApps[ProviderName],
    ][]) {
      const secret = registered?.verifierToken ?? null
      if (secret === null) continue
      scope.post(`/api/webhooks/${provider}`, async (request, reply) => {
        const duplicate = await take(deps, provider, secret, request)
        return reply.send({ received: true, duplicate })
      })
    }
  })
}

/** Resolves when everything is stored: whether all of it had been before. @throws SynclineError */
async function take(
  deps: AppDoorDeps,
  provider: ProviderName,
  secret: string,
  request: FastifyRequest,
): Promise<boolean> {
  const { webhook, manifest } = await deps.loadProvider(provider)
  if (!webhook) throw new SynclineError('RECORD_NOT_FOUND')
  const count = (verdict: string) => deps.counter.inc({ provider, verdict })
  const rawBody = await readRawBody(request.raw, { maxBytes: manifest.webhook.maxBodyBytes, deadlineMs })
  const arrival: Arrival = {
    rawBody,
    headers: request.headers,
    url: `${deps.publicUrl}${request.url}`,
    now: new Date(),
  }
  const verdict = webhook.verify({ ...arrival, secrets: [secret] })
  if (!verdict.ok) {
    count(verdict.reason)
    deps.limits.failures.count(`${provider} ${networkOf(request.ip)}`)
    throw new SynclineError('SIGNATURE_INVALID', { reason: verdict.reason })
  }
  try {
    const parts = webhook.split?.(rawBody) ?? []
    const accounts = [...new Set(parts.map(({ accountId }) => accountId))]
    const keepers = new Map(
      await Promise.all(accounts.map(async (id) => [id, await deps.accounts.find(provider, id)] as const)),
    )
    const keepersOf = (accountId: string) => keepers.get(accountId) ?? []
    const stored = await keepParts(deps, webhook, arrival, parts, keepersOf)
    const unclaimed =
      parts.length === 0
        ? [unreadable(rawBody)]
        : parts.filter((part) => keepersOf(part.accountId).length === 0)
    if (unclaimed.length > 0) await keepUnclaimed(deps.pool, provider, webhook, unclaimed)
    count(unclaimed.length > 0 ? 'quarantined' : (stored?.verdict ?? 'accepted'))
    return unclaimed.length === 0 && stored?.verdict === 'duplicate'
  } catch (error) {
    // What can't be stored now is the sender's to repeat.
    if (isDatabaseAway(error))
      throw new SynclineError('DATABASE_UNAVAILABLE', { retryAfterSeconds: 2 }, { cause: error })
    throw error
  }
}
