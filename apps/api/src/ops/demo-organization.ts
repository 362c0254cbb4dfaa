import { type CredentialKind, openCredentials, storeCredential, type Vault } from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type NewEvent, streamName } from '@syncline/domain/event'
import type pg from 'pg'
import { demo, demoFlows, demoSecrets } from '../cli/demo.ts'
import type { Hub } from '../hub.ts'
import { appWebhookUrlOf } from '../ingest/app-door.ts'
import { webhookUrlOf } from '../ingest/door.ts'
import { sandboxApp } from '../oauth/apps.ts'
import { callbackPath } from '../oauth/connect.ts'
import type { DemoOrganization } from '../trpc/ports.ts'

interface Deps {
  readonly appPool: pg.Pool
  readonly appender: Appender
  readonly vault: Vault
}

/**
 * Makes the demo organization, its connections and flows, and has the sandbox play its providers. Safe to run again:
 * what is there stays, and the sandbox learns the keys anew.
 */
export async function loadDemo(
  deps: Deps,
  where: { readonly sandboxUrl: string; readonly baseUrl: string; readonly changesPerMinute: number },
): Promise<void> {
  await foundOrganization(deps, where.sandboxUrl)
  const secrets = await ensureSecrets(deps)
  await tellSandbox(where.sandboxUrl, where.baseUrl, secrets, where.changesPerMinute)
}

async function foundOrganization({ appender }: Deps, sandboxUrl: string): Promise<void> {
  const connection = (provider: string, title: string, accountId: string, baseUrl: string): NewEvent => ({
    type: 'ConnectionConnected',
    data: { provider, name: `${title} · Ember Café`, venue: demo.venue, accountId, baseUrl },
  })
  const facts: [string, NewEvent, string][] = [
    [
      streamName('organization', demo.organizationId),
      { type: 'OrganizationFounded', data: { name: demo.organizationName, demo: true } },
      '',
    ],
    // The address is part of the key: a sandbox that moved is a new fact.
    [
      streamName('connection', demo.stripeId),
      connection('stripe', 'Stripe', 'acct_ember', sandboxUrl),
      sandboxUrl,
    ],
    [
      streamName('connection', demo.flasherpId),
      connection('flasherp', 'FlashERP', 'erp_ember', `${sandboxUrl}/flasherp/v1`),
      sandboxUrl,
    ],
    ...demoFlows.map(({ flowId, ...data }): [string, NewEvent, string] => [
      streamName('flow', flowId),
      { type: 'FlowEnabled', data: { ...data, mappingVersion: 1 } },
      '',
    ]),
  ]
  for (const [stream, event, variant] of facts)
    await appender.append({
      organizationId: demo.organizationId,
      stream,
      events: [event],
      context: { now: new Date(), actor: 'system:seed', correlationId: 'seed' },
      idempotencyKey: `seed:${stream}:${variant}`,
    })
}

type Secrets = Record<string, Partial<Record<CredentialKind, string>>>

/** Drawn the first time, opened from custody afterwards: the hub keeps them, and only the hub. */
async function ensureSecrets({ appPool, appender, vault }: Deps): Promise<Secrets> {
  const fresh = demoSecrets()
  const answer: Secrets = {}
  for (const [provider, connectionId] of [
    ['stripe', demo.stripeId],
    ['flasherp', demo.flasherpId],
  ] as const) {
    const stored = await withOrganization(appPool, demo.organizationId, async (tx) => {
      const there = await openCredentials(tx, vault, demo.organizationId, connectionId)
      if (there.length > 0) return { there, rotated: [] }
      const rotated: NewEvent[] = []
      for (const [kind, secret] of Object.entries(fresh[provider]) as [CredentialKind, string][]) {
        const { version, lastFour } = await storeCredential(tx, vault, {
          organizationId: demo.organizationId,
          connectionId,
          kind,
          secret,
        })
        rotated.push({ type: 'CredentialRotated', data: { kind, credentialVersion: version, lastFour } })
      }
      return { there: await openCredentials(tx, vault, demo.organizationId, connectionId), rotated }
    })
    if (stored.rotated.length > 0)
      await appender.append({
        organizationId: demo.organizationId,
        stream: streamName('connection', connectionId),
        events: stored.rotated,
        context: { now: new Date(), actor: 'system:seed', correlationId: 'seed' },
      })
    answer[provider] = Object.fromEntries(stored.there.map(({ kind, secret }) => [kind, secret]))
  }
  return answer
}

async function tellSandbox(
  sandboxUrl: string,
  baseUrl: string,
  secrets: Secrets,
  perMinute: number,
): Promise<void> {
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${sandboxUrl}/_sandbox${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`)
  }
  // 127.0.0.1, not a name: nothing has to be looked up, and the address is what is signed where one is.
  const door = (provider: ProviderName, connectionId: string) =>
    webhookUrlOf(baseUrl.replace('//localhost', '//127.0.0.1'))({ provider, connectionId })
  await post('/accounts', {
    stripe: {
      secretKey: secrets.stripe?.api_key,
      webhookSecret: secrets.stripe?.webhook_secret,
      webhookUrl: door('stripe', demo.stripeId),
    },
    flasherp: {
      apiKey: secrets.flasherp?.api_key,
      apiSecret: secrets.flasherp?.api_secret,
      webhookSecret: secrets.flasherp?.webhook_secret,
      webhookUrl: door('flasherp', demo.flasherpId),
    },
    // Nobody has signed in to it yet: that is for whoever tries the demo.
    quickbooks: {
      realmId: demo.quickbooksRealm,
      companyName: 'Ember Café Ltd',
      redirectUris: [`${baseUrl}${callbackPath('quickbooks')}`],
      webhookUrl: appWebhookUrlOf(baseUrl.replace('//localhost', '//127.0.0.1'), 'quickbooks'),
      ...sandboxApp,
    },
  })
  if (perMinute > 0) await post('/traffic', { perMinute })
}

/** Changes a minute that the made-up shop makes once a person has loaded it. */
const changesPerMinute = 60

/** The demo organization of an installation that began without it. */
export function createDemoOrganization(hub: Hub): DemoOrganization {
  return {
    async load(userId) {
      const { env, baseUrl } = hub.settings
      if (env.sandboxUrl === null) throw new SynclineError('NOT_CONFIGURED', { what: 'sandbox' })
      const { organizationId, organizationName: name, timeZone } = demo
      await loadDemo(hub, { sandboxUrl: env.sandboxUrl, baseUrl, changesPerMinute })
      await hub.auth.addOrganization({ id: organizationId, name, timeZone })
      if (userId !== null) await hub.auth.addMember({ organizationId, userId, role: 'admin' })
      return { organizationId }
    },
  }
}
