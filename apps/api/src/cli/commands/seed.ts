import { parseArgs } from 'node:util'
import { type CredentialKind, openCredentials, storeCredential } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import { type ProviderName, providerNames } from '@syncline/domain/connection'
import { type NewEvent, streamName } from '@syncline/domain/event'
import { createHub, type Hub } from '../../hub.ts'
import { storeTokens } from '../../oauth/grants.ts'
import { keepDemo, readDemo, type SignIn } from '../../ops/demo-file.ts'
import type { CommandInput } from '../command.ts'
import {
  type DemoConnection,
  demo,
  demoConnections,
  demoFlows,
  demoPassword,
  demoSecrets,
  type Secrets,
} from '../demo.ts'
import { tellSandbox } from '../demo-sandbox.ts'

export const summary =
  'make the demo organization: seed --demo --sandbox URL [--traffic PER_MINUTE] [--only PROVIDER,…]'

/** Safe to run again: what is there stays, what is missing is added, and the sandbox learns the keys anew. */
export async function run({ settings, args, say, report }: CommandInput): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      demo: { type: 'boolean' },
      sandbox: { type: 'string' },
      traffic: { type: 'string' },
      only: { type: 'string' },
    },
  })
  const only = values.only ? values.only.split(',').map((name) => name.trim()) : providerNames
  const unknown = only.find((name) => !isProvider(name))
  if (!values.demo || !values.sandbox || unknown !== undefined) {
    if (unknown !== undefined)
      say(`There is no provider ${unknown}. Those there are: ${providerNames.join(', ')}`)
    say('Usage: syncline seed --demo --sandbox URL [--traffic PER_MINUTE] [--only PROVIDER,…]')
    return 2
  }
  const connections = demoConnections.filter(({ provider }) => only.includes(provider))
  const hub = createHub(settings, 'seed')
  try {
    await foundOrganization(hub, values.sandbox, connections)
    const known: (DemoConnection & { secrets: Secrets })[] = []
    for (const one of connections) known.push({ ...one, secrets: await ensureSecrets(hub, one) })
    const signIns = await ensurePeople(hub)
    keepDemo(settings.dataDirectory, { sandboxUrl: values.sandbox, signIns })
    await tellSandbox(values.sandbox, settings.baseUrl, known, Number(values.traffic ?? 0))
    for (const { role, email, password } of signIns) say(`${role.padEnd(9)} ${email}  ${password}`)
    report({ seed: 'done', signIns })
    return 0
  } finally {
    await hub.close()
  }
}

/** What the sandbox's QuickBooks gives an access token to live. */
const tokenSeconds = 3_600

const isProvider = (name: string): name is ProviderName => (providerNames as readonly string[]).includes(name)

async function foundOrganization(
  hub: Hub,
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
    ...connections.map(({ connectionId, path, ...data }): [string, NewEvent, string] => [
      streamName('connection', connectionId),
      { type: 'ConnectionConnected', data: { ...data, baseUrl: `${sandboxUrl}${path}` } },
      sandboxUrl,
    ]),
    ...demoFlows.flatMap(({ flowId, entity, from, to }): [string, NewEvent, string][] => {
      const [sourceConnectionId, targetConnectionId] = [idOf(from), idOf(to)]
      if (!sourceConnectionId || !targetConnectionId) return []
      const data = { entity, sourceConnectionId, targetConnectionId, mappingVersion: 1 }
      return [[streamName('flow', flowId), { type: 'FlowEnabled', data }, '']]
    }),
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

/** Drawn the first time, opened from custody afterwards: the hub keeps them, and only the hub. */
async function ensureSecrets(
  { appPool, vault, appender }: Hub,
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
