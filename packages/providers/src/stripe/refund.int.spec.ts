import type { RefundRecord } from '@syncline/domain/record'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access, PlannedCall, PushAdapter } from '../provider.ts'
import { createStripe } from './index.ts'

const secretKey = 'sk_test_refunds'
const provider = createStripe({ requestTimeoutMs: 400, maxAnswerBytes: 64 * 1024 })
const refunds = provider.push?.refund as PushAdapter<'refund'>
const readPayment = provider.refunds?.payment
if (!refunds || !readPayment) throw new Error('Stripe gives payments back')

let sandbox: Sandbox
let shop: Stripe
beforeAll(async () => {
  sandbox = await createSandbox({ slowMs: 900, accounts: [{ stripe: { secretKey } }] })
  const { hostname, port } = new URL(sandbox.url)
  shop = new Stripe(secretKey, { host: hostname, port, protocol: 'http', telemetry: false })
})
afterAll(() => sandbox.close())

const access = (): Access => ({
  baseUrl: sandbox.url,
  secrets: { api_key: secretKey },
  now: () => new Date(),
  signal: new AbortController().signal,
})

/** A customer of this name pays. */
async function pay(name: string, { amount = 5_000, card = 'pm_card_visa', held = false } = {}) {
  const customer = await shop.customers.create({ name: name.replace(/-\w+$/, '') })
  const intent = await shop.paymentIntents.create({
    amount,
    currency: 'usd',
    customer: customer.id,
    payment_method: card,
    confirm: true,
    ...(held && { capture_method: 'manual' }),
  })
  // How the sandbox answers goes by the name, from this very call on.
  if (/-\w+$/.test(name)) await shop.customers.update(customer.id, { name }).catch(() => null)
  const charge = typeof intent.latest_charge === 'string' ? intent.latest_charge : ''
  return { intent: intent.id, charge, customer: customer.id }
}

const record = (paymentId: string, amount: number, number = 1): RefundRecord => ({
  entity: 'refund',
  sourceId: `${paymentId}/refund-${number}`,
  deleted: false,
  status: 'pending',
  amount: { amount, currency: 'USD' },
  paymentId,
  orderId: null,
  customerId: null,
  reason: 'The parcel never arrived',
  refundedAt: '2026-11-21T10:00:00.000Z',
})

function planned(of: RefundRecord): PlannedCall {
  const plan = refunds.plan(of, { link: null, externalIdOf: () => null, accountId: null })
  if (!plan.ok) throw new Error(plan.detail)
  return plan.call
}

const refundsOf = (intent: string) => shop.refunds.list({ payment_intent: intent }).then(({ data }) => data)

describe('the planned call', () => {
  it('names payment, amount and where it came from, and not why', () => {
    expect(planned(record('pi_1', 2_500))).toEqual({
      method: 'POST',
      path: '/v1/refunds',
      body: 'payment_intent=pi_1&amount=2500&metadata[syncline_ref]=pi_1%2Frefund-1',
      effect: 'created',
      externalId: null,
      accountId: null,
    })
    expect(planned(record('ch_1', 1)).body).toMatch(/^charge=ch_1&/)
  })

  it('is a creation whatever the refund is linked to', () => {
    const link = { externalId: 'pi_1/refund-1', externalVersion: null }
    const plan = refunds.plan(record('pi_1', 5), { link, externalIdOf: () => null, accountId: 'acct_2' })
    expect(plan).toMatchObject({
      ok: true,
      call: { effect: 'created', externalId: null, accountId: 'acct_2' },
    })
  })

  it.each([
    ['no amount', record('pi_1', 0), 'amount'],
    ['no payment', { ...record('pi_1', 1), paymentId: null }, 'paymentId'],
    ['an id that climbs', record('../customers', 1), 'paymentId'],
  ])('is none for %s', (_what, of, field) => {
    const plan = refunds.plan(of, { link: null, externalIdOf: () => null, accountId: null })
    expect(plan).toMatchObject({ ok: false, code: 'MAPPING_FAILED', field })
  })
})

