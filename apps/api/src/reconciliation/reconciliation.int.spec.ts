import { setTimeout as pause } from 'node:timers/promises'
import { advanceProjections, projections, verifyProjections } from '@syncline/db/projections'
import type { DiscrepancyKind } from '@syncline/domain/reconciliation'
import type { DiscrepancyRow, ReconciliationDetail } from '@syncline/domain/view'
import { createFlasherp } from '@syncline/providers/flasherp'
import { loadProvider } from '@syncline/providers/registry'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMappingDirectory } from '../mapping/directory.ts'
import {
  foundOrganization,
  startTestHub,
  stripeEventOf,
  type TestHub,
  type TestOrganization,
} from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { type CarryDeps, carryReconciliations } from './carry.ts'
import { createReconciliationCommands, type ReconciliationCommands } from './port.ts'
import { createReconciliationReads, type ReconciliationReads } from './reads.ts'
import { createReconciliationRunner } from './runner.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let stripe: Stripe
let commands: ReconciliationCommands
let reads: ReconciliationReads
let carrying: CarryDeps
const by = { actor: 'user:ada', correlationId: 'c-reconciliation' } as const
const bell = { connected: false, positionOf: () => 0, reached: async () => true }
const flasherp = createFlasherp({ requestTimeoutMs: 5_000, maxAnswerBytes: 1_000_000 })

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: ['customer', 'transaction'] })
  stripe = new Stripe(ours.secrets.stripe.api_key as string, {
    host: '127.0.0.1',
    port: jobs.sandbox.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
  const now = () => jobs.executor.now()
  commands = createReconciliationCommands({ pool: hub.appPool, appender: hub.appender, loadProvider, now })
  reads = createReconciliationReads({
    pool: hub.appPool,
    bell,
    namesOf: async () => new Map(),
  })
  carrying = {
    ...jobs.executor,
    pause: (waitMs) => pause(waitMs),
    loadProvider: async (name) => (name === 'flasherp' ? flasherp : loadProvider(name)),
    pool: hub.workerPool,
    mappings: createMappingDirectory(),
    reconciliationRunner: createReconciliationRunner({ pool: hub.workerPool, appender: hub.workerAppender }),
    stopping: new AbortController().signal,
  }
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

/** A payment at Stripe that went on to FlashERP. */
async function pay(amount: number, currency: string): Promise<{ id: string; externalId: string }> {
  const intent = await stripe.paymentIntents.create({
    amount,
    currency,
    confirm: true,
    payment_method: 'pm_card_visa',
  })
  const { lastResponse: _, ...object } = intent
  // Told of a while ago: what is read within the second of a change is not written over it.
  const created = Math.floor(Date.now() / 1_000) - 60
  const event = stripeEventOf({ type: 'payment_intent.succeeded', created, object })
  const delivery = await jobs.receive(ours, event)
  await jobs.route()
  const [syncId] = await jobs.routed(ours, delivery)
  const state = await jobs.settle(ours, syncId as string)
  if (state.status !== 'synced') throw new Error(`The payment is ${state.status}`)
  return { id: intent.id, externalId: state.externalId }
}

/** Made in FlashERP by its own people. */
async function addThere(amount: number, currency: string, occurredAt = new Date().toISOString()) {
  const access = await jobs.executor.targets.open(ours.organizationId, ours.flasherpId)
  if (!access || access === 'away') throw new Error('FlashERP does not open')
  const { now, signal } = jobs.executor
  const body = JSON.stringify({
    type: 'payment',
    status: 'succeeded',
    amount: { amount, currency },
    occurred_at: occurredAt,
  })
  const call = { method: 'POST', path: '/transactions', body, effect: 'created', externalId: null } as const
  const made = await flasherp.push?.transaction?.send({ ...call, accountId: null }, crypto.randomUUID(), {
    ...access,
    now,
    signal,
  })
  if (made?.outcome !== 'done') throw new Error('FlashERP does not take it')
  return made.link.externalId
}

async function project() {
  await advanceProjections(hub.workerPool, projections)
}

/** Reconciles, until it has ended. */
async function reconcile(
  connectionId = ours.flasherpId,
  { organizationId } = ours,
  entity: 'transaction' | 'customer' = 'transaction',
): Promise<ReconciliationDetail> {
  await project()
  const about = { connectionId, entity }
  const { reconciliationId } = await commands.start(organizationId, about, by)
  for (let turn = 0; turn < 10; turn++) {
    await project()
    const report = await reads.get(organizationId, { reconciliationId })
    if (report && report.status !== 'running') return report
    await carryReconciliations(carrying)
  }
  throw new Error('It does not end')
}

async function found({ reconciliationId }: ReconciliationDetail): Promise<readonly DiscrepancyRow[]> {
  await project()
  const input = { reconciliationId, filter: {}, limit: 200 }
  return (await reads.discrepancies(ours.organizationId, input)).rows
}

describe('a reconciliation of FlashERP’s transactions', () => {
  let dinner: { id: string; externalId: string }
  let lunch: { id: string; externalId: string }
  let tea: { id: string; externalId: string }
  let added: string
  let broken: ReconciliationDetail
  const numberOf = async (kind: DiscrepancyKind) =>
    (await found(broken)).find((one) => one.kind === kind)?.number ?? 0

  it('is clean to the cent after some traffic, each currency by itself', async () => {
    // A whole page of what lies before the range: the range's own are on the last one.
    await Promise.all(Array.from({ length: 100 }, () => addThere(100, 'USD', '2025-01-05T12:00:00.000Z')))
    dinner = await pay(4_500, 'usd')
    lunch = await pay(1_999, 'usd')
    tea = await pay(500, 'jpy')
    const report = await reconcile()
    expect(await found(report)).toEqual([])
    expect(report).toMatchObject({
      status: 'completed',
      number: 1,
      counts: { compared: 3, matched: 3, onTheWay: 0, unreadable: 0 },
      canPush: true,
      canPull: false,
    })
    expect(report.totals).toEqual([
      { currency: 'JPY', ours: { count: 1, amount: '500' }, theirs: { count: 1, amount: '500' } },
      { currency: 'USD', ours: { count: 2, amount: '6499' }, theirs: { count: 2, amount: '6499' } },
    ])
  })

  it('finds what was changed, lost and added behind the hub’s back, and nothing else', async () => {
    await jobs.sandbox.trigger('flasherp', 'transaction.updated', { id: dinner.externalId, amount: 450 })
    await jobs.sandbox.trigger('flasherp', 'transaction.lost', { id: lunch.externalId })
    added = await addThere(7_777, 'JPY')
    broken = await reconcile()
    const rows = await found(broken)
    expect(rows).toHaveLength(3)
    const byKind = new Map(rows.map(({ kind, source, externalId }) => [kind, [source?.id, externalId]]))
    expect(byKind.get('amount_differs')).toEqual([dinner.id, dinner.externalId])
    expect(byKind.get('missing_there')).toEqual([lunch.id, lunch.externalId])
    expect(byKind.get('missing_here')).toEqual([undefined, added])
    expect(rows.find(({ kind }) => kind === 'amount_differs')).toMatchObject({
      state: 'open',
      ours: { amount: 4_500, currency: 'USD' },
      theirs: { amount: 450, currency: 'USD' },
      fields: [{ field: 'amount', hidden: false }],
    })
    expect(broken.counts).toMatchObject({ compared: 4, matched: 1 })
    expect(broken.totals).toEqual([
      { currency: 'JPY', ours: { count: 1, amount: '500' }, theirs: { count: 2, amount: '8277' } },
      { currency: 'USD', ours: { count: 2, amount: '6499' }, theirs: { count: 1, amount: '450' } },
    ])
    expect(tea.externalId).not.toBe(added)
  })

  it('is repaired, and a second look says so; what is left alone is left with a reason', async () => {
    const { reconciliationId } = broken
    const numbers = [await numberOf('amount_differs'), await numberOf('missing_there')]
    const pushed = await commands.resolve(
      ours.organizationId,
      { reconciliationId, numbers: [...numbers, await numberOf('missing_here'), 99] },
      { how: 'pushed' },
      by,
    )
    expect(pushed).toMatchObject({
      resolved: numbers,
      refused: [
        { number: await numberOf('missing_here'), reason: 'not_possible' },
        { number: 99, reason: 'not_found' },
      ],
    })
    const ignored = { reconciliationId, numbers: [await numberOf('missing_here')] }
    const reason = 'Booked there on purpose'
    await commands.resolve(ours.organizationId, ignored, { how: 'ignored', reason }, by)
    const rows = await found(broken)
    expect(rows.find(({ kind }) => kind === 'missing_here')?.resolved).toMatchObject({
      by: { actor: 'user:ada' },
      reason,
    })
    for (const { resolved } of rows) if (resolved?.syncId) await jobs.settle(ours, resolved.syncId)
    const again = await commands.resolve(ours.organizationId, ignored, { how: 'ignored', reason }, by)
    expect(again).toMatchObject({ resolved: [], refused: [{ reason: 'already_resolved' }] })

    const after = await reconcile()
    expect((await found(after)).map(({ kind, externalId }) => [kind, externalId])).toEqual([
      ['missing_here', added],
    ])
    expect(after.totals.find(({ currency }) => currency === 'USD')).toEqual({
      currency: 'USD',
      ours: { count: 2, amount: '6499' },
      theirs: { count: 2, amount: '6499' },
    })
  })

  it('goes on where a killed worker left it, and counts nothing twice', async () => {
    await project()
    const about = { connectionId: ours.flasherpId, entity: 'transaction' } as const
    const { reconciliationId, number } = await commands.start(ours.organizationId, about, by)
    await project()
    // It dies after the part was compared, before that became a fact.
    const dies = { ...carrying.reconciliationRunner, run: () => Promise.reject(new Error('killed')) }
    await carryReconciliations({ ...carrying, reconciliationRunner: dies })
    await hub.admin.query('update coordination.reconciliation_turn set due_at = now()')
    await carryReconciliations(carrying)
    await project()
    const report = await reads.get(ours.organizationId, { reconciliationId })
    expect(report).toMatchObject({ status: 'completed', number, counts: { compared: 4, matched: 3 } })
    const left = await hub.admin.query('select from coordination.reconciliation_seen')
    expect(left.rowCount).toBe(0)
  })

  it('runs once at a time of each kind, and can be stopped', async () => {
    const about = { connectionId: ours.flasherpId, entity: 'transaction' } as const
    const { reconciliationId } = await commands.start(ours.organizationId, about, by)
    await expect(commands.start(ours.organizationId, about, by)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'already_running' },
    })
    await commands.cancel(ours.organizationId, reconciliationId, by)
    await project()
    await carryReconciliations(carrying)
    expect(await reads.get(ours.organizationId, { reconciliationId })).toMatchObject({ status: 'cancelled' })
    const beyond = { ...about, from: '2027-01-01T00:00:00Z' }
    await expect(commands.start(ours.organizationId, beyond, by)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
  })
})

it('compares what came from a source with the source itself', async () => {
  const report = await reconcile(ours.stripeId)
  expect(await found(report)).toEqual([])
  expect(report).toMatchObject({ status: 'completed', counts: { compared: 3, matched: 3 }, canPull: true })
})

it('tells which fields of a person differ, and nothing of what stands in them', async () => {
  const customer = { name: 'Zephyrine Quill', email: 'zephyrine@example.org' }
  const syncId = await jobs.request(ours, { id: 'cus_Guest42', ...customer })
  const state = await jobs.settle(ours, syncId)
  const externalId = state.status === 'synced' ? state.externalId : ''
  const before = await reconcile(ours.flasherpId, ours, 'customer')
  expect(before.counts).toMatchObject({ compared: 1, matched: 1 })
  await jobs.sandbox.trigger('flasherp', 'customer.updated', { id: externalId, name: 'Zephyrine Other' })
  const after = await reconcile(ours.flasherpId, ours, 'customer')
  expect(await found(after)).toMatchObject([
    { kind: 'fields_differ', fields: [{ field: 'name', hidden: true, ours: null, theirs: null }] },
  ])
  const facts = await jobs.facts(ours, `reconciliation-${after.reconciliationId}`)
  expect(JSON.stringify(facts)).not.toMatch(/zephyrine/i)
})

it('ends with the provider’s refusal', async () => {
  // FlashERP knows nothing of their key.
  const strangers = await foundOrganization(hub, { sandboxUrl: jobs.sandbox.url, flows: ['transaction'] })
  const report = await reconcile(strangers.flasherpId, strangers)
  expect(report).toMatchObject({ status: 'failed', errorCode: 'INVALID_CREDENTIALS' })
})

it('is seen by its own organization only', async () => {
  const theirs = await jobs.found()
  await project()
  const { rows } = await reads.list(ours.organizationId, { filter: {}, limit: 50 })
  expect(rows.length).toBeGreaterThan(3)
  const { reconciliationId } = rows[0] as (typeof rows)[0]
  const other = theirs.organizationId
  expect((await reads.list(other, { filter: {}, limit: 50 })).rows).toEqual([])
  expect(await reads.get(other, { reconciliationId })).toBeNull()
  const gone = { code: 'RECORD_NOT_FOUND' }
  await expect(reads.discrepancies(other, { reconciliationId, filter: {}, limit: 50 })).rejects.toMatchObject(
    gone,
  )
  await expect(commands.cancel(other, reconciliationId, by)).rejects.toMatchObject(gone)
  const one = { reconciliationId, numbers: [1] }
  await expect(commands.resolve(other, one, { how: 'pushed' }, by)).rejects.toMatchObject(gone)
  const about = { connectionId: ours.flasherpId, entity: 'transaction' } as const
  await expect(commands.start(other, about, by)).rejects.toMatchObject(gone)
})

it('is what the log says', async () => {
  await project()
  const client = await hub.admin.connect()
  const checked = await verifyProjections(client, ['reconciliation'])
  client.release()
  expect(checked[0]?.rows).toBeGreaterThan(3)
  expect(checked[0]?.findings).toEqual([])
})
