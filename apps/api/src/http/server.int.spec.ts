import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Edge, mutation, origin, ourSync, ours, query, startEdge } from '../testing/edge.ts'

let edge: Edge
let cookie: string
beforeAll(async () => {
  edge = await startEdge()
  cookie = await edge.signIn('admin')
  await edge.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => edge.close())

const retry = (headers: Record<string, string> = {}) =>
  mutation('sync.retry', { syncId: ourSync, reason: 'Corrected' }, { cookie, ...headers })
const failure = (answer: { json(): any }) => answer.json().error?.data?.syncline ?? answer.json()

describe('a change that our page did not send', () => {
  it.each<[string, () => InjectOptions, number, string]>([
    [
      'by GET',
      () => ({ ...query('sync.retry', { syncId: ourSync, reason: 'Corrected' }), headers: { cookie } }),
      405,
      'INVALID_INPUT',
    ],
    [
      'as parts',
      () => retry({ 'content-type': 'multipart/form-data; boundary=x' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'as a form',
      () => retry({ 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['as text', () => retry({ 'content-type': 'text/plain' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['as bytes', () => retry({ 'content-type': 'application/octet-stream' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['without our header', () => retry({ 'x-syncline': '' }), 403, 'ORIGIN_REFUSED'],
    ['from another origin', () => retry({ origin: 'https://evil.example' }), 403, 'ORIGIN_REFUSED'],
    ['from a frame that hides its origin', () => retry({ origin: 'null' }), 403, 'ORIGIN_REFUSED'],
    ['from another site', () => retry({ 'sec-fetch-site': 'cross-site' }), 403, 'ORIGIN_REFUSED'],
    [
      'in another method’s clothes',
      () => ({ ...retry({ 'x-http-method-override': 'POST' }), method: 'PUT' }),
      404,
      'RECORD_NOT_FOUND',
    ],
  ])('is refused %s', async (_name, options, status, code) => {
    const before = edge.ports.commands.length
    const answer = await edge.inject(options())
    expect([answer.statusCode, failure(answer).code]).toEqual([status, code])
    expect(edge.ports.commands).toHaveLength(before)
  })

  it('is let in when our page sends it', async () => {
    expect((await edge.inject(retry({ origin, 'sec-fetch-site': 'same-origin' }))).statusCode).toBe(200)
  })
})

describe('a read', () => {
  it.each(['cross-site', 'same-site'])('is refused to a page of another site (%s)', async (site) => {
    const answer = await edge.inject(query('sync.list', {}, { cookie, 'sec-fetch-site': site }))
    expect([answer.statusCode, failure(answer).code]).toEqual([403, 'ORIGIN_REFUSED'])
  })
})

describe('input at the edge', () => {
  it.each<[string, () => InjectOptions, number, string]>([
    ['no JSON', () => ({ ...retry(), payload: '{"syncId":' }), 400, 'INVALID_INPUT'],
    ['no body', () => ({ ...retry(), payload: '' }), 400, 'INVALID_INPUT'],
    [
      'a body over the limit',
      () => ({ ...retry(), payload: JSON.stringify({ x: 'x'.repeat(262_145) }) }),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'deep JSON',
      () => ({ ...retry(), payload: `${'['.repeat(30_000)}${']'.repeat(30_000)}` }),
      400,
      'INVALID_INPUT',
    ],
    [
      'a prototype',
      () => ({ ...retry(), payload: `{"syncId":"${ourSync}","reason":"fine","__proto__":{"x":1}}` }),
      400,
      'INVALID_INPUT',
    ],
    [
      'a zero byte',
      () => ({ ...retry(), payload: '{"syncId":"\\u0000","reason":"fine"}' }),
      400,
      'INVALID_INPUT',
    ],
    [
      'JSON that is none in the address',
      () => ({ method: 'GET', url: '/trpc/sync.list?input=%7B', headers: { cookie } }),
      400,
      'INVALID_INPUT',
    ],
    ['an unknown procedure', () => query('sync.remove', {}, { cookie }), 404, 'RECORD_NOT_FOUND'],
    ['a name from the prototype', () => query('constructor', {}, { cookie }), 404, 'RECORD_NOT_FOUND'],
    ['a deeper address', () => query('sync/list', {}, { cookie }), 404, 'RECORD_NOT_FOUND'],
    ['an unknown address', () => ({ method: 'GET', url: '/api/nothing' }), 404, 'RECORD_NOT_FOUND'],
    ['an unknown address by POST', () => ({ method: 'POST', url: '/nothing' }), 404, 'RECORD_NOT_FOUND'],
    [
      'an address that can’t be decoded',
      () => ({ method: 'GET', url: '/trpc/%E0%A4%A' }),
      400,
      'INVALID_INPUT',
    ],
    ['a lone percent sign', () => ({ method: 'GET', url: '/trpc/%25' }), 404, 'RECORD_NOT_FOUND'],
    [
      'a change that came too late',
      () => mutation('sync.retry', { syncId: ourSync, reason: 'too late' }, { cookie }),
      409,
      'STATE_CONFLICT',
    ],
  ])('is answered in the one shape: %s', async (_name, options, status, code) => {
    const answer = await edge.inject(options())
    expect([answer.statusCode, failure(answer).code]).toEqual([status, code])
    expect(Object.keys(failure(answer)).sort()).toEqual([
      'code',
      'details',
      'error',
      'errorId',
      'message',
      'remedy',
      'timestamp',
    ])
    expect(answer.body).not.toMatch(/node_modules|\.ts:|at \w+ \(|SyntaxError/)
  })

  it('takes batches of ten and no more', async () => {
    const batch = (size: number) =>
      edge.inject({
        method: 'GET',
        url: `/trpc/${Array(size).fill('session.me').join(',')}?batch=1`,
        headers: { cookie },
      })
    expect((await batch(10)).json()).toHaveLength(10)
    const eleven = await batch(11)
    expect([eleven.statusCode, failure(eleven).code]).toEqual([400, 'INVALID_INPUT'])
    const many = await batch(1_000)
    expect(many.statusCode).toBeGreaterThanOrEqual(400)
    expect(many.statusCode).toBeLessThan(500)
  })

  it('answers bytes that are no HTTP', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const { port } = edge.app.server.address() as AddressInfo
      const socket = connect(port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'))
      let heard = ''
      socket.on('data', (chunk) => {
        heard += chunk
      })
      socket.on('end', () => resolve(heard))
      socket.on('error', reject)
    })
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(JSON.parse(text.split('\r\n\r\n')[1] as string)).toMatchObject({ code: 'INVALID_INPUT' })
  })
})

describe('faults of ours', () => {
  it.each([
    ['a bug', new Error('canary of a bug'), 500, 'UNKNOWN'],
    [
      'a refused statement',
      Object.assign(new Error('canary of a bug'), { code: '23505', severity: 'ERROR' }),
      500,
      'DB_ERROR',
    ],
    [
      'a database that is away',
      Object.assign(new Error('canary of a bug'), { code: 'ECONNREFUSED' }),
      503,
      'DATABASE_UNAVAILABLE',
    ],
  ])('go to the log under the id that is answered: %s', async (_name, error, status, code) => {
    edge.ports.failWith(error)
    const answer = await edge.inject(query('sync.list', {}, { cookie }))
    expect([answer.statusCode, failure(answer).code]).toEqual([status, code])
    expect(answer.body).not.toContain('canary')
    const line = edge.log.find(
      (entry) => entry.errorId === failure(answer).errorId && entry.level === 'error',
    )
    expect(line).toMatchObject({ errorCode: code, organizationId: ours.id, userId: expect.any(String) })
    expect(JSON.stringify(line)).toContain('canary of a bug')
  })

  it('is 503 when the database goes away under a session', async () => {
    edge.wire.cut()
    try {
      edge.auth.forget({ cookie })
      const answer = await edge.inject(query('session.me', undefined, { cookie }))
      expect([answer.statusCode, failure(answer).code]).toEqual([503, 'DATABASE_UNAVAILABLE'])
      expect(answer.headers['retry-after']).toBe('2')
      const signIn = await edge.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        headers: { 'content-type': 'application/json', origin },
        payload: { email: 'admin@example.com', password: 'whatever it is' },
      })
      expect([signIn.statusCode, failure(signIn).code]).toEqual([503, 'DATABASE_UNAVAILABLE'])
    } finally {
      edge.wire.mend()
    }
    expect((await edge.inject(query('session.me', undefined, { cookie }))).statusCode).toBe(200)
  })
})

describe('headers', () => {
  it.each(['/', '/health', '/trpc/session.me', '/api/nothing', '/assets/none.js'])(
    'guard %s',
    async (url) => {
      const { headers } = await edge.inject({ method: 'GET', url })
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['content-security-policy']).toMatch(/^default-src 'none';/)
      expect(headers['content-security-policy']).not.toMatch(/unsafe/)
      expect(headers).not.toHaveProperty('strict-transport-security')
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    },
  )

  it('keep answers about people out of caches', async () => {
    const answer = await edge.inject(query('session.me', undefined, { cookie }))
    expect(answer.headers['cache-control']).toBe('no-store')
  })
})

describe('logs', () => {
  it('say which request, who, and how it went, and nothing that was sent', async () => {
    await edge.inject(
      mutation(
        'sync.retry',
        { syncId: 'canary', reason: 'canary' },
        { cookie: `${cookie}; other=canary`, 'x-correlation-id': 'correlation-1', 'user-agent': 'canary' },
      ),
    )
    await edge.inject({ method: 'GET', url: '/canary?canary=1', headers: { accept: 'text/html' } })
    const line = edge.log.find((entry) => entry.correlationId === 'correlation-1')
    expect(line).toMatchObject({
      timestamp: expect.any(String),
      level: 'info',
      service: 'test',
      msg: 'request',
      requestId: expect.any(String),
      userId: expect.any(String),
      organizationId: ours.id,
      errorCode: 'INVALID_INPUT',
      errorId: expect.any(String),
      route: '/trpc/:path',
      procedure: 'sync.retry',
      status: 400,
    })
    expect(JSON.stringify(edge.log)).not.toMatch(/"[^"]*canary(?! of a bug)/)
  })
})
