import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestHub, type TestHub } from '../testing/hub.ts'
import { createOrganizationKeys, type OrganizationKeysPort } from './organization-keys.ts'

let hub: TestHub
let keys: OrganizationKeysPort
beforeAll(async () => {
  hub = await startTestHub()
  keys = createOrganizationKeys({ pool: hub.appPool, vault: hub.vault })
})
afterAll(() => hub.close())

it('shows an organization the keys of its own, and gives it a new one once at a time', async () => {
  const [ours, theirs] = [randomUUID(), randomUUID()]
  expect(await keys.get(ours)).toMatchObject({
    keptBy: 'local-file',
    keys: [{ version: 1, state: 'seals' }],
    credentials: { left: 0, total: 0 },
  })
  expect(await Promise.all([keys.rotate(ours), keys.rotate(ours)])).toEqual([{ version: 2 }, { version: 2 }])
  expect((await keys.get(ours)).keys.map(({ version, state }) => `${version} ${state}`)).toEqual([
    '2 comes',
    '1 seals',
  ])
  expect((await keys.get(theirs)).keys).toHaveLength(1)
})

it('refuses one more than an organization can have', async () => {
  const organizationId = randomUUID()
  await keys.get(organizationId)
  await hub.admin.query(
    `insert into custody.organization_key (organization_id, version, wrapper, wrapped, seals_from)
     select organization_id, n, wrapper, wrapped, now() from custody.organization_key, generate_series(2, 50) n
     where organization_id = $1 and version = 1`,
    [organizationId],
  )
  await expect(keys.rotate(organizationId)).rejects.toMatchObject({
    code: 'STATE_CONFLICT',
    details: { reason: 'too_many_keys', limit: 50 },
  })
})
