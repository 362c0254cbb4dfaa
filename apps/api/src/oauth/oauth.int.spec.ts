import { randomUUID } from 'node:crypto'
import { openCredentials } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import { listConnections } from '@syncline/db/queries'
import { loadProvider } from '@syncline/providers/registry'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCustodyCommands } from '../commands/custody.ts'
import { createTargetDirectory, type Target, type TargetDirectory } from '../jobs/targets.ts'
import { createAudit } from '../ops/audit.ts'
import { foundOrganization, startTestHub, type TestHub } from '../testing/hub.ts'
import { noProtection } from '../testing/protection.ts'
import { sandboxAddresses, sandboxApp } from './apps.ts'
import { registerOAuthCallback } from './callback.ts'
import { createSignIns, type SignIns, type Who } from './connect.ts'
import { createRenewal } from './renew.ts'

const baseUrl = 'http://127.0.0.1:3000'
const redirectUri = `${baseUrl}/api/oauth/quickbooks/callback`
let realms = 913_000_000_000_000
const tokenSeconds = 3_600

let hub: TestHub
let sandbox: Sandbox
let organizationId: string
let signIns: SignIns
let clock = Date.now()
const now = () => new Date(clock)

beforeAll(async () => {
  hub = await startTestHub()
  sandbox = await createSandbox({ now: () => clock })
  organizationId = (await foundOrganization(hub)).organizationId
  signIns = createSignIns({ ...deps(), pool: hub.appPool, vault: hub.vault, appender: hub.appender, baseUrl })
})
afterAll(async () => {
  await sandbox.close()
  await hub.close()
})

const deps = () => ({
  apps: { quickbooks: { ...sandboxApp, ...sandboxAddresses(sandbox.url) } },
  loadProvider,
  now,
})
/** As one more worker process has it. */
const renewal = () =>
  createRenewal({ ...deps(), pool: hub.workerPool, vault: hub.workerVault, appender: hub.workerAppender })
const who = (sessionId = 'session-1'): Who => ({
  organizationId,
  sessionId,
  actor: 'user:u-1',
  correlationId: 'spec',
})

function company(): string {
  const realmId = String((realms += 1))
  const { clientId, clientSecret } = sandboxApp
  sandbox.register({
    quickbooks: {
      realmId,
      clientId,
      clientSecret,
      companyName: `Company ${realmId}`,
      redirectUris: [redirectUri],
      tokenSeconds,
    },
  })
  return realmId
}

/** What the browser comes back with after somebody clicked on the provider's page. */
async function click(
  url: string,
  realm: string,
  decision: 'approve' | 'deny',
): Promise<Record<string, string>> {
  const page = await (await fetch(url)).text()
  expect(page).toContain(`Company ${realm}`)
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
    ([, name, value]) => [
      name as string,
      (value as string).replaceAll(/&#(\d+);/g, (_mark, code) => String.fromCharCode(Number(code))),
    ],
  )
  const answer = await fetch(url.split('?')[0] as string, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(
      Object.fromEntries([...hidden, ['realm', realm], ['decision', decision]]) as Record<string, string>,
    ),
  })
  return Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
}

async function connect(realm: string, connectionId: string | null = null): Promise<string> {
  const { url } = await signIns.start(who(), { provider: 'quickbooks', connectionId, venue: 'Quay 4' })
  const { state = '', ...query } = await click(url, realm, 'approve')
  const done = await signIns.complete(who(), 'quickbooks', state, query)
  await advanceProjection(hub.workerPool, 'directory')
  return done.connectionId
}

