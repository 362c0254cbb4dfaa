import { randomUUID } from 'node:crypto'
import { SynclineError } from '@syncline/domain/error'
import { loadProvider } from '@syncline/providers/registry'
import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestHub, stripeEventOf, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { dataOf, startJobs, type TestJobs, typesOf } from '../testing/jobs.ts'
import { noProtection } from '../testing/protection.ts'
import { createRefunds, type Refunds } from './refunds.ts'

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let shop: Stripe
let refunds: Refunds

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: ['customer', 'transaction'] })
  const { hostname, port } = new URL(jobs.sandbox.url)
  const key = ours.secrets.stripe.api_key as string
  shop = new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false })
  refunds = createRefunds({
    pool: hub.appPool,
    vault: hub.vault,
    appender: hub.appender,
    targets: jobs.executor.targets,
    protection: noProtection,
    loadProvider: jobs.executor.loadProvider,
    namesOf: async () => new Map([['user:ngozi', 'Ngozi']]),
    log: jobs.executor.log,
    now: jobs.executor.now,
  })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

let intent: string
let customerId: string
const by = { actor: 'user:ngozi', correlationId: randomUUID() } as const

async function pay(amount = 5_000, card = 'pm_card_visa') {
  const customer = await shop.customers.create({ name: 'Ada Obi' })
  customerId = customer.id
  const paid = await shop.paymentIntents.create({
    amount,
    currency: 'usd',
    customer: customer.id,
    payment_method: card,
    confirm: true,
  })
  return paid.id
}
beforeEach(async () => {
  intent = await pay()
})

const payment = () => ({ connectionId: ours.stripeId, paymentId: intent })
const asked = (amount: number, requestId: string = randomUUID()) => ({
  ...payment(),
  requestId,
  amount,
  currency: 'USD',
  reason: 'The parcel never arrived',
})
const create = (amount: number, requestId?: string) =>
  refunds.create(ours.organizationId, asked(amount, requestId), by)
const atStripe = async () => (await shop.refunds.list({ payment_intent: intent })).data
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof SynclineError ? error.code : String(error)),
  )

/** From here on Stripe answers about this payment as the ending of the name says. */
const misbehave = (ending: string) =>
  shop.customers.update(customerId, { name: `Ada Obi${ending}` }).catch(() => null)

describe('a refund', () => {
  it('is asked for, made once and listed', async () => {
    const { syncId } = await create(2_000)
    const facts = await jobs.facts(ours, `sync-${syncId}`)
    expect(typesOf(facts)).toEqual(['SyncRequested', 'RefundRequested'])
    expect(facts[0]).toMatchObject({ data: { amount: { minor: 2_000, currency: 'USD' } } })
    expect(facts[1]).toMatchObject({ actor: 'user:ngozi', data: { reason: 'The parcel never arrived' } })
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced' })
    const [made, ...more] = await atStripe()
    expect(made).toMatchObject({ amount: 2_000, metadata: { syncline_ref: `${intent}/refund-1` } })
    expect(more).toEqual([])
    expect(await refunds.list(ours.organizationId, payment())).toMatchObject([
      {
        syncId,
        amount: { amount: 2_000, currency: 'USD' },
        face: 'synced',
        externalId: made?.id,
        by: { name: 'Ngozi' },
      },
    ])
  })

  it('is one however often it is asked for, also at once', async () => {
    const requestId = randomUUID()
    const [one, two] = await Promise.all([create(5_000, requestId), create(5_000, requestId)])
    expect(one.syncId).toBe(two.syncId)
    expect([one, two].filter(({ replayed }) => replayed)).toHaveLength(1)
    await jobs.settle(ours, one.syncId)
    expect(await create(5_000, requestId)).toMatchObject({ syncId: one.syncId, replayed: true })
    expect(await codeOf(create(4_000, requestId))).toBe('IDEMPOTENCY_CONFLICT')
    expect(await atStripe()).toHaveLength(1)
  })

  it('takes no more than is left, when two ask at once for the whole', async () => {
    const codes = await Promise.all([codeOf(create(5_000)), codeOf(create(5_000))])
    expect(codes.sort()).toEqual(['PAYMENT_ALREADY_REFUNDED', 'none'])
  })

  it('counts what is on its way and what Stripe knows of', async () => {
    await shop.refunds.create({ payment_intent: intent, amount: 1_000 })
    const { syncId } = await create(1_500)
    const seen = () => refunds.preview(ours.organizationId, payment())
    expect(await seen()).toMatchObject({ left: 2_500, onTheirWay: 1_500, payment: { refunded: 1_000 } })
    expect(await codeOf(create(2_501))).toBe('REFUND_TOO_LARGE')
    await jobs.settle(ours, syncId)
    expect(await seen()).toMatchObject({
      left: 2_500,
      onTheirWay: 0,
      payment: { refunded: 2_500, payer: { name: 'Ada Obi' } },
    })
    await jobs.settle(ours, (await create(2_500)).syncId)
    expect(await seen()).toMatchObject({ left: 0, refusal: 'PAYMENT_ALREADY_REFUNDED' })
  })

  it('that Stripe refused is asked for anew, and not tried again: the money may have gone since', async () => {
    const { syncId } = await create(2_000)
    await shop.refunds.create({ payment_intent: intent })
    expect(await jobs.settle(ours, syncId)).toMatchObject({
      status: 'failed',
      error: { code: 'PROVIDER_REFUSED' },
      lastCertainty: 'rejected',
    })
    const retried = jobs.command(ours, syncId, { type: 'retry', reason: null })
    await expect(retried).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'refund_over' },
    })
    expect(await atStripe()).toHaveLength(1)
  })

  it('is not asked for where it may not be', async () => {
    expect(await codeOf(refunds.create(ours.organizationId, { ...asked(1), currency: 'NGN' }, by))).toBe(
      'REFUND_TOO_LARGE',
    )
    intent = await pay(5_000, 'pm_card_createDispute')
    expect(await codeOf(create(100))).toBe('PAYMENT_DISPUTED')
    intent = (await shop.paymentIntents.create({ amount: 700, currency: 'usd' })).id
    expect(await codeOf(create(100))).toBe('PAYMENT_NOT_REFUNDABLE')
    intent = 'pi_nobodys'
    expect(await codeOf(create(100))).toBe('RECORD_NOT_FOUND')
    jobs.sandbox.faults({ provider: 'stripe', down: 'unavailable' })
    expect(await codeOf(create(100))).toBe('PROVIDER_UNAVAILABLE')
    jobs.sandbox.faults({ provider: 'stripe', down: 'no' })
    const stranger = randomUUID()
    expect(await codeOf(refunds.create(stranger, asked(100), by))).toBe('RECORD_NOT_FOUND')
  })
})

