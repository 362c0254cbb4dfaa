import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEnv } from '../../../apps/api/src/env.ts'
import { createHub } from '../../../apps/api/src/hub.ts'
import { readSettings } from '../../../apps/api/src/settings.ts'
import { storeCredential } from '../../../packages/db/src/custody/index.ts'
import { migrate } from '../../../packages/db/src/migrations/index.ts'
import { withOrganization } from '../../../packages/db/src/pool/index.ts'
import { advanceProjection } from '../../../packages/db/src/projections/index.ts'
import type { NewEvent } from '../../../packages/domain/src/event/index.ts'

/** A Syncline with one Stripe connection whose customers flow to one FlashERP connection, and one operator. */
export interface Installed {
  readonly databaseUrl: string
  readonly dataDirectory: string
  readonly sessionSecret: string
  readonly organizationId: string
  readonly stripeConnectionId: string
  readonly webhookSecret: string
  readonly operator: { readonly email: string; readonly password: string }
}

/** Sets a database up through the product's own code; nobody answers at the FlashERP address. */
export async function install(databaseUrl: string): Promise<Installed> {
  await migrate(databaseUrl)
  const installed = {
    databaseUrl,
    dataDirectory: mkdtempSync(join(tmpdir(), 'syncline-bench-')),
    sessionSecret: randomBytes(32).toString('base64url'),
    organizationId: randomUUID(),
    stripeConnectionId: randomUUID(),
    webhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    operator: { email: 'operator@bench.example', password: randomBytes(12).toString('hex') },
  }
  const hub = createHub(readSettings(undefined, readEnv(environment(installed, 0))), 'seed')
  try {
    const targetConnectionId = randomUUID()
    const { organizationId, stripeConnectionId } = installed
    const connection = (provider: string, baseUrl: string): NewEvent => ({
      type: 'ConnectionConnected',
      data: { provider, name: provider, venue: 'Bench', accountId: 'bench', baseUrl },
    })
    const facts: [string, NewEvent][] = [
      [
        `organization-${organizationId}`,
        { type: 'OrganizationFounded', data: { name: 'Bench', demo: true } },
      ],
      [`connection-${stripeConnectionId}`, connection('stripe', 'http://127.0.0.1:9')],
      [`connection-${targetConnectionId}`, connection('flasherp', 'http://127.0.0.1:9/v1')],
      [
        `flow-${randomUUID()}`,
        {
          type: 'FlowEnabled',
          data: {
            entity: 'customer',
            sourceConnectionId: stripeConnectionId,
            targetConnectionId,
            mappingVersion: 1,
          },
        },
      ],
    ]
    for (const [stream, event] of facts)
      await hub.appender.append({
        organizationId,
        stream,
        events: [event],
        context: { now: new Date(), actor: 'system:bench', correlationId: 'bench' },
      })
    await advanceProjection(hub.workerPool, 'directory')
    await withOrganization(hub.appPool, organizationId, (tx) =>
      storeCredential(tx, hub.vault, {
        organizationId,
        connectionId: stripeConnectionId,
        kind: 'webhook_secret',
        secret: installed.webhookSecret,
      }),
    )
    await hub.auth.seedUser({
      ...installed.operator,
      name: 'Bench',
      role: 'operator',
      organizationId,
      organizationName: 'Bench',
    })
  } finally {
    await hub.close()
  }
  return installed
}

/** The environment of a role of this installation. */
export function environment(
  installed: Omit<Installed, 'organizationId' | 'stripeConnectionId' | 'webhookSecret' | 'operator'>,
  port: number,
) {
  return {
    DATABASE_URL: installed.databaseUrl,
    SYNCLINE_DATA: installed.dataDirectory,
    SESSION_SECRET: installed.sessionSecret,
    PORT: String(port),
    BASE_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'warn',
  }
}