const secretsOf = async (connectionId: string) => {
  const held = await withOrganization(hub.appPool, organizationId, (tx) =>
    openCredentials(tx, hub.vault, organizationId, connectionId),
  )
  return Object.fromEntries(held.toReversed().map(({ kind, secret }) => [kind, secret]))
}
const reconnectSince = async (connectionId: string) => {
  const all = await withOrganization(hub.appPool, organizationId, (tx) =>
    listConnections(tx, organizationId, () => ''),
  )
  return all.find((each) => each.connectionId === connectionId)?.reconnectSince
}
const factsOf = async (connectionId: string): Promise<string[]> => {
  const { rows } = await hub.admin.query<{ type: string }>(
    'select type from log.event where stream = $1 order by position',
    [`connection-${connectionId}`],
  )
  return rows.map(({ type }) => type)
}
async function opened(targets: TargetDirectory, connectionId: string): Promise<Target> {
  const target = await targets.open(organizationId, connectionId)
  if (target === null || target === 'away') throw new Error(`there is no target: ${target}`)
  return target
}
const refreshes = () =>
  sandbox
    .requests('quickbooks')
    .filter(({ path, body }) => path.endsWith('/bearer') && body.includes('grant_type=refresh'))

describe('signing in', () => {
  it('connects the company that was chosen, and the adapter reaches it with what was given', async () => {
    const realm = company()
    const connectionId = await connect(realm)
    expect(await factsOf(connectionId)).toEqual([
      'ConnectionConnected',
      'CredentialRotated',
      'CredentialRotated',
      'CredentialRotated',
    ])
    const targets = createTargetDirectory({
      pool: hub.workerPool,
      vault: hub.workerVault,
      renewal: renewal(),
    })
    const target = await opened(targets, connectionId)
    const { probe } = await loadProvider('quickbooks')
    const access = { ...target, now }
    expect(await probe({ ...access, signal: new AbortController().signal })).toMatchObject({ ok: true })
  })

  it('to the same company again keeps the connection, and to another is refused', async () => {
    const [realm, other] = [company(), company()]
    const connectionId = await connect(realm)
    expect(await connect(realm)).toBe(connectionId)
    expect(await connect(realm, connectionId)).toBe(connectionId)
    await expect(connect(other, connectionId)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'another_account' },
    })
  })

  it('to a company whose connection was deleted makes a new one, also before the list has heard of the end', async () => {
    const realm = company()
    const custody = createCustodyCommands({
      pool: hub.appPool,
      appender: hub.appender,
      vault: hub.vault,
      protection: noProtection,
      loadProvider,
      sandboxUrl: sandbox.url,
      allowsAddress: () => true,
    })
    const seen = [await connect(realm)]
    for (const isFolded of [true, false]) {
      const [newest = ''] = seen
      await custody.delete(organizationId, newest, { reason: 'The venue was sold' }, who())
      if (isFolded) await advanceProjection(hub.workerPool, 'directory')
      seen.unshift(await connect(realm))
    }
    expect(new Set(seen).size).toBe(3)
    const known = await withOrganization(hub.appPool, organizationId, (tx) =>
      listConnections(tx, organizationId, () => ''),
    )
    expect(known.map(({ connectionId }) => connectionId).filter((id) => seen.includes(id))).toEqual([seen[0]])
    expect(Object.keys(await secretsOf(seen[0] as string))).toContain('access_token')
    expect(await secretsOf(seen[1] as string)).toEqual({})
    await expect(connect(realm, seen[1])).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
    expect(await connect(realm)).toBe(seen[0])
  })

  it('is good once, in its own session, for a quarter of an hour', async () => {
    const realm = company()
    const begin = async () => {
      const { url } = await signIns.start(who(), {
        provider: 'quickbooks',
        connectionId: null,
        venue: 'Quay 4',
      })
      const { state = '', ...query } = await click(url, realm, 'approve')
      return { state, query }
    }
    const over = { code: 'STATE_CONFLICT', details: { reason: 'sign_in_over' } }
    const { state, query } = await begin()
    await expect(signIns.complete(who('session-2'), 'quickbooks', state, query)).rejects.toMatchObject(over)
    await signIns.complete(who(), 'quickbooks', state, query)
    await expect(signIns.complete(who(), 'quickbooks', state, query)).rejects.toMatchObject(over)
    const elsewhere = await begin()
    const { state: taken, query: given } = elsewhere
    await expect(signIns.complete(who(), 'square', taken, given)).rejects.toMatchObject(over)
    const late = await begin()
    await hub.admin.query("update coordination.oauth_state set expires_at = now() - interval '1 second'")
    await expect(signIns.complete(who(), 'quickbooks', late.state, late.query)).rejects.toMatchObject(over)
    await expect(signIns.complete(who(), 'quickbooks', 'nonsense', {})).rejects.toMatchObject(over)
  })

  it('says why not, when somebody said no, there is no app, or no such connection', async () => {
    const realm = company()
    const { url } = await signIns.start(who(), {
      provider: 'quickbooks',
      connectionId: null,
      venue: 'Quay 4',
    })
    const { state = '', ...query } = await click(url, realm, 'deny')
    await expect(signIns.complete(who(), 'quickbooks', state, query)).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    })
    const errand = { provider: 'quickbooks', connectionId: randomUUID(), venue: 'Quay 4' } as const
    await expect(signIns.start(who(), errand)).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
    const none = { ...errand, provider: 'stripe', connectionId: null } as const
    await expect(signIns.start(who(), none)).rejects.toMatchObject({ code: 'NOT_CONFIGURED' })
  })
})

