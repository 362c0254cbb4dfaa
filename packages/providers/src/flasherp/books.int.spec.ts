import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord, InvoiceRecord, RecordOf, SubscriptionRecord } from '@syncline/domain/record'
import { createSandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access, Link, Plan, PlannedCall, PushAdapter, Together } from '../provider.ts'
import { fakeTarget } from '../testing/fake-target.ts'
import { planContext } from '../testing/plan-context.ts'
import { customer, invoice, subscription, transaction } from '../testing/records.ts'
import { maxBatch } from './batch.ts'
import { flasherp } from './index.ts'

const secrets = { api_key: 'erp_books_key', api_secret: 'erp books secret' }
const { push, pull } = flasherp
if (!push?.customer || !push.transaction || !push.invoice || !push.subscription || !pull)
  throw new Error('FlashERP takes and gives all four')
const adapters = { ...push } as Required<typeof push>

let sandbox: Awaited<ReturnType<typeof createSandbox>>
let payer: Link
let keys = 0

const access = (): Access => ({
  baseUrl: `${sandbox.url}/flasherp/v1`,
  secrets,
  now: () => new Date(),
  signal: new AbortController().signal,
})

beforeAll(async () => {
  sandbox = await createSandbox({
    accounts: [{ flasherp: { apiKey: secrets.api_key, apiSecret: secrets.api_secret } }],
  })
  payer = await write(adapters.customer, customer({ sourceId: 'cus_Payer' }), null)
})
afterAll(() => sandbox.close())

const context = (link: Link | null) =>
  planContext(link, {
    externalIdOf: ({ sourceId }) => (sourceId === 'cus_Payer' ? payer.externalId : null),
  })

function callOf(plan: Plan): PlannedCall {
  if (!plan.ok) throw new Error(`${plan.code} ${plan.field}`)
  return plan.call
}

async function write<Name extends Entity>(
  adapter: PushAdapter<Name>,
  record: RecordOf<Name>,
  link: Link | null,
): Promise<Link> {
  keys += 1
  const call = callOf(adapter.plan(record, context(link)))
  const asked = async () => (await adapter.lookUp(call, access())).outcome
  expect(await asked()).toBe('absent')
  const outcome = await adapter.send(call, `books-${keys}`, access())
  if (outcome.outcome !== 'done') throw new Error(`${outcome.code} ${outcome.detail}`)
  expect(await asked()).toBe('present')
  return outcome.link
}

/** The record as FlashERP holds it: its own ids, and those of the source where FlashERP calls them references. */
async function held(kind: keyof typeof adapters, { externalId }: Link): Promise<CanonicalRecord | null> {
  const fetched = await pull?.[kind]?.one(externalId, null, access())
  if (!fetched?.ok) throw new Error('not fetched')
  return fetched.record
}
const there = (link: Link) => ({ sourceId: link.externalId, customerId: payer.externalId })

