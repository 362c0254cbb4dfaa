import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import { advanceReactor } from '@syncline/db/queue'
import type { NewEvent } from '@syncline/domain/event'
import type { CallbackList } from '@syncline/domain/view'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTargetDirectory } from '../jobs/targets.ts'
import { mutation, query } from '../testing/edge.ts'
import { bySystem, keepSecret, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { startTestWeb, type TestWeb } from '../testing/web.ts'
import { createCallbackReactor } from './callbacks.ts'
import { sendDueCallbacks } from './send-callbacks.ts'
import { watchPayments } from './watch-payments.ts'

const callbackSecret = `whsec_${Buffer.from('pcs secret of the tests').toString('base64')}`
const realmId = '9130000000000077'
const books = { access_token: 'qbo_of_the_intake' }
let hub: TestHub
let jobs: TestJobs
let web: TestWeb
let ours: TestOrganization
let cookie: string
let key: string
const [pcsId, quickbooksId] = [randomUUID(), randomUUID()]

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  web = await startTestWeb(hub)
  ours = await jobs.found({ flows: [] })
  cookie = (await web.people(ours.organizationId, 'quay')).admin
  key = await makeKey(['intake.push'])
  const { url } = jobs.sandbox
  const intakeUrl = `${web.url}/api/qbo/pcs-ai/invoices`
  jobs.sandbox.register({ 'pcs-ai': { apiKey: key, intakeUrl, callbackSecret } })
  jobs.sandbox.register({
    quickbooks: {
      realmId,
      clientId: 'intake-app',
      clientSecret: 'intake-secret',
      accessToken: books.access_token,
    },
  })
  await connect(pcsId, 'pcs-ai', `${url}/pcs-ai/callbacks/pcs`)
  await connect(quickbooksId, 'quickbooks', `${url}/quickbooks/v3/company/${realmId}`)
  await keepSecret(hub, ours.organizationId, pcsId, 'webhook_secret', callbackSecret)
  await choosing({ expense_account: { id: '14', name: 'Supplies:Linen' } })
  await keepSecret(hub, ours.organizationId, quickbooksId, 'access_token', books.access_token)
  for (const entity of ['vendor', 'bill'] as const) {
    const data = { entity, sourceConnectionId: pcsId, targetConnectionId: quickbooksId, mappingVersion: 1 }
    await append(`flow-${randomUUID()}`, { type: 'FlowEnabled', data })
  }
  await advanceProjection(hub.workerPool, 'directory')
})
beforeEach(() => settleAll())
afterAll(async () => {
  await web.close()
  await jobs.close()
  await hub.close()
})

const append = (stream: string, event: NewEvent) =>
  hub.appender.append({ organizationId: ours.organizationId, stream, events: [event], context: bySystem() })
const choosing = (choices: object) =>
  append(`connection-${quickbooksId}`, {
    type: 'ConnectionChoicesSet',
    data: { choices, accountId: realmId, baseUrl: `${jobs.sandbox.url}/quickbooks/v3/company/${realmId}` },
  })
const connect = (connectionId: string, provider: string, baseUrl: string) =>
  append(`connection-${connectionId}`, {
    type: 'ConnectionConnected',
    data: { provider, name: provider, venue: 'Quay 4', accountId: realmId, baseUrl },
  })

async function makeKey(scopes: readonly string[]): Promise<string> {
  const answer = await web.inject(mutation('apiKey.create', { name: 'PCS AI', scopes }, { cookie }))
  return answer.json().result.data.secret
}

let counter = 0
const invoice = (changes: Record<string, unknown> = {}) => ({
  id: `pcs_${++counter}`,
  vendor: { name: `Eko Linen ${counter} Ltd`, email: 'accounts@eko-linen.example' },
  number: `EL-${counter}`,
  issued_on: '2026-09-21',
  currency: 'USD',
  lines: [{ description: 'Linen', quantity: '2', unit_price: 5_000, amount: 10_000 }],
  subtotal: 10_000,
  tax: 750,
  total: 10_750,
  ...changes,
})
const push = (body: unknown, headers: Record<string, string> = { 'x-api-key': key }) =>
  web.inject({
    method: 'POST',
    url: '/api/qbo/pcs-ai/invoices',
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })

