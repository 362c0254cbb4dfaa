import { randomUUID } from 'node:crypto'
import { listCredentials } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { advanceProjection } from '@syncline/db/projections'
import { listConnections, listFlows } from '@syncline/db/queries'
import type { ConnectInput } from '@syncline/domain/view'
import { isPublicOrOwnAddress } from '@syncline/providers/outbound'
import { loadProvider } from '@syncline/providers/registry'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDoorDirectory } from '../ingest/connections.ts'
import { webhookUrlOf } from '../ingest/door.ts'
import { createTargetDirectory } from '../jobs/targets.ts'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { noProtection } from '../testing/protection.ts'
import { createCustodyCommands } from './custody.ts'

const keys = { api_key: 'fk_custody_0123456789', api_secret: 'fs_custody_0123456789' }
const stripeKeys = ['sk_test_custody_first', 'sk_test_custody_second'] as const
const webhookSecret = 'fw_custody_0123456789'
const by = { actor: 'user:ada', correlationId: 'c-custody' } as const

let sandbox: Sandbox
let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let commands: ReturnType<typeof createCustodyCommands>

beforeAll(async () => {
  sandbox = await createSandbox({
    accounts: [
      { flasherp: { apiKey: keys.api_key, apiSecret: keys.api_secret } },
      ...stripeKeys.map((secretKey) => ({ stripe: { secretKey } })),
    ],
  })
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  const { appPool: pool, appender, vault } = hub
  commands = createCustodyCommands({
    pool,
    appender,
    vault,
    protection: noProtection,
    loadProvider,
    sandboxUrl: sandbox.url,
    allowsAddress: isPublicOrOwnAddress,
  })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
  await sandbox.close()
})

const folded = () => advanceProjection(hub.workerPool, 'directory')
const inputOf = (more: Partial<ConnectInput> = {}): ConnectInput => ({
  connectionId: randomUUID(),
  provider: 'flasherp',
  name: 'Till',
  venue: 'Quay 4',
  accountId: null,
  baseUrl: null,
  secrets: keys,
  ...more,
})
async function connected(more: Partial<ConnectInput> = {}): Promise<string> {
  const input = inputOf(more)
  await commands.connect(ours.organizationId, input, by)
  await folded()
  return input.connectionId
}
const credentials = (connectionId: string) =>
  withOrganization(hub.appPool, ours.organizationId, (tx) =>
    listCredentials(tx, ours.organizationId, connectionId),
  )
const connections = () =>
  withOrganization(hub.appPool, ours.organizationId, (tx) =>
    listConnections(tx, ours.organizationId, webhookUrlOf('https://hub.example')),
  )
const told = async (connectionId: string) =>
  (
    await hub.admin.query<{ type: string; data: Record<string, unknown> }>(
      'select type, data from log.event where stream = $1 order by version',
      [`connection-${connectionId}`],
    )
  ).rows

