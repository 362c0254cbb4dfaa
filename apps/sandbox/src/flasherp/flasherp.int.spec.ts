import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { createReceiver, erp, errorOf, idOf, keys, startSandbox } from '../testing.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

const ada = { external_ref: 'stripe:cus_1', name: 'Ada Obi', email: 'ada@example.com', source_version: 7 }

describe('who may call', () => {
  test('a signed call with a known key', async () => {
    expect(await erp(sandbox.url, 'GET', '/health')).toMatchObject({ status: 200, json: { status: 'ok' } })
  })

  test.each([
    ['another key', { apiKey: 'fk_unknown' }, 'unauthorized'],
    ['another secret', { apiSecret: 'fs_other' }, 'signature_invalid'],
    ['a short signature', { signature: 'ab' }, 'signature_invalid'],
    ['an old timestamp', { timestamp: Math.floor(Date.now() / 1000) - 310 }, 'timestamp_outside_window'],
    ['a future timestamp', { timestamp: Math.floor(Date.now() / 1000) + 310 }, 'timestamp_outside_window'],
  ])('%s is refused', async (_what, call, code) => {
    const answer = await erp(sandbox.url, 'POST', '/customers', { body: ada, ...call })
    expect(answer.status).toBe(401)
    expect(errorOf(answer).code).toBe(code)
    expect(sandbox.effects()).toEqual([])
  })
})

