import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createPool, withOrganization } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { openVaults } from '../testing/vaults.ts'
import {
  type CredentialKind,
  createLocalKeyWrapper,
  createVault,
  destroyCredentials,
  type KeyWrapper,
  labelPlace,
  listCredentials,
  noteValidation,
  openCredentials,
  operationPlace,
  payloadPlace,
  retireCredential,
  storeCredential,
  UnsealableError,
  type Vault,
} from './index.ts'

let database: { url: string; drop(): Promise<void> }
let directory: string
let admin: pg.Pool
let pool: pg.Pool
let wrapper: KeyWrapper
let vaults: ReturnType<typeof openVaults>
let vault: Vault
const [ours, theirs] = [randomUUID(), randomUUID()]

beforeAll(async () => {
  database = await createTestDatabase()
  directory = mkdtempSync(join(tmpdir(), 'syncline-custody-'))
  admin = new pg.Pool({ connectionString: database.url, max: 1 })
  pool = createPool({ url: database.url, role: 'syncline_app', max: 4, applicationName: 'custody' })
  wrapper = createLocalKeyWrapper(join(directory, 'key'))
  vaults = openVaults(database.url, 'syncline_app')
  vault = vaults.open({ wrapper })
})
afterAll(async () => {
  await vaults.close()
  await pool.end()
  await admin.end()
  await database.drop()
  rmSync(directory, { recursive: true, force: true })
})

describe('the keys of an organization', () => {
  it('open only what was sealed for the very place', async () => {
    const keys = await vault.keysOf(ours)
    const [one, other] = [randomUUID(), randomUUID()]
    const places = [
      payloadPlace(ours, one),
      payloadPlace(ours, other),
      labelPlace(ours, one),
      labelPlace(ours, other),
      operationPlace(ours, one),
      { ...payloadPlace(ours, one), table: 'log.event' },
    ]
    for (const from of places) {
      const bytes = keys.sealBytes(from, Buffer.from('Ada Obi'))
      const text = keys.sealText(from, 'Ada Obi')
      for (const to of places) {
        const openings = [() => keys.openBytes(to, bytes).toString(), () => keys.openText(to, text)]
        for (const open of openings)
          if (from === to) expect(open()).toBe('Ada Obi')
          else expect(open).toThrow(UnsealableError)
      }
    }
  })

  it('neither open nor seal for another organization', async () => {
    const [mine, other] = [await vault.keysOf(ours), await vault.keysOf(theirs)]
    const id = randomUUID()
    const sealed = mine.sealBytes(payloadPlace(ours, id), Buffer.from('Ada Obi'))
    expect(() => other.openBytes(payloadPlace(theirs, id), sealed)).toThrow(UnsealableError)
    expect(() => other.openBytes(payloadPlace(ours, id), sealed)).toThrow(RangeError)
    expect(() => mine.sealBytes(payloadPlace(theirs, id), sealed)).toThrow(RangeError)
    expect(mine.digest('webhook', sealed)).not.toBe(other.digest('webhook', sealed))
    expect(mine.digest('webhook', sealed)).not.toBe(mine.digest('else', sealed))
  })

  it('refuse text that is not in their form', async () => {
    const keys = await vault.keysOf(ours)
    const place = labelPlace(ours, randomUUID())
    const sealed = keys.sealText(place, 'Ada Obi')
    for (const text of [
      '',
      'Ada Obi',
      'sealed:v1:o1:',
      sealed.replace(':v1:', ':v2:'),
      sealed.replace(':o1:', ':o2:'),
    ])
      expect(() => keys.openText(place, text), text).toThrow(UnsealableError)
  })

  it('are the same for every process, also when all ask first at once', async () => {
    const organizationId = randomUUID()
    const place = labelPlace(organizationId, randomUUID())
    const processes = Array.from({ length: 8 }, () => vaults.open({ wrapper }))
    const all = await Promise.all(processes.map((one) => one.keysOf(organizationId)))
    const sealed = all[0]?.sealText(place, 'Ada Obi') as string
    for (const keys of all) expect(keys.openText(place, sealed)).toBe('Ada Obi')
  })

  it('are never in the database in the clear, and belong to whoever wrapped them', async () => {
    const { rows } = await admin.query(
      'select wrapped from custody.organization_key where organization_id = $1',
      [ours],
    )
    expect(rows[0].wrapped).toHaveLength(12 + 32 + 16)
    const another = vaults.open({ wrapper: { ...wrapper, name: 'aws-kms' } })
    await expect(another.keysOf(ours)).rejects.toThrow('local-file')
    const stranger = vaults.open({ wrapper: createLocalKeyWrapper(join(directory, 'another')) })
    await expect(stranger.keysOf(ours)).rejects.toThrow(UnsealableError)
  })
})