describe('connecting', () => {
  it('keeps what is secret in custody, tells the log its last four, and proves it at the provider', async () => {
    const connectionId = await connected()
    expect(await commands.test(ours.organizationId, { kind: 'stored', connectionId }, by)).toMatchObject({
      ok: true,
    })
    await commands.rotateCredential(
      ours.organizationId,
      connectionId,
      { kind: 'webhook_secret', secret: webhookSecret },
      by,
    )
    await hub.vault.uses.flush()
    expect(await credentials(connectionId)).toMatchObject([
      { kind: 'api_key', version: 1, lastFour: '6789', validation: 'ok', uses: 1 },
      { kind: 'api_secret', version: 1, validation: 'ok' },
      { kind: 'webhook_secret', version: 1, validation: null },
    ])
    const everything = JSON.stringify(await told(connectionId))
    for (const secret of [...Object.values(keys), webhookSecret]) expect(everything).not.toContain(secret)
    expect((await told(connectionId)).map(({ type }) => type)).toEqual([
      'ConnectionConnected',
      'CredentialRotated',
      'CredentialRotated',
      'ConnectionTested',
      'CredentialRotated',
    ])
  })

  it('says of a wrong key what the provider says, before anything is kept', async () => {
    const secrets = { ...keys, api_key: 'fk_of_somebody_else' }
    const draft = { kind: 'draft', provider: 'flasherp', baseUrl: null, secrets } as const
    expect(await commands.test(ours.organizationId, draft, by)).toMatchObject({
      ok: false,
      code: 'INVALID_CREDENTIALS',
    })
  })

  it.each([
    ['a key is missing', { secrets: { api_key: 'only one' } }, 'secrets.api_secret'],
    [
      'a kind is none of the provider’s',
      { secrets: { ...keys, client_secret: 'x' } },
      'secrets.client_secret',
    ],
    ['the address is another’s', { baseUrl: 'https://evil.example/v1' }, 'baseUrl'],
    ['the address is plain', { baseUrl: 'http://api.flasherp.com/v1' }, 'baseUrl'],
    ['the address is inside', { baseUrl: 'http://169.254.169.254/latest' }, 'baseUrl'],
  ])('is refused when %s', async (_what, more, field) => {
    await expect(
      commands.connect(ours.organizationId, inputOf(more as Partial<ConnectInput>), by),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', details: { field } })
  })

  it('twice under one id connects once', async () => {
    const input = inputOf()
    await commands.connect(ours.organizationId, input, by)
    await expect(commands.connect(ours.organizationId, input, by)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
    })
  })

  it('lets records travel where both ends can, once', async () => {
    const connectionId = await connected()
    const flow = {
      entity: 'customer',
      sourceConnectionId: ours.stripeId,
      targetConnectionId: connectionId,
    } as const
    await commands.enableFlow(ours.organizationId, flow, by)
    await folded()
    const flows = () =>
      withOrganization(hub.appPool, ours.organizationId, (tx) => listFlows(tx, ours.organizationId))
    expect(await flows()).toContainEqual(expect.objectContaining(flow))
    await expect(commands.enableFlow(ours.organizationId, flow, by)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
    })
    await expect(
      commands.enableFlow(ours.organizationId, { ...flow, entity: 'vendor' }, by),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await commands.delete(ours.organizationId, connectionId, { reason: 'The till was sold' }, by)
    await folded()
    expect(await flows()).not.toContainEqual(expect.objectContaining({ targetConnectionId: connectionId }))
  })
})

describe('rotating', () => {
  const [first, second] = stripeKeys
  const rotate = (connectionId: string, secret: string) =>
    commands.rotateCredential(ours.organizationId, connectionId, { kind: 'api_key', secret }, by)
  const stripe = () => connected({ provider: 'stripe', name: 'Shop', secrets: { api_key: first } })

  it('asks the provider first: a key that it does not accept takes no other’s place', async () => {
    const connectionId = await stripe()
    await expect(rotate(connectionId, 'sk_test_of_somebody_else')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { field: 'secret', reason: 'refused' },
    })
    expect(await credentials(connectionId)).toMatchObject([{ version: 1, retiredAt: null }])
    await rotate(connectionId, second)
    expect(await credentials(connectionId)).toMatchObject([
      { version: 2, validation: 'ok', retiredAt: null },
      { version: 1, validation: null, retiredAt: null },
    ])
  })

  it('keeps what the provider could not be asked about, and says so', async () => {
    const connectionId = await stripe()
    sandbox.faults({ provider: 'stripe', down: 'unavailable' })
    await rotate(connectionId, second)
    sandbox.faults({ provider: 'stripe', down: 'no' })
    const [newest] = await credentials(connectionId)
    expect(newest).toMatchObject({ version: 2, validation: 'PROVIDER_UNAVAILABLE' })
  })
})

describe('retiring', () => {
  it('ends one of two, never the only one', async () => {
    const connectionId = await connected()
    const one = { kind: 'api_key', version: 1 } as const
    const retire = (credential: { kind: 'api_key'; version: number } = one) =>
      commands.retireCredential(ours.organizationId, connectionId, credential, by)
    await expect(retire()).rejects.toMatchObject({ code: 'STATE_CONFLICT', details: { reason: 'last_live' } })
    await commands.rotateCredential(
      ours.organizationId,
      connectionId,
      { kind: 'api_key', secret: 'another' },
      by,
    )
    await retire()
    await expect(retire()).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
    await expect(retire({ ...one, version: 2 })).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
    expect((await told(connectionId)).at(-1)).toEqual({
      type: 'CredentialRetired',
      data: { kind: 'api_key', credentialVersion: 1 },
    })
  })
})

