import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Edge,
  mutation,
  origin,
  ourSync,
  ours,
  ownHeaders,
  password,
  query,
  startEdge,
} from '../testing/edge.ts'

let edge: Edge
let admin: string
beforeAll(async () => {
  edge = await startEdge({ maxStrangerRequests: 200 })
  admin = await edge.signIn('admin')
})
afterAll(() => edge.close())

const signIn = (email: string, given = password, headers: Record<string, string> = {}) =>
  edge.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { 'content-type': 'application/json', origin, ...headers },
    payload: { email, password: given },
  })

describe('a key', () => {
  it('is not taken from the address, and is not logged from there', async () => {
    const { secret } = await edge.programs.apiKeys.create(
      ours.id,
      { name: 'A program', scopes: ['sync.read'], expiresInDays: 90 },
      'user:u1',
    )
    const url = (name: string) => `/api/v1/syncs/${ourSync}?${name}=${secret}`
    for (const name of ['api_key', 'apiKey', 'x-api-key', 'key', 'access_token', 'authorization'])
      expect((await edge.inject({ method: 'GET', url: url(name) })).statusCode).toBe(401)
    const cookie = { 'x-syncline-key': secret, cookie: `x-api-key=${secret}` }
    expect((await edge.inject({ method: 'GET', url: url('k'), headers: cookie })).statusCode).toBe(401)
    expect(JSON.stringify(edge.log)).not.toContain(secret.split('_')[3])
  })
})

describe('headers that proxies write', () => {
  it('are not believed of anybody who is no proxy', async () => {
    const claims = {
      'x-forwarded-for': '203.0.113.5',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'x-real-ip': '203.0.113.5',
      'x-syncline-address': '203.0.113.5',
      forwarded: 'for=203.0.113.5;host=evil.example',
      host: 'evil.example',
    }
    const cookie = (await signIn('auditor@example.com', password, claims)).cookies[0]?.value ?? ''
    const own = { cookie: `syncline_session=${encodeURIComponent(cookie)}`, ...claims }
    const sessions = (await edge.inject(query('session.list', undefined, own))).json().result.data
    expect(sessions.map(({ address }: { address: string }) => address)).toEqual(['127.0.0.1'])
    expect(edge.ports.audited.at(-1)).toMatchObject({ action: 'session.signIn', ip: '127.0.0.1' })
    const invited = await edge.inject(
      mutation(
        'invitation.create',
        { email: 'a@example.com', role: 'auditor' },
        { ...claims, cookie: admin },
      ),
    )
    expect(new URL(invited.json().result.data.link).origin).toBe(origin)
  })
})

describe('bytes on the wire', () => {
  const send = async (...lines: string[]) => {
    if (!edge.app.server.listening) await edge.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = edge.app.server.address() as { port: number }
    const socket = connect(port, '127.0.0.1')
    socket.end(lines.join('\r\n'))
    return text(socket)
  }
  const post = ['POST /api/auth/sign-out HTTP/1.1', `Host: ${new URL(origin).host}`]
  const smuggled = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n'
  it.each([
    ['two lengths', ['Content-Length: 5', 'Content-Length: 6', '', 'abcde']],
    ['a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked', '', '0', '', smuggled]],
    ['an unknown coding', ['Transfer-Encoding: xchunked', '', smuggled]],
    ['a bare line feed in a header', ['X-A: b\nTransfer-Encoding: chunked', '', '0', '', smuggled]],
    ['a blank before the colon', ['Content-Length : 0', '', smuggled]],
  ])('that could be read in two ways are refused, and end the connection: %s', async (_what, lines) => {
    const answer = await send(...post, ...lines)
    expect(answer.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 400'])
  })
})

it('a body that is packed is not unpacked', async () => {
  const answer = await edge.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', origin },
    payload: gzipSync(JSON.stringify({ email: 'admin@example.com', password, x: ' '.repeat(2_000_000) })),
  })
  expect([answer.statusCode, answer.cookies]).toEqual([400, []])
})

describe('signing in', () => {
  it('costs as much for an address that nobody has as for a wrong password', async () => {
    const fastest = async (email: (n: number) => string) => {
      let best = Number.POSITIVE_INFINITY
      for (let n = 0; n < 4; n++) {
        const begun = performance.now()
        expect((await signIn(email(n), 'not the password')).statusCode).toBe(401)
        best = Math.min(best, performance.now() - begun)
      }
      return best
    }
    const ratio =
      (await fastest((n) => `no-${n}@example.com`)) / (await fastest(() => 'operator@example.com'))
    // Without a password to be looked at it would be less than a tenth.
    expect(ratio).toBeGreaterThan(1 / 3)
  })

  it('leaves no mark of a session that somebody put there before', async () => {
    const planted = await edge.signIn('outsider')
    const answer = await signIn('admin@example.com', password, { cookie: planted })
    const own = `syncline_session=${encodeURIComponent(answer.cookies[0]?.value ?? '')}`
    expect(own).not.toBe(planted)
    const whose = async (cookie: string) =>
      (await edge.inject(query('session.me', undefined, { cookie }))).json().result.data.user.name
    expect([await whose(planted), await whose(own)]).toEqual(['outsider', 'admin'])
  })
})

it('what a caller sends along is one line of the log, and never made up from theirs', async () => {
  for (const correlation of ['a\nlevel=error', '{"level":"fatal"}', 'x'.repeat(200)]) {
    const before = edge.log.length
    const lines = () => edge.log.slice(before).filter(({ msg }) => msg === 'request')
    const headers = { 'x-correlation-id': correlation, 'user-agent': '{"level":"fatal"}', ...ownHeaders }
    await edge.inject({ method: 'GET', url: '/trpc/session.me?x=%0A{"level":"fatal"}', headers })
    await expect.poll(() => lines().length).toBe(1)
    expect(lines()).toMatchObject([
      { level: 'info', correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ])
    expect(JSON.stringify(lines())).not.toContain('fatal')
  }
})
