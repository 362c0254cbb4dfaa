import type { Entity } from '@syncline/domain/connection'
import type { CanonicalRecord } from '@syncline/domain/record'
import { createSandbox } from '@syncline/sandbox'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import type { Access, Page } from '../provider.ts'
import { fakeTarget } from '../testing/fake-target.ts'
import { eventTypesOf } from './changes.ts'
import { createStripe } from './index.ts'

const secretKey = 'sk_test_changes'
const dayMs = 24 * 3_600_000
const { pull } = createStripe()

let nowMs = Date.parse('2026-10-05T10:00:00Z')
let sandbox: Awaited<ReturnType<typeof createSandbox>>
let client: Stripe
const access = (baseUrl = sandbox.url): Access => ({
  baseUrl,
  secrets: { api_key: secretKey },
  now: () => new Date(nowMs),
  signal: new AbortController().signal,
})

beforeAll(async () => {
  sandbox = await createSandbox({ now: () => nowMs, accounts: [{ stripe: { secretKey } }] })
  const { port } = new URL(sandbox.url)
  client = new Stripe(secretKey, { host: '127.0.0.1', port, protocol: 'http', telemetry: false })
})
afterAll(() => sandbox.close())

async function changedSince(entity: Entity, since: Date) {
  const found: CanonicalRecord[] = []
  let cursor: string | null = null
  let pages = 0
  do {
    const page: Page | undefined = await pull?.[entity]?.page(cursor, since, access())
    if (!page?.ok) throw new Error(page?.code)
    found.push(...page.records)
    cursor = page.cursor
    pages += 1
  } while (cursor !== null && pages < 20)
  return { found, pages }
}

it('an object made long before is told when it changes, as it is by then', async () => {
  const ada = await client.customers.create({ name: 'Ada Obi' })
  await client.customers.create({ name: 'Bo Ade' })
  nowMs += 3 * dayMs
  const since = new Date(nowMs)
  await client.customers.update(ada.id, { name: 'Ada Eze' })
  await client.customers.update(ada.id, { name: 'Ada Ibe' })
  const { found } = await changedSince('customer', since)
  expect(found).toMatchObject([{ sourceId: ada.id, name: 'Ada Ibe', deleted: false }])
})

it('what was deleted is told as deleted', async () => {
  const { id } = await client.customers.create({ name: 'Chi Eze' })
  nowMs += dayMs
  const since = new Date(nowMs)
  await client.customers.del(id)
  expect((await changedSince('customer', since)).found).toMatchObject([{ sourceId: id, deleted: true }])
})

it('a refund and the payment it is of are transactions that changed', async () => {
  const intent = await client.paymentIntents.create({
    amount: 2_000,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
  })
  nowMs += dayMs
  const since = new Date(nowMs)
  const refund = await client.refunds.create({ payment_intent: intent.id, amount: 500 })
  const { found } = await changedSince('transaction', since)
  expect(found.map(({ sourceId }) => sourceId)).toContain(refund.id)
})

it('goes through more events than a page holds, newest first', async () => {
  nowMs += dayMs
  const since = new Date(nowMs)
  const { id } = await client.customers.create({ name: 'Dayo 0' })
  for (let change = 1; change <= 104; change += 1)
    await client.customers.update(id, { name: `Dayo ${change}` })
  const { found, pages } = await changedSince('customer', since)
  expect(pages).toBe(2)
  expect(found[0]).toMatchObject({ sourceId: id, name: 'Dayo 104' })
})

it('since longer ago than Stripe keeps events, everything is read', async () => {
  const { id } = await client.customers.create({ name: 'Efe Obi' })
  nowMs += 40 * dayMs
  const { found } = await changedSince('customer', new Date(nowMs - 31 * dayMs))
  expect(found.map(({ sourceId }) => sourceId)).toContain(id)
})

it('where the key may not read events, everything is asked for', async () => {
  const refusal = '{"error":{"type":"invalid_request_error","message":"No permission"}}'
  const fake = await fakeTarget({ status: 403, body: refusal })
  expect(await pull?.customer?.page(null, new Date(nowMs), access(fake.url))).toMatchObject({ ok: false })
  expect(fake.asked()).toBe(2)
  await fake.close()
})

it('only what was made since is read where a range of time is compared', async () => {
  const later = new Date(nowMs + dayMs)
  expect(await pull?.customer?.pageMadeSince?.(null, later, access())).toMatchObject({ records: [] })
})

test.each(['customer', 'transaction', 'invoice', 'subscription'] as const)(
  'all events of %s fit one question',
  (entity) => expect(eventTypesOf(entity).length).toBeLessThanOrEqual(20),
)
