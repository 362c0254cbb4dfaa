import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import type { ConflictPolicy } from '@syncline/domain/connection'
import { flasherp } from '@syncline/providers/flasherp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConnectionCommands } from '../commands/connection.ts'
import { createSyncRequests } from '../commands/request-sync.ts'
import { createConflictReads } from '../reads/conflict.ts'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'
import { sweep } from './sweep.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let reads: ReturnType<typeof createConflictReads>
const by = { actor: 'user:ada', correlationId: 'c-conflict' } as const

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  reads = createConflictReads({ ...jobs.executor, pool: hub.appPool, vault: hub.vault })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

async function policy(policy: ConflictPolicy, organization = ours): Promise<void> {
  const { rows } = await hub.admin.query<{ flow_id: string }>(
    'select flow_id from read.flow where organization_id = $1 and source_connection_id = $2',
    [organization.organizationId, organization.stripeId],
  )
  const commands = createConnectionCommands({ pool: hub.appPool, appender: hub.appender })
  await commands.setConflictPolicy(organization.organizationId, rows[0]?.flow_id as string, { policy, ...by })
  await advanceProjection(hub.workerPool, 'directory')
}

const seconds = () => Math.floor(jobs.executor.now().getTime() / 1_000)
const typesIn = async (syncId: string) => typesOf(await jobs.facts(ours, `sync-${syncId}`))

/** A customer that was written, then changed by FlashERP's own people, then changed in Stripe. */
async function bothChanged(oursAt = seconds() - 60) {
  const id = `cus_${randomUUID().slice(0, 8)}`
  const first = await jobs.request(ours, { id, name: 'Ada Obi' }, { created: seconds() - 7_200 })
  await jobs.execute(ours, first)
  const made = await jobs.state(ours, first)
  const externalId = made.status === 'synced' ? made.externalId : ''
  await changeThere(externalId, 'Theirs Obi')
  const syncId = await changeHere(id, 'Ours Obi', oursAt)
  return { id, externalId, syncId }
}
const changeHere = (id: string, name: string, created: number) =>
  jobs.request(ours, { id, name }, { type: 'customer.updated', created })
const changeThere = (id: string, name: string) =>
  jobs.sandbox.trigger('flasherp', 'customer.updated', { id, name })

async function nameThere(externalId: string): Promise<string | null> {
  const target = await jobs.executor.targets.open(ours.organizationId, ours.flasherpId)
  if (!target || target === 'away') return null
  const access = { ...target, now: jobs.executor.now, signal: new AbortController().signal }
  const read = await flasherp.pull?.customer?.one(externalId, null, access)
  return read?.ok && read.record?.entity === 'customer' ? read.record.name : null
}

describe('both sides changed', () => {
  it('and the source wins: ours is written over theirs, on the second try', async () => {
    const { syncId, externalId } = await bothChanged()
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced', tries: 2 })
    expect(await nameThere(externalId)).toBe('Ours Obi')
  })

  it('and the target wins: theirs stays, and the next change goes through', async () => {
    await policy('target_wins')
    const { id, syncId, externalId } = await bothChanged()
    expect(await jobs.execute(ours, syncId)).toBe('failed')
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'skipped' })
    expect(await nameThere(externalId)).toBe('Theirs Obi')
    const next = await changeHere(id, 'Ours again', seconds())
    expect(await jobs.execute(ours, next)).toBe('done')
    expect(await nameThere(externalId)).toBe('Ours again')
  })

  it.each([
    ['theirs, where it was changed later', -3_600, 'Theirs Obi', 'skipped'],
    ['ours, where it was changed later', 3_600, 'Ours Obi', 'synced'],
  ])('and the newest wins: %s', async (_which, oursFromNow, name, status) => {
    await policy('newest_wins')
    const { syncId, externalId } = await bothChanged(seconds() + oursFromNow)
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status })
    expect(await nameThere(externalId)).toBe(name)
  })
})

