import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSyncRequests } from '../commands/request-sync.ts'
import { bySystem, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let request: ReturnType<typeof createSyncRequests>

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  jobs.sandbox.register({ stripe: { secretKey: ours.secrets.stripe.api_key as string } })
  request = createSyncRequests({ pool: hub.appPool, appender: hub.appender })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const ask = (sourceIds: readonly string[], change: { targetConnectionId?: string } = {}) =>
  request(
    ours.organizationId,
    {
      sourceConnectionId: ours.stripeId,
      targetConnectionId: ours.flasherpId,
      entity: 'customer',
      sourceIds: [...sourceIds],
      ...change,
    },
    { actor: 'user:ada', correlationId: 'c-ask' },
  )
const askOne = async (sourceId: string) => (await ask([sourceId])).syncs[0]?.syncId as string

/** A customer in Stripe that no webhook told of. */
async function customerAtStripe(name: string): Promise<string> {
  const { objects } = await jobs.sandbox.trigger('stripe', 'customer.created', { name })
  return objects[0] as string
}
const effectsOf = (externalRef: string) =>
  jobs.sandbox.effects('flasherp').filter((entry) => entry.externalRef === externalRef)
const typesIn = async (syncId: string) => typesOf(await jobs.facts(ours, `sync-${syncId}`))

describe('a sync that is asked for', () => {
  it('is durable at once, and read from its source by the worker', async () => {
    const customer = await customerAtStripe('Ada Obi')
    const syncId = await askOne(customer)
    expect(await typesIn(syncId)).toEqual(['SyncRequested'])
    expect(await jobs.execute(ours, syncId)).toBe('done')
    expect(await typesIn(syncId)).toEqual(['SyncRequested', 'SourceRead', 'SyncStarted', 'SyncSucceeded'])
    expect(effectsOf(customer)).toHaveLength(1)
    await jobs.project()
    const { rows } = await hub.admin.query('select label, status from read.sync_status where sync_id = $1', [
      syncId,
    ])
    expect(rows).toEqual([{ label: expect.stringMatching(/^sealed:/), status: 'synced' }])
  })

  it('leaves nothing of the person in the log', async () => {
    const syncId = await askOne(await customerAtStripe('Nobody Elsewhere'))
    await jobs.execute(ours, syncId)
    expect(JSON.stringify(await jobs.facts(ours, `sync-${syncId}`))).not.toContain('Nobody Elsewhere')
  })

  it('writes again what a webhook brought before, and an older webhook does not undo it', async () => {
    const customer = await customerAtStripe('Kemi Ojo')
    const first = await askOne(customer)
    await jobs.execute(ours, first)
    // Told of late: it was created long before it was read.
    const late = await jobs.request(ours, { id: customer, name: 'Kemi of old' }, { created: 1_700_000_000 })
    expect(await jobs.execute(ours, late)).toBe('superseded')
    const again = await askOne(customer)
    jobs.pass(2_000)
    expect(await jobs.execute(ours, again)).toBe('done')
    expect(effectsOf(customer)).toHaveLength(2)
  })

  it('waits for its lane like any other', async () => {
    const customer = await customerAtStripe('Femi Slow-garbled')
    const out = await askOne(customer)
    await jobs.execute(ours, out)
    expect(await jobs.state(ours, out)).toMatchObject({ hold: 'outcome_unknown' })
    expect(await jobs.execute(ours, await askOne(customer))).toBe('lane_busy')
  })

  it('fails where its source has no such object, and says so', async () => {
    const syncId = await askOne('cus_NoSuchCustomer')
    expect(await jobs.execute(ours, syncId)).toBe('refused')
    expect(await jobs.state(ours, syncId)).toMatchObject({
      status: 'failed',
      error: { code: 'RECORD_NOT_FOUND' },
    })
  })

  it('repeats the same bytes when its outcome is open, without reading again', async () => {
    const customer = await customerAtStripe('Ife Alabi-timeout')
    const syncId = await askOne(customer)
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced', tries: 2 })
    expect((await typesIn(syncId)).filter((type) => type === 'SourceRead')).toHaveLength(1)
    expect(effectsOf(customer)).toHaveLength(1)
  })
})

it('is called off once the connection it comes from is deleted, and says why', async () => {
  const theirs = await jobs.found()
  const { organizationId, stripeId, flasherpId } = theirs
  const { syncs } = await request(
    organizationId,
    {
      sourceConnectionId: stripeId,
      targetConnectionId: flasherpId,
      entity: 'customer',
      sourceIds: ['cus_x'],
    },
    { actor: 'user:ada', correlationId: 'c-ask' },
  )
  await hub.appender.append({
    organizationId,
    stream: `connection-${stripeId}`,
    events: [{ type: 'ConnectionDeleted', data: { reason: 'The shop was sold', credentialsDestroyed: 0 } }],
    context: bySystem(),
  })
  await advanceProjection(hub.workerPool, 'directory')
  const syncId = syncs[0]?.syncId as string
  await jobs.execute(theirs, syncId)
  expect((await jobs.facts(theirs, `sync-${syncId}`)).at(-1)).toMatchObject({
    type: 'SyncCancelled',
    data: { reason: 'The connection it comes from was deleted' },
  })
})

describe('asking', () => {
  it('is refused where no flow goes that way, foreign connections included', async () => {
    const theirs = await jobs.found()
    for (const targetConnectionId of [ours.stripeId, theirs.flasherpId, randomUUID()])
      await expect(ask(['cus_1'], { targetConnectionId })).rejects.toMatchObject({
        code: 'NOT_CONFIGURED',
        details: { reason: 'no_flow' },
      })
  })

  it('takes many at once, each id once', async () => {
    const { syncs } = await ask(['cus_a', 'cus_b', 'cus_a'])
    expect(syncs.map(({ sourceId }) => sourceId)).toEqual(['cus_a', 'cus_b'])
    for (const { syncId } of syncs) expect(await typesIn(syncId)).toEqual(['SyncRequested'])
  })
})
