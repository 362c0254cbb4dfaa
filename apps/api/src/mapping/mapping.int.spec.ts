import { advanceProjection, advanceProjections } from '@syncline/db/projections'
import type { Mapping, Rule } from '@syncline/domain/mapping'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestHub, stripeEventOf, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { createMappingCommands } from './commands.ts'
import { createExpressions } from './expressions.ts'
import { createMapRecord } from './map-record.ts'
import { createMappingReads } from './reads.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let flowId: string
const expressions = createExpressions()

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  flowId = (await reads().list(ours.organizationId))[0]?.flowId as string
})
afterAll(async () => {
  expressions.close()
  await jobs.close()
  await hub.close()
})

const reads = () =>
  createMappingReads({
    pool: hub.appPool,
    vault: hub.vault,
    loadProvider,
    expressions,
    mapRecord: createMapRecord(expressions),
    namesOf: async () => new Map(),
  })
const commands = () =>
  createMappingCommands({ pool: hub.appPool, appender: hub.appender, expressions, loadProvider })

const rule = (target: string, source: string | null, more: Partial<Rule> = {}): Rule => ({
  target,
  source,
  expression: null,
  transforms: [],
  fallback: null,
  required: false,
  ...more,
})
const shouting: Mapping = {
  entity: 'customer',
  rules: [
    rule('name', null, { expression: '$uppercase(name)' }),
    rule('email', 'email', { transforms: [{ name: 'case', to: 'lower' }] }),
  ],
}
async function publish(mapping: Mapping, organization = ours, id = flowId) {
  const [row] = (await reads().list(organization.organizationId)).filter((flow) => flow.flowId === id)
  const published = await commands().publish(organization.organizationId, id, {
    mapping,
    reason: 'As the bookkeeper asked',
    after: row?.version ?? 1,
    actor: 'user:ada',
    correlationId: 'c',
  })
  await advanceProjection(hub.workerPool, 'directory')
  return published
}
const sent = (syncId: string) =>
  JSON.stringify(
    jobs.sandbox.requests('flasherp').find((entry) => entry.idempotencyKey?.startsWith(`${syncId}.`)),
  )
const types = async (syncId: string) => (await jobs.facts(ours, `sync-${syncId}`)).map(({ type }) => type)