describe('what the hub keeps in FlashERP’s books', () => {
  it('is a transaction, created, changed and taken back', async () => {
    const record = transaction({ status: 'pending' })
    const made = await write(adapters.transaction, record, null)
    expect(await held('transaction', made)).toEqual({ ...record, ...there(made) })
    const settled = await write(adapters.transaction, { ...record, status: 'succeeded' }, made)
    expect(await held('transaction', settled)).toEqual({ ...record, ...there(made), status: 'succeeded' })
    const gone = await write(adapters.transaction, { ...record, deleted: true }, settled)
    expect(await held('transaction', gone)).toMatchObject({ status: 'cancelled' })
  })

  it('is a refund that names its payment', async () => {
    const refund = transaction({ kind: 'refund', parentId: 'pi_1', customerId: null })
    const made = await write(adapters.transaction, refund, null)
    expect(await held('transaction', made)).toEqual({ ...refund, sourceId: made.externalId })
  })

  it('is an invoice, created, paid and voided', async () => {
    const record: InvoiceRecord = invoice({ status: 'open', paidAt: null })
    const made = await write(adapters.invoice, record, null)
    expect(await held('invoice', made)).toEqual({ ...record, ...there(made) })
    const paid = await write(adapters.invoice, { ...record, status: 'paid' }, made)
    const gone = await write(adapters.invoice, { ...record, deleted: true }, paid)
    expect(await held('invoice', gone)).toMatchObject({ status: 'void' })
  })

  it('is a subscription, created, changed and ended, once', async () => {
    const record: SubscriptionRecord = subscription({})
    const made = await write(adapters.subscription, record, null)
    expect(await held('subscription', made)).toEqual({ ...record, ...there(made) })
    const late = await write(adapters.subscription, { ...record, status: 'past_due' }, made)
    const [item] = record.items
    const ended: SubscriptionRecord = {
      ...record,
      status: 'cancelled',
      cancelledAt: '2026-10-02T00:00:00.000Z',
      // A change that was told together with the end.
      items: item ? [{ ...item, quantity: item.quantity + 1 }] : [],
    }
    const closed = await write(adapters.subscription, ended, late)
    expect(await held('subscription', closed)).toEqual({ ...ended, ...there(closed) })
    const gone = { ...ended, deleted: true }
    const again = callOf(adapters.subscription.plan(gone, context(closed)))
    const before = sandbox.effects('flasherp').length
    expect(await adapters.subscription.send(again, 'books-again', access())).toMatchObject({
      outcome: 'done',
      link: closed,
    })
    expect(sandbox.effects('flasherp')).toHaveLength(before)
  })

  it('waits for its customer, whom the plan or FlashERP itself misses', async () => {
    for (const [adapter, record] of [
      [adapters.transaction, transaction({})],
      [adapters.invoice, invoice({})],
      [adapters.subscription, subscription({})],
    ] as const) {
      const missing = { entity: 'customer', sourceId: 'cus_Payer' }
      expect((adapter as PushAdapter).plan(record, planContext(null))).toMatchObject({
        ok: false,
        code: 'DEPENDENCY_MISSING',
        missing,
      })
      const unknown = planContext(null, { externalIdOf: () => 'fcu_nobody' })
      const call = callOf((adapter as PushAdapter).plan(record, unknown))
      expect(await adapter.send(call, `missing-${record.entity}`, access())).toMatchObject({
        outcome: 'failed',
        code: 'DEPENDENCY_MISSING',
        certainty: 'rejected',
        retryable: true,
      })
    }
  })
})

describe('what is pulled', () => {
  it('comes page by page, with those changed since only where asked', async () => {
    const mine = await createSandbox({
      accounts: [{ flasherp: { apiKey: secrets.api_key, apiSecret: secrets.api_secret } }],
    })
    const there = { ...access(), baseUrl: `${mine.url}/flasherp/v1` }
    for (let made = 0; made < 103; made += 1)
      await adapters.customer.send(
        callOf(adapters.customer.plan(customer({}), planContext(null))),
        `page-${made}`,
        there,
      )
    const first = await pull?.customer?.page(null, null, there)
    expect(first).toMatchObject({ ok: true, unreadable: 0, cursor: expect.any(String) })
    if (!first?.ok) throw new Error('no page')
    const second = await pull?.customer?.page(first.cursor, null, there)
    expect(second).toMatchObject({ ok: true, cursor: null })
    if (!second?.ok) throw new Error('no page')
    const ids = [...first.records, ...second.records].map(({ sourceId }) => sourceId)
    expect([first.records.length, new Set(ids).size]).toEqual([100, 103])
    const later = await pull?.customer?.page(null, new Date(Date.now() + 60_000), there)
    expect(later).toEqual({ ok: true, records: [], unreadable: 0, cursor: null })
    await mine.close()
  })

  it('is nothing where there is nothing, and a failure where none can tell', async () => {
    const nothing = { ok: true, record: null, order: 0, objectVersion: null, changedAt: null }
    expect(await pull?.invoice?.one('fin_none', null, access())).toEqual(nothing)
    expect(await pull?.invoice?.one('../customers', null, access())).toEqual(nothing)
    const wrong = { ...access(), secrets: { ...secrets, api_key: 'key_of_nobody' } }
    const refused = { ok: false, code: 'INVALID_CREDENTIALS', retryable: false }
    expect(await pull?.invoice?.one('fin_none', null, wrong)).toMatchObject(refused)
    expect(await pull?.invoice?.page(null, null, wrong)).toMatchObject(refused)
    expect(await pull?.invoice?.page('not a cursor', null, access())).toMatchObject({ ok: false })
  })
})