/** What a worker does, until nothing of it is left to do. */
async function settleAll(): Promise<void> {
  await jobs.route()
  await advanceReactor(hub.workerPool, createCallbackReactor({ pool: hub.workerPool }))
  const { rows } = await hub.admin.query<{ id: string }>(
    "select substr(stream, 6) as id from log.event where type = 'SyncRequested' order by position",
  )
  for (const { id } of rows) await jobs.settle(ours, id)
  await callBack()
}
async function callBack(): Promise<void> {
  await advanceReactor(hub.workerPool, createCallbackReactor({ pool: hub.workerPool }))
  const deps = { ...jobs.executor, pool: hub.workerPool }
  await watchPayments(deps)
  await sendDueCallbacks(deps)
}
const heardOf = (invoiceId: string) =>
  jobs.sandbox
    .effects('pcs-ai')
    .filter(({ entity, externalRef }) => entity === 'callback' && externalRef === invoiceId).length
const bills = () => jobs.sandbox.effects('quickbooks').filter(({ entity }) => entity === 'bill')

async function heard(invoiceId: string): Promise<readonly string[]> {
  const held = await fetch(`${jobs.sandbox.url}/_sandbox/objects?provider=pcs-ai&entity=invoices`)
  const { entries } = (await held.json()) as {
    entries: { object: { invoice: { id: string }; heard: string[] } }[]
  }
  return entries.find(({ object }) => object.invoice.id === invoiceId)?.object.heard ?? []
}

