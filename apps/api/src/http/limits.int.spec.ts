import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSharedLimit } from '../access/shared-limit.ts'
import { type Edge, mutation, origin, query, startEdge } from '../testing/edge.ts'

let edge: Edge
let cookie: string
beforeAll(async () => {
  edge = await startEdge({
    maxStrangerRequests: 5,
    settings: {
      maxConcurrentRequests: 1,
      requestTimeoutMs: 1_000,
      trustedProxies: ['127.0.0.1'],
    },
    deps: {
      mount: (app) => {
        app.post('/api/webhooks/:provider/:id', async () => ({ received: true }))
      },
    },
  })
  cookie = await edge.signIn('admin')
})
afterAll(() => edge.close())

const from = (address: string, headers: Record<string, string> = {}) => ({
  ...headers,
  'x-forwarded-for': address,
})
const statuses = async (count: number, ask: () => Promise<{ statusCode: number }>) => {
  const found: number[] = []
  for (let n = 0; n < count; n++) found.push((await ask()).statusCode)
  return found
}

describe('callers who are not signed in', () => {
  it('are counted per address', async () => {
    const ask = () => edge.inject(query('session.me', undefined, from('192.0.2.1')))
    expect(await statuses(6, ask)).toEqual([401, 401, 401, 401, 401, 429])
    const refused = await ask()
    expect(refused.json().error.data.syncline).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      message: 'Syncline takes no more requests just now.',
    })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await edge.inject(query('session.me', undefined, from('192.0.2.2')))).statusCode).toBe(401)
  })

  it('are counted by their network where they have one to themselves', async () => {
    const ask = (n: number) =>
      edge.inject(query('session.me', undefined, from(`2001:db8:1:1:${n.toString(16)}::1`)))
    for (let n = 0; n < 5; n++) expect((await ask(n)).statusCode).toBe(401)
    expect((await ask(5)).statusCode).toBe(429)
    const beside = await edge.inject(query('session.me', undefined, from('2001:db8:1:2::1')))
    expect(beside.statusCode).toBe(401)
  })

  it('are counted by all instances together', async () => {
    const address = '192.0.2.9'
    const other = createSharedLimit(edge.admin, 'stranger', { windowMs: 60_000, maxRequests: 5 })
    for (let n = 0; n < 4; n++) other.count(address)
    const told = async () =>
      (
        await edge.admin.query<{ points: number }>(
          'select points from coordination.rate_limit where key = $1',
          [`stranger:${address}`],
        )
      ).rows[0]?.points
    await expect.poll(told).toBe(4)
    const ask = () => edge.inject(query('session.me', undefined, from(address)))
    // Some are let in while the instances tell each other, but never as many as one alone would let in.
    const answers: number[] = []
    const next = async () => {
      answers.push((await ask()).statusCode)
      return answers.at(-1)
    }
    await expect.poll(next, { interval: 100 }).toBe(429)
    expect(answers[0]).toBe(401)
    expect(answers.length).toBeLessThanOrEqual(5)
  })

  it('are counted when they try to sign in', async () => {
    const ask = () =>
      edge.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        headers: from('192.0.2.3', { 'content-type': 'application/json', origin }),
        payload: { email: 'admin@example.com', password: 'not the password' },
      })
    expect(await statuses(6, ask)).toEqual([401, 401, 401, 401, 401, 429])
  })

  it('count nobody else: not those signed in, not probes, not files, not webhooks', async () => {
    const headers = from('192.0.2.1')
    const asks = [
      () => edge.inject(query('session.me', undefined, { ...headers, cookie })),
      () => edge.inject({ method: 'GET', url: '/health', headers }),
      () => edge.inject({ method: 'GET', url: '/ready', headers }),
      () => edge.inject({ method: 'POST', url: '/api/webhooks/stripe/1', headers }),
    ]
    for (const ask of asks) expect(await statuses(8, ask)).toEqual(Array(8).fill(200))
    const files = await statuses(8, () => edge.inject({ method: 'GET', url: '/assets/none.js', headers }))
    expect(files).toEqual(Array(8).fill(404))
  })
})

describe('work in hand', () => {
  it('is limited, and takes no longer than it may', async () => {
    const held = edge.ports.holdCounts()
    const slow = edge.inject(query('sync.counts', {}, { cookie }))
    await held.entered
    const second = await edge.inject(query('session.me', undefined, { cookie }))
    expect([second.statusCode, second.json().error.data.syncline.code]).toEqual([503, 'OVERLOADED'])
    expect(second.headers['retry-after']).toBe('2')
    expect((await edge.inject({ method: 'GET', url: '/health' })).statusCode).toBe(200)
    expect((await edge.inject({ method: 'POST', url: '/api/webhooks/stripe/1' })).statusCode).toBe(200)

    const late = await slow
    expect([late.statusCode, late.json().error.data.syncline.code]).toEqual([504, 'TIMEOUT'])
    held.letGo()
    expect((await edge.inject(query('session.me', undefined, { cookie }))).statusCode).toBe(200)
    expect((await edge.inject(mutation('sync.skip', {}, { cookie }))).statusCode).toBe(400)
  })
})
