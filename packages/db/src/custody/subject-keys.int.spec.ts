import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, withOrganization } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { openVaults } from '../testing/vaults.ts'
import {
  createLocalKeyWrapper,
  destroySubjectKeys,
  ErasedError,
  labelPlace,
  payloadPlace,
  resealSubjectKeys,
  rotateOrganizationKey,
  UnsealableError,
  type Vault,
  type WantedKeys,
} from './index.ts'

let database: { url: string; drop(): Promise<void> }
let directory: string
let admin: pg.Pool
let pool: pg.Pool
let vaults: ReturnType<typeof openVaults>
const organizationId = randomUUID()
const label = labelPlace(organizationId, randomUUID())
const payload = payloadPlace(organizationId, randomUUID())
let nowMs = Date.now()

beforeAll(async () => {
  database = await createTestDatabase()
  directory = mkdtempSync(join(tmpdir(), 'syncline-subjects-'))
  admin = new pg.Pool({ connectionString: database.url, max: 1 })
  pool = createPool({ url: database.url, role: 'syncline_worker', max: 4, applicationName: 'subjects' })
  vaults = openVaults(database.url, 'syncline_worker')
})
afterAll(async () => {
  await vaults.close()
  await pool.end()
  await admin.end()
  await database.drop()
  rmSync(directory, { recursive: true, force: true })
})

const wrapper = () => createLocalKeyWrapper(join(directory, 'key'))
const newVault = () => vaults.open({ wrapper: wrapper(), now: () => nowMs })
async function keys(vault: Vault, wanted: WantedKeys) {
  const organization = await vault.keysOf(organizationId)
  return withOrganization(pool, organizationId, (tx) => organization.forRecords(tx, wanted))
}
const destroy = (subjectIds: readonly string[], erasureId: string) =>
  withOrganization(pool, organizationId, (tx) =>
    destroySubjectKeys(tx, organizationId, subjectIds, erasureId),
  )

describe('the key of a person', () => {
  it('seals for them alone; what is about nobody stays under the organization’s', async () => {
    const [ada, ben] = [randomUUID(), randomUUID()]
    const made = await keys(newVault(), { subjectIds: [ada, ben] })
    const text = made.sealText(label, 'Ada Obi', ada)
    const bytes = made.sealBytes(payload, Buffer.from('a body'), ada)
    expect(text).toMatch(new RegExp(`^sealed:v1:s-${ada}\\.1:`))
    expect(made.sealText(label, 'Ice', null)).toMatch(/^sealed:v1:o1:/)
    const other = await keys(newVault(), { sealed: [text, bytes] })
    expect(other.openText(label, text)).toBe('Ada Obi')
    expect(other.openBytes(payload, bytes).toString()).toBe('a body')
    // Neither under another person's name nor in another place.
    const both = await keys(newVault(), { sealed: [text], subjectIds: [ben] })
    expect(() => both.openText(label, text.replace(ada, ben))).toThrow(UnsealableError)
    expect(() => other.openText(labelPlace(organizationId, randomUUID()), text)).toThrow(UnsealableError)
    expect(() => other.sealText(label, 'Ada Obi', ben)).toThrow(RangeError)
  })

  it('is one, whoever makes it first', async () => {
    const subjectIds = Array.from({ length: 20 }, () => randomUUID())
    const all = await Promise.all(
      [newVault(), newVault(), newVault()].map((vault) => keys(vault, { subjectIds, fresh: true })),
    )
    for (const subjectId of subjectIds) {
      const sealed = all[0]?.sealText(label, 'Ada Obi', subjectId) as string
      for (const one of all) expect(one.openText(label, sealed)).toBe('Ada Obi')
    }
  })

  it('is destroyed everywhere within half a minute, and at once for whoever asks anew', async () => {
    const [ada, erasureId] = [randomUUID(), randomUUID()]
    const vault = newVault()
    const before = await keys(vault, { subjectIds: [ada] })
    const sealed = before.sealText(label, 'Ada Obi', ada)
    expect(await destroy([ada], erasureId)).toBe(1)
    expect(await destroy([ada], erasureId)).toBe(1)
    expect((await keys(vault, { sealed: [sealed] })).openText(label, sealed)).toBe('Ada Obi')
    const anew = await keys(newVault(), { sealed: [sealed] })
    expect(() => anew.openText(label, sealed)).toThrow(ErasedError)
    expect([anew.isErased(sealed), anew.erasedAt(ada)]).toEqual([true, expect.any(Date)])
    nowMs += 31_000
    const later = await keys(vault, { sealed: [sealed] })
    expect(() => later.openText(label, sealed)).toThrow(ErasedError)
  })

  it('is another one afterwards, which a process that remembers the first learns of', async () => {
    const ada = randomUUID()
    const [here, there] = [newVault(), newVault()]
    const first = (await keys(here, { subjectIds: [ada] })).sealText(label, 'Ada Obi', ada)
    await keys(there, { sealed: [first] })
    await destroy([ada], randomUUID())
    const again = await keys(here, { subjectIds: [ada], fresh: true })
    const second = again.sealText(label, 'Ada Obi', ada)
    expect(second).toMatch(new RegExp(`^sealed:v1:s-${ada}\\.2:`))
    const both = await keys(there, { sealed: [first, second] })
    expect(both.openText(label, second)).toBe('Ada Obi')
    expect(() => both.openText(label, first)).toThrow(ErasedError)
  })

  it('is wrapped under a new key of the organization, but for one that is gone', async () => {
    const [ada, gone] = [randomUUID(), randomUUID()]
    const made = await keys(newVault(), { subjectIds: [ada, gone] })
    const [text, lost] = [made.sealText(label, 'Ada Obi', ada), made.sealText(label, 'Ben Eze', gone)]
    await destroy([gone], randomUUID())
    await rotateOrganizationKey({ pool, wrapper: wrapper() }, organizationId)
    await admin.query('update custody.organization_key set seals_from = now()')
    const vault = newVault()
    expect(await resealSubjectKeys(pool, vault)).toBeGreaterThan(0)
    expect(await resealSubjectKeys(pool, vault)).toBe(0)
    const { rows } = await admin.query(
      'select key_version, wrapped_key is null as gone from custody.subject_key where subject_id = any ($1) order by 1',
      [[ada, gone]],
    )
    expect(rows).toEqual([
      { key_version: 1, gone: true },
      { key_version: 2, gone: false },
    ])
    const after = await keys(newVault(), { sealed: [text, lost] })
    expect(after.openText(label, text)).toBe('Ada Obi')
    expect(() => after.openText(label, lost)).toThrow(ErasedError)
  })
})