async function quickbooks(path: string, body?: unknown) {
  const answer = await fetch(`${jobs.sandbox.url}/quickbooks/v3/company/${realmId}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${books.access_token}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await answer.json()) as Record<string, Record<string, unknown>>
}

describe('what is written on an invoice', () => {
  const memo = 'For the patient with SSN 536-22-8726'
  const policy = async (wanted: string) => {
    const answer = await web.inject(mutation('privacy.setPolicy', { policy: wanted }, { cookie }))
    expect(answer.statusCode, answer.body).toBe(200)
  }

  it('reaches the books masked, or keeps the invoice out, as the organization says', async () => {
    const masked = invoice({ memo })
    expect((await push(masked)).statusCode).toBe(201)
    expect((await push(masked)).headers['idempotency-replayed']).toBe('true')
    await settleAll()
    const billId = bills().at(-1)?.objectId ?? ''
    const written = JSON.stringify(await quickbooks(`/bill/${billId}`))
    expect(written).toContain('For the patient')
    expect(written).not.toContain('536-22-8726')

    await policy('reject')
    const refused = await push(invoice({ memo }))
    expect(refused.json()).toMatchObject({ code: 'PHI_DETECTED' })
    expect((await push(invoice())).statusCode).toBe(201)
    await policy('mask')
  })
})

describe('an invoice of PCS AI', () => {
  it('becomes one bill in the books, and PCS AI hears of it by callbacks that it verifies', async () => {
    const before = bills().length
    const [objectId = ''] = (await jobs.sandbox.trigger('pcs-ai', 'invoice')).objects
    await jobs.sandbox.deliveriesDone()
    await settleAll()
    expect(bills().length - before).toBe(1)
    expect(await heard(objectId)).toEqual(['invoice.received', 'invoice.posted'])
    // The same once more: nothing is made twice, and nothing told twice.
    await jobs.sandbox.trigger('pcs-ai', 'again')
    await jobs.sandbox.deliveriesDone()
    await settleAll()
    expect(bills().length - before).toBe(1)
    expect(heardOf(objectId)).toBe(2)
    // Somebody pays it in QuickBooks, and QuickBooks tells that something was paid.
    const billId = bills().at(-1)?.objectId ?? ''
    const { Bill: bill = {} } = await quickbooks(`/bill/${billId}`)
    // Paper names no account: it is the one that was chosen for the connection.
    const lines = bill['Line'] as readonly unknown[]
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines)
      expect(line).toMatchObject({ AccountBasedExpenseLineDetail: { AccountRef: { value: '14' } } })
    await quickbooks('/billpayment', {
      VendorRef: bill['VendorRef'],
      PayType: 'Check',
      CheckPayment: { BankAccountRef: { value: '35' } },
      TotalAmt: bill['TotalAmt'],
      Line: [{ Amount: bill['TotalAmt'], LinkedTxn: [{ TxnId: billId, TxnType: 'Bill' }] }],
    })
    await append(`delivery-${randomUUID()}`, {
      type: 'WebhookReceived',
      data: {
        connectionId: quickbooksId,
        provider: 'quickbooks',
        providerEventId: randomUUID(),
        eventType: 'qbo.billpayment.created.v1',
        accountId: realmId,
        payloadId: randomUUID(),
        sizeBytes: 1,
        headers: {},
      },
    })
    await callBack()
    await callBack()
    expect(await heard(objectId)).toEqual(['invoice.received', 'invoice.posted', 'invoice.paid'])
    expect(heardOf(objectId)).toBe(3)
  })

  it('is booked to a vendor of its name, whether the books know one or not', async () => {
    const { Vendor: known = {} } = await quickbooks('/vendor', { DisplayName: 'Harbour Ice', AcctNum: 'A-7' })
    for (const n of [1, 2])
      await push(invoice({ number: `HI-${n}`, vendor: { name: 'Harbour Ice', phone: '+2348030000001' } }))
    await settleAll()
    const { QueryResponse: found = {} } = await quickbooks(
      `/query?query=${encodeURIComponent("select * from Vendor where DisplayName = 'Harbour Ice'")}`,
    )
    expect(found['Vendor']).toMatchObject([
      // What the invoice does not say is left as it was.
      { Id: known['Id'], AcctNum: 'A-7', PrimaryPhone: { FreeFormNumber: '+2348030000001' } },
    ])
    const [first, second] = await Promise.all(
      bills()
        .slice(-2)
        .map(({ objectId }) => quickbooks(`/bill/${objectId}`)),
    )
    for (const one of [first, second])
      expect(one?.['Bill']?.['VendorRef']).toMatchObject({ value: known['Id'] })
  })

  it('is answered the same whenever it comes again, and refused under the id of another', async () => {
    const body = invoice()
    const [one, other] = [await push(body), await push({ ...body, memo: null })]
    expect(one.statusCode).toBe(201)
    expect(one.json()).toEqual({ id: expect.any(String), invoice_id: body.id, status: 'received' })
    expect(one.headers['idempotency-replayed']).toBe('false')
    expect(other.statusCode).toBe(409)
    expect(other.json()).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
    const again = await push(Object.fromEntries(Object.entries(body).reverse()))
    expect([again.statusCode, again.headers['idempotency-replayed']]).toEqual([201, 'true'])
    expect(again.json()).toEqual(one.json())
  })

  it.each([
    ['whose total does not add up', invoice({ total: 1 }), 'total'],
    ['in a currency that nobody has', invoice({ currency: 'XQQ' }), 'currency'],
    ['without a vendor', invoice({ vendor: undefined }), 'vendor'],
    ['that is no JSON', '{"id":', ''],
  ])('%s is refused with its place, and kept nowhere', async (_what, body, path) => {
    const kept = await hub.admin.query('select 1 from log.payload')
    const answer = await push(body)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'INVALID_INPUT', remedy: expect.any(String) })
    expect(answer.json().details.fields[0]).toMatchObject({ path })
    expect((await hub.admin.query('select 1 from log.payload')).rowCount).toBe(kept.rowCount)
  })

  it('is taken from a key with the scope alone, in a size that is bounded', async () => {
    const body = invoice()
    const other = await makeKey(['sync.read'])
    expect((await push(body, {})).statusCode).toBe(401)
    expect((await push(body, { cookie })).statusCode).toBe(401)
    expect((await push(body, { 'x-api-key': 'syn_test_nobody' })).statusCode).toBe(401)
    expect((await push(body, { 'x-api-key': other })).statusCode).toBe(403)
    expect((await push(' '.repeat(1024 * 1024 + 1))).statusCode).toBe(413)
    expect((await push(body, { 'x-api-key': key, 'content-type': 'text/plain' })).statusCode).toBe(415)
    expect((await push(body, { authorization: `Bearer ${key}` })).statusCode).toBe(201)
  })

  it('that can’t be booked is called back as failed, with the code, and again when it went well', async () => {
    const long = invoice({ number: 'A number that is longer than the books take' })
    await push(long)
    await settleAll()
    const { rows } = await hub.admin.query(
      "select type, data from coordination.callback where data->>'invoice_id' = $1 order by type",
      [long.id],
    )
    expect(rows).toEqual([
      { type: 'invoice.failed', data: { invoice_id: long.id, status: 'failed', code: 'MAPPING_FAILED' } },
      { type: 'invoice.received', data: { invoice_id: long.id, status: 'received' } },
    ])
  })

  it('is called back about later while nobody answers there', async () => {
    jobs.sandbox.faults({ provider: 'pcs-ai', down: 'unavailable' })
    const body = invoice()
    await push(body)
    await callBack()
    const told = () =>
      hub.admin
        .query(
          "select tries, told_at, failure, due_at > now() as again from coordination.callback where data->>'invoice_id' = $1",
          [body.id],
        )
        .then(({ rows }) => rows[0])
    expect(await told()).toEqual({ tries: 1, told_at: null, failure: 'PROVIDER_UNAVAILABLE', again: true })
    jobs.sandbox.faults({ provider: 'pcs-ai', down: 'no' })
    await hub.admin.query('update coordination.callback set due_at = now() where due_at is not null')
    await callBack()
    expect(await told()).toMatchObject({ tries: 2, told_at: expect.any(Date), failure: null, again: null })
  })

  it('waits for a person where no account of expenses is chosen, and says where to choose one', async () => {
    await choosing({})
    await advanceProjection(hub.workerPool, 'directory')
    const targets = createTargetDirectory({ pool: hub.workerPool, vault: hub.workerVault })
    const body = invoice()
    await push(body)
    await jobs.route()
    const { rows } = await hub.admin.query<{ id: string }>(
      "select substr(stream, 6) as id from log.event where type = 'SyncRequested' and data->>'entity' = 'bill' order by position desc limit 1",
    )
    const syncId = rows[0]?.id ?? ''
    await jobs.execute(ours, syncId, { targets })
    const [failed] = (await jobs.facts(ours, `sync-${syncId}`)).filter(({ type }) => type === 'SyncFailed')
    expect(failed?.data).toMatchObject({
      code: 'NOT_CONFIGURED',
      detail: expect.stringContaining('Choose an account of expenses'),
    })
    await choosing({ expense_account: { id: '7', name: 'Advertising' } })
  })
})

describe('what was called back', () => {
  const list = async (filter = {}, more = {}) => {
    const answer = await web.inject(
      query('callback.list', { connectionId: pcsId, filter, ...more }, { cookie }),
    )
    return answer.json().result.data as CallbackList
  }
  const retry = (callbackId: string) => web.inject(mutation('callback.retry', { callbackId }, { cookie }))

  it('is listed newest first, page by page, by how it stands', async () => {
    const all = await list({}, { limit: 200 })
    const times = all.rows.map(({ happenedAt }) => happenedAt)
    expect(times).toEqual(times.toSorted().reverse())
    expect(all.rows.length).toBe(all.counts.told + all.counts.waiting + all.counts.given_up)
    const paged: string[] = []
    for (let cursor: object | undefined, more = true; more; ) {
      const page = await list({}, { limit: 4, ...(cursor && { cursor }) })
      paged.push(...page.rows.map(({ callbackId }) => callbackId))
      const last = page.rows.at(-1)
      cursor = last && { happenedAt: last.happenedAt, callbackId: last.callbackId }
      more = page.hasOlder
    }
    expect(paged).toEqual(all.rows.map(({ callbackId }) => callbackId))
    const told = await list({ state: 'told' }, { limit: 200 })
    expect(told.rows).toEqual(all.rows.filter(({ state }) => state === 'told'))
    expect(told.rows.find(({ type }) => type === 'invoice.posted')).toMatchObject({
      billId: expect.any(String),
      syncId: expect.any(String),
      tries: 1,
      nextTryAt: null,
    })
  })

  it('goes out at once when a person says so, under the id it has, and never again once it was told', async () => {
    const body = invoice()
    await push(body)
    jobs.sandbox.faults({ provider: 'pcs-ai', down: 'unavailable' })
    await callBack()
    jobs.sandbox.faults({ provider: 'pcs-ai', down: 'no' })
    const [waiting] = (await list({ state: 'waiting' })).rows
    expect(waiting).toMatchObject({ invoiceId: body.id, tries: 1, failure: 'PROVIDER_UNAVAILABLE' })
    const callbackId = waiting?.callbackId ?? ''
    await callBack()
    expect(heardOf(body.id)).toBe(0)
    expect((await retry(callbackId)).statusCode).toBe(200)
    await callBack()
    expect(heardOf(body.id)).toBe(1)
    const again = await retry(callbackId)
    expect(again.statusCode).toBe(409)
    expect((await retry('msg_nobody')).statusCode).toBe(404)
  })
})
