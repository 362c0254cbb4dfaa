import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { createReceiver, erp, errorOf, idOf, keys, startSandbox, stripeClient } from '../testing.ts'
import type { answerTroubles } from './panel.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ slowMs: 30 })
})
afterEach(() => sandbox.close())

const create = (name: string, key: string, signal?: AbortSignal) =>
  erp(sandbox.url, 'POST', '/customers', { body: { name }, key, ...(signal ? { signal } : {}) })
const effects = () => sandbox.effects('flasherp').length
const faults = () => sandbox.requests('flasherp').map((request) => request.fault)

describe('sentinels at FlashERP', () => {
  test('-503 always, and nothing is done', async () => {
    for (const _ of [1, 2, 3]) {
      const answer = await create('Ada -503', 'k1')
      expect(answer.status).toBe(503)
      expect(errorOf(answer).code).toBe('unavailable')
    }
    expect(effects()).toBe(0)
    expect(faults()).toEqual(['-503', '-503', '-503'])
  })

  test('-500 always; every second one was carried out', async () => {
    expect((await create('Ada -500', 'k1')).status).toBe(500)
    expect(effects()).toBe(0)
    expect((await create('Ada -500', 'k1')).status).toBe(500)
    expect(effects()).toBe(1)
    expect((await create('Ada -500', 'k1')).status).toBe(500)
    expect(effects()).toBe(1)
    expect(sandbox.requests().map((request) => request.executed)).toEqual([false, true, false])
  })

  test('-429 twice with Retry-After, then it works', async () => {
    const answers = [
      await create('Ada -429', 'k1'),
      await create('Ada -429', 'k1'),
      await create('Ada -429', 'k1'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 201])
    expect(answers[0]?.headers.get('retry-after')).toBe('1')
  })

  test('-once503 once, -422 always on the e-mail', async () => {
    expect([
      (await create('Ada -once503', 'k1')).status,
      (await create('Ada -once503', 'k1')).status,
    ]).toEqual([503, 201])
    const refused = await create('Ada -422', 'k2')
    expect(refused.status).toBe(422)
    expect(errorOf(refused).field).toBe('email')
  })

  test('-slow answers late', async () => {
    const startedMs = performance.now()
    expect((await create('Ada -slow', 'k1')).status).toBe(201)
    expect(performance.now() - startedMs).toBeGreaterThan(25)
    expect(sandbox.requests()[0]).toMatchObject({ status: 201, fault: '-slow' })
  })

  test('-timeout is carried out, never answered, and its repeat is', async () => {
    const leave = new AbortController()
    const held = create('Ada -timeout', 'k1', leave.signal)
    await sandbox.until(() => effects() === 1)
    expect(sandbox.requests()[0]).toMatchObject({ status: null, executed: true })
    leave.abort()
    await expect(held).rejects.toThrow()
    await sandbox.until(() => sandbox.requests()[0]?.status === 'aborted')
    expect((await create('Ada -timeout', 'k1')).status).toBe(201)
    expect(effects()).toBe(1)
  })

  test('-half is carried out and cut; its repeat is whole', async () => {
    await expect(create('Ada -half', 'k1')).rejects.toThrow()
    expect(effects()).toBe(1)
    await sandbox.until(() => sandbox.requests()[0]?.status === 'aborted')
    expect(await create('Ada -half', 'k1')).toMatchObject({ status: 201, json: { name: 'Ada -half' } })
    expect(effects()).toBe(1)
  })

  test('-garbled is carried out and answered 200 with broken JSON', async () => {
    const answer = await create('Ada -garbled', 'k1')
    expect(answer.status).toBe(200)
    expect(() => JSON.parse(answer.text)).toThrow()
    expect(effects()).toBe(1)
  })

  test('a change meets the sentinel of the object it changes; reads are honest', async () => {
    const made = await create('Ada -once503', 'k1')
    expect(made.status).toBe(503)
    const ada = await create('Ada', 'k2')
    const path = `/customers/${idOf(ada)}`
    expect((await erp(sandbox.url, 'PUT', path, { body: { name: 'Ada -503' }, key: 'k3' })).status).toBe(503)
    await fetch(`${sandbox.url}/_sandbox/flasherp/customers`, {
      method: 'POST',
      body: JSON.stringify({ id: ada.json.id, name: 'Ada -503' }),
    })
    expect((await erp(sandbox.url, 'PUT', path, { body: { phone: '1' }, key: 'k4' })).status).toBe(503)
    expect((await erp(sandbox.url, 'GET', path)).status).toBe(200)
  })
})

