import { type CredentialKind, openCredentials, storeCredential } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { type ProviderName, providerNames } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type NewEvent, streamName } from '@syncline/domain/event'
import {
  type DemoConnection,
  demo,
  demoConnections,
  demoFlows,
  demoSecrets,
  type Secrets,
} from '../cli/demo.ts'
import { tellSandbox } from '../cli/demo-sandbox.ts'
import type { Hub } from '../hub.ts'
import { storeTokens } from '../oauth/grants.ts'
import type { DemoOrganization } from '../trpc/command-ports.ts'
import { makeDemoKey } from './demo-key.ts'

type Deps = Pick<Hub, 'settings' | 'appPool' | 'appender' | 'vault'>

/**
 * Makes the demo organization, its connections and flows, and has the sandbox play its providers. Safe to run again:
 * what is there stays, what is missing is added, and the sandbox learns the keys anew.
 */
export async function loadDemo(
  deps: Deps,
  where: {
    readonly sandboxUrl: string
    readonly baseUrl: string
    readonly changesPerMinute: number
    /** Those that are connected; all unless said. */
    readonly only?: readonly ProviderName[]
  },
): Promise<void> {
  const { sandboxUrl, baseUrl, changesPerMinute, only = providerNames } = where
  const connections = demoConnections.filter(({ provider }) => only.includes(provider))
  await foundOrganization(deps, sandboxUrl, connections)
  const known: (DemoConnection & { readonly secrets: Secrets })[] = []
  for (const one of connections) {
    const secrets = await ensureSecrets(deps, one)
    // Its key is ours: custody keeps what providers give.
    const own = one.provider === 'pcs-ai' ? { api_key: await makeDemoKey(deps) } : {}
    known.push({ ...one, secrets: { ...secrets, ...own } })
  }
  await tellSandbox(sandboxUrl, baseUrl, known, changesPerMinute)
}

/** What the sandbox's QuickBooks gives an access token to live. */
const tokenSeconds = 3_600

async function foundOrganization(
  { appender }: Deps,
  sandboxUrl: string,
  connections: readonly DemoConnection[],
): Promise<void> {
  const idOf = (provider: ProviderName) =>
    connections.find((one) => one.provider === provider)?.connectionId ?? null
  const facts: [string, NewEvent, string][] = [
    [
      streamName('organization', demo.organizationId),
      { type: 'OrganizationFounded', data: { name: demo.organizationName, demo: true } },
      '',
    ],
    // The address is part of the key: a sandbox that moved is a new fact.
    ...connections.flatMap(({ connectionId, path, choices, ...data }) => {
      const stream = streamName('connection', connectionId)
      const baseUrl = `${sandboxUrl}${path}`
      const connected: NewEvent = { type: 'ConnectionConnected', data: { ...data, baseUrl } }
      const { accountId } = data
      const chosen: NewEvent = { type: 'ConnectionChoicesSet', data: { choices, accountId, baseUrl } }
      const made: [string, NewEvent, string][] = [[stream, connected, sandboxUrl]]
      // Once: a person may have chosen otherwise since.
      if (choices) made.push([stream, chosen, 'choices'])
      return made
    }),
    ...demoFlows.flatMap(({ flowId, entity, from, to }): [string, NewEvent, string][] => {
      const [sourceConnectionId, targetConnectionId] = [idOf(from), idOf(to)]
      if (!sourceConnectionId || !targetConnectionId) return []
      const data = { entity, sourceConnectionId, targetConnectionId, mappingVersion: 1 }
      return [[streamName('flow', flowId), { type: 'FlowEnabled', data }, '']]
    }),
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

/** Drawn the first time, opened from custody afterwards: the hub keeps them, and only the hub. */
async function ensureSecrets(
  { appPool, vault, appender }: Deps,
  { provider, connectionId }: DemoConnection,
): Promise<Secrets> {
  const { organizationId } = demo
  const owner = { organizationId, connectionId, now: new Date() }
  const stored = await withOrganization(appPool, organizationId, async (tx) => {
    const there = await openCredentials(tx, vault, organizationId, connectionId)
    if (there.length > 0) return { there, rotated: [] }
    const { access_token: accessToken, refresh_token: refreshToken, ...others } = demoSecrets()[provider]
    const rotated: NewEvent[] =
      accessToken && refreshToken
        ? await storeTokens(tx, vault, owner, { accessToken, refreshToken, expiresInSeconds: tokenSeconds })
        : []
    for (const [kind, secret] of Object.entries(others) as [CredentialKind, string][]) {
      const { version, lastFour } = await storeCredential(tx, vault, {
        organizationId,
        connectionId,
        kind,
        secret,
      })
      rotated.push({ type: 'CredentialRotated', data: { kind, credentialVersion: version, lastFour } })
    }
    return { there: await openCredentials(tx, vault, organizationId, connectionId), rotated }
  })
  if (stored.rotated.length > 0)
    await appender.append({
      organizationId,
      stream: streamName('connection', connectionId),
      events: stored.rotated,
      context: { now: new Date(), actor: 'system:seed', correlationId: 'seed' },
    })
  const secrets: Secrets = {}
  // Newest first: the first of a kind is the live one.
  for (const { kind, secret } of stored.there) secrets[kind] ??= secret
  return secrets
}

/** Changes a minute that the made-up shop makes once a person has loaded it. */
const changesPerMinute = 60

/** Has the demo that a person loaded go on: a sandbox that was started again may have moved, and makes no traffic by itself. */
export async function resumeDemo(hub: Hub): Promise<void> {
  const { env, baseUrl } = hub.settings
  if (env.demo || env.sandboxUrl === null) return
  const { rowCount } = await hub.appPool.query('select from auth.organization where id = $1', [
    demo.organizationId,
  ])
  if (rowCount) await loadDemo(hub, { sandboxUrl: env.sandboxUrl, baseUrl, changesPerMinute })
}

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
