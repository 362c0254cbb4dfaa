import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createSynclineClient, pages, SynclineError } from '@syncline/client'
import { advanceProjection } from '@syncline/db/projections'
import { keyScopes } from '@syncline/domain/access'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mutation, origin } from '../testing/edge.ts'
import { flasherpEvent, signed, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { startTestWeb, type TestWeb } from '../testing/web.ts'

const run = promisify(execFile)
let hub: TestHub
let jobs: TestJobs
let web: TestWeb
let organization: TestOrganization
let cookie: string
let key: string
let syncs: string[]

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  web = await startTestWeb(hub)
  organization = await jobs.found()
  cookie = (await web.people(organization.organizationId, 'quay')).admin
  key = await makeKey(keyScopes)
  syncs = []
  for (let n = 0; n < 5; n++)
    syncs.push(await jobs.request(organization, { id: `cus_${n}`, name: 'Ada Obi' }))
  await jobs.project()
})
afterAll(async () => {
  await web.close()
  await jobs.close()
  await hub.close()
})

async function makeKey(scopes: readonly string[]): Promise<string> {
  const answer = await web.inject(mutation('apiKey.create', { name: 'A program', scopes }, { cookie }))
  return answer.json().result.data.secret
}

describe('the examples of docs/api.md', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../../docs/api.md', import.meta.url)), 'utf8')
  const examples = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text as string)

  it.each(examples)('%s', async (text) => {
    const env = {
      ...process.env,
      SYNCLINE_URL: web.url,
      SYNCLINE_API_KEY: key,
      SOURCE: organization.stripeId,
      TARGET: organization.flasherpId,
      SYNC: syncs[0],
      VENUE: 'Quay 4',
    }
    const { stdout } = await run('bash', ['-c', text], { env })
    expect(() => JSON.parse(stdout)).not.toThrow()
  })

  it('are a dozen', () => expect(examples.length).toBeGreaterThan(9))
})

describe('the client', () => {
  const client = () => createSynclineClient({ url: web.url, apiKey: key })

  it('reads, page by page', async () => {
    const seen: string[] = []
    for await (const { syncId } of pages((cursor?: string) =>
      client().sync.list({ limit: 2, entity: 'customer', ...(cursor && { cursor }) }),
    ))
      seen.push(syncId)
    expect(seen).toEqual(expect.arrayContaining(syncs))
    expect(new Set(seen).size).toBe(seen.length)
    const { row } = await client().sync.get({ syncId: syncs[1] as string })
    expect(row).toMatchObject({ syncId: syncs[1], face: 'pending', source: { id: 'cus_1' } })
  })

  it('changes, once under one key', async () => {
    const change = () =>
      client().sync.cancel(
        { syncId: syncs[2] as string, reason: 'Not wanted after all' },
        { idempotencyKey: 'cancel-it' },
      )
    expect(await change()).toEqual(await change())
  })

  it('says what was refused, why, and what to do', async () => {
    const refused = await client()
      .sync.cancel({ syncId: syncs[2] as string, reason: 'Once more' })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(SynclineError)
    expect(refused).toMatchObject({
      status: 409,
      code: 'STATE_CONFLICT',
      remedy: expect.stringMatching(/\w/),
      errorId: expect.any(String),
    })
    const away = createSynclineClient({ url: 'http://127.0.0.1:9', apiKey: key })
    await expect(away.flow.list()).rejects.toMatchObject({ status: 0, code: 'UNREACHABLE' })
  })
})

