import { randomUUID } from 'node:crypto'
import type { SearchHit } from '@syncline/domain/view'
import { listNames } from '@syncline/domain/view'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBulkCommands, createBulkRunner } from '../commands/bulk.ts'
import { createAudit } from '../ops/audit.ts'
import { createRefusals } from '../ops/refusals.ts'
import { startTestHub, stripeEvent, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs } from '../testing/jobs.ts'
import type { SearchReads } from '../trpc/read-ports.ts'
import { createSavedViews } from './saved-views.ts'
import { createSearchReads } from './search.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let theirs: TestOrganization
let search: SearchReads
let deliveryId: string
let syncId: string
const source = `cus_${randomUUID().slice(0, 8)}`

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found()
  theirs = await jobs.found()
  search = createSearchReads({ pool: hub.appPool, vault: hub.vault, namesOf: async () => new Map() })
  deliveryId = await jobs.receive(
    ours,
    stripeEvent({ customer: { id: source, name: 'Ada Obi', email: 'ada@example.org' } }),
  )
  await jobs.route()
  syncId = (await jobs.routed(ours, deliveryId))[0] as string
  await jobs.settle(ours, syncId)
  await jobs.project()
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const find = (text: string, organization = ours) => search.find(organization.organizationId, text)
const told = (hits: readonly SearchHit[]) =>
  hits.map((hit) =>
    hit.kind === 'sync'
      ? ['sync', hit.by, hit.row.syncId]
      : hit.kind === 'webhook'
        ? ['webhook', hit.by, hit.row.deliveryId]
        : [hit.kind, hit.by],
  )
const facts = () => jobs.facts(ours, `sync-${syncId}`)

describe('an id leads to the thing, in its own organization only', () => {
  const written = async () => dataOf((await facts()).at(-1), 'SyncSucceeded').externalId
  const flowOf = async () => {
    const { rows } = await hub.admin.query<{ flow_id: string }>(
      'select flow_id from read.flow where organization_id = $1 limit 1',
      [ours.organizationId],
    )
    return rows[0]?.flow_id ?? ''
  }
  const eventId = async () =>
    dataOf((await jobs.facts(ours, `delivery-${deliveryId}`))[0], 'WebhookReceived').providerEventId

  it.each<[string, () => Promise<string>, unknown[]]>([
    ['a sync’s own', async () => syncId, [['sync', 'id']]],
    // It is the correlation of what came of it, too.
    [
      'a webhook’s own',
      async () => deliveryId,
      [
        ['webhook', 'id'],
        ['sync', 'correlation'],
      ],
    ],
    ['a connection’s own', async () => ours.stripeId, [['connection', 'id']]],
    ['the source’s', async () => source, [['sync', 'source']]],
    ['the target’s', written, [['sync', 'external']]],
    ['the provider’s event', eventId, [['webhook', 'event']]],
    [
      'a place in the log',
      async () => String((await facts())[0]?.position),
      [
        ['event', 'position'],
        ['sync', 'position'],
      ],
    ],
    ['that of what flows', flowOf, [['subject', 'id']]],
  ])('%s', async (_whose, idOf, expected) => {
    const id = await idOf()
    expect(told(await find(id)).map(([kind, by]) => [kind, by])).toEqual(expected)
    expect(await find(id, theirs)).toEqual([])
  })

  it('a refused caller’s error id leads to what it was about', async () => {
    const errorId = randomUUID()
    await createAudit(hub.appPool).record({
      organizationId: ours.organizationId,
      actor: 'user:ada',
      action: 'sync.skip',
      target: syncId,
      outcome: 'STATE_CONFLICT',
      errorId,
      ip: '127.0.0.1',
      userAgent: null,
      durationMs: 3,
      correlationId: 'c-error',
      at: new Date(),
    })
    expect(told(await find(errorId))).toEqual([
      ['refusal', 'error'],
      ['sync', 'error', syncId],
    ])
    expect(await find(errorId, theirs)).toEqual([])
  })

  it('what was refused is told in its words, until another takes its slot; there are no more than slots', async () => {
    const refusals = createRefusals(hub.appPool)
    const first = '3d1f7a52-8a54-4d0e-8f5e-4d0f3a9f1c44'
    const keep = (errorId: string) =>
      refusals.keep(ours.organizationId, [
        {
          errorId,
          at: new Date('2026-11-20T13:00:00Z'),
          actor: 'user:ada-lovelace',
          operation: 'sync.list',
          code: 'INVALID_INPUT',
          details: { fields: [{ path: 'filter.from', problem: 'invalid_format' }] },
          correlationId: 'c-read-0001',
        },
      ])
    await keep(first)
    expect(await find(first)).toEqual([
      {
        kind: 'refusal',
        by: 'error',
        errorId: first,
        at: '2026-11-20T13:00:00.000Z',
        operation: 'sync.list',
        code: 'INVALID_INPUT',
        message: expect.stringMatching(/\w\.$/),
        remedy: expect.stringMatching(/\w\.$/),
        details: { fields: [{ path: 'filter.from', problem: 'invalid_format' }] },
        caller: { kind: 'person', idEnd: 'lace' },
        correlationId: 'c-read-0001',
      },
    ])
    expect(await find(first, theirs)).toEqual([])
    await keep('00000000-0000-4000-8000-00000000bc44')
    expect(await find(first)).toEqual([])
  })

  it('a command on many leads to its list', async () => {
    const commands = createBulkCommands({
      pool: hub.appPool,
      runner: createBulkRunner({ pool: hub.appPool, appender: hub.appender }),
      namesOf: async () => new Map(),
    })
    const bulkId = randomUUID()
    await commands.request(ours.organizationId, {
      bulkId,
      action: 'replay',
      selection: { kind: 'ids', deliveryIds: [deliveryId] },
      reason: 'Again',
      actor: 'user:ada',
      correlationId: 'c-bulk',
    })
    expect(await find(bulkId)).toEqual([{ kind: 'bulk', by: 'id', bulkId, list: 'webhooks' }])
  })

  it.each(['nothing', '0', '999999999999999', randomUUID(), '%', "' or 1=1 --"])(
    'what is nobody’s leads nowhere: %s',
    async (text) => expect(await find(text)).toEqual([]),
  )
})