describe('customers', () => {
  test('create, read, change', async () => {
    const made = await erp(sandbox.url, 'POST', '/customers', { body: ada })
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({ ...ada, version: 1, active: true, phone: null })
    expect(made.json.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const path = `/customers/${idOf(made)}`
    const changed = await erp(sandbox.url, 'PUT', path, { body: { phone: '+2348031234567', version: 1 } })
    expect(changed.json).toMatchObject({ ...ada, phone: '+2348031234567', version: 2 })
    expect((await erp(sandbox.url, 'GET', path)).json).toEqual(changed.json)
    expect(sandbox.effects('flasherp')).toMatchObject([
      { operation: 'create', externalRef: 'stripe:cus_1', sourceVersion: 7, objectVersion: 1, origin: 'api' },
      { operation: 'update', objectVersion: 2 },
    ])
  })

  test('a stale version is refused', async () => {
    const made = await erp(sandbox.url, 'POST', '/customers', { body: ada })
    await erp(sandbox.url, 'PUT', `/customers/${idOf(made)}`, { body: { name: 'Ada', version: 1 } })
    const stale = await erp(sandbox.url, 'PUT', `/customers/${idOf(made)}`, {
      body: { name: 'Eve', version: 1 },
    })
    expect(stale.status).toBe(409)
    expect(errorOf(stale)).toMatchObject({ code: 'stale_version', current_version: 2 })
  })

  test('a second object with the same external_ref is refused and named', async () => {
    const made = await erp(sandbox.url, 'POST', '/customers', { body: ada, key: 'k1' })
    const second = await erp(sandbox.url, 'POST', '/customers', { body: ada, key: 'k2' })
    expect(second.status).toBe(409)
    expect(errorOf(second)).toMatchObject({
      code: 'duplicate',
      existing_id: made.json.id,
      existing_version: 1,
      field: 'external_ref',
    })
  })

  test.each([
    [{ email: 'nobody' }, 'email'],
    [{ nickname: 'x' }, 'nickname'],
    [{ address: { planet: 'Mars' } }, 'address.planet'],
    [{ external_ref: 'x' }, 'name'],
    [{ name: 5 }, 'name'],
    [[], 'body'],
  ])('%j is refused and names the field', async (body, field) => {
    const answer = await erp(sandbox.url, 'POST', '/customers', { body })
    expect(answer.status).toBe(400)
    expect(errorOf(answer)).toMatchObject({ code: 'validation', field })
  })

  test('unknown ids, words and methods have clear answers', async () => {
    expect(errorOf(await erp(sandbox.url, 'GET', '/customers/none')).code).toBe('not_found')
    expect(errorOf(await erp(sandbox.url, 'POST', '/payments', { body: {} })).code).toBe('not_found')
    expect((await erp(sandbox.url, 'DELETE', '/customers/none')).status).toBe(405)
  })

  test('lists go by last change and follow the cursor', async () => {
    const ids: string[] = []
    for (const name of ['a', 'b', 'c', 'd'])
      ids.push(idOf(await erp(sandbox.url, 'POST', '/customers', { body: { name } })))
    await erp(sandbox.url, 'PUT', `/customers/${ids[0]}`, { body: { phone: '1' } })
    const seen: unknown[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await erp(
        sandbox.url,
        'GET',
        `/customers?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...(page.json.data as { id: string }[]).map(({ id }) => id))
      cursor = page.json.next_cursor as string | null
    }
    expect(seen).toEqual([ids[1], ids[2], ids[3], ids[0]])
    const changed = (await erp(sandbox.url, 'GET', `/customers/${ids[0]}`)).json.updated_at as string
    const recent = await erp(sandbox.url, 'GET', `/customers?updated_since=${changed}`)
    expect((recent.json.data as { id: string }[]).map(({ id }) => id)).toContain(ids[0])
    expect((await erp(sandbox.url, 'GET', '/customers?limit=101')).status).toBe(400)
    expect((await erp(sandbox.url, 'GET', '/customers?cursor=zzz')).status).toBe(400)
  })

  test('can be looked up by external_ref', async () => {
    const made = await erp(sandbox.url, 'POST', '/customers', { body: ada })
    const found = await erp(
      sandbox.url,
      'GET',
      `/customers?external_ref=${encodeURIComponent(ada.external_ref)}`,
    )
    expect(found.json.data).toEqual([made.json])
  })
})

describe('idempotency keys', () => {
  test('same key and body replay the answer, on POST and PUT', async () => {
    const made = await erp(sandbox.url, 'POST', '/customers', { body: ada, key: 'k1' })
    const again = await erp(sandbox.url, 'POST', '/customers', { body: ada, key: 'k1' })
    expect(again).toMatchObject({ status: 201, text: made.text })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const path = `/customers/${idOf(made)}`
    const change = { name: 'Ada', version: 1 }
    await erp(sandbox.url, 'PUT', path, { body: change, key: 'k2' })
    expect(await erp(sandbox.url, 'PUT', path, { body: change, key: 'k2' })).toMatchObject({
      status: 200,
      json: { version: 2 },
    })
    expect(sandbox.effects()).toHaveLength(2)
  })

  test('another body is a conflict', async () => {
    await erp(sandbox.url, 'POST', '/customers', { body: ada, key: 'k1' })
    const other = await erp(sandbox.url, 'POST', '/customers', { body: { ...ada, name: 'Eve' }, key: 'k1' })
    expect(other.status).toBe(409)
    expect(errorOf(other).code).toBe('idempotency_conflict')
  })

  test('a second call while the first is open is told to wait', async () => {
    const body = { ...ada, name: 'Ada -timeout' }
    const leave = new AbortController()
    const first = erp(sandbox.url, 'POST', '/customers', { body, key: 'k1', signal: leave.signal })
    first.catch(() => undefined)
    await sandbox.until(() => sandbox.effects().length === 1)
    const second = await erp(sandbox.url, 'POST', '/customers', { body, key: 'k1' })
    expect(second.status).toBe(409)
    expect(errorOf(second).code).toBe('idempotency_in_flight')
    expect(second.headers.get('retry-after')).toBe('1')
    leave.abort()
    await sandbox.until(() => sandbox.requests().some((request) => request.status === 'aborted'))
    expect(await erp(sandbox.url, 'POST', '/customers', { body, key: 'k1' })).toMatchObject({ status: 201 })
    expect(sandbox.effects()).toHaveLength(1)
  })

  test('with dedupe off a repeat is a second effect, and the ledger shows it', async () => {
    await sandbox.close()
    sandbox = await startSandbox({ dedupe: false })
    await erp(sandbox.url, 'POST', '/customers', { body: ada, key: 'k1' })
    await erp(sandbox.url, 'POST', '/customers', { body: ada, key: 'k1' })
    expect(sandbox.summary().providers.flasherp).toMatchObject({
      effects: 2,
      keysWithSeveralEffects: 1,
      refsCreatedTwice: 1,
    })
  })
})

test('changes send signed webhooks, whoever makes them: those of the API are the echo', async () => {
  const receiver = await createReceiver()
  await sandbox.close()
  sandbox = await startSandbox({}, receiver)
  const byApi = await erp(sandbox.url, 'POST', '/customers', { body: ada })
  const inside = await fetch(`${sandbox.url}/_sandbox/flasherp/customers`, {
    method: 'POST',
    body: JSON.stringify({ name: 'Musa Bello' }),
  })
  const made = (await inside.json()) as { objectId: string; eventIds: string[] }
  await sandbox.trigger('flasherp', 'customer.updated', { id: made.objectId, name: 'Musa Garba' })
  await sandbox.deliveriesDone()
  type Body = { id: string; type: string; data: { object: { id: string; version: number } } }
  const bodies = receiver.received.map(({ body }) => JSON.parse(body) as Body)
  const about = (id: string) =>
    bodies
      .filter(({ data }) => data.object.id === id)
      .sort((one, other) => one.data.object.version - other.data.object.version)
  expect(about(idOf(byApi))).toMatchObject([
    { type: 'customer.created', data: { object: { external_ref: ada.external_ref } } },
  ])
  expect(about(made.objectId)).toMatchObject([
    { id: made.eventIds[0], type: 'customer.created', entity: 'customer', data: { object: { version: 1 } } },
    { type: 'customer.updated', data: { object: { name: 'Musa Garba', version: 2 } } },
  ])
  for (const { headers, body } of receiver.received) {
    const signed = `${String(headers['x-flasherp-timestamp'])}.${body}`
    const expected = createHmac('sha256', keys.flasherp.webhookSecret).update(signed).digest('hex')
    expect(headers['x-flasherp-signature']).toBe(expected)
  }
  await receiver.close()
})