describe('/api/erp', () => {
  const call = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    headers: Record<string, string> = {},
  ) => web.inject({ method, url: `/api/erp/${path}`, headers: { 'x-api-key': key, ...headers } })

  it('tells of syncs by the documented names', async () => {
    const answer = await call('GET', 'sync-history?page=2&limit=2')
    const body = answer.json()
    expect(body).toMatchObject({ page: 2, limit: 2, totalPages: Math.ceil(body.total / 2) })
    expect(body.syncs).toHaveLength(2)
    for (const sync of body.syncs)
      expect(sync).toMatchObject({
        sourceSystem: 'stripe',
        sourceId: expect.any(String),
        sourceType: 'customer',
        syncStatus: expect.any(String),
        retryCount: 0,
        nextRetryAt: null,
        syncDuration: null,
      })
    const first = (await call('GET', 'sync-history?page=1&limit=2')).json().syncs
    const both = [...first, ...body.syncs].map(({ id }: { id: string }) => id)
    const all = (await call('GET', 'sync-history?limit=4')).json().syncs.map(({ id }: { id: string }) => id)
    expect(both).toEqual(all)
    const cancelled = (await call('GET', 'sync-history?status=cancelled')).json().syncs
    expect(cancelled.every(({ syncStatus }: { syncStatus: string }) => syncStatus === 'cancelled')).toBe(true)
    for (const search of ['status=green', 'page=0', 'limit=1000', 'page=501&limit=20', 'more=1'])
      expect((await call('GET', `sync-history?${search}`)).statusCode, search).toBe(400)
  })

  it('tells of its configuration, never of its secrets', async () => {
    const answer = await call('GET', 'config')
    expect(answer.json()).toEqual({
      connectionId: organization.flasherpId,
      name: 'flasherp',
      isEnabled: true,
      enableAutoSync: false,
      syncInterval: null,
      syncScope: ['customer'],
      healthStatus: 'unknown',
      webhookUrl: `${origin}/api/webhooks/flasherp/${organization.flasherpId}`,
    })
    for (const secret of Object.values(organization.secrets.flasherp))
      expect(answer.body).not.toContain(secret)
  })

  it('sets when it is read again by itself, and what travels', async () => {
    const put = async (payload: object) => {
      const answer = await web.inject({
        method: 'PUT',
        url: '/api/erp/config',
        headers: { 'x-api-key': key },
        payload,
      })
      await advanceProjection(hub.workerPool, 'directory')
      return [answer.statusCode, answer.json()]
    }
    const set = { enableAutoSync: true, syncInterval: 900, syncScope: [] }
    expect(await put(set)).toMatchObject([200, set])
    // What is left out stays as it is.
    expect(await put({ enableAutoSync: false })).toMatchObject([200, { ...set, enableAutoSync: false }])
    const back = { enableAutoSync: true, syncScope: ['customer'] }
    expect(await put(back)).toMatchObject([200, { ...set, ...back }])
    expect((await call('GET', 'config')).json()).toMatchObject({ ...set, ...back })
    for (const [payload, path] of [
      [{ syncInterval: 5 }, 'syncInterval'],
      [{ syncScope: ['unicorn'] }, 'syncScope.0'],
      [{ syncScope: ['vendor'] }, 'syncScope'],
      [{ name: 'Another' }, 'name'],
    ] as const)
      expect(await put(payload), path).toMatchObject([400, { details: { fields: [{ path }] } }])
  })

  it('tells of states, counts and what was done', async () => {
    expect((await call('GET', 'status')).json()).toMatchObject({
      syncs: { cancelled: expect.any(Number) },
      circuitBreaker: { state: 'closed', failureCount: 0, isOpen: false },
    })
    expect((await call('GET', 'metrics')).json()).toMatchObject({
      successRate: null,
      totalSyncs: expect.any(Number),
    })
  })

  it('tells of what was done: what was asked, what came of it, and how long it took', async () => {
    const refused = await call('POST', `retry/${syncs[3]}`, { 'x-correlation-id': 'erp-audit-0001' })
    const { errorId } = refused.json()
    const logsOf = async (search: string) => (await call('GET', `audit-logs?${search}`)).json().logs
    expect((await logsOf('action=sync.retry&limit=1'))[0]).toMatchObject({
      action: 'sync.retry',
      status: 'STATE_CONFLICT',
      requestPayload: { syncId: syncs[3], reason: 'Asked for through /api/erp' },
      responsePayload: { code: 'STATE_CONFLICT', errorId },
      requestId: 'erp-audit-0001',
    })
    const logs = await logsOf('status=done&limit=200')
    for (const log of logs)
      expect([log.status, Number.isInteger(log.duration), log.duration < 60_000]).toEqual([
        'done',
        true,
        true,
      ])
    const made = logs.find(({ action }: { action: string }) => action === 'apiKey.create')
    expect(made.responsePayload).toMatchObject({ key: { keyId: key.split('_')[2], status: 'live' } })
    expect(JSON.stringify(logs)).not.toContain(key.split('_')[3])
  })

  it('asks for an object, and retries and skips', async () => {
    const asked = await call('POST', 'sync/customer/cus_new')
    const documented = {
      sourceSystem: 'stripe',
      sourceId: 'cus_new',
      sourceType: 'customer',
      retryCount: 0,
      nextRetryAt: null,
      syncDuration: null,
      position: expect.any(Number),
    }
    expect([asked.statusCode, asked.json()]).toMatchObject([201, { ...documented, syncStatus: 'pending' }])
    const { id } = asked.json()
    await jobs.project()
    let over = false
    const leaving = call('POST', `skip/${id}`).finally(() => {
      over = true
    })
    // The view follows, as it does beside a worker.
    while (!over) await jobs.project()
    const left = await leaving
    expect([left.statusCode, left.json()]).toMatchObject([200, { ...documented, id, syncStatus: 'skipped' }])
    expect((await call('POST', `skip/${id}`)).statusCode).toBe(409)
    expect((await call('POST', 'retry/00000000-0000-4000-8000-000000000000')).statusCode).toBe(404)
    expect((await call('POST', 'sync/transaction/pi_1')).json()).toMatchObject({ code: 'NOT_CONFIGURED' })
  })

  it('compares everything that flows there, once at a time', async () => {
    const started = await call('POST', 'sync/reconcile')
    expect([started.statusCode, started.json()]).toMatchObject([
      202,
      { reconciliations: [{ id: expect.any(String), sourceType: 'customer', syncStatus: 'running' }] },
    ])
    const again = await call('POST', 'sync/reconcile')
    expect([again.statusCode, again.json()]).toMatchObject([
      409,
      { code: 'STATE_CONFLICT', details: { reason: 'already_running' } },
    ])
  })

  it('starts full runs of what flows to it, and none beside another', async () => {
    const started = await call('POST', 'sync/full')
    expect([started.statusCode, started.json()]).toEqual([
      202,
      {
        connectionId: organization.flasherpId,
        runs: [
          {
            id: expect.any(String),
            sourceSystem: 'stripe',
            sourceConnectionId: organization.stripeId,
            sourceType: 'customer',
            syncStatus: 'pending',
          },
        ],
      },
    ])
    const [{ id: runId }] = started.json().runs
    expect(await createSynclineClient({ url: web.url, apiKey: key }).run.get({ runId })).toMatchObject({
      kind: 'full',
      entity: 'customer',
      status: 'running',
      counts: { read: 0 },
    })
    const again = await call('POST', 'sync/full')
    expect([again.statusCode, again.json()]).toMatchObject([
      409,
      { code: 'STATE_CONFLICT', details: { reason: 'run_going_on', runId } },
    ])
  })

  it('is for admins and their keys only', async () => {
    const narrow = await makeKey(keyScopes.filter((scope) => scope !== 'erp.admin'))
    expect((await call('GET', 'status', { 'x-api-key': narrow })).statusCode).toBe(403)
    expect((await web.inject({ method: 'GET', url: '/api/erp/status' })).statusCode).toBe(401)
    expect(
      (await web.inject({ method: 'GET', url: '/api/erp/status', headers: { cookie } })).statusCode,
    ).toBe(200)
  })

  it('takes an object from where it is known, or from where is said', async () => {
    const tell = async (name: string, input: object) => {
      const answer = await web.inject(mutation(name, input, { 'x-api-key': key }))
      expect(answer.statusCode, answer.body).toBe(200)
      await advanceProjection(hub.workerPool, 'directory')
    }
    const sourceConnectionId = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a77'
    const secrets = { api_key: 'sk_test_of_another_shop', webhook_secret: 'whsec_of_another_shop' }
    const shop = { name: 'Another shop', venue: 'Quay', accountId: 'acct_other', baseUrl: null, secrets }
    await tell('connection.create', { connectionId: sourceConnectionId, provider: 'stripe', ...shop })
    const flow = { entity: 'customer', targetConnectionId: organization.flasherpId }
    await tell('flow.enable', { sourceConnectionId, ...flow })

    const known = await call('POST', 'sync/customer/cus_1')
    expect([known.statusCode, known.json().sourceSystem]).toEqual([201, 'stripe'])
    const fieldOf = async (search: string) =>
      (await call('POST', `sync/customer/cus_nobody${search}`)).json().details
    expect(await fieldOf('')).toEqual({
      fields: [{ path: 'sourceSystem', problem: 'several' }],
      sourceSystems: ['stripe'],
    })
    expect((await fieldOf('?sourceSystem=stripe')).fields[0].path).toBe('sourceConnection')
    expect((await fieldOf('?sourceSystem=square')).what).toBe('flow')
    const named = await call('POST', `sync/customer/cus_nobody?sourceConnection=${sourceConnectionId}`)
    expect(named.statusCode).toBe(201)
  })

  it('wants the connection named when there are several', async () => {
    const named = await call('GET', `status?connection=${organization.flasherpId}`)
    expect(named.statusCode).toBe(200)
    const foreign = await call('GET', `status?connection=${organization.stripeId}`)
    expect(foreign.statusCode).toBe(404)
  })
})

