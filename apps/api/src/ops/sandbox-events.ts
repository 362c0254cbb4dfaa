import { withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type pg from 'pg'

interface Deps {
  readonly pool: pg.Pool
  /** Of an installation that shows made-up data. */
  readonly sandboxUrl: string | null
}

export interface SandboxEvents {
  /**
   * Has the sandbox make one change at the provider it plays, so that a webhook comes.
   * @throws SynclineError RECORD_NOT_FOUND, NOT_CONFIGURED where the provider is a real one or sends nothing
   */
  send(organizationId: string, connectionId: string): Promise<{ event: string }>
}

const customerCreated = 'customer.created'
/** What is made to happen, of those that send webhooks. */
const eventOf: Partial<Record<ProviderName, string>> = {
  stripe: customerCreated,
  flasherp: customerCreated,
  square: customerCreated,
  quickbooks: customerCreated,
}
const timeoutMs = 10_000

/** Whether the sandbox plays the provider at an address, and can have it send a webhook. */
export const playsProvider =
  (sandboxUrl: string | null) =>
  ({ provider, baseUrl }: { provider: ProviderName; baseUrl: string }): boolean =>
    sandboxUrl !== null &&
    eventOf[provider] !== undefined &&
    new URL(baseUrl).origin === new URL(sandboxUrl).origin

export function createSandboxEvents({ pool, sandboxUrl }: Deps): SandboxEvents {
  const plays = playsProvider(sandboxUrl)
  return {
    async send(organizationId, connectionId) {
      const connection = await withOrganization(pool, organizationId, (tx) =>
        findConnection(tx, organizationId, connectionId),
      )
      if (!connection) throw new SynclineError('RECORD_NOT_FOUND')
      const event = eventOf[connection.provider]
      if (event === undefined || !plays(connection))
        throw new SynclineError('NOT_CONFIGURED', { reason: 'no_sandbox' })
      const response = await fetch(`${sandboxUrl}/_sandbox/trigger/${connection.provider}/${event}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (!response.ok) throw new SynclineError('NOT_CONFIGURED', { reason: 'sandbox_refused' })
      return { event }
    },
  }
}