describe('the way back', () => {
  it('leads the browser on, whatever became of it, and leaves it in the audit', async () => {
    const realm = company()
    const app = Fastify()
    const user = { id: 'u-1', name: 'Tunde', email: 'tunde@example.com' }
    const membership = {
      organization: { id: organizationId, name: 'Quay', timeZone: 'Africa/Lagos' },
      role: 'admin' as const,
    }
    const session = {
      sessionId: 'session-1',
      verifiedAt: now(),
      user,
      activeOrganizationId: null,
      hasPassword: true,
      twoFactor: false,
      memberships: [membership],
    }
    registerOAuthCallback(app, {
      auth: { sessionOf: async ({ cookie }) => (cookie === 'mine' ? session : null) },
      signIns,
      audit: createAudit(hub.appPool),
    })
    const back = async (query: Record<string, string>, cookie = 'mine') => {
      const answer = await app.inject({ url: '/api/oauth/quickbooks/callback', query, headers: { cookie } })
      expect(answer.statusCode).toBe(303)
      return answer.headers.location
    }
    const { url } = await signIns.start(who(), {
      provider: 'quickbooks',
      connectionId: null,
      venue: 'Quay 4',
    })
    const query = await click(url, realm, 'approve')
    expect(await back(query, 'nobody')).toBe('/connections?refused=AUTH_REQUIRED')
    expect(await back({ ...query, state: `${randomUUID()}.${'x'.repeat(43)}` })).toBe(
      '/connections?refused=STATE_CONFLICT',
    )
    expect(await back(query)).toMatch(/^\/connections\?connected=[0-9a-f-]{36}$/)
    expect(await back(query)).toBe('/connections?refused=STATE_CONFLICT')
    const known = await connect(company())
    const again = await signIns.start(who(), { provider: 'quickbooks', connectionId: known, venue: 'Quay 4' })
    expect(await back(await click(again.url, realm, 'approve'))).toBe('/connections?refused=another_account')
    const { rows } = await hub.admin.query<{ outcome: string }>(
      "select outcome from coordination.audit where action = 'connection.signIn' order by id",
    )
    expect(rows.map(({ outcome }) => outcome)).toEqual(['done', 'STATE_CONFLICT', 'STATE_CONFLICT'])
    await app.close()
  })
})