describe('sentinels at Stripe', () => {
  const client = (maxNetworkRetries = 0) => stripeClient(sandbox, keys.stripe.secretKey, maxNetworkRetries)

  test('become the SDK classes of their status', async () => {
    const make = (name: string) => client().customers.create({ name }, { idempotencyKey: name })
    await expect(make('Ada -429')).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError)
    await expect(make('Ada -503')).rejects.toMatchObject({ statusCode: 503 })
    await expect(make('Ada -422')).rejects.toMatchObject({ statusCode: 400, code: 'email_invalid' })
    await expect(make('Ada -half')).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)
  })

  test('a 500 after execution is what the key replays from then on', async () => {
    const make = () => client().customers.create({ name: 'Ada -500' }, { idempotencyKey: 'k1' })
    await expect(make()).rejects.toMatchObject({ statusCode: 500 })
    await expect(make()).rejects.toMatchObject({ statusCode: 500 })
    await expect(make()).rejects.toMatchObject({ statusCode: 500 })
    expect(sandbox.effects('stripe')).toHaveLength(1)
    expect(sandbox.requests('stripe').map(({ executed, replayed }) => [executed, replayed])).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ])
  })

  test('a line cut in mid-body is an error the SDK does not repeat by itself; a repeat under the key is whole', async () => {
    const make = () => client(2).customers.create({ name: 'Ada -half' }, { idempotencyKey: 'k1' })
    await expect(make()).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)
    await sandbox.until(() => sandbox.requests('stripe')[0]?.status === 'aborted')
    expect((await make()).name).toBe('Ada -half')
    expect(sandbox.requests('stripe')).toHaveLength(2)
    expect(sandbox.effects('stripe')).toHaveLength(1)
  })
})

