import type { Permission } from '@syncline/domain/access'
import { keyScopes } from '@syncline/domain/access'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Edge,
  noSync,
  origin,
  ourSync,
  ours,
  ownHeaders,
  startEdge,
  theirSync,
  theirs,
} from '../testing/edge.ts'

let edge: Edge
let key: string
beforeAll(async () => {
  edge = await startEdge()
  key = await make(keyScopes)
})
afterAll(() => edge.close())

async function make(scopes: readonly Permission[]): Promise<string> {
  const input = { name: 'A program', scopes: [...scopes], expiresInDays: null }
  return (await edge.programs.apiKeys.create(ours.id, input, 'user:u1')).secret
}
const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers = {}) =>
  edge.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      'x-api-key': key,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  } as InjectOptions)
const reason = 'The customer was corrected'

describe('reading', () => {
  it('takes filters from the query and answers with the next page’s cursor', async () => {
    const answer = await call('GET', '/syncs?faces=failed,unknown&limit=10&cursor=12')
    expect(answer.statusCode).toBe(200)
    expect(edge.ports.listed.at(-1)).toEqual({
      filter: { faces: ['failed', 'unknown'] },
      limit: 10,
      cursor: { position: 12, go: 'older' },
    })
    expect(answer.json()).toMatchObject({ rows: [{ syncId: ourSync }], nextCursor: null })
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('takes a venue by its name, as every list, count and sum of one does', async () => {
    const venue = encodeURIComponent('Ember Café, Lekki')
    const paths = [
      '/syncs/counts',
      '/syncs/sums',
      '/webhooks',
      '/webhooks/counts',
      '/runs',
      '/metrics/needs',
      '/syncs',
    ]
    for (const path of paths) expect((await call('GET', `${path}?venue=${venue}`)).statusCode).toBe(200)
    expect(edge.ports.listed.at(-1)?.filter).toEqual({ venue: 'Ember Café, Lekki' })
  })

  it.each([
    ['?venue=', 'filter.venue'],
    [`?venue=${'a'.repeat(121)}`, 'filter.venue'],
    ['?limit=no', 'limit'],
    ['?limit=1000', 'limit'],
    ['?faces=green', 'filter.faces.0'],
    ['?colour=green', 'colour'],
    ['?cursor=zzz', 'cursor.position'],
    ['?__proto__=x', '__proto__'],
  ])('refuses %s and names the field', async (search, field) => {
    const answer = await call('GET', `/syncs${search}`)
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'INVALID_INPUT'])
    expect(answer.json().details.fields.map(({ path }: { path: string }) => path)).toContain(field)
  })

  it('answers a foreign id exactly as one that does not exist', async () => {
    const bare = (answer: Awaited<ReturnType<typeof call>>) => {
      const { errorId, timestamp, ...rest } = answer.json()
      expect([typeof errorId, typeof timestamp]).toEqual(['string', 'string'])
      return [answer.statusCode, rest]
    }
    const foreign = bare(await call('GET', `/syncs/${theirSync}`))
    expect(foreign).toEqual(bare(await call('GET', `/syncs/${noSync}`)))
    expect(foreign[0]).toBe(404)
  })
})

