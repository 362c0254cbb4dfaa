import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type CredentialKind,
  createLocalKeyWrapper,
  createVault,
  storeCredential,
  type Vault,
  type Wrapping,
} from '@syncline/db/custody'
import { type Appender, createAppender } from '@syncline/db/log'
import { createPool, withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import { createTestDatabase } from '@syncline/db/testing'
import type { Entity, ProviderName } from '@syncline/domain/connection'
import type { CommandContext, NewEvent } from '@syncline/domain/event'
import pg from 'pg'

/** Log, queue, custody and pools of one hub, on a database and with a key file of its own. */
export interface TestHub {
  readonly url: string
  readonly appPool: pg.Pool
  readonly workerPool: pg.Pool
  /** Sees everything: for looking, not for doing. */
  readonly admin: pg.Pool
  readonly appender: Appender
  readonly vault: Vault & Wrapping
  /** The same two, as the worker has them. */
  readonly workerAppender: Appender
  readonly workerVault: Vault
  close(): Promise<void>
}

/** @param through the way from a database's URL to the one that the hub uses; it is reached directly otherwise */
export async function startTestHub(through?: (url: string) => Promise<string>): Promise<TestHub> {
  const database = await createTestDatabase()
  const url = through ? await through(database.url) : database.url
  const directory = mkdtempSync(join(tmpdir(), 'syncline-hub-'))
  const pool = (role: 'syncline_app' | 'syncline_worker') =>
    createPool({ url, role, max: 6, applicationName: 'hub test' })
  const appPool = pool('syncline_app')
  const workerPool = pool('syncline_worker')
  const admin = new pg.Pool({ connectionString: database.url, max: 2 })
  admin.on('error', () => {})
  const appender = createAppender({ url, role: 'syncline_app' })
  const workerAppender = createAppender({ url, role: 'syncline_worker' })
  const wrapper = createLocalKeyWrapper(join(directory, 'organization-keys.key'))
  const keeper = (role: 'syncline_app' | 'syncline_worker') =>
    createVault({ url, role, applicationName: 'hub test', wrapper })
  const vault = keeper('syncline_app')
  const workerVault = keeper('syncline_worker')
  return {
    url,
    appPool,
    workerPool,
    admin,
    appender,
    vault,
    workerAppender,
    workerVault,
    async close() {
      await Promise.all([appender.close(), workerAppender.close(), vault.close(), workerVault.close()])
      await Promise.all([appPool.end(), workerPool.end(), admin.end()])
      await database.drop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

export const bySystem = (): CommandContext => ({
  now: new Date(),
  actor: 'system:test',
  correlationId: randomUUID(),
})

type Secrets = Readonly<Partial<Record<CredentialKind, string>>>

/** An organization whose Stripe customers go to its FlashERP. */
export interface TestOrganization {
  readonly organizationId: string
  readonly stripeId: string
  readonly flasherpId: string
  readonly secrets: { readonly stripe: Secrets; readonly flasherp: Secrets }
}

/** Founds an organization with both connections, their secrets and, unless told otherwise, the flow of customers. */
export async function foundOrganization(
  hub: TestHub,
  {
    sandboxUrl = 'http://127.0.0.1:9',
    flows = ['customer'],
    back = [],
  }: { sandboxUrl?: string; flows?: readonly Entity[]; back?: readonly Entity[] } = {},
): Promise<TestOrganization> {
  const [organizationId, stripeId, flasherpId, word] = Array.from({ length: 4 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
  ]
  const organization: TestOrganization = {
    organizationId,
    stripeId,
    flasherpId,
    secrets: {
      stripe: { api_key: `sk_test_${word}`, webhook_secret: `whsec_${word}` },
      flasherp: { api_key: `fk_${word}`, api_secret: `fs_${word}`, webhook_secret: `fw_${word}` },
    },
  }
  const facts: [string, NewEvent][] = [
    [`organization-${organizationId}`, { type: 'OrganizationFounded', data: { name: 'Quay', demo: true } }],
    [`connection-${stripeId}`, connectionFact('stripe', sandboxUrl)],
    [`connection-${flasherpId}`, connectionFact('flasherp', `${sandboxUrl}/flasherp/v1`)],
  ]
  const enable = (entity: Entity, sourceConnectionId: string, targetConnectionId: string) => {
    const data = { entity, sourceConnectionId, targetConnectionId, mappingVersion: 1 }
    facts.push([`flow-${randomUUID()}`, { type: 'FlowEnabled', data }])
  }
  for (const entity of flows) enable(entity, stripeId, flasherpId)
  for (const entity of back) enable(entity, flasherpId, stripeId)
  await Promise.all(
    facts.map(([stream, event]) =>
      hub.appender.append({ organizationId, stream, events: [event], context: bySystem() }),
    ),
  )
  for (const [connectionId, secrets] of [
    [stripeId, organization.secrets.stripe],
    [flasherpId, organization.secrets.flasherp],
  ] as const)
    for (const [kind, secret] of Object.entries(secrets) as [CredentialKind, string][])
      await keepSecret(hub, organizationId, connectionId, kind, secret)
  await advanceProjection(hub.workerPool, 'directory')
  return organization
}

/** One more connection, also to a provider that is connected already or of another venue, with a webhook secret of its own. */
export async function connectAnother(
  hub: TestHub,
  { organizationId }: TestOrganization,
  provider: ProviderName,
  accountId?: string,
  venue?: string,
): Promise<{ connectionId: string; webhookSecret: string }> {
  const connectionId = randomUUID()
  const webhookSecret = `whsec_${randomUUID()}`
  await hub.appender.append({
    organizationId,
    stream: `connection-${connectionId}`,
    // As where nobody told which account it is.
    events: [connectionFact(provider, 'http://127.0.0.1:9', accountId ?? connectionId, venue)],
    context: bySystem(),
  })
  await keepSecret(hub, organizationId, connectionId, 'webhook_secret', webhookSecret)
  await advanceProjection(hub.workerPool, 'directory')
  return { connectionId, webhookSecret }
}

const connectionFact = (
  provider: string,
  baseUrl: string,
  accountId = `acct_${provider}`,
  venue = 'Quay 4',
): NewEvent => ({
  type: 'ConnectionConnected',
  data: { provider, name: provider, venue, accountId, baseUrl },
})

export async function keepSecret(
  { appPool, vault }: TestHub,
  organizationId: string,
  connectionId: string,
  kind: CredentialKind,
  secret: string,
): Promise<void> {
  await withOrganization(appPool, organizationId, (tx) =>
    storeCredential(tx, vault, { organizationId, connectionId, kind, secret }),
  )
}

const unixSeconds = () => Math.floor(Date.now() / 1_000)
const hmac = (secret: string, timestamp: number, body: string | Uint8Array) =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')

/** What the providers would send along, made without our own verification code. */
export const signed = {
  stripe(secret: string, body: string | Uint8Array, timestamp = unixSeconds()): Record<string, string> {
    return { 'stripe-signature': `t=${timestamp},v1=${hmac(secret, timestamp, body)}` }
  },
  flasherp(secret: string, body: string | Uint8Array, timestamp = unixSeconds()): Record<string, string> {
    return {
      'x-flasherp-timestamp': String(timestamp),
      'x-flasherp-signature': hmac(secret, timestamp, body),
    }
  },
}

/** A Stripe event, as its webhook carries it. */
export function stripeEventOf(given: {
  id?: string
  type: string
  created?: number
  account?: string
  requestKey?: string
  object: Readonly<Record<string, unknown>>
}): string {
  return JSON.stringify({
    id: given.id ?? `evt_${randomUUID()}`,
    object: 'event',
    api_version: '2026-06-30',
    ...(given.account !== undefined && { account: given.account }),
    created: given.created ?? unixSeconds(),
    livemode: false,
    request: { id: 'req_1', idempotency_key: given.requestKey ?? null },
    type: given.type,
    data: { object: given.object },
  })
}

/** A Stripe event about a customer. */
export function stripeEvent({
  customer,
  type = 'customer.created',
  ...rest
}: {
  id?: string
  type?: string
  created?: number
  account?: string
  requestKey?: string
  customer: { id: string; name?: string | null; email?: string | null }
}): string {
  return stripeEventOf({ ...rest, type, object: { object: 'customer', ...customer } })
}

export function flasherpEvent(given: {
  id?: string
  name: string
  customerId?: string
  version?: number
  externalRef?: string
}): string {
  const now = new Date().toISOString()
  const object = {
    id: given.customerId ?? 'C-7',
    version: given.version ?? 2,
    external_ref: given.externalRef ?? null,
    name: given.name,
    updated_at: now,
  }
  return JSON.stringify({
    id: given.id ?? `fe_${randomUUID()}`,
    type: 'customer.updated',
    entity: 'customer',
    created_at: now,
    data: { object },
  })
}