describe('troubles of a whole provider', () => {
  test('down answers 503 to everything, reset cuts the line, and the other provider is well', async () => {
    sandbox.faults({ provider: 'flasherp', down: 'unavailable' })
    expect((await erp(sandbox.url, 'GET', '/health')).status).toBe(503)
    sandbox.faults({ provider: 'flasherp', down: 'reset' })
    await expect(erp(sandbox.url, 'GET', '/health')).rejects.toThrow()
    await sandbox.until(() => sandbox.requests('flasherp').at(-1)?.status === 'aborted')
    const list = await fetch(`${sandbox.url}/v1/customers`, {
      headers: { authorization: `Bearer ${keys.stripe.secretKey}` },
    })
    expect(list.status).toBe(200)
    sandbox.faults({ provider: 'all', down: 'no' })
    expect((await erp(sandbox.url, 'GET', '/health')).status).toBe(200)
  })

  test('answers are 500, garbled, cut or of expired credentials, reads too, until they are as usual', async () => {
    const list = () => erp(sandbox.url, 'GET', '/customers')
    const meet = (answers: (typeof answerTroubles)[number]) =>
      sandbox.faults({ provider: 'flasherp', answers })
    meet('500')
    expect([(await create('Ada', 'k1')).status, (await list()).status]).toEqual([500, 500])
    meet('expired')
    expect([(await create('Ada', 'k2')).status, (await list()).status]).toEqual([401, 401])
    expect(effects()).toBe(0)
    meet('garbled')
    const garbled = await list()
    expect(garbled.status).toBe(200)
    expect(() => JSON.parse(garbled.text)).toThrow()
    meet('half')
    await expect(create('Ada', 'k3')).rejects.toThrow()
    expect(effects()).toBe(1)
    meet('usual')
    expect((await list()).status).toBe(200)
    expect(new Set(faults())).toEqual(
      new Set(['answers:500', 'answers:expired', 'answers:garbled', 'answers:half', null]),
    )
  })

  test('more calls at once than an account may have out are 429, and the next is welcome', async () => {
    sandbox.faults({ provider: 'flasherp', callsAtOnce: 2, latencyMs: 100 })
    const made = await Promise.all(['a', 'b', 'c', 'd'].map((key) => create('Ada', key)))
    expect(made.map(({ status }) => status).sort()).toEqual([201, 201, 429, 429])
    expect((await create('Ada', 'e')).status).toBe(201)
  })

  test('chaos meets writes of both providers in every way, and no read', async () => {
    await sandbox.close()
    sandbox = await startSandbox({ chaosPercent: 100, seed: 7, hangMs: 20 })
    const stripe = stripeClient(sandbox)
    for (let index = 0; index < 60; index += 1) {
      await create(`Customer ${index}`, `k${index}`).catch(() => undefined)
      await stripe.paymentIntents.create({ amount: 100, currency: 'usd' }).catch(() => undefined)
    }
    const every = ['429', '500', '500 after', '503', 'garbled', 'half', 'half-closed', 'hang']
    for (const provider of ['flasherp', 'stripe'] as const) {
      const met = new Set(sandbox.requests(provider).map(({ fault }) => fault))
      expect([...met].map(String).sort()).toEqual(every.map((kind) => `chaos:${kind}`))
      const executed = sandbox.requests(provider).filter((request) => request.executed).length
      expect(sandbox.effects(provider)).toHaveLength(executed)
    }
    expect((await erp(sandbox.url, 'GET', '/health')).status).toBe(200)
    expect((await stripe.paymentIntents.list()).data.length).toBeGreaterThan(0)
    sandbox.faults({ provider: 'all', chaosPercent: 0 })
    expect((await create('Ada', 'k-calm')).status).toBe(201)
  })

  test('chaos sends webhooks twice, late and the wrong way round, and loses none', async () => {
    await sandbox.close()
    const receiver = await createReceiver()
    sandbox = await startSandbox({ chaosPercent: 100, seed: 7 }, receiver)
    const { events } = await sandbox.trigger('stripe', 'customer.created', { count: 30 })
    const deliveries = sandbox.deliveries()
    expect(new Set(deliveries.map(({ fault }) => fault))).toEqual(
      new Set(['chaos:duplicate', 'chaos:overtaken', 'chaos:delay']),
    )
    expect(new Set(deliveries.map(({ eventId }) => eventId))).toEqual(new Set(events))
    expect(deliveries.length).toBeGreaterThan(events.length)
    const due = deliveries.map(({ nextAttemptAt }) => nextAttemptAt ?? '')
    expect(due).not.toEqual([...due].sort())
    await receiver.count(events.length - 15)
    await receiver.close()
  })

  test.each([
    ['twice', 2],
    ['late', 1],
    ['shuffled', 1],
  ] as const)('webhooks come %s until that is taken back', async (webhooks, times) => {
    await sandbox.close()
    const receiver = await createReceiver()
    sandbox = await startSandbox({ seed: 7 }, receiver)
    sandbox.faults({ provider: 'stripe', webhooks })
    const { events } = await sandbox.trigger('stripe', 'customer.created', { count: 10 })
    const deliveries = sandbox.deliveries()
    expect(deliveries).toHaveLength(events.length * times)
    expect(deliveries.every(({ fault }) => fault === webhooks)).toBe(true)
    sandbox.faults({ provider: 'stripe', webhooks: 'usual' })
    await sandbox.trigger('stripe', 'customer.created', {})
    expect(sandbox.deliveries().at(-1)?.fault).toBeNull()
    await receiver.close()
  })

  test('chaos at 20 %: repeats under the same key leave one effect per customer', async () => {
    await sandbox.close()
    sandbox = await startSandbox({ chaosPercent: 20, seed: 7, hangMs: 20 })
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => createUntilDone(`Customer ${index}`, `k${index}`)),
    )
    const met = new Set(faults())
    expect(effects()).toBe(60)
    expect(met.size).toBeGreaterThan(3)
    expect(sandbox.summary().providers.flasherp).toMatchObject({ keysWithSeveralEffects: 0 })
  })
})

async function createUntilDone(name: string, key: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const status = await create(name, key).then(
      (answer) => answer.status,
      () => null,
    )
    if (status === 201) return
  }
  throw new Error(`${name} was never created`)
}