describe('a refund whose answer was lost', () => {
  it('is repeated with the same bytes under the same key, and is one', async () => {
    const { syncId } = await create(2_000)
    await misbehave('-garbled')
    await jobs.execute(ours, syncId)
    expect(await jobs.state(ours, syncId)).toMatchObject({ hold: 'outcome_unknown' })
    // It may have been made: it counts.
    expect(await refunds.preview(ours.organizationId, payment())).toMatchObject({ onTheirWay: 2_000 })
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced' })
    const sent = jobs.sandbox
      .requests('stripe')
      .filter(({ idempotencyKey }) => idempotencyKey?.startsWith(syncId))
    expect(sent.length).toBeGreaterThan(1)
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([`${syncId}.1`]))
    expect(await atStripe()).toHaveLength(1)
  })

  it('is looked up once Stripe may have forgotten the key', async () => {
    const { syncId } = await create(2_000)
    await misbehave('-garbled')
    await jobs.execute(ours, syncId)
    jobs.pass((await loadProvider('stripe')).manifest.keyLifeMs)
    expect(await jobs.settle(ours, syncId)).toMatchObject({ status: 'synced' })
    expect(dataOf((await jobs.facts(ours, `sync-${syncId}`)).at(-1), 'EffectLookedUp')).toMatchObject({
      answer: 'present',
    })
    expect(await atStripe()).toHaveLength(1)
  })
})

it('a refund of ours that comes back by webhook goes on to FlashERP, once', async () => {
  const { syncId } = await create(2_000)
  await jobs.settle(ours, syncId)
  const [made] = await atStripe()
  if (!made) throw new Error('Stripe made it')
  const told = async (type: string) => {
    const object = made as unknown as Record<string, unknown>
    const body = stripeEventOf({ type, requestKey: `${syncId}.1`, object })
    const delivery = await jobs.receive(ours, body)
    await jobs.route()
    return jobs.routed(ours, delivery)
  }
  const [onward, ...more] = await told('refund.created')
  expect(more).toEqual([])
  expect(await jobs.settle(ours, onward as string)).toMatchObject({
    status: 'synced',
    request: { connectionId: ours.flasherpId, entity: 'transaction', source: { id: made.id } },
  })
  for (const again of await told('refund.updated')) await jobs.settle(ours, again)
  const effects = jobs.sandbox.effects('flasherp').filter(({ externalRef }) => externalRef === made.id)
  expect(effects.filter(({ operation }) => operation === 'create')).toHaveLength(1)
  expect(await atStripe()).toHaveLength(1)
})