describe('saved views', () => {
  const views = () => createSavedViews({ pool: hub.appPool, namesOf: async () => new Map() })
  const view = { list: 'syncs', name: 'Failed today', address: '?status=failed&time=day' } as const

  it('are shared in the organization, and with nobody else', async () => {
    const { viewId } = await views().save(ours.organizationId, view, 'user:ada')
    expect(await views().list(ours.organizationId)).toEqual([{ ...view, viewId, by: { name: null } }])
    expect(await views().list(theirs.organizationId)).toEqual([])
    await expect(views().remove(theirs.organizationId, viewId)).rejects.toMatchObject({
      code: 'RECORD_NOT_FOUND',
    })
    await expect(
      views().save(ours.organizationId, { ...view, name: 'FAILED today' }, 'user:eze'),
    ).rejects.toMatchObject({ code: 'STATE_CONFLICT', details: { reason: 'name_taken' } })
    await views().remove(ours.organizationId, viewId)
    expect(await views().list(ours.organizationId)).toEqual([])
  })

  it('are kept of every list', async () => {
    for (const list of listNames)
      await views().save(ours.organizationId, { ...view, list, name: list }, 'user:ada')
    const kept = await views().list(ours.organizationId)
    expect(kept.map(({ list }) => list).sort()).toEqual([...listNames].sort())
  })

  it('are bounded', async () => {
    for (let n = 0; n < 30; n++)
      await views().save(theirs.organizationId, { ...view, name: `View ${n}` }, 'user:ada')
    await expect(
      views().save(theirs.organizationId, { ...view, name: 'One more' }, 'user:ada'),
    ).rejects.toMatchObject({ details: { reason: 'too_many' } })
  })
})