describe('a refund on the wire', () => {
  it('is one refund under one key, however often it goes out', async () => {
    const { intent } = await pay('Ada Obi')
    const call = planned(record(intent, 2_000))
    const first = await refunds.send(call, 'key-twice.1', access())
    const second = await refunds.send(call, 'key-twice.1', access())
    expect(first).toMatchObject({ outcome: 'done', effect: 'created' })
    expect(second).toMatchObject({ outcome: 'done', link: (first as { link: unknown }).link })
    expect(await refundsOf(intent)).toHaveLength(1)
  })

  it('is repeated after an answer that was lost, and is still one', async () => {
    const { intent } = await pay('Bisi Ade-garbled')
    const call = planned(record(intent, 2_000))
    const lost = await refunds.send(call, 'key-lost.1', access())
    expect(lost).toMatchObject({ outcome: 'failed', certainty: 'unknown', retryable: true })
    expect(await refunds.send(call, 'key-lost.1', access())).toMatchObject({ outcome: 'done' })
    expect(await refundsOf(intent)).toHaveLength(1)
  })

  it('is looked up by what it wrote into the metadata', async () => {
    const { intent } = await pay('Chidi Eze-garbled')
    const call = planned(record(intent, 2_000))
    expect(await refunds.lookUp(call, access())).toMatchObject({ outcome: 'absent' })
    await refunds.send(call, 'key-found.1', access())
    const [refund] = await refundsOf(intent)
    expect(await refunds.lookUp(call, access())).toMatchObject({
      outcome: 'present',
      link: { externalId: refund?.id },
    })
    // Another refund of the same payment is another one.
    expect(await refunds.lookUp(planned(record(intent, 2_000, 2)), access())).toMatchObject({
      outcome: 'absent',
    })
  })

  it.each([
    ['more than is left', {}, 5_001],
    ['money that is disputed', { card: 'pm_card_createDispute' }, 100],
    ['money that is only held', { held: true }, 100],
  ])('is refused for %s, in Stripe’s words', async (_what, how, amount) => {
    const { intent } = await pay('Dayo Bello', how)
    const outcome = await refunds.send(planned(record(intent, amount)), `key-${amount}-${intent}.1`, access())
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'PROVIDER_REFUSED', certainty: 'rejected' })
    expect((outcome as { detail: string }).detail).toMatch(/[Cc]harge|amount/)
    expect(await refundsOf(intent)).toEqual([])
  })
})

describe('what may be given back', () => {
  const read = async (id: string) => {
    const answer = await readPayment(id, null, access())
    if (!answer.ok) throw new Error(answer.code)
    return answer.payment
  }

  it('is read through the intent, its charge and who paid', async () => {
    const { intent, charge, customer } = await pay('Efe Nwosu')
    await refunds.send(planned(record(intent, 1_500)), 'key-part.1', access())
    const payment = {
      succeeded: true,
      currency: 'USD',
      paid: 5_000,
      refunded: 1_500,
      disputed: false,
      payer: { id: customer, name: 'Efe Nwosu' },
    }
    expect(await read(intent)).toMatchObject({ id: intent, ...payment })
    expect(await read(charge)).toMatchObject({ id: charge, ...payment })
  })

  it('is nothing of a payment that is held, disputed or unknown', async () => {
    const held = await pay('Femi Ojo', { held: true })
    expect(await read(held.intent)).toMatchObject({ succeeded: false })
    const disputed = await pay('Gozi Ike', { card: 'pm_card_createDispute' })
    expect(await read(disputed.intent)).toMatchObject({ disputed: true })
    const open = await shop.paymentIntents.create({ amount: 700, currency: 'usd' })
    expect(await read(open.id)).toMatchObject({ succeeded: false, paid: 700, payer: null })
    expect(await read('pi_nobodys')).toBeNull()
    expect(await read('../customers')).toBeNull()
  })

  it('is not known while Stripe is away', async () => {
    sandbox.faults({ provider: 'stripe', down: 'unavailable' })
    try {
      expect(await readPayment('pi_any', null, access())).toMatchObject({ ok: false, retryable: true })
    } finally {
      sandbox.faults({ provider: 'stripe', down: 'no' })
    }
  })
})