describe('/api/webhooks/flasherp', () => {
  const post = (url: string, body: string, by = organization) =>
    web.inject({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        ...signed.flasherp(by.secrets.flasherp.webhook_secret as string, body),
      },
      payload: body,
    })

  it('takes a webhook of the only connection, or of the one that is named', async () => {
    const short = await post('/api/webhooks/flasherp', flasherpEvent({ name: 'Ada Obi' }))
    expect([short.statusCode, short.json()]).toEqual([200, { received: true, duplicate: false }])
    const named = await post(
      `/api/webhooks/flasherp?connection=${organization.flasherpId}`,
      flasherpEvent({ name: 'B' }),
    )
    expect(named.statusCode).toBe(200)
    const forged = await web.inject({ method: 'POST', url: '/api/webhooks/flasherp', payload: '{}' })
    expect(forged.statusCode).toBe(401)
    const health = await web.inject({ method: 'GET', url: '/api/webhooks/flasherp/health' })
    expect(health.json()).toMatchObject({ status: 'healthy' })
  })

  it('goes to the connection whose secret signed it when there are several', async () => {
    const other = await jobs.found()
    for (const by of [other, organization]) {
      const answer = await post('/api/webhooks/flasherp', flasherpEvent({ id: 'evt_short', name: 'C' }), by)
      expect([answer.statusCode, answer.json()]).toEqual([200, { received: true, duplicate: false }])
      const { rows } = await hub.admin.query(
        `select data->>'connectionId' as id from log.event
         where organization_id = $1 and type = 'WebhookReceived' order by position desc limit 1`,
        [by.organizationId],
      )
      expect(rows).toEqual([{ id: by.flasherpId }])
    }
    const forged = { ...other, secrets: { ...other.secrets, flasherp: { webhook_secret: 'whsec_forged' } } }
    const refused = await post('/api/webhooks/flasherp', flasherpEvent({ name: 'D' }), forged)
    expect([refused.statusCode, refused.json().code]).toEqual([401, 'SIGNATURE_INVALID'])
  })
})