describe('changing', () => {
  const flow = {
    sourceConnectionId: ourSync,
    targetConnectionId: ours.id,
    entity: 'customer',
    sourceId: 'cus_1',
  }

  it.each([
    ['POST', `/syncs/${ourSync}/retry`, undefined, 200],
    ['POST', `/syncs/${ourSync}/retry`, { reason }, 200],
    ['POST', `/syncs/${ourSync}/skip`, { reason: 'too late' }, 409],
    ['POST', `/syncs/${ourSync}/skip`, {}, 400],
    ['POST', `/syncs/${ourSync}/skip`, [], 400],
    ['POST', `/syncs/${theirSync}/skip`, { reason }, 404],
    ['POST', '/syncs', flow, 201],
    ['PUT', `/connections/${ourSync}/retry-policy`, { retryWaitsMs: [1_000] }, 200],
    ['POST', '/nowhere', {}, 404],
    ['PUT', '/syncs', {}, 404],
  ] as const)('%s %s with %j answers %i', async (method, path, body, status) => {
    const answer = await call(method, path, body)
    expect([answer.statusCode, answer.body.length > 0]).toEqual([status, true])
  })

  it('answers every refusal in one shape', async () => {
    const answer = await call('POST', `/syncs/${ourSync}/skip`, { reason: 'too late' })
    expect(answer.json()).toEqual({
      error: 'Conflict',
      code: 'STATE_CONFLICT',
      message: expect.any(String),
      remedy: expect.any(String),
      details: { status: 'synced' },
      errorId: expect.any(String),
      timestamp: expect.any(String),
    })
  })

  it('leaves the key in the audit, and what was asked', async () => {
    await call('POST', `/syncs/${ourSync}/skip`, { reason })
    expect(edge.ports.audited.at(-1)).toMatchObject({
      actor: expect.stringMatching(/^key:/),
      action: 'sync.skip',
      target: ourSync,
      outcome: 'done',
      after: { syncId: ourSync, reason },
    })
  })

  it('is made once under one Idempotency-Key, however often and at once it comes', async () => {
    const before = edge.ports.commands.length
    const send = (body: unknown = { reason }, name = 'once') =>
      call('POST', `/syncs/${ourSync}/skip`, body, { 'idempotency-key': name })
    const first = await send()
    const again = await Promise.all(Array.from({ length: 5 }, () => send()))
    for (const answer of again) {
      expect([answer.statusCode, answer.body]).toEqual([200, first.body])
      expect(answer.headers['idempotency-replayed']).toBe('true')
    }
    expect(edge.ports.commands.length).toBe(before + 1)
    const other = await send({ reason: 'Another reason' })
    expect([other.statusCode, other.json().code]).toEqual([409, 'IDEMPOTENCY_CONFLICT'])
    const atOnce = await Promise.all(Array.from({ length: 5 }, () => send({ reason }, 'at-once')))
    expect(edge.ports.commands.length).toBe(before + 2)
    for (const answer of atOnce) expect([200, 409]).toContain(answer.statusCode)
  })

  it('may be tried again under the same key when it was refused', async () => {
    const send = (why: string) =>
      call(
        'POST',
        `/syncs/${ourSync}/skip`,
        { reason: why },
        { 'idempotency-key': `refused ${why}`.replaceAll(' ', '-') },
      )
    expect((await send('too late')).statusCode).toBe(409)
    expect((await send('too late')).statusCode).toBe(409)
  })
})

describe('our own page', () => {
  it('reads with its session, and changes with its header only', async () => {
    const cookie = await edge.signIn('operator')
    const url = `/api/v1/syncs/${ourSync}`
    expect((await edge.inject({ method: 'GET', url, headers: { cookie } })).statusCode).toBe(200)
    const change = (headers: Record<string, string>) =>
      edge.inject({ method: 'POST', url: `${url}/retry`, headers, payload: '{}' })
    expect((await change({ ...ownHeaders, cookie })).statusCode).toBe(200)
    const { 'x-syncline': _own, ...without } = ownHeaders
    for (const headers of [
      without,
      { ...ownHeaders, origin: 'https://evil.example' },
      { ...ownHeaders, 'sec-fetch-site': 'cross-site' },
    ])
      expect((await change({ ...headers, cookie })).statusCode).toBe(403)
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin, 'x-syncline': '1' }
    expect((await change({ ...form, cookie })).statusCode).toBe(415)
  })
})

describe('the document', () => {
  it('has every route, with its permission', async () => {
    const { paths, openapi } = (await call('GET', '/openapi.json')).json()
    expect(openapi).toBe('3.1.0')
    expect(paths['/syncs/{syncId}/retry'].post).toMatchObject({ 'x-permission': 'sync.retry' })
  })

  it('is a page that needs nothing from elsewhere and runs nothing', async () => {
    const answer = await edge.inject({ method: 'GET', url: '/docs', headers: { accept: 'text/html' } })
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    const policy = String(answer.headers['content-security-policy'])
    const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1]
    expect(answer.body).toContain(`<style nonce="${nonce}">`)
    expect(answer.body).not.toMatch(/<script|style="|https?:\/\//)
    expect(answer.body).toContain('POST')
  })
})

describe('the audit as a file', () => {
  it('is CSV or JSON of what matches, and safe in a spreadsheet', async () => {
    await edge.admin.query(
      `insert into coordination.audit (organization_id, actor, action, target, outcome)
       select $1, 'user:u' || n, 'test.export', case n when 7 then '=1+1' else 'x' end, 'done' from generate_series(1, 450) n`,
      [ours.id],
    )
    const csv = await call('GET', '/audit.csv?action=test.export')
    expect(csv.headers['content-disposition']).toBe('attachment; filename="syncline-audit.csv"')
    const lines = csv.body.trimEnd().split('\r\n')
    expect(lines).toHaveLength(451)
    expect(lines[1]).toContain('user:u450')
    expect(csv.body).toContain(",'=1+1,")
    const json = (await call('GET', '/audit.json?action=test.export&target=x')).json()
    expect(json).toHaveLength(449)
    expect((await call('GET', '/audit.json?action=test.none')).json()).toEqual([])
    const of = (organization: { id: string }) => call('GET', `/audit.csv?organization=${organization.id}`)
    expect((await of(ours)).statusCode).toBe(200)
    expect((await of(theirs)).statusCode).toBe(403)
    key = await make(['sync.read'])
    expect((await call('GET', '/audit.csv')).statusCode).toBe(403)
  })
})
