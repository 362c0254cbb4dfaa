import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Edge, query, startEdge } from '../testing/edge.ts'
import type { Readiness } from './probes.ts'

let edge: Edge
let readiness: Readiness = { ok: true, checks: { database: 'ok' } }
const signIns = [
  { role: 'admin' as const, name: 'Ada', email: 'ada@example.com', password: 'a demo password' },
]
beforeAll(async () => {
  edge = await startEdge({ deps: { ready: async () => readiness, demoSignIns: signIns } })
})
afterAll(() => edge.close())

describe('/health', () => {
  it('says that the process lives', async () => {
    const answer = await edge.inject({ method: 'GET', url: '/health' })
    expect(answer.json()).toEqual({
      status: 'ok',
      timestamp: expect.any(String),
      uptime: expect.any(Number),
      memory: { rss: expect.any(Number), heapTotal: expect.any(Number), heapUsed: expect.any(Number) },
      version: '0.0.0-test',
      environment: 'test',
    })
  })
})

describe('/ready', () => {
  it('is 503 while something is missing', async () => {
    expect((await edge.inject({ method: 'GET', url: '/ready' })).statusCode).toBe(200)
    readiness = { ok: false, checks: { database: 'no answer' } }
    const answer = await edge.inject({ method: 'GET', url: '/ready' })
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toEqual({ status: 'not ready', checks: { database: 'no answer' } })
    readiness = { ok: true, checks: {} }
  })
})

describe('/metrics', () => {
  const metrics = (headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    edge.inject({ method: 'GET', url: '/metrics', headers, remoteAddress })

  it('is open on this machine, in Prometheus form, by route and not by address', async () => {
    await edge.inject(query('session.me'))
    await edge.inject({ method: 'GET', url: '/api/canary' })
    const answer = await metrics()
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toMatch(/^# TYPE /m)
    expect(answer.body).toMatch(
      /syncline_http_request_duration_seconds_count\{[^}]*route="\/trpc\/:path"[^}]*\}/,
    )
    expect(answer.body).toContain('process_cpu_user_seconds_total')
    expect(answer.body).not.toContain('canary')
  })

  it.each([
    ['nothing', {}, 401],
    ['a wrong key', { authorization: 'Bearer another key of the tests' }, 403],
    ['the key', { authorization: 'Bearer a metrics key of the tests' }, 200],
  ])('takes from elsewhere: %s', async (_name, headers, status) => {
    expect((await metrics(headers as Record<string, string>, '192.0.2.9')).statusCode).toBe(status)
  })

  it('does not take a proxy of this machine for this machine', async () => {
    expect((await metrics({ 'x-forwarded-for': '127.0.0.1' })).statusCode).toBe(401)
  })
})

describe('/api/demo/sign-ins', () => {
  it('is there in a demo only', async () => {
    const answer = await edge.inject({ method: 'GET', url: '/api/demo/sign-ins' })
    expect(answer.json()).toEqual(signIns)
    const foreign = await edge.inject({
      method: 'GET',
      url: '/api/demo/sign-ins',
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.statusCode).toBe(403)
    const plain = await startEdge()
    try {
      const none = await plain.inject({ method: 'GET', url: '/api/demo/sign-ins' })
      expect([none.statusCode, none.json().code]).toEqual([404, 'RECORD_NOT_FOUND'])
    } finally {
      await plain.close()
    }
  })
})
