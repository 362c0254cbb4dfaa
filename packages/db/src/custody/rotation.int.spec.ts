import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSandbox, kmsAlias, kmsCaller, type Sandbox } from '@syncline/sandbox'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, withOrganization } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { openVaults } from '../testing/vaults.ts'
import {
  addLocalKey,
  advanceWrappingRotation,
  createLocalKeyWrapper,
  dropFormerLocalKeys,
  labelPlace,
  openCredentials,
  readKeyStatus,
  resealCredentials,
  rotateOrganizationKey,
  startWrappingRotation,
  storeCredential,
  UnsealableError,
  type Vault,
} from './index.ts'
import { createKmsKeyWrapper } from './kms/index.ts'

let database: { url: string; drop(): Promise<void> }
let directory: string
let file: string
let admin: pg.Pool
let pool: pg.Pool
/** As those who look have it. */
let app: pg.Pool
let vaults: ReturnType<typeof openVaults>
let sandbox: Sandbox
const organizationId = randomUUID()
const place = labelPlace(organizationId, randomUUID())

beforeAll(async () => {
  database = await createTestDatabase()
  directory = mkdtempSync(join(tmpdir(), 'syncline-rotation-'))
  file = join(directory, 'key')
  admin = new pg.Pool({ connectionString: database.url, max: 1 })
  pool = createPool({ url: database.url, role: 'syncline_worker', max: 4, applicationName: 'rotation' })
  app = createPool({ url: database.url, role: 'syncline_app', max: 1, applicationName: 'rotation' })
  vaults = openVaults(database.url, 'syncline_worker')
  sandbox = await createSandbox()
})
afterAll(async () => {
  await vaults.close()
  await Promise.all([pool.end(), app.end()])
  await admin.end()
  await database.drop()
  await sandbox.close()
  rmSync(directory, { recursive: true, force: true })
})

const localVault = () => vaults.open({ wrapper: createLocalKeyWrapper(file) })
const keyService = () =>
  createKmsKeyWrapper(
    { keyId: kmsAlias, endpoint: sandbox.url, region: null },
    { credentials: kmsCaller, maxAttempts: 1 },
  )
const store = (vault: Vault, connectionId: string, secret: string) =>
  withOrganization(pool, organizationId, (tx) =>
    storeCredential(tx, vault, { organizationId, connectionId, kind: 'api_key', secret }),
  )
const open = async (vault: Vault, connectionId: string) =>
  (
    await withOrganization(pool, organizationId, (tx) =>
      openCredentials(tx, vault, organizationId, connectionId),
    )
  ).map(({ secret }) => secret)

const told = () => withOrganization(app, organizationId, (tx) => readKeyStatus(tx, organizationId))
const wrappingsLeft = async () => (await told()).wrappingsLeft

describe('the key of an organization', () => {
  it('is replaced: credentials are sealed anew in rounds, and what the log holds still opens', async () => {
    const before = localVault()
    const keys = await before.keysOf(organizationId)
    const label = keys.sealText(place, 'Ada Obi')
    const digest = keys.digest('webhook', Buffer.from('body'))
    const connections = Array.from({ length: 120 }, () => randomUUID())
    for (const connectionId of connections) await store(before, connectionId, `sk_test_${connectionId}`)

    const states = async () => (await told()).keys.map(({ version, state }) => `${version} ${state}`)
    expect(await states()).toEqual(['1 seals'])
    expect(await rotateOrganizationKey({ pool, wrapper: before.wrapper }, organizationId)).toBe(2)
    expect(await states()).toEqual(['2 comes', '1 seals'])
    // Asked again while it is on its way, it is the same one.
    expect(await rotateOrganizationKey({ pool, wrapper: before.wrapper }, organizationId)).toBe(2)
    expect((await localVault().keysOf(organizationId)).version).toBe(1)
    expect(await resealCredentials(pool, localVault())).toEqual({ resealed: 0, left: 0 })

    await admin.query('update custody.organization_key set seals_from = now() where version = 2')
    expect(await states()).toEqual(['2 seals', '1 opens'])
    expect((await told()).credentials).toEqual({ left: 120, total: 120 })
    const after = localVault()
    expect(await resealCredentials(pool, after)).toEqual({ resealed: 100, left: 20 })
    expect((await told()).credentials).toEqual({ left: 20, total: 120 })
    // As after a kill: another process goes on from what is left.
    expect(await resealCredentials(pool, localVault())).toEqual({ resealed: 20, left: 0 })
    const [first = ''] = connections
    expect(await open(after, first)).toEqual([`sk_test_${first}`])
    await expect(open(before, first)).rejects.toThrow(UnsealableError)

    const now = await after.keysOf(organizationId)
    expect(now.openText(place, label)).toBe('Ada Obi')
    expect(now.sealText(place, 'Ada Obi')).toMatch(/^sealed:v1:o2:/)
    expect(now.digest('webhook', Buffer.from('body'))).toBe(digest)
  })
})