describe('the audit', () => {
  it('has every sign-in, refused ones too, and every sign-out', async () => {
    const json = { 'content-type': 'application/json', origin }
    const signIn = (password: string) =>
      web.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        headers: json,
        payload: { email: 'Operator@quay.example', password },
      })
    await signIn('not the password')
    const answer = await signIn('a long enough password')
    const own = {
      cookie: answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; '),
    }
    await web.inject({
      method: 'POST',
      url: '/api/auth/sign-out',
      headers: { ...json, ...own },
      payload: '{}',
    })
    const audit = createSynclineClient({ url: web.url, apiKey: key }).audit
    const { rows } = await audit.list({ limit: 3 })
    expect(rows.map(({ action, outcome, by }) => [action, outcome, by.name])).toEqual([
      ['session.signOut', 'done', 'operator'],
      ['session.signIn', 'done', 'operator'],
      ['session.signIn', 'AUTH_REQUIRED', 'operator'],
    ])
  })

  it('names the program behind a key', async () => {
    const client = createSynclineClient({ url: web.url, apiKey: key })
    const actor = `key:${key.split('_')[2]}`
    const { rows } = await client.audit.list({ actor, limit: 1 })
    expect(rows[0]?.by).toEqual({ actor, name: 'A program' })
  })

  it('finds by each filter and by time', async () => {
    const audit = createSynclineClient({ url: web.url, apiKey: key }).audit
    const one = (await audit.list({ action: 'apiKey.create', limit: 1 })).rows[0]
    if (!one?.target) throw new Error('nothing was audited')
    for (const filter of [
      { actor: one.by.actor },
      { action: one.action },
      { target: one.target },
      { outcome: one.outcome },
    ]) {
      const { rows } = await audit.list({ ...filter, limit: 200 })
      expect(rows.map(({ entryId }) => entryId)).toContain(one.entryId)
      const [name, value] = Object.entries(filter)[0] as [string, string]
      for (const row of rows) expect(name === 'actor' ? row.by.actor : row[name as 'action']).toBe(value)
    }
    const since = new Date(Date.parse(one.at) + 1).toISOString()
    expect(
      (await audit.list({ from: since, action: 'apiKey.create' })).rows.map(({ at }) => at >= since),
    ).not.toContain(false)
    const before = await audit.list({ to: one.at, limit: 200 })
    expect(before.rows.every(({ at }) => at < one.at)).toBe(true)
    expect((await audit.list({ from: '2036-01-01T00:00:00Z' })).rows).toEqual([])
  })
})
