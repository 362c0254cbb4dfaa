import type { MovementFilter, MovementRow } from '@syncline/domain/view'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { fakeTarget } from '../testing/fake-target.ts'
import { createStripe } from './index.ts'

const secretKey = 'sk_test_movements'
const { movements } = createStripe({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1_024 })
if (!movements) throw new Error('Stripe keeps a balance')

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await createSandbox({ accounts: [{ stripe: { secretKey } }] })
  const { hostname, port } = new URL(sandbox.url)
  const shop = new Stripe(secretKey, { host: hostname, port, protocol: 'http', telemetry: false })
  for (let number = 1; number <= 5; number += 1) {
    const paid = await shop.paymentIntents.create({
      amount: number * 1_000,
      currency: 'jpy',
      payment_method: 'pm_card_visa',
      confirm: true,
    })
    if (number === 5) await shop.refunds.create({ payment_intent: paid.id, amount: 700 })
  }
})
afterAll(() => sandbox.close())

const access = (baseUrl = sandbox.url) => ({
  baseUrl,
  secrets: { api_key: secretKey },
  now: () => new Date(),
  signal: new AbortController().signal,
})

/** Every movement, asked for by so many. */
async function all(limit: number, filter: MovementFilter = {}): Promise<MovementRow[]> {
  const found: MovementRow[] = []
  let cursor: string | undefined
  for (;;) {
    const page = await movements?.page({ filter, cursor, limit }, access())
    if (!page?.ok) throw new Error(page?.code)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    found.push(...page.rows)
    cursor = page.rows.at(-1)?.movementId
    if (!page.hasOlder) return found
  }
}

it('are read to the end, whatever a page holds, in whole minor units', async () => {
  const six = await all(100)
  expect(await all(2)).toEqual(six)
  expect(new Set(six.map(({ movementId }) => movementId)).size).toBe(6)
  expect(six).toContainEqual(
    expect.objectContaining({
      type: 'refund',
      amount: { amount: -700, currency: 'JPY' },
      net: { amount: -700, currency: 'JPY' },
      sourceId: expect.stringMatching(/^re_/),
      createdAt: expect.stringMatching(/Z$/),
    }),
  )
})

it('are those of a type, and of a time', async () => {
  expect(await all(1, { type: 'refund' })).toHaveLength(1)
  expect(await all(100, { type: 'payout' })).toEqual([])
  const [past, future] = [-3_600_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString())
  expect(await all(100, { from: past, to: future })).toHaveLength(6)
  expect(await all(100, { to: past })).toEqual([])
  expect(await all(100, { from: future })).toEqual([])
})

test.each([
  [
    200,
    '{"object":"list","data":[{"id":"txn_1","amount":1.5}],"has_more":false}',
    'PROVIDER_MALFORMED_RESPONSE',
  ],
  [200, '{"data":[]}', 'PROVIDER_MALFORMED_RESPONSE'],
  [401, '{}', 'INVALID_CREDENTIALS'],
  [429, '{}', 'RATE_LIMIT_EXCEEDED'],
  [503, '', 'PROVIDER_UNAVAILABLE'],
])('are no answer where there is none: %s %s', async (status, body, code) => {
  const fake = await fakeTarget({ status, body })
  const page = await movements.page({ filter: {}, limit: 10 }, access(fake.url))
  await fake.close()
  expect(page).toMatchObject({ ok: false, code })
})