describe('a connection that is switched off', () => {
  it('holds what would leave and says why, stores webhooks, and lets go when it is on again', async () => {
    await commands.disable(ours.organizationId, ours.flasherpId, { reason: 'The till is moved' }, by)
    await folded()
    expect(await connections()).toContainEqual(
      expect.objectContaining({ connectionId: ours.flasherpId, disabledBecause: 'The till is moved' }),
    )
    // The webhook comes in and is stored all the same.
    const syncId = await jobs.request(ours, { id: 'cus_off', name: 'Ada Obi' })
    const asked = () => jobs.sandbox.requests('flasherp').length
    const before = asked()
    expect(await jobs.execute(ours, syncId)).toBe('waiting')
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'pending', hold: 'switch_off', tries: 0 })
    expect(asked()).toBe(before)
    await expect(
      commands.test(ours.organizationId, { kind: 'stored', connectionId: ours.flasherpId }, by),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
    await commands.enable(ours.organizationId, ours.flasherpId, by)
    await folded()
    expect(await connections()).toContainEqual(
      expect.objectContaining({ connectionId: ours.flasherpId, disabledBecause: null }),
    )
  })
})

describe('a connection that is deleted', () => {
  it('leaves nothing in line: what waits to go to it is called off, and says why', async () => {
    const theirs = await jobs.found()
    const syncId = await jobs.request(theirs, { id: 'cus_left', name: 'Ada Obi' })
    await commands.delete(theirs.organizationId, theirs.flasherpId, { reason: 'The till was sold' }, by)
    await folded()
    await jobs.execute(theirs, syncId)
    expect(await jobs.state(theirs, syncId)).toMatchObject({ status: 'cancelled', tries: 0 })
    const facts = await jobs.facts(theirs, `sync-${syncId}`)
    expect(facts.at(-1)?.data).toEqual({ reason: 'Its connection was deleted' })
  })

  it('is used no more either where it was opened a moment ago', async () => {
    const connectionId = await connected()
    let now = Date.now()
    const targets = createTargetDirectory({
      pool: hub.workerPool,
      vault: hub.workerVault,
      now: () => now,
    })
    const open = () => targets.open(ours.organizationId, connectionId)
    await targets.isOff(ours.organizationId, [connectionId])
    expect(await open()).toMatchObject({ secrets: { api_key: keys.api_key } })
    await commands.delete(ours.organizationId, connectionId, { reason: 'The till was sold' }, by)
    await folded()
    // As long as any switch takes to be felt.
    now += 5_001
    await targets.isOff(ours.organizationId, [connectionId])
    expect(await open()).toBeNull()
  })

  it('is gone with its credentials, ciphertext and key, and its door is shut', async () => {
    const connectionId = await connected()
    await commands.rotateCredential(
      ours.organizationId,
      connectionId,
      { kind: 'api_key', secret: 'another' },
      by,
    )
    await commands.delete(ours.organizationId, connectionId, { reason: 'The till was sold' }, by)
    await folded()
    const { rows } = await hub.admin.query('select from custody.credential where connection_id = $1', [
      connectionId,
    ])
    expect(rows).toHaveLength(0)
    expect((await told(connectionId)).at(-1)).toEqual({
      type: 'ConnectionDeleted',
      data: { reason: 'The till was sold', credentialsDestroyed: 3 },
    })
    expect((await connections()).map((one) => one.connectionId)).not.toContain(connectionId)
    const directory = createDoorDirectory({ pool: hub.appPool, vault: hub.vault })
    expect(await directory.find(connectionId)).toBeNull()
    for (const again of [
      () => commands.enable(ours.organizationId, connectionId, by),
      () =>
        commands.rotateCredential(ours.organizationId, connectionId, { kind: 'api_key', secret: 'x' }, by),
      () => commands.connect(ours.organizationId, inputOf({ connectionId }), by),
    ])
      await expect(again()).rejects.toMatchObject({
        code: expect.stringMatching(/RECORD_NOT_FOUND|STATE_CONFLICT/),
      })
    const left = await hub.admin.query('select from custody.credential where connection_id = $1', [
      connectionId,
    ])
    expect(left.rows).toHaveLength(0)
  })
})
