import { advanceProjection } from '@syncline/db/projections'
import type { ProviderName } from '@syncline/domain/connection'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createCachedReads } from '../cached-reads/index.ts'
import { createConnectionCommands } from '../commands/connection.ts'
import { createCustodyCommands } from '../commands/custody.ts'
import { createOrganizationSwitch } from '../commands/organization.ts'
import { createSyncRequests } from '../commands/request-sync.ts'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { noProtection } from '../testing/protection.ts'
import { letGo } from './sweep.ts'
import { createTargetDirectory } from './targets.ts'

const by = { actor: 'user:ada', correlationId: 'c-switch' } as const
const reason = 'The till is moved'
const none: ReadonlySet<ProviderName> = new Set()

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let custody: ReturnType<typeof createCustodyCommands>
let connections: ReturnType<typeof createConnectionCommands>
let organization: ReturnType<typeof createOrganizationSwitch>
/** What the installation has switched off. */
let away: ReadonlySet<ProviderName> = none

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  const { appPool: pool, appender, vault } = hub
  const { loadProvider } = jobs.executor
  custody = createCustodyCommands({
    pool,
    appender,
    vault,
    protection: noProtection,
    loadProvider,
    sandboxUrl: jobs.sandbox.url,
    allowsAddress: () => true,
  })
  connections = createConnectionCommands({ pool, appender })
  organization = createOrganizationSwitch({ pool, appender, off: new Set(['square']) })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

async function folded(): Promise<void> {
  await advanceProjection(hub.workerPool, 'directory')
  await jobs.project()
}
const execute = (syncId: string) =>
  jobs.execute(ours, syncId, {
    targets: createTargetDirectory({ pool: hub.workerPool, vault: hub.workerVault, off: away }),
  })
/** Those that were put in line by one look. */
async function letGone(): Promise<readonly string[]> {
  const before = jobs.jobsPut.length
  await letGo({ pool: hub.workerPool, queue: jobs.queue }, away)
  return jobs.jobsPut.slice(before).map(({ syncId }) => syncId)
}
const scope = (off: ('customer' | 'invoice')[]) =>
  connections.setScope(ours.organizationId, { connectionId: ours.stripeId, off, reason }, by)

describe('what waits for a switch goes as soon as it is on', () => {
  test.each([
    {
      what: 'of the connection it goes to',
      off: () => custody.disable(ours.organizationId, ours.flasherpId, { reason }, by),
      on: () => custody.enable(ours.organizationId, ours.flasherpId, by),
    },
    {
      what: 'of the connection it comes from',
      off: () => custody.disable(ours.organizationId, ours.stripeId, { reason }, by),
      on: () => custody.enable(ours.organizationId, ours.stripeId, by),
    },
    { what: 'of its kind', off: () => scope(['customer']), on: () => scope(['invoice']) },
    {
      what: 'of the organization',
      off: () => organization.disable(ours.organizationId, { reason }, by),
      on: () => organization.enable(ours.organizationId, by),
    },
    {
      what: 'of the installation',
      off: async () => {
        away = new Set(['flasherp'])
      },
      on: async () => {
        away = none
      },
    },
  ])('$what', async ({ what, off, on }) => {
    const syncId = await jobs.request(ours, { id: `cus_${what.length}`, name: 'Ada Obi' })
    await off()
    await folded()
    expect(await execute(syncId)).toBe('waiting')
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'pending', hold: 'switch_off', tries: 0 })
    await folded()
    expect(await letGone()).not.toContain(syncId)
    await on()
    await folded()
    expect(await letGone()).toContain(syncId)
    expect(await execute(syncId)).toBe('done')
    await folded()
    expect(await letGone()).not.toContain(syncId)
  })
})

it('the reports that FlashERP adds up stay there alone, while records travel', async () => {
  const { organizationId, flasherpId: connectionId } = ours
  await connections.setScope(organizationId, { connectionId, off: ['financial_report'], reason }, by)
  await folded()
  const reads = createCachedReads({
    pool: hub.appPool,
    vault: hub.vault,
    targets: createTargetDirectory({ pool: hub.appPool, vault: hub.vault }),
    protection: noProtection,
    loadProvider: jobs.executor.loadProvider,
    log: jobs.executor.log,
  })
  const about = '2026-09-01T00:00:00Z/2026-10-01T00:00:00Z'
  await expect(reads.get(organizationId, { connectionId, name: 'metrics', about })).rejects.toMatchObject({
    code: 'STATE_CONFLICT',
    details: { reason: 'is_off' },
  })
  expect(await execute(await jobs.request(ours, { id: 'cus_reports', name: 'Ada Obi' }))).toBe('done')
})

describe('an organization', () => {
  it('says why it is off, and what the installation switched off', async () => {
    expect(await organization.get(ours.organizationId)).toEqual({
      disabledBecause: null,
      providersOff: ['square'],
    })
    await organization.disable(ours.organizationId, { reason }, by)
    await folded()
    expect(await organization.get(ours.organizationId)).toMatchObject({ disabledBecause: reason })
    await expect(organization.disable(ours.organizationId, { reason }, by)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'is_off' },
    })
    const test = { kind: 'stored', connectionId: ours.flasherpId } as const
    await expect(custody.test(ours.organizationId, test, by)).rejects.toMatchObject({
      details: { reason: 'is_off' },
    })
    await organization.enable(ours.organizationId, by)
    await folded()
    await expect(organization.enable(ours.organizationId, by)).rejects.toMatchObject({
      details: { reason: 'is_on' },
    })
  })
})

describe('a flow that is taken away', () => {
  it('carries no new change, finishes what was asked for, and begins again with its mapping', async () => {
    const way = {
      entity: 'customer',
      sourceConnectionId: ours.stripeId,
      targetConnectionId: ours.flasherpId,
    } as const
    const flowId = async () => {
      const { rows } = await hub.admin.query<{ flow_id: string }>(
        `select flow_id from read.flow where organization_id = $1 and entity = 'customer' and not disabled
           and source_connection_id = $2`,
        [ours.organizationId, ours.stripeId],
      )
      return rows[0]?.flow_id ?? null
    }
    const before = await flowId()
    const asked = await jobs.request(ours, { id: 'cus_before', name: 'Ada Obi' })
    await connections.disableFlow(ours.organizationId, { flowId: before as string, reason }, by)
    await folded()
    expect(await flowId()).toBeNull()
    expect(await execute(asked)).toBe('done')
    const delivery = await jobs.receive(
      ours,
      JSON.stringify({
        id: 'evt_after',
        object: 'event',
        type: 'customer.created',
        created: Math.floor(Date.now() / 1_000),
        data: { object: { id: 'cus_after', object: 'customer', name: 'Bo Ade' } },
      }),
    )
    await jobs.route()
    expect((await jobs.facts(ours, `delivery-${delivery}`)).at(-1)).toMatchObject({
      type: 'WebhookIgnored',
      data: { reason: 'no_flow' },
    })
    const request = createSyncRequests({ pool: hub.appPool, appender: hub.appender })
    await expect(
      request(ours.organizationId, { ...way, sourceIds: ['cus_after'] }, by),
    ).rejects.toMatchObject({ code: 'NOT_CONFIGURED' })
    await expect(
      connections.disableFlow(ours.organizationId, { flowId: before as string, reason }, by),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT', details: { reason: 'is_off' } })
    await custody.enableFlow(ours.organizationId, way, by)
    await folded()
    expect(await flowId()).toBe(before)
  })

  it('that there never was is not found', async () => {
    await expect(
      connections.disableFlow(ours.organizationId, { flowId: ours.stripeId, reason }, by),
    ).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })
})
