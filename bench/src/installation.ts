import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readEnv } from '../../apps/api/src/env.ts'
import { createHub, type Hub } from '../../apps/api/src/hub.ts'
import { readSettings } from '../../apps/api/src/settings.ts'
import { type Child, startChild, stopChild } from '../../infra/src/run/child.ts'
import { type CredentialKind, storeCredential } from '../../packages/db/src/custody/index.ts'
import { migrate } from '../../packages/db/src/migrations/index.ts'
import { withOrganization } from '../../packages/db/src/pool/index.ts'
import { advanceProjection } from '../../packages/db/src/projections/index.ts'
import { type NewEvent, streamName } from '../../packages/domain/src/event/index.ts'
import { freePort } from '../../tests/stack.ts'
import { organizationId } from './sample.ts'
import type { WebhookTarget } from './webhook.ts'

const program = fileURLToPath(new URL('../../apps/api/src/main.ts', import.meta.url))
const stripeId = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01'
const flasherpId = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02'
const flowId = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a03'
const stopTimeoutMs = 10_000

/** Who signs in to read. */
export const reader = { email: 'reader@bench.example', name: 'Reader', password: 'a password of the bench' }
export const webhookSecret = 'whsec_of_the_bench_0123456789'

/** Syncline as it is installed: one organization whose Stripe customers go to FlashERP. */
export interface Installation {
  readonly baseUrl: string
  readonly target: WebhookTarget
  /** Starts a role as the product does, in a process of its own. */
  start(role: 'web' | 'worker', env?: Readonly<Record<string, string>>): Promise<Child>
  stop(): Promise<void>
}

export async function install(databaseUrl: string): Promise<Installation> {
  const directory = mkdtempSync(join(tmpdir(), 'syncline-bench-'))
  const remove = () => rmSync(directory, { recursive: true, force: true })
  // An interrupted bench ends without its clean-up.
  process.once('exit', remove)
  const port = await freePort()
  const env = {
    PORT: String(port),
    SYNCLINE_DATA: directory,
    DATABASE_URL: databaseUrl,
    // As the peers: nothing is written about a webhook that went well.
    LOG_LEVEL: 'warn',
  }
  await migrate(databaseUrl)
  const hub = createHub(readSettings(undefined, readEnv(env)), 'seed')
  try {
    await seed(hub)
  } finally {
    await hub.close()
  }
  const children: Child[] = []
  return {
    baseUrl: `http://localhost:${port}`,
    target: { port, path: `/api/webhooks/stripe/${stripeId}`, secret: webhookSecret },
    async start(role, more = {}) {
      const child = startChild({
        name: role,
        file: program,
        env: { ...process.env, ...env, ...more, SYNCLINE_ROLE: role },
        logFile: join(directory, `${role}.log`),
      })
      children.push(child)
      await child.line(role === 'web' ? 'listening' : 'working')
      return child
    },
    async stop() {
      for (const child of children.reverse()) await stopChild(child, stopTimeoutMs)
      process.off('exit', remove)
      remove()
    },
  }
}

/** Through the code that makes them in the product. */
async function seed(hub: Hub): Promise<void> {
  const connection = (provider: string): NewEvent => ({
    type: 'ConnectionConnected',
    data: {
      provider,
      name: provider,
      venue: 'Bench',
      accountId: `${provider}_bench`,
      // Nobody listens there: syncs are held in these benches.
      baseUrl: 'http://127.0.0.1:9',
    },
  })
  const flow = {
    entity: 'customer',
    sourceConnectionId: stripeId,
    targetConnectionId: flasherpId,
    mappingVersion: 1,
  }
  const facts: [string, NewEvent][] = [
    [
      streamName('organization', organizationId),
      { type: 'OrganizationFounded', data: { name: 'Bench', demo: false } },
    ],
    [streamName('connection', stripeId), connection('stripe')],
    [streamName('connection', flasherpId), connection('flasherp')],
    [streamName('flow', flowId), { type: 'FlowEnabled', data: flow }],
  ]
  for (const [stream, event] of facts)
    await hub.appender.append({
      organizationId,
      stream,
      events: [event],
      context: { now: new Date(), actor: 'system:seed', correlationId: 'seed' },
    })
  await advanceProjection(hub.workerPool, 'directory')
  const secrets: [string, CredentialKind, string][] = [
    [stripeId, 'webhook_secret', webhookSecret],
    [flasherpId, 'api_key', 'erp_bench'],
    [flasherpId, 'api_secret', 'erp_bench_secret'],
  ]
  await withOrganization(hub.appPool, organizationId, async (tx) => {
    for (const [connectionId, kind, secret] of secrets)
      await storeCredential(tx, hub.vault, { organizationId, connectionId, kind, secret })
  })
  await hub.auth.seedUser({ ...reader, organizationId, organizationName: 'Bench', role: 'operator' })
}