describe('a sign-in that runs out', () => {
  it('is renewed once, however many workers ask, and each then has the new token', async () => {
    const connectionId = await connect(company())
    const before = await secretsOf(connectionId)
    const workers = Array.from({ length: 8 }, renewal)
    const askAll = () =>
      Promise.all(workers.map((one) => one.ensure(organizationId, connectionId, 'quickbooks')))
    const asked = refreshes().length
    expect(new Set(await askAll())).toEqual(new Set(['usable']))
    expect(refreshes().length - asked).toBe(0)
    // Five minutes and a moment are left, then five minutes.
    clock += (tokenSeconds - 301) * 1_000
    await askAll()
    expect(refreshes().length - asked).toBe(0)
    clock += 1_000
    expect(new Set(await askAll())).toEqual(new Set(['usable']))
    expect(refreshes().length - asked).toBe(1)
    const after = await secretsOf(connectionId)
    expect(after.access_token).not.toBe(before.access_token)
    expect(after.refresh_token).not.toBe(before.refresh_token)
    for (let round = 0; round < 3; round += 1) {
      clock += tokenSeconds * 1_000
      await askAll()
    }
    expect(refreshes().length - asked).toBe(4)
  })

  it('stays as it is while the provider is away, and is renewed when it is back', async () => {
    const connectionId = await connect(company())
    const away = createRenewal({
      ...deps(),
      apps: { quickbooks: { ...sandboxApp, ...sandboxAddresses('http://127.0.0.1:9') } },
      pool: hub.workerPool,
      vault: hub.workerVault,
      appender: hub.workerAppender,
    })
    clock += tokenSeconds * 1_000
    const targets = createTargetDirectory({ pool: hub.workerPool, vault: hub.workerVault, renewal: away })
    clock -= 1_000
    expect(await away.ensure(organizationId, connectionId, 'quickbooks')).toBe('usable')
    clock += 1_000
    expect(await away.ensure(organizationId, connectionId, 'quickbooks')).toBe('away')
    expect(await targets.open(organizationId, connectionId)).toBe('away')
    expect(await renewal().ensure(organizationId, connectionId, 'quickbooks')).toBe('usable')
    expect(await factsOf(connectionId)).not.toContain('ConnectionReconnectNeeded')
  })

  it('before its time is renewed for the next call, once', async () => {
    const connectionId = await connect(company())
    const { access_token: token } = await secretsOf(connectionId)
    const workers = Array.from({ length: 3 }, () =>
      createTargetDirectory({ pool: hub.workerPool, vault: hub.workerVault, renewal: renewal() }),
    )
    const asked = refreshes().length
    const openAll = () => Promise.all(workers.map(async (one) => (await opened(one, connectionId)).secrets))
    const refuseAll = (secrets: Target['secrets']) =>
      Promise.all(workers.map((one) => one.refused(organizationId, connectionId, secrets)))
    const [before = {}] = await openAll()
    expect(before.access_token).toBe(token)
    await refuseAll({ access_token: 'another' })
    expect(await openAll()).toEqual([before, before, before])
    await refuseAll(before)
    const after = await openAll()
    expect(new Set(after.map((secrets) => secrets.access_token)).size).toBe(1)
    expect(after[0]?.access_token).not.toBe(token)
    // Word of the old one that comes late ends nothing.
    await refuseAll(before)
    await openAll()
    expect(refreshes().length - asked).toBe(1)
  })

  it('that the provider renews no more needs a person, once, and nothing goes out until then', async () => {
    const realm = company()
    const connectionId = await connect(realm)
    const { refresh_token: token = '' } = await secretsOf(connectionId)
    const basic = Buffer.from(`${sandboxApp.clientId}:${sandboxApp.clientSecret}`).toString('base64')
    await fetch(`${sandbox.url}/quickbooks/v2/oauth2/tokens/revoke`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ token }),
    })
    clock += tokenSeconds * 1_000
    for (let times = 0; times < 2; times += 1)
      expect(await renewal().ensure(organizationId, connectionId, 'quickbooks')).toBe('dead')
    const needed = (await factsOf(connectionId)).filter((type) => type === 'ConnectionReconnectNeeded')
    expect(needed).toHaveLength(1)
    await advanceProjection(hub.workerPool, 'directory')
    expect(await reconnectSince(connectionId)).toMatch(/^\d{4}-/)
    const targets = () =>
      createTargetDirectory({ pool: hub.workerPool, vault: hub.workerVault, renewal: renewal() })
    expect((await opened(targets(), connectionId)).secrets.access_token).toBeUndefined()
    expect(await connect(realm, connectionId)).toBe(connectionId)
    expect((await factsOf(connectionId)).at(-1)).toBe('ConnectionReconnected')
    expect(await reconnectSince(connectionId)).toBeNull()
    expect((await opened(targets(), connectionId)).secrets.access_token).toBeDefined()
  })
})