describe('a change of theirs that flowed back', () => {
  it('is no conflict: both sides had agreed on it', async () => {
    const both = await jobs.found({ back: ['customer'] })
    const { stripe, flasherp } = jobs.sandbox.register({
      stripe: { secretKey: both.secrets.stripe.api_key as string },
      flasherp: {
        apiKey: both.secrets.flasherp.api_key as string,
        apiSecret: both.secrets.flasherp.api_secret as string,
      },
    })
    const { objects } = await jobs.sandbox.trigger('stripe', 'customer.created', {
      ...(stripe && { account: stripe.account }),
      name: 'Ada Obi',
    })
    const id = objects[0] as string
    const first = await jobs.request(both, { id, name: 'Ada Obi' }, { created: seconds() - 7_200 })
    await jobs.execute(both, first)
    const made = await jobs.state(both, first)
    const externalId = made.status === 'synced' ? made.externalId : ''
    await jobs.sandbox.trigger('flasherp', 'customer.updated', {
      ...(flasherp && { account: flasherp.account }),
      id: externalId,
      name: 'Theirs Obi',
    })
    const ask = createSyncRequests({ pool: hub.appPool, appender: hub.appender })
    const { syncs } = await ask(
      both.organizationId,
      {
        sourceConnectionId: both.flasherpId,
        targetConnectionId: both.stripeId,
        entity: 'customer',
        sourceIds: [externalId],
      },
      by,
    )
    expect(await jobs.execute(both, syncs[0]?.syncId as string)).toBe('done')
    await jobs.project()
    await policy('ask', both)
    const again = await jobs.request(both, { id, name: 'Ours Obi' }, { type: 'customer.updated' })
    expect(await jobs.settle(both, again)).toMatchObject({ status: 'synced', tries: 2 })
  })
})

describe('a person is asked', () => {
  const resolve = (syncId: string, choice: 'ours' | 'theirs') =>
    jobs.command(ours, syncId, { type: 'resolve', choice, reason: 'Corrected there' })

  it('and nothing goes out until then, whatever comes', async () => {
    await policy('ask')
    const { id, syncId, externalId } = await bothChanged()
    expect(await jobs.execute(ours, syncId)).toBe('failed')
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'pending', hold: 'conflict', retries: 0 })
    expect(await jobs.execute(ours, syncId)).toBe('nothing_to_do')
    // Not even a newer change slips past the question.
    const newer = await changeHere(id, 'Ours later', seconds())
    await jobs.execute(ours, newer)
    expect(await jobs.state(ours, newer)).toMatchObject({ hold: 'conflict' })
    expect(await nameThere(externalId)).toBe('Theirs Obi')
  })

  it('and the sweep leaves it alone', async () => {
    const { syncId } = await bothChanged()
    await jobs.execute(ours, syncId)
    await jobs.project()
    await hub.admin.query("update read.sync_status set updated_at = now() - interval '1 hour'")
    jobs.jobsPut.length = 0
    await sweep({ ...jobs.executor, pool: hub.workerPool, queue: jobs.queue })
    expect(jobs.jobsPut.map((job) => job.syncId)).not.toContain(syncId)
  })

  it('with both versions side by side, masked', async () => {
    const { syncId } = await bothChanged()
    await jobs.execute(ours, syncId)
    const both = await reads.get(ours.organizationId, syncId)
    expect(both).toMatchObject({ unread: null, theirsChangedAt: expect.stringMatching(/Z$/) })
    expect(both?.ours).toContain('O•••')
    expect(both?.theirs).toContain('T•••')
    expect(JSON.stringify(both)).not.toMatch(/Ours Obi|Theirs Obi/)
    const theirs = await jobs.found()
    expect(await reads.get(theirs.organizationId, syncId)).toBeNull()
  })

  it('and chooses ours: it is written over the version that was seen', async () => {
    const { syncId, externalId } = await bothChanged()
    await jobs.execute(ours, syncId)
    await resolve(syncId, 'ours')
    expect(await jobs.execute(ours, syncId)).toBe('done')
    expect(await nameThere(externalId)).toBe('Ours Obi')
    expect((await typesIn(syncId)).slice(-4)).toEqual([
      'SyncConflictFound',
      'SyncConflictResolved',
      'SyncStarted',
      'SyncSucceeded',
    ])
    expect(await reads.get(ours.organizationId, syncId)).toBeNull()
  })

  it('and is asked again where theirs changed once more after the look', async () => {
    const { syncId, externalId } = await bothChanged()
    await jobs.execute(ours, syncId)
    await changeThere(externalId, 'Theirs again')
    await resolve(syncId, 'ours')
    await jobs.execute(ours, syncId)
    expect(await jobs.state(ours, syncId)).toMatchObject({ hold: 'conflict', conflict: { choice: null } })
    expect(await nameThere(externalId)).toBe('Theirs again')
  })

  it('and chooses theirs: it stays, and the next change goes through', async () => {
    const { id, syncId, externalId } = await bothChanged()
    await jobs.execute(ours, syncId)
    await resolve(syncId, 'theirs')
    expect(await jobs.execute(ours, syncId)).toBe('superseded')
    expect(await nameThere(externalId)).toBe('Theirs Obi')
    const next = await changeHere(id, 'Ours next', seconds())
    expect(await jobs.execute(ours, next)).toBe('done')
    expect(await nameThere(externalId)).toBe('Ours next')
  })
})
