import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EffectEntry, Sandbox } from '../index.ts'
import { createReceiver, erp, keys, type Receiver, startSandbox } from '../testing.ts'
import type { Page } from './reads.ts'

let receiver: Receiver
let sandbox: Sandbox
beforeEach(async () => {
  receiver = await createReceiver()
  sandbox = await startSandbox({ seed: 3 }, receiver)
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

async function get<T = Record<string, unknown>>(path: string): Promise<T> {
  const response = await fetch(`${sandbox.url}/_sandbox${path}`)
  expect(response.status).toBe(200)
  return (await response.json()) as T
}

async function post(path: string, body: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

describe('who may use the admin routes', () => {
  const statusWith = (headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const call = request(`${sandbox.url}/_sandbox/reset`, { method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      call.on('error', reject)
      call.end()
    })

  test('no page of another site and no rebound name', async () => {
    expect(await statusWith({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await statusWith({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await statusWith({ host: 'evil.example' })).toBe(403)
    expect(await statusWith({ 'sec-fetch-site': 'same-origin' })).toBe(200)
  })

  test('unknown routes, methods and bodies are told so', async () => {
    expect((await post('/nothing', {})).status).toBe(404)
    expect((await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'PUT' })).status).toBe(405)
    expect((await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST', body: '{' })).status).toBe(400)
    expect((await post('/faults', { provider: 'all', latencyMs: -1 })).json).toMatchObject({
      error: { code: 'invalid_input' },
    })
    expect((await post('/trigger/stripe/customer.exploded', {})).status).toBe(400)
    expect((await fetch(`${sandbox.url}/other`)).status).toBe(404)
    const big = await fetch(`${sandbox.url}/v1/customers`, {
      method: 'POST',
      body: 'x'.repeat(1024 * 1024 + 1),
    })
    expect(big.status).toBe(413)
  })
})

describe('ledgers', () => {
  test('page by sequence and filter', async () => {
    for (const name of ['a', 'b', 'c'])
      await erp(sandbox.url, 'POST', '/customers', { body: { name }, key: `k-${name}` })
    const first = await get<Page<EffectEntry>>('/ledger/effects?provider=flasherp&limit=2')
    expect(first.entries.map(({ sequence, idempotencyKey }) => [sequence, idempotencyKey])).toEqual([
      [1, 'k-a'],
      [2, 'k-b'],
    ])
    const rest = await get<Page<EffectEntry>>(`/ledger/effects?after=${first.next}`)
    expect(rest.entries).toMatchObject([
      { entity: 'customer', operation: 'create', origin: 'api', idempotencyKey: 'k-c' },
    ])
    const requests = await get<Page<Record<string, unknown>>>('/ledger/requests?idempotencyKey=k-b')
    expect(requests.entries).toMatchObject([
      {
        method: 'POST',
        path: '/flasherp/v1/customers',
        status: 201,
        executed: true,
        replayed: false,
        body: '{"name":"b"}',
      },
    ])
    expect((await fetch(`${sandbox.url}/_sandbox/ledger/effects?limit=5000`)).status).toBe(400)
  })

  test('wait for the next entry when asked to', async () => {
    const waiting = get<Page<EffectEntry>>('/ledger/effects?waitMs=10000&provider=flasherp')
    await sandbox.trigger('stripe', 'customer.created')
    await erp(sandbox.url, 'POST', '/customers', { body: { name: 'a' } })
    expect((await waiting).entries).toMatchObject([{ provider: 'flasherp', operation: 'create' }])
  })

  test('the summary counts repeats under other keys and refused strangers', async () => {
    const call = (key: string) => erp(sandbox.url, 'POST', '/customers', { body: { name: 'a' }, key })
    await call('k1')
    await call('k1')
    await call('k2')
    await erp(sandbox.url, 'GET', '/health', { apiKey: 'unknown' })
    expect(await get('/ledger/summary')).toMatchObject({
      providers: {
        flasherp: {
          requests: 4,
          statuses: { 201: 3, 401: 1 },
          executed: 2,
          replayed: 1,
          effects: 2,
          effectsByApi: 2,
          keysWithSeveralEffects: 0,
          repeatsWithOtherKey: 1,
        },
      },
      dropped: { requests: 0, effects: 0 },
    })
  })

  test('are bounded, and say what fell off', async () => {
    await sandbox.close()
    sandbox = await startSandbox({ maxLedgerEntries: 2 })
    for (const name of ['a', 'b', 'c']) await erp(sandbox.url, 'POST', '/customers', { body: { name } })
    const page = await get<Page<EffectEntry>>('/ledger/effects')
    expect(page).toMatchObject({ dropped: 1, entries: [{ sequence: 2 }, { sequence: 3 }] })
  })

  test('keep at most 16 kB of a body', async () => {
    await erp(sandbox.url, 'POST', '/customers', { body: { note: 'x'.repeat(40_000) } })
    const [entry] = sandbox.requests()
    expect(entry?.body).toHaveLength(16 * 1024)
    expect(entry?.bodyBytes).toBeGreaterThan(40_000)
  })
})

test('what a provider holds can be read, page by page', async () => {
  const { objects } = await sandbox.trigger('stripe', 'customer.created', { count: 3 })
  await sandbox.trigger('stripe', 'customer.deleted', { id: objects[0] ?? '' })
  await sandbox.trigger('stripe', 'customer.created', { account: 'acct_venue1' })
  type Held = { account: string; deleted: boolean; object: { id: string } }
  const read = (query: string) => get<{ entries: Held[]; next: number }>(`/objects?provider=stripe&${query}`)
  const first = await read('entity=customers&limit=2')
  expect(first.entries.map(({ deleted, object }) => [object.id, deleted])).toEqual([
    [objects[0], true],
    [objects[1], false],
  ])
  const rest = await read(`entity=customers&limit=2&after=${first.next}`)
  expect(rest.entries.map(({ account, object }) => account === 'acct_venue1' || object.id)).toEqual([
    objects[2],
    true,
  ])
  expect(await read(`entity=customers&after=${rest.next}`)).toEqual({ entries: [], next: rest.next })
  expect((await read('entity=customers&account=acct_venue1')).entries).toHaveLength(1)
  for (const query of ['entity=payouts', 'entity=customers&limit=0', 'entity=customers&after=x'])
    expect((await fetch(`${sandbox.url}/_sandbox/objects?provider=stripe&${query}`)).status).toBe(400)
})

describe('triggers', () => {
  test('give the ids of events and objects, and the webhooks come', async () => {
    const { json } = await post('/trigger/stripe/customer.created', {
      name: 'Ada Obi',
      email: 'ada@example.com',
      count: 3,
    })
    expect(json.events).toHaveLength(3)
    await receiver.count(3)
    await sandbox.deliveriesDone()
    const deliveries = await get<Page<Record<string, unknown>>>(
      `/deliveries?eventId=${(json.events as string[])[0]}`,
    )
    expect(deliveries.entries).toMatchObject([
      {
        eventType: 'customer.created',
        objectId: (json.objects as string[])[0],
        state: 'acknowledged',
        attempts: [{ status: 200 }],
      },
    ])
  })

  test('pace themselves', async () => {
    const startedMs = performance.now()
    await post('/trigger/stripe/customer.created', { count: 20, ratePerSecond: 100 })
    expect(performance.now() - startedMs).toBeGreaterThan(150)
    expect((await post('/trigger/stripe/customer.created', { count: 1000, ratePerSecond: 1 })).status).toBe(
      400,
    )
  })

  test('change and delete a customer that is named', async () => {
    const { objects } = await sandbox.trigger('stripe', 'customer.created', { name: 'Ada' })
    const id = objects[0] ?? ''
    await sandbox.trigger('stripe', 'customer.updated', { id, name: 'Ada Obi' })
    await sandbox.trigger('stripe', 'customer.deleted', { id })
    expect(sandbox.effects('stripe').map(({ operation, origin }) => [operation, origin])).toEqual([
      ['create', 'inside'],
      ['update', 'inside'],
      ['delete', 'inside'],
    ])
    expect((await post('/trigger/stripe/customer.updated', { id })).status).toBe(400)
  })
})

test('accounts can be added and listed without showing secrets', async () => {
  const added = await post('/accounts', { flasherp: { apiKey: 'fk_another', apiSecret: 'fs_another' } })
  expect(added.json).toMatchObject({ flasherp: { account: expect.stringMatching(/^fac_/) } })
  const again = await post('/accounts', { flasherp: { apiKey: 'fk_another', apiSecret: 'fs_rotated' } })
  expect(again.json).toEqual(added.json)
  const listed = JSON.stringify(await get('/accounts'))
  expect(listed).toContain(receiver.url)
  for (const secret of [
    'fs_rotated',
    'fk_another',
    ...Object.values(keys.stripe),
    ...Object.values(keys.flasherp),
  ]) {
    expect(listed).not.toContain(secret)
  }
  const foreign = {
    secretKey: 'sk_test_foreign',
    webhookSecret: 'whsec_foreign',
    webhookUrl: 'http://203.0.113.7/',
  }
  expect((await post('/accounts', { stripe: foreign })).status).toBe(400)
})

test('reset forgets everything but the accounts', async () => {
  await sandbox.trigger('stripe', 'customer.created', { count: 2 })
  await post('/reset', {})
  expect([sandbox.effects().length, sandbox.requests().length, sandbox.deliveries().length]).toEqual([
    0, 0, 0,
  ])
  const list = await fetch(`${sandbox.url}/v1/customers`, {
    headers: { authorization: `Bearer ${keys.stripe.secretKey}` },
  })
  expect(await list.json()).toMatchObject({ data: [] })
})

test('traffic makes plausible customers, some with sentinels', async () => {
  expect((await post('/traffic', { perMinute: 60_000, sentinelPercent: 30 })).status).toBe(200)
  await sandbox.until(() => sandbox.effects('stripe').length >= 100)
  await post('/traffic', { perMinute: 0 })
  const response = await fetch(`${sandbox.url}/v1/customers?limit=100`, {
    headers: { authorization: `Bearer ${keys.stripe.secretKey}` },
  })
  const { data } = (await response.json()) as {
    data: { name: string; email: string; phone: string; address: { country: string } }[]
  }
  expect(data.length).toBeGreaterThan(10)
  for (const customer of data) {
    expect(customer.email).toMatch(/^[a-z]+\.[a-z]+\d+@(example\.(com|org)|(mail|post)\.example)$/)
    expect(customer.phone).toMatch(/^\+\d{8,14}$/)
    expect(customer.address.country).toMatch(/^[A-Z]{2}$/)
  }
  expect(data.some(({ name }) => / -\w+$/.test(name))).toBe(true)
  expect(new Set(sandbox.effects('stripe').map(({ operation }) => operation)).size).toBeGreaterThan(1)
})

test('the page makes things happen and go wrong, and says what came of it', async () => {
  const send = (form: string, fields: Record<string, string>) =>
    fetch(`${sandbox.url}/_sandbox/page/${form}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    })
  const sent = await send('trigger', {
    provider: 'stripe',
    event: 'customer.created',
    name: 'Ada Obi',
    count: '2',
  })
  expect(sent.status).toBe(303)
  expect(sandbox.effects('stripe')).toHaveLength(2)
  const page = await (await fetch(`${sandbox.url}${sent.headers.get('location')}`)).text()
  expect(page).toContain(sandbox.effects('stripe')[0]?.objectId)
  expect(page).toContain('<legend>stripe</legend>')
  expect(page).not.toContain('<legend>square</legend>')

  await send('faults', {
    provider: 'square',
    latencyMs: '20',
    chaosPercent: '5',
    down: 'unavailable',
    callsPerSecond: '7',
    callsAtOnce: '3',
    answers: 'half',
    webhooks: 'shuffled',
  })
  expect(await get('/faults')).toMatchObject({
    square: {
      latencyMs: 20,
      chaosPercent: 5,
      down: 'unavailable',
      callsPerSecond: 7,
      callsAtOnce: 3,
      answers: 'half',
      webhooks: 'shuffled',
    },
    mailchimp: { callsAtOnce: 10 },
    stripe: { down: 'no', webhooks: 'usual' },
  })
  expect(await (await fetch(`${sandbox.url}/_sandbox`)).text()).toContain(
    '<option selected>shuffled</option>',
  )
  await send('traffic', { perMinute: '0', sentinelPercent: '3' })
  expect(await get('/traffic')).toMatchObject({ perMinute: 0, sentinelPercent: 3 })
  const refused = await send('trigger', { provider: 'stripe', event: 'weather.changed', count: '1' })
  expect(refused.headers.get('location')).toContain('must+be+one+of')
})

test('every provider says what can be triggered, and can do all of it', async () => {
  const known = await get<Record<string, string[]>>('/events')
  expect(Object.keys(known)).toContain('quickbooks')
  sandbox.register({
    square: { accessToken: 'EAAA_sandbox_spec' },
    mailchimp: { apiKey: '0123456789abcdef-us21' },
    quickbooks: { realmId: '913000000000007', clientId: 'app_spec', clientSecret: 'secret_spec' },
    'pcs-ai': {
      apiKey: 'pcs_sandbox_spec',
      intakeUrl: receiver.url,
      callbackSecret: 'whsec_c2VjcmV0c2VjcmV0',
    },
  })
  for (const [provider, events] of Object.entries(known))
    for (const event of events)
      expect([event, (await post(`/trigger/${provider}/${event}`, {})).status]).toEqual([event, 200])
})

test('the page shows what names contain as text', async () => {
  await erp(sandbox.url, 'POST', '/customers', { body: { name: 'a' }, key: '<script>alert(1)</script>' })
  const response = await fetch(`${sandbox.url}/_sandbox/`)
  const html = await response.text()
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(html).toContain('/flasherp/v1/customers')
  expect(html).not.toContain('<script')
})
