import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { createReceiver, keys, type Receiver, startSandbox, stripeClient } from '../testing.ts'

let receiver: Receiver
let sandbox: Sandbox
let stripe: Stripe

beforeEach(async () => {
  receiver = await createReceiver()
  sandbox = await startSandbox({ redeliveryMs: [1, 1, 1] }, receiver)
  stripe = stripeClient(sandbox)
})

afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

describe('customers through the official SDK', () => {
  test('create, retrieve, update, delete', async () => {
    const made = await stripe.customers.create({
      name: 'Ada Obi',
      email: 'ada.obi@example.com',
      address: { line1: '4 Allen Avenue', city: 'Lagos', country: 'NG' },
      metadata: { tier: 'gold' },
      preferred_locales: ['en'],
    })
    expect(made).toMatchObject({
      object: 'customer',
      name: 'Ada Obi',
      livemode: false,
      metadata: { tier: 'gold' },
    })
    expect(made.address).toEqual({
      line1: '4 Allen Avenue',
      line2: null,
      city: 'Lagos',
      country: 'NG',
      postal_code: null,
      state: null,
    })
    expect(made.lastResponse.requestId).toMatch(/^req_/)
    expect(made.lastResponse.headers['stripe-version']).toBe('2026-10-28.endive')

    const changed = await stripe.customers.update(made.id, {
      phone: '+2348031234567',
      metadata: { tier: '' },
    })
    expect(changed).toMatchObject({ phone: '+2348031234567', metadata: {}, name: 'Ada Obi' })
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ id: made.id, phone: '+2348031234567' })

    expect(await stripe.customers.del(made.id)).toMatchObject({ id: made.id, deleted: true })
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ id: made.id, deleted: true })
    await expect(stripe.customers.update(made.id, { name: 'x' })).rejects.toMatchObject({
      code: 'resource_missing',
    })
    expect(sandbox.effects('stripe').map((effect) => effect.operation)).toEqual([
      'create',
      'update',
      'delete',
    ])
  })

  test('lists page newest first and never show the deleted', async () => {
    const ids: string[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) ids.unshift((await stripe.customers.create({ name })).id)
    const gone = ids[2] ?? ''
    await stripe.customers.del(gone)
    const seen: string[] = []
    for await (const customer of stripe.customers.list({ limit: 2 })) seen.push(customer.id)
    expect(seen).toEqual(ids.filter((id) => id !== gone))
    const back = await stripe.customers.list({ limit: 2, ending_before: ids[4] ?? '' })
    expect(back.data.map((customer) => customer.id)).toEqual([ids[1], ids[3]])
    expect(back.has_more).toBe(true)
    await expect(stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ statusCode: 400 })
    await expect(stripe.customers.list({ starting_after: 'cus_none' })).rejects.toMatchObject({
      param: 'starting_after',
    })
  })

  test('errors have the shape from which the SDK makes its classes', async () => {
    await expect(stripe.customers.retrieve('cus_none')).rejects.toBeInstanceOf(
      Stripe.errors.StripeInvalidRequestError,
    )
    await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    })
    await expect(stripe.customers.create({ email: 'nobody' })).rejects.toMatchObject({
      code: 'email_invalid',
      param: 'email',
    })
    const stranger = stripeClient(sandbox, 'sk_test_unknown_key')
    await expect(stranger.customers.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
    await expect(stripe.products.list()).rejects.toMatchObject({ statusCode: 404 })
  })

  test('two accounts see nothing of each other', async () => {
    const other = { secretKey: 'sk_test_other_account' }
    sandbox.register({ stripe: other })
    const made = await stripe.customers.create({ name: 'Ada' })
    const stranger = stripeClient(sandbox, other.secretKey)
    expect((await stranger.customers.list()).data).toEqual([])
    await expect(stranger.customers.retrieve(made.id)).rejects.toMatchObject({ statusCode: 404 })
  })
})

describe('idempotency keys', () => {
  test('the first answer is replayed, byte for byte', async () => {
    const options = { idempotencyKey: 'key-1' }
    const first = await stripe.customers.create({ name: 'Ada', email: 'a@example.com' }, options)
    const again = await stripe.customers.create({ email: 'a@example.com', name: 'Ada' }, options)
    expect(again.id).toBe(first.id)
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect(sandbox.effects('stripe')).toHaveLength(1)
    expect(sandbox.requests('stripe').map((request) => [request.executed, request.replayed])).toEqual([
      [true, false],
      [false, true],
    ])
  })

  test('other parameters under a used key are refused', async () => {
    await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'key-1' })
    const other = stripe.customers.create({ name: 'Eve' }, { idempotencyKey: 'key-1' })
    await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
  })

  test('a refusal by validation is not remembered', async () => {
    await expect(stripe.customers.create({ email: 'nobody' }, { idempotencyKey: 'key-1' })).rejects.toThrow()
    const made = await stripe.customers.create({ email: 'some@example.com' }, { idempotencyKey: 'key-1' })
    expect(made.lastResponse.headers['idempotent-replayed']).toBeUndefined()
  })

  test('a key in use is refused with 409, and forgotten after a day', async () => {
    let nowMs = Date.now()
    await sandbox.close()
    sandbox = await startSandbox({ slowMs: 60_000, now: () => nowMs })
    stripe = stripeClient(sandbox)
    const slow = stripe.customers.create({ name: 'Ada -slow' }, { idempotencyKey: 'key-1', timeout: 200 })
    await sandbox.until(() => sandbox.effects('stripe').length === 1)
    const meanwhile = stripe.customers.create({ name: 'Ada -slow' }, { idempotencyKey: 'key-1' })
    await expect(meanwhile).rejects.toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
    await expect(slow).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)

    const first = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'key-2' })
    nowMs += 24 * 60 * 60 * 1000 + 1
    const later = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'key-2' })
    expect(later.id).not.toBe(first.id)
  })
})

