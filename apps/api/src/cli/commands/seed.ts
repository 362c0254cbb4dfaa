import { parseArgs } from 'node:util'
import { type CredentialKind, openCredentials, storeCredential } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import type { ProviderName } from '@syncline/domain/connection'
import { type NewEvent, streamName } from '@syncline/domain/event'
import { createHub, type Hub } from '../../hub.ts'
import { appWebhookUrlOf } from '../../ingest/app-door.ts'
import { webhookUrlOf } from '../../ingest/door.ts'
import { sandboxApp } from '../../oauth/apps.ts'
import { callbackPath } from '../../oauth/connect.ts'
import { keepDemo, readDemo, type SignIn } from '../../ops/demo-file.ts'
import type { CommandInput } from '../command.ts'
import { demo, demoFlows, demoPassword, demoSecrets } from '../demo.ts'

export const summary = 'make the demo organization: seed --demo --sandbox URL [--traffic PER_MINUTE]'

/** Safe to run again: what is there stays, and the sandbox learns the keys anew. */
export async function run({ settings, args, say, report }: CommandInput): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { demo: { type: 'boolean' }, sandbox: { type: 'string' }, traffic: { type: 'string' } },
  })
  if (!values.demo || !values.sandbox) {
    say('Usage: syncline seed --demo --sandbox URL [--traffic PER_MINUTE]')
    return 2
  }
  const hub = createHub(settings, 'seed')
  try {
    await foundOrganization(hub, values.sandbox)
    const secrets = await ensureSecrets(hub)
    const signIns = await ensurePeople(hub)
    keepDemo(settings.dataDirectory, { sandboxUrl: values.sandbox, signIns })
    await tellSandbox(values.sandbox, settings.baseUrl, secrets, Number(values.traffic ?? 0))
    for (const { role, email, password } of signIns) say(`${role.padEnd(9)} ${email}  ${password}`)
    report({ seed: 'done', signIns })
    return 0
  } finally {
    await hub.close()
  }
}

async function foundOrganization(hub: Hub, sandboxUrl: string): Promise<void> {
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
    await hub.appender.append({
      organizationId: demo.organizationId,
      stream,
      events: [event],
      context: { now: new Date(), actor: 'system:seed', correlationId: 'seed' },
      idempotencyKey: `seed:${stream}:${variant}`,
    })
  await advanceProjection(hub.workerPool, 'directory')
}

type Secrets = Record<string, Partial<Record<CredentialKind, string>>>

/** Drawn the first time, opened from custody afterwards: the hub keeps them, and only the hub. */
async function ensureSecrets(hub: Hub): Promise<Secrets> {
  const fresh = demoSecrets()
  const answer: Secrets = {}
  for (const [provider, connectionId] of [
    ['stripe', demo.stripeId],
    ['flasherp', demo.flasherpId],
  ] as const) {
    const stored = await withOrganization(hub.appPool, demo.organizationId, async (tx) => {
      const there = await openCredentials(tx, hub.vault, demo.organizationId, connectionId)
      if (there.length > 0) return { there, rotated: [] }
      const rotated: NewEvent[] = []
      for (const [kind, secret] of Object.entries(fresh[provider]) as [CredentialKind, string][]) {
        const { version, lastFour } = await storeCredential(tx, hub.vault, {
          organizationId: demo.organizationId,
          connectionId,
          kind,
          secret,
        })
        rotated.push({ type: 'CredentialRotated', data: { kind, credentialVersion: version, lastFour } })
      }
      return { there: await openCredentials(tx, hub.vault, demo.organizationId, connectionId), rotated }
    })
    if (stored.rotated.length > 0)
      await hub.appender.append({
        organizationId: demo.organizationId,
        stream: streamName('connection', connectionId),
        events: stored.rotated,
        context: { now: new Date(), actor: 'system:seed', correlationId: 'seed' },
      })
    answer[provider] = Object.fromEntries(stored.there.map(({ kind, secret }) => [kind, secret]))
  }
  return answer
}

async function ensurePeople(hub: Hub): Promise<readonly SignIn[]> {
  const known = readDemo(hub.settings.dataDirectory)
  if (known) return known.signIns
  const signIns: SignIn[] = demo.people.map((person) => ({ ...person, password: demoPassword() }))
  for (const signIn of signIns)
    await hub.auth.seedUser({
      ...signIn,
      organizationId: demo.organizationId,
      organizationName: demo.organizationName,
    })
  return signIns
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
