import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalKeyWrapper, openCredentials } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import { loadProvider } from '@syncline/providers/registry'
import { pino } from 'pino'
import { Counter, Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuth } from '../auth/index.ts'
import { createCustodyCommands } from '../commands/custody.ts'
import { readEnv } from '../env.ts'
import { openMetricsDoor } from '../http/metrics-door.ts'
import { createTargetDirectory } from '../jobs/targets.ts'
import { startTestHub, type TestHub } from '../testing/hub.ts'
import { noProtection } from '../testing/protection.ts'
import { connectFromEnvironment } from './environment-connections.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.close())

describe('keys of providers', () => {
  const { connections } = readEnv({
    STRIPE_SECRET_KEY: 'sk_test_environment',
    FLASHERP_API_KEY: 'fk',
    FLASHERP_API_SECRET: 'fs',
    FLASHERP_WEBHOOK_SECRET: 'fw',
    FLASHERP_ENABLED: 'false',
  })
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const custody = () =>
    createCustodyCommands({
      ...hub,
      pool: hub.appPool,
      protection: noProtection,
      loadProvider,
      sandboxUrl: null,
      allowsAddress: () => false,
    })
  const start = async () => {
    await connectFromEnvironment({
      pool: hub.appPool,
      custodyCommands: custody(),
      wanted: connections.wanted,
      log,
    })
    await advanceProjection(hub.workerPool, 'directory')
  }
  const connected = async (organizationId: string) =>
    (
      await hub.admin.query<{ provider: string; connection_id: string }>(
        "select provider, connection_id from read.connection where organization_id = $1 and status <> 'deleted' order by provider",
        [organizationId],
      )
    ).rows

  it('connect the only organization once, and change nothing that is there or was', async () => {
    const auth = createAuth({
      pool: hub.appPool,
      baseUrl: 'http://127.0.0.1:3000',
      trustedOrigins: [],
      secret: 'a secret of the tests, long enough',
    })
    // Nobody is there yet.
    await start()
    const organizationId = randomUUID()
    await auth.addOrganization({ id: organizationId, name: 'Quay' })
    const theirs = { connectionId: randomUUID(), provider: 'stripe', name: 'Stripe', venue: 'Quay' } as const
    const secrets = { api_key: 'sk_test_theirs' }
    const by = { actor: 'system:test', correlationId: 'c' } as const
    await custody().connect(organizationId, { ...theirs, accountId: null, baseUrl: null, secrets }, by)
    await advanceProjection(hub.workerPool, 'directory')
    await start()
    await start()
    const [flasherp, stripe, ...more] = await connected(organizationId)
    expect([flasherp?.provider, stripe?.connection_id, more]).toEqual(['flasherp', theirs.connectionId, []])
    const opened = async (connectionId: string) =>
      (
        await withOrganization(hub.appPool, organizationId, (tx) =>
          openCredentials(tx, hub.vault, organizationId, connectionId),
        )
      ).map(({ kind, secret }) => [kind, secret])
    expect(await opened(theirs.connectionId)).toEqual([['api_key', 'sk_test_theirs']])
    const made = flasherp?.connection_id as string
    expect(Object.fromEntries(await opened(made))).toEqual({
      api_key: 'fk',
      api_secret: 'fs',
      webhook_secret: 'fw',
    })

    const targets = createTargetDirectory({ pool: hub.appPool, vault: hub.vault, off: connections.off })
    expect(await targets.isOff(organizationId, [made])).toBe(true)
    const open = createTargetDirectory({ pool: hub.appPool, vault: hub.vault })
    expect(await open.isOff(organizationId, [made])).toBe(false)

    for (const connectionId of [made, theirs.connectionId])
      await custody().delete(organizationId, connectionId, { reason: 'not wanted' }, by)
    await advanceProjection(hub.workerPool, 'directory')
    await start()
    expect(await connected(organizationId)).toEqual([])

    const another = randomUUID()
    await auth.addOrganization({ id: another, name: 'Another' })
    await start()
    expect(await connected(another)).toEqual([])
    expect(lines.join('')).not.toMatch(/sk_test|"fs"|"fw"/)
  })
})

it('ENCRYPTION_KEY makes the key file where there is none, and never another one', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'syncline-key-'))
  const file = join(directory, 'organization-keys.key')
  const keyOf = (digit: string) => readEnv({ ENCRYPTION_KEY: digit.repeat(64) }).encryptionKey
  createLocalKeyWrapper(file, keyOf('a'))
  createLocalKeyWrapper(file, keyOf('b'))
  expect(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64').toString('hex')).toBe('a'.repeat(64))
  expect(statSync(file).mode & 0o077).toBe(0)
  rmSync(directory, { recursive: true, force: true })
})

it('METRICS_PORT answers /metrics without a key and nothing else; ENABLE_METRICS=false nothing', async () => {
  const metrics = new Registry()
  new Counter({ name: 'things_total', help: 'Things', registers: [metrics] }).inc()
  const door = await openMetricsDoor(metrics, readEnv({ METRICS_PORT: '0' }))
  const ask = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${door?.port}${path}`, { method })
  expect(await (await ask('/metrics')).text()).toContain('things_total 1')
  for (const path of ['/', '/health', '/metrics/x']) expect((await ask(path)).status).toBe(404)
  expect((await ask('/metrics', 'POST')).status).toBe(404)
  await door?.close()
  expect(await openMetricsDoor(metrics, readEnv({ METRICS_PORT: '0', ENABLE_METRICS: 'false' }))).toBeNull()
  expect(await openMetricsDoor(metrics, readEnv({}))).toBeNull()
})