describe('a mapping that is published', () => {
  it('is what the next sync goes through, and the sync says which it was', async () => {
    const before = await jobs.request(ours, { id: 'cus_before', name: 'Ada Obi', email: 'Ada@Example.org' })
    const { version } = await publish(shouting)
    expect(version).toBe(2)
    const after = await jobs.request(ours, { id: 'cus_after', name: 'Ada Obi', email: 'Ada@Example.org' })
    for (const syncId of [before, after]) await jobs.settle(ours, syncId)
    // What was in line keeps the mapping it was asked for with.
    expect(sent(before)).toContain('Ada Obi')
    expect(sent(after)).toContain('ADA OBI')
    expect(sent(after)).toContain('ada@example.org')
    expect(await jobs.state(ours, after)).toMatchObject({ mapping: { version: 2 } })
    expect(await jobs.state(ours, before)).toMatchObject({ mapping: { version: 1 } })
  })

  it('fails a sync at the field, and a retry takes the mapping as it is by then', async () => {
    const strict: Mapping = {
      entity: 'customer',
      rules: [rule('name', 'name'), rule('phone', 'phone', { required: true })],
    }
    const { version } = await publish(strict)
    const [kept, fixed] = await Promise.all([
      jobs.request(ours, { id: 'cus_kept', name: 'Bisi' }),
      jobs.request(ours, { id: 'cus_fixed', name: 'Bisi' }),
    ])
    for (const syncId of [kept, fixed])
      expect(await jobs.settle(ours, syncId)).toMatchObject({
        status: 'failed',
        error: { code: 'MAPPING_FAILED', detail: expect.stringMatching(/^phone: .*version 3/) },
      })
    await publish(shouting)
    await jobs.command(ours, kept, { type: 'retry', reason: null, mapping: 'recorded' })
    await jobs.command(ours, fixed, { type: 'retry', reason: null })
    expect(await jobs.settle(ours, kept)).toMatchObject({ status: 'failed', mapping: { version } })
    expect(await jobs.settle(ours, fixed)).toMatchObject({ status: 'synced', mapping: { version: 4 } })
    expect(await types(fixed)).toEqual([
      'SyncRequested',
      'SyncFailed',
      'SyncRetryRequested',
      'SyncMappingChosen',
      'SyncStarted',
      'SyncSucceeded',
    ])
  })

  it('fails a sync whose expression never ends, and the worker goes on', async () => {
    await publish({
      entity: 'customer',
      rules: [rule('name', null, { expression: '($f := function($x) { $f($x) }; $f(1))' })],
    })
    const hostile = await jobs.request(ours, { id: 'cus_hostile', name: 'Cara' })
    expect(await jobs.settle(ours, hostile)).toMatchObject({
      status: 'failed',
      error: { code: 'MAPPING_FAILED', detail: expect.stringMatching(/^name: It took too long/) },
    })
    await publish(shouting)
    await jobs.command(ours, hostile, { type: 'retry', reason: null })
    expect(await jobs.settle(ours, hostile)).toMatchObject({ status: 'synced' })
  })

  it('turns a record into one of another kind, linked to what it came from', async () => {
    const theirs = await jobs.found({ flows: ['transaction'] })
    const [flow] = await reads().list(theirs.organizationId)
    await publish(
      {
        entity: 'customer',
        rules: [rule('name', 'description'), rule('note', null, { fallback: 'a payment' })],
      },
      theirs,
      flow?.flowId,
    )
    const payment = {
      id: 'pi_kind',
      object: 'payment_intent',
      amount: 500,
      currency: 'usd',
      customer: null,
      description: 'Table four',
      status: 'succeeded',
      created: 1_790_000_000,
    }
    const body = stripeEventOf({ type: 'payment_intent.succeeded', object: payment })
    const delivery = await jobs.receive(theirs, body)
    await jobs.route()
    const [syncId = ''] = await jobs.routed(theirs, delivery)
    expect(await jobs.settle(theirs, syncId)).toMatchObject({
      status: 'synced',
      request: { entity: 'transaction' },
    })
    expect(sent(syncId)).toContain('Table four')
    expect(jobs.sandbox.effects('flasherp').findLast((one) => one.externalRef === 'pi_kind')).toMatchObject({
      entity: 'customer',
    })
  })

  it('is refused with the field at fault, over a version nobody looked at, and by another organization', async () => {
    const by = { reason: 'Trying', actor: 'user:ada', correlationId: 'c' } as const
    const run = (mapping: Mapping, after: number, organizationId = ours.organizationId) =>
      commands().publish(organizationId, flowId, { ...by, mapping, after })
    const now = (await reads().get(ours.organizationId, flowId)).version
    await expect(run({ ...shouting, rules: [rule('fax', 'name')] }, now)).rejects.toMatchObject({
      code: 'MAPPING_FAILED',
      details: { field: 'fax' },
    })
    await expect(
      run({ ...shouting, rules: [rule('name', null, { expression: 'a =' })] }, now),
    ).rejects.toMatchObject({ code: 'MAPPING_FAILED', details: { field: 'name' } })
    await expect(run(shouting, now - 1)).rejects.toMatchObject({ code: 'STATE_CONFLICT' })
    const theirs = await jobs.found()
    await expect(run(shouting, now, theirs.organizationId)).rejects.toMatchObject({
      code: 'RECORD_NOT_FOUND',
    })
  })
})

describe('a preview', () => {
  it('shows what a draft makes of a real record, masked unless one may see it', async () => {
    await jobs.request(ours, { id: 'cus_seen', name: 'Dayo Bello', email: 'dayo@example.org' })
    await advanceProjections(hub.workerPool, ['sync_status'])
    const look = (isClear: boolean) => reads().preview(ours.organizationId, flowId, shouting, isClear)
    const clear = await look(true)
    expect(clear).toMatchObject({ problems: [], isClear: true })
    expect(clear.record).toContain('DAYO BELLO')
    expect(clear.body).toContain('dayo@example.org')
    const masked = await look(false)
    expect(JSON.stringify(masked)).not.toMatch(/dayo/i)
    expect(masked.record).toContain('D•••')
  })
  it('names the field that fails on it', async () => {
    const draft = { ...shouting, rules: [rule('name', 'name'), rule('note', 'note', { required: true })] }
    expect(await reads().preview(ours.organizationId, flowId, draft, true)).toMatchObject({
      record: null,
      problems: [{ field: 'note', code: 'no_value' }],
    })
  })
  it('belongs to one organization', async () => {
    const theirs = await jobs.found()
    await expect(reads().preview(theirs.organizationId, flowId, shouting, true)).rejects.toMatchObject({
      code: 'RECORD_NOT_FOUND',
    })
  })
})