describe('a batch of transactions', () => {
  const together = flasherp.push?.transaction?.together as Together
  const items = (prefix: string, length: number) =>
    Array.from({ length }, (_, n) => {
      const record = transaction({ sourceId: `${prefix}_${n}`, status: 'pending' })
      return {
        call: callOf(adapters.transaction.plan(record, context(null))),
        idempotencyKey: `${prefix}-${n}`,
      }
    })
  const effects = () => sandbox.effects('flasherp').length

  it('is written by one call, and who is refused is refused alone', async () => {
    const batch = items('pi_batch', maxBatch)
    const [stranger] = items('pi_stranger', 1) as [(typeof batch)[number]]
    const body = JSON.stringify({ ...JSON.parse(stranger.call.body), customer_id: 'cus_of_nobody' })
    batch[7] = { ...stranger, call: { ...stranger.call, body } }
    const [calls, made] = [sandbox.requests('flasherp').length, effects()]
    const outcomes = await together.send(batch, access())
    expect(sandbox.requests('flasherp')).toHaveLength(calls + 1)
    expect(outcomes).toHaveLength(maxBatch)
    expect(outcomes[7]).toMatchObject({
      outcome: 'failed',
      code: 'DEPENDENCY_MISSING',
      certainty: 'rejected',
    })
    const done = outcomes.flatMap((one) => (one?.outcome === 'done' ? one.link.externalId : []))
    expect(new Set(done).size).toBe(maxBatch - 1)
    expect(effects() - made).toBe(maxBatch - 1)
    // Whose outcome got lost is asked for again, together or alone: nothing is made twice.
    const again = await together.send(batch.slice(0, 3), access())
    expect(again.map((one) => one?.outcome === 'done' && one.link)).toEqual(
      outcomes.slice(0, 3).map((one) => one?.outcome === 'done' && one.link),
    )
    const [first] = batch as [(typeof batch)[number]]
    const alone = await adapters.transaction.send(first.call, first.idempotencyKey, access())
    expect(alone).toMatchObject({ outcome: 'done', link: again[0]?.outcome === 'done' && again[0].link })
    expect(effects() - made).toBe(maxBatch - 1)
  })

  it.each([
    ['reset', 'NETWORK_UNREACHABLE', 'unknown'],
    ['unavailable', 'PROVIDER_UNAVAILABLE', 'not_executed'],
  ] as const)('whose answer is %s tells of each what is known of it', async (down, code, certainty) => {
    sandbox.faults({ provider: 'flasherp', down })
    const outcomes = await together.send(items(`pi_${down}`, 2), access())
    sandbox.faults({ provider: 'flasherp', down: 'no' })
    for (const outcome of outcomes) expect(outcome).toMatchObject({ outcome: 'failed', code, certainty })
  })

  it('whose answer leaves one out may have written all of them', async () => {
    const short = await fakeTarget({ status: 200, body: '{"results":[{"status":201,"object":{}}]}' })
    const outcomes = await together.send(items('pi_short', 2), { ...access(), baseUrl: short.url })
    await short.close()
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        code: 'PROVIDER_MALFORMED_RESPONSE',
        certainty: 'unknown',
        attempt: {
          request: { path: '/transactions/batch' },
          response: { body: '(an answer to several calls)' },
        },
      })
  })

  it('that is refused as a whole says nothing of each, unless it is about who we are', async () => {
    const refused = await fakeTarget({ status: 400, body: '{"error":{"code":"invalid","field":"items[1]"}}' })
    const outcomes = await together.send(items('pi_odd', 2), { ...access(), baseUrl: refused.url })
    await refused.close()
    expect(outcomes).toEqual([null, null])
    const wrong = { ...access(), secrets: { ...secrets, api_key: 'key_of_nobody' } }
    for (const outcome of await together.send(items('pi_unknown', 2), wrong))
      expect(outcome).toMatchObject({ code: 'INVALID_CREDENTIALS', certainty: 'not_executed' })
  })

  it('holds no more than FlashERP takes, and nothing but new transactions', async () => {
    await expect(together.send(items('pi_many', maxBatch + 1), access())).rejects.toThrow(/at most 50/)
    const [{ call }] = items('pi_other', 1) as [ReturnType<typeof items>[number]]
    expect(together.takes(call)).toBe(true)
    expect(together.takes({ ...call, path: '/invoices' })).toBe(false)
    expect(together.takes({ ...call, method: 'PUT', path: '/transactions/ftx_1' })).toBe(false)
  })
})