describe('the wrapping key', () => {
  it('is replaced in the local key file: everything is wrapped anew, and the one before the last goes', async () => {
    const vault = localVault()
    await vault.keysOf(organizationId)
    const former = readFileSync(file, 'utf8').trim()
    for (let time = 0; time < 2; time++) {
      addLocalKey(file)
      await startWrappingRotation(pool)
      await startWrappingRotation(pool)
      expect(await wrappingsLeft()).toBe(2)
      expect(await advanceWrappingRotation(pool, vault)).toEqual({ done: 2, total: 2 })
      expect(await advanceWrappingRotation(pool, vault)).toBeNull()
      expect(await wrappingsLeft()).toBe(0)
      dropFormerLocalKeys(file)
      await expect(localVault().keysOf(organizationId)).resolves.toMatchObject({ version: 2 })
    }
    expect(readFileSync(file, 'utf8')).not.toContain(former)
  })

  it('moves from the local key file to the key service, and back', async () => {
    const local = createLocalKeyWrapper(file)
    for (const [wrapper, former] of [
      [keyService(), local],
      [local, keyService()],
    ] as const) {
      const vault = vaults.open({ wrapper, former: [former] })
      const text = (await vault.keysOf(organizationId)).sealText(place, 'Ada Obi')
      await startWrappingRotation(pool)
      await advanceWrappingRotation(pool, vault)
      const alone = await vaults.open({ wrapper }).keysOf(organizationId)
      expect(alone.openText(place, text)).toBe('Ada Obi')
      await expect(vaults.open({ wrapper: former }).keysOf(organizationId)).rejects.toThrow(wrapper.name)
    }
  })
})

describe('while the key service is away', () => {
  const minute = 60_000
  const wrapped = async () => {
    const organization = randomUUID()
    let now = Date.now()
    const vault = vaults.open({ wrapper: keyService(), now: () => now })
    await vault.keysOf(organization)
    return { organization, vault, pass: (ms: number) => (now += ms) }
  }

  it('for 15 minutes, what is known goes on sealing and opening, and nothing goes unsealed', async () => {
    const { organization, vault, pass } = await wrapped()
    sandbox.kms.trouble({ down: 'unavailable' })
    try {
      for (let minutes = 0; minutes <= 15; minutes++) {
        const keys = await vault.keysOf(organization)
        const there = labelPlace(organization, String(minutes))
        const sealed = keys.sealText(there, 'Ada Obi')
        expect(sealed).toMatch(/^sealed:v1:o1:/)
        expect(keys.openText(there, sealed)).toBe('Ada Obi')
        pass(minute)
      }
      // Who does not know its key yet gets none, and nothing is written in its place.
      await expect(vault.keysOf(randomUUID())).rejects.toMatchObject({ name: 'KeyServiceError' })
      pass(60 * minute)
      await expect(vault.keysOf(organization)).rejects.toMatchObject({ meaning: 'away' })
    } finally {
      sandbox.kms.trouble({ down: 'no' })
    }
    await expect(vault.keysOf(organization)).resolves.toMatchObject({ version: 1 })
  })

  it('keys are asked for anew every five minutes, and not served where they are refused', async () => {
    const { organization, vault, pass } = await wrapped()
    const asked = () => sandbox.kms.requests().filter(({ operation }) => operation === 'Decrypt').length
    const before = asked()
    pass(4 * minute)
    await vault.keysOf(organization)
    expect(asked()).toBe(before)
    pass(2 * minute)
    await Promise.all([vault.keysOf(organization), vault.keysOf(organization)])
    expect(asked()).toBe(before + 1)
    await admin.query("update custody.organization_key set wrapped = '\\x00' where organization_id = $1", [
      organization,
    ])
    pass(6 * minute)
    await expect(vault.keysOf(organization)).rejects.toThrow(UnsealableError)
  })
})