describe('credentials', () => {
  const store = (organizationId: string, connectionId: string, kind: CredentialKind, secret: string) =>
    withOrganization(pool, organizationId, (tx) =>
      storeCredential(tx, vault, { organizationId, connectionId, kind, secret }),
    )
  const open = (organizationId: string, connectionId: string) =>
    withOrganization(pool, organizationId, (tx) => openCredentials(tx, vault, organizationId, connectionId))

  it('keep the version before open until it is retired, and never a third', async () => {
    const connectionId = randomUUID()
    expect(await store(ours, connectionId, 'webhook_secret', 'whsec_first_of_all')).toEqual({
      version: 1,
      lastFour: '_all',
    })
    await store(ours, connectionId, 'webhook_secret', 'whsec_second')
    expect(await store(ours, connectionId, 'webhook_secret', 'short')).toEqual({ version: 3, lastFour: '' })
    await store(ours, connectionId, 'api_key', 'sk_test_1')
    expect(await open(ours, connectionId)).toEqual([
      { kind: 'api_key', version: 1, secret: 'sk_test_1' },
      { kind: 'webhook_secret', version: 3, secret: 'short' },
      { kind: 'webhook_secret', version: 2, secret: 'whsec_second' },
    ])
    const second = { organizationId: ours, connectionId, kind: 'webhook_secret', version: 2 } as const
    const retire = () => withOrganization(pool, ours, (tx) => retireCredential(tx, second))
    expect(await retire()).toBe(true)
    expect(await retire()).toBe(false)
    const versions = (await open(ours, connectionId)).filter(({ kind }) => kind === 'webhook_secret')
    expect(versions.map(({ version }) => version)).toEqual([3])
    const { rows } = await admin.query(
      `select version, wrapped_key, sealed from custody.credential where connection_id = $1 and retired_at is not null
       order by version`,
      [connectionId],
    )
    expect(rows).toEqual([1, 2].map((version) => ({ version, wrapped_key: null, sealed: null })))
  })

  it('are two of a kind and in their order, however many rotate at once', async () => {
    const connectionId = randomUUID()
    const secrets = Array.from({ length: 12 }, (_, n) => `sk_test_of_rotation_${n}`)
    const seen: number[] = []
    const reading = (async () => {
      for (let n = 0; n < 30; n++) seen.push((await open(ours, connectionId)).length)
    })()
    const stored = await Promise.all(secrets.map((secret) => store(ours, connectionId, 'api_key', secret)))
    await reading
    expect(stored.map(({ version }) => version).sort((a, b) => a - b)).toEqual(secrets.map((_, n) => n + 1))
    expect((await open(ours, connectionId)).map(({ version }) => version)).toEqual([12, 11])
    expect(Math.max(...seen)).toBeLessThanOrEqual(2)
  })

  it('find the keys that ran out, however many need them at once within sessions of theirs', async () => {
    const [connectionId, minute] = [randomUUID(), 60_000]
    let now = Date.now()
    const who = { url: database.url, role: 'syncline_app', applicationName: 'expiring' } as const
    const expiring = createVault({ ...who, wrapper, now: () => now })
    await store(ours, connectionId, 'api_key', 'sk_test_of_many')
    await expiring.keysOf(ours)
    now += 6 * minute
    const began = performance.now()
    const opened = await Promise.all(
      Array.from({ length: 12 }, () =>
        withOrganization(pool, ours, (tx) => openCredentials(tx, expiring, ours, connectionId)),
      ),
    )
    expect(opened.every(([one]) => one?.secret === 'sk_test_of_many')).toBe(true)
    // Who waited for a session of each other would be let go after five seconds.
    expect(performance.now() - began).toBeLessThan(4_000)
    const sessions = () =>
      admin.query("select from pg_stat_activity where application_name = 'expiring keys'")
    expect((await sessions()).rowCount).toBe(1)
    await expiring.close()
    await vi.waitFor(async () => expect((await sessions()).rowCount).toBe(0))
  })

  it('are listed without what they hold, with their age, proof and uses', async () => {
    const connectionId = randomUUID()
    await store(ours, connectionId, 'api_key', 'sk_test_never_shown')
    await store(ours, connectionId, 'api_key', 'sk_test_shown_never')
    vault.uses.count(ours, connectionId, [{ kind: 'api_key', version: 2 }])
    vault.uses.count(ours, connectionId, [{ kind: 'api_key', version: 2 }])
    await vault.uses.flush()
    const list = await withOrganization(pool, ours, async (tx) => {
      await noteValidation(tx, ours, connectionId, ['api_key'], 'INVALID_CREDENTIALS')
      return listCredentials(tx, ours, connectionId)
    })
    expect(list).toMatchObject([
      { version: 2, lastFour: 'ever', uses: 2, validation: 'INVALID_CREDENTIALS', retiredAt: null },
      { version: 1, lastFour: 'hown', uses: 0, validation: null, lastUsedAt: null },
    ])
    expect(JSON.stringify(list)).not.toContain('sk_test')
  })

  it('are gone from the table when they are destroyed, key and all', async () => {
    const connectionId = randomUUID()
    await store(ours, connectionId, 'api_key', 'sk_test_gone')
    await store(ours, connectionId, 'webhook_secret', 'whsec_gone')
    const destroy = (organizationId: string) =>
      withOrganization(pool, organizationId, (tx) => destroyCredentials(tx, organizationId, connectionId))
    expect(await destroy(theirs)).toBe(0)
    expect(await destroy(ours)).toBe(2)
    const { rows } = await admin.query('select from custody.credential where connection_id = $1', [
      connectionId,
    ])
    expect(rows).toHaveLength(0)
  })

  it('are another organization’s nothing', async () => {
    const connectionId = randomUUID()
    await store(ours, connectionId, 'api_key', 'sk_test_ours')
    expect(await open(theirs, connectionId)).toEqual([])
  })

  it.each([
    ['sealed and wrapped_key swapped', 'sealed = wrapped_key, wrapped_key = sealed'],
    ['the secret of another version', 'sealed = other.sealed'],
    ['the data key of another version', 'wrapped_key = other.wrapped_key'],
    ['both of another version', 'sealed = other.sealed, wrapped_key = other.wrapped_key'],
    ['one bit turned', 'sealed = set_byte(c.sealed, 15, get_byte(c.sealed, 15) # 4)'],
    ['its tag cut', 'sealed = substr(c.sealed, 1, length(c.sealed) - 12)'],
  ])('do not open with %s', async (_what, change) => {
    const connectionId = randomUUID()
    await store(ours, connectionId, 'api_key', 'sk_test_first')
    await store(ours, connectionId, 'api_key', 'sk_test_second')
    const set =
      change.includes('other') || change.includes('c.') ? change : change.replaceAll(/= (\w+)/g, '= c.$1')
    await admin.query(
      `update custody.credential c set ${set} from custody.credential other
       where c.connection_id = $1 and c.version = 2 and other.connection_id = $1 and other.version = 1`,
      [connectionId],
    )
    await expect(open(ours, connectionId)).rejects.toThrow(UnsealableError)
  })

  it('do not open in the row of another connection, kind or organization', async () => {
    const [from, to] = [randomUUID(), randomUUID()]
    const copy = (organizationId: string, connectionId: string, kind: string) =>
      admin.query(
        `insert into custody.credential (organization_id, connection_id, kind, version, wrapped_key, sealed, last_four)
         select $2, $3, $4, version, wrapped_key, sealed, last_four from custody.credential where organization_id = $5 and connection_id = $1 and kind = 'api_key'`,
        [from, organizationId, connectionId, kind, ours],
      )
    await store(ours, from, 'api_key', `sk_test_${randomBytes(4).toString('hex')}`)
    await copy(ours, to, 'api_key')
    await copy(theirs, from, 'api_key')
    await expect(open(ours, to)).rejects.toThrow(UnsealableError)
    await expect(open(theirs, from)).rejects.toThrow(UnsealableError)
    await copy(ours, from, 'api_secret')
    await expect(open(ours, from)).rejects.toThrow(UnsealableError)
  })
})