describe('webhooks', () => {
  test('are signed so that the SDK accepts them', async () => {
    const made = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey: 'key-1' })
    await stripe.customers.update(made.id, { name: 'Ada Obi' })
    await receiver.count(2)
    const events = receiver.received.map(({ body, headers }) =>
      stripe.webhooks.constructEvent(body, headers['stripe-signature'] ?? '', keys.stripe.webhookSecret),
    )
    events.sort((one) => (one.type === 'customer.created' ? -1 : 1))
    expect(events[0]).toMatchObject({
      object: 'event',
      type: 'customer.created',
      api_version: '2026-10-28.endive',
      livemode: false,
      pending_webhooks: 1,
      request: { id: made.lastResponse.requestId, idempotency_key: 'key-1' },
      data: { object: { id: made.id, name: 'Ada' } },
    })
    expect(events[1]).toMatchObject({
      type: 'customer.updated',
      data: { previous_attributes: { name: 'Ada' } },
    })
    expect(() =>
      stripe.webhooks.constructEvent(
        receiver.received[0]?.body ?? '',
        receiver.received[0]?.headers['stripe-signature'] ?? '',
        'whsec_other',
      ),
    ).toThrow()
  })

  test('an update that changes nothing makes no event', async () => {
    const made = await stripe.customers.create({ name: 'Ada' })
    await stripe.customers.update(made.id, { name: 'Ada' })
    expect((await stripe.events.list()).data).toHaveLength(1)
  })

  test('come again until they are acknowledged, with the same body', async () => {
    receiver.statuses.push(500, 302)
    await stripe.customers.create({ name: 'Ada' })
    await sandbox.deliveriesDone()
    expect(sandbox.deliveries()[0]).toMatchObject({ state: 'acknowledged' })
    expect(sandbox.deliveries()[0]?.attempts.map((attempt) => attempt.status)).toEqual([500, 302, 200])
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
  })

  test('are given up after the last try', async () => {
    receiver.statuses.push(500, 500, 500, 500)
    await stripe.customers.create({ name: 'Ada' })
    await sandbox.deliveriesDone()
    expect(sandbox.deliveries()[0]).toMatchObject({ state: 'failed', acknowledgedAt: null })
    expect(receiver.received).toHaveLength(4)
  })

  test('go to endpoints made by the API, for the types they want, with the secret shown once', async () => {
    const endpoint = await stripe.webhookEndpoints.create({
      url: receiver.url,
      enabled_events: ['customer.deleted'],
    })
    const secret = endpoint.secret ?? ''
    expect(secret).toMatch(/^whsec_/)
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined()
    const made = await stripe.customers.create({ name: 'Ada' })
    await stripe.customers.del(made.id)
    await receiver.count(3)
    const accepted = receiver.received.filter(({ body, headers }) => {
      try {
        return (
          stripe.webhooks.constructEvent(body, headers['stripe-signature'] ?? '', secret).type ===
          'customer.deleted'
        )
      } catch {
        return false
      }
    })
    expect(accepted).toHaveLength(1)
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true })
    expect((await stripe.webhookEndpoints.list()).data.map(({ status }) => status)).toEqual([
      'disabled',
      'enabled',
    ])
    await stripe.webhookEndpoints.del(endpoint.id)
    expect((await stripe.webhookEndpoints.list()).data).toHaveLength(1)
    const elsewhere = stripe.webhookEndpoints.create({ url: 'http://203.0.113.7/', enabled_events: ['*'] })
    await expect(elsewhere).rejects.toMatchObject({ code: 'url_invalid' })
  })

  test('-twice comes twice, -shuffle the wrong way round', async () => {
    await sandbox.trigger('stripe', 'customer.created', { name: 'Ada -twice' })
    await sandbox.deliveriesDone()
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body)
    await sandbox.close()
    sandbox = await startSandbox({ shuffleMs: 100 }, receiver)
    await sandbox.trigger('stripe', 'customer.created', { name: 'Ada -shuffle' })
    await sandbox.deliveriesDone()
    const types = receiver.received.slice(2).map(({ body }) => (JSON.parse(body) as { type: string }).type)
    expect(types).toEqual(['customer.updated', 'customer.created'])
  })
})

test('events can be listed by type and time, and read again', async () => {
  const { events } = await sandbox.trigger('stripe', 'customer.created', { count: 3 })
  await sandbox.trigger('stripe', 'customer.updated', {})
  const created = await stripe.events.list({ type: 'customer.created', limit: 2 })
  expect(created.data.map(({ id }) => id)).toEqual([events[2], events[1]])
  expect(created.has_more).toBe(true)
  expect((await stripe.events.list({ types: ['customer.updated'] })).data).toHaveLength(1)
  expect((await stripe.events.list({ created: { gt: 4_000_000_000 } })).data).toEqual([])
  expect(await stripe.events.retrieve(events[0] ?? '')).toMatchObject({ type: 'customer.created' })
})
