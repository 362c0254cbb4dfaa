import { readOrganization } from '@syncline/db/pool'
import { providerTitles } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { createCustodyCommands } from '../commands/custody.ts'
import type { ConnectionEnv } from '../env/connections.ts'
import { uuidOf } from '../ingest/uuid.ts'
import { onlyOrganization } from './only-organization.ts'

export interface EnvironmentConnectionsDeps {
  readonly pool: pg.Pool
  readonly custodyCommands: Pick<ReturnType<typeof createCustodyCommands>, 'connect'>
  readonly wanted: readonly ConnectionEnv[]
  readonly log: Logger
}

const by = { actor: 'system:environment', correlationId: 'environment' } as const

/**
 * Connects what the environment holds the keys of, in the only organization of the installation: with several nobody
 * could say whose they are. A provider that has or had a connection is left alone: people have decided there.
 * What fails is told in the log and keeps nobody from starting.
 */
export async function connectFromEnvironment(deps: EnvironmentConnectionsDeps): Promise<void> {
  const { pool, custodyCommands, wanted, log } = deps
  if (wanted.length === 0) return
  const organization = await onlyOrganization(pool)
  if (!organization) return
  const { id: organizationId, name: venue } = organization
  for (const { provider, baseUrl, secrets } of wanted) {
    try {
      if (await isConnected(pool, organizationId, provider)) continue
      const connectionId = uuidOf(`${organizationId}/environment/${provider}`)
      const name = providerTitles[provider]
      const connection = { connectionId, provider, name, venue, accountId: null, baseUrl, secrets }
      await custodyCommands.connect(organizationId, connection, by)
      log.info({ organizationId, connectionId, provider }, 'connected from the environment')
    } catch (error) {
      // Another process made it a moment ago.
      if (error instanceof SynclineError && error.code === 'STATE_CONFLICT') continue
      log.error({ err: error, organizationId, provider }, 'could not be connected from the environment')
    }
  }
}

async function isConnected(pool: pg.Pool, organizationId: string, provider: string): Promise<boolean> {
  const { rowCount } = await readOrganization(pool, organizationId, (tx) =>
    tx.query('select 1 from read.connection where organization_id = $1 and provider = $2 limit 1', [
      organizationId,
      provider,
    ]),
  )
  return rowCount !== 0
}
