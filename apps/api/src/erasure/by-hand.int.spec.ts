import { advanceProjections, projections } from '@syncline/db/projections'
import type { AuditList, ErasurePreview, ErasureView } from '@syncline/domain/view'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { erase } from '../cli/commands/erase.ts'
import { createSyncRequests } from '../commands/request-sync.ts'
import { query } from '../testing/edge.ts'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { startTestWeb, type TestWeb } from '../testing/web.ts'
import { createErasureByHand } from './by-hand.ts'

let hub: TestHub
let jobs: TestJobs
let web: TestWeb
let ours: TestOrganization
let cookie: string
beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  web = await startTestWeb(hub)
  ours = await jobs.found({ flows: ['customer', 'transaction'] })
  cookie = (await web.people(ours.organizationId, 'by-hand')).admin
})
afterAll(async () => {
  await web.close()
  await jobs.close()
  await hub.close()
})

const project = () => advanceProjections(hub.workerPool, projections)

interface Given {
  readonly text: string
  readonly 'dry-run'?: boolean
  readonly reason?: string
  readonly confirm?: string
}

/** The command, as from a terminal where `answers` are typed one after the other. */
async function typed(asked: Given, answers: readonly string[] = []) {
  const told: string[] = []
  const left = [...answers]
  const byHand = createErasureByHand({ ...hub, appender: hub.workerAppender })
  const { code, answer } = await erase(
    byHand,
    { organizationId: ours.organizationId, ...asked },
    { tell: (line) => void told.push(line), ask: async () => left.shift() ?? null },
  )
  return { code, told: told.join('\n'), answer }
}

async function read<Answer>(name: string, input?: unknown): Promise<Answer> {
  return (await web.inject(query(name, input, { cookie }))).json().result.data as Answer
}

describe('a person who is erased from the command line', () => {
  it('is found by an id or an address, shown without a name, and erased when both questions are answered', async () => {
    const customer = { id: 'cus_HandErased1', name: 'Zephyrine Hand', email: 'hand@canary.example' }
    const syncId = await jobs.request(ours, customer)
    await jobs.settle(ours, syncId)
    await project()
    expect(await typed({ text: 'nobody@canary.example', 'dry-run': true })).toMatchObject({ code: 1 })
    for (const text of [customer.id, syncId, 'Hand@Canary.example']) {
      const shown = await typed({ text, 'dry-run': true })
      expect([shown.code, shown.answer]).toEqual([0, expect.objectContaining({ keys: 1, unknown: 0 })])
      expect(shown.told).toContain(customer.id)
      expect(`${shown.told}${JSON.stringify(shown.answer)}`).not.toMatch(/zephyrine|canary/i)
    }
    const { id, ...reason } = { id: customer.id, reason: 'Ticket 4711' }
    const unfinished = [
      [{ text: id }, []],
      [{ text: id, ...reason }, []],
      [{ text: id }, ['Ticket 4711', 'cus_HandErased2']],
      [{ text: id, ...reason, confirm: 'yes' }, []],
    ] as const
    for (const [asked, answers] of unfinished) expect(await typed(asked, answers)).toMatchObject({ code: 2 })
    expect(await read('erasure.list')).toEqual([])

    const done = await typed({ text: id }, ['Ticket 4711', id])
    expect(done).toMatchObject({ code: 0, answer: { status: 'erased', report: { keys: 1 } } })
    await project()
    expect(await read<ErasureView[]>('erasure.list')).toMatchObject([{ reason: 'Ticket 4711', unknown: 0 }])
    const { rows } = await read<AuditList>('audit.list', { filter: { action: 'erasure.request' }, limit: 10 })
    expect(rows).toMatchObject([{ by: { actor: 'system:command-line' }, outcome: 'done' }])
    expect(await typed({ text: 'hand@canary.example', 'dry-run': true })).toMatchObject({ code: 1 })
  })

  it('is named by an id where several have one address', async () => {
    for (const id of ['cus_HandShared1', 'cus_HandShared2'])
      await jobs.settle(ours, await jobs.request(ours, { id, name: id, email: 'shared@canary.example' }))
    await project()
    const found = await typed({
      text: 'shared@canary.example',
      reason: 'Ticket 1',
      confirm: 'cus_HandShared1',
    })
    expect(found.code).toBe(1)
    expect(found.told).toMatch(/cus_HandShared1[^]*cus_HandShared2|cus_HandShared2[^]*cus_HandShared1/)
  })
})

describe('what may have been written for a person without an answer', () => {
  it('is listed after the erasure by what a person finds it by at the provider, and by nothing else', async () => {
    const customer = { id: 'cus_HandOpen1', name: 'Zephyrine Open-half', email: 'open@canary.example' }
    const syncId = await jobs.request(ours, customer)
    await jobs.execute(ours, syncId)
    const { operation, ...state } = await jobs.state(ours, syncId)
    expect(state).toMatchObject({ status: 'pending', hold: 'outcome_unknown' })
    await project()
    expect(await read<ErasurePreview>('erasure.preview', { target: { syncId } })).toMatchObject({
      waiting: 1,
      unknown: 1,
    })
    const done = await typed({ text: customer.id, reason: 'Ticket 4712', confirm: customer.id })
    await project()
    const [listed] = await read<ErasureView[]>('erasure.list')
    const { erasureId } = done.answer as ErasureView
    for (const report of [listed, await read<ErasureView>('erasure.get', { erasureId })]) {
      expect(report).toMatchObject({
        erasureId,
        cancelled: 1,
        unknown: 1,
        unknownWrites: [
          {
            syncId,
            connectionId: ours.flasherpId,
            connectionName: 'flasherp',
            provider: 'flasherp',
            entity: 'customer',
            operation: 'upsert',
            sourceId: customer.id,
            idempotencyKey: operation?.idempotencyKey,
          },
        ],
      })
      expect(JSON.stringify(report)).not.toMatch(/zephyrine|canary/i)
    }
    expect(done.told).toContain(operation?.idempotencyKey)
  })
})

describe('the erasure of a person', () => {
  it('reaches what was asked for before and is read from its source only after', async () => {
    const made = await jobs.sandbox.trigger('stripe', 'customer.created', { name: 'Zephyrine Late' })
    const customer = made.objects[0] as string
    const paid = await jobs.sandbox.trigger('stripe', 'payment_intent.succeeded', { id: customer })
    const payment = paid.objects.find((id) => id.startsWith('pi_')) as string
    const ends = { sourceConnectionId: ours.stripeId, targetConnectionId: ours.flasherpId }
    const { syncs } = await createSyncRequests({ pool: hub.appPool, appender: hub.appender })(
      ours.organizationId,
      { ...ends, entity: 'transaction', sourceIds: [payment] },
      { actor: 'user:ada', correlationId: 'c-ask' },
    )
    const syncId = syncs[0]?.syncId as string
    // A key of theirs, so that there is something to destroy.
    await jobs.request(ours, { id: customer, name: 'Zephyrine Late' })
    await project()
    expect(await typed({ text: customer, reason: 'Ticket 4713', confirm: customer })).toMatchObject({
      code: 0,
    })
    expect(await jobs.execute(ours, syncId)).toBe('refused')
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'cancelled' })
    const target = { connectionId: ours.stripeId, entity: 'customer', id: customer }
    expect(await read('erasure.preview', { target })).toMatchObject({ keys: 0 })
  })
})
