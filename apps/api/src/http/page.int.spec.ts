import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Edge, startEdge } from '../testing/edge.ts'

const directory = mkdtempSync(join(tmpdir(), 'syncline-page-'))
const script = `console.log(${JSON.stringify('x'.repeat(4_000))})`
let edge: Edge
beforeAll(async () => {
  edge = await startEdge({
    settings: {
      pageDirectory: join(directory, 'dist'),
      baseUrl: 'https://hub.example.com',
      trustedProxies: ['127.0.0.1'],
    },
  })
})
afterAll(async () => {
  await edge.close()
  rmSync(directory, { recursive: true, force: true })
})

const get = (url: string, headers: Record<string, string> = {}) =>
  edge.inject({ method: 'GET', url, headers })

describe('before the first build', () => {
  it('says what to do', async () => {
    const answer = await get('/')
    expect(answer.statusCode).toBe(503)
    expect(answer.body).toMatch(/^<!doctype html>[\s\S]*not built yet/)
  })
})

describe('after it', () => {
  beforeAll(() => {
    mkdirSync(join(directory, 'dist/assets'), { recursive: true })
    writeFileSync(
      join(directory, 'dist/index.html'),
      '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="/assets/a.js"></script>' +
        '<link rel="modulepreload" href="/assets/list.js" data-page="/syncs"><link href="/assets/any.js" data-page="*">',
    )
    writeFileSync(join(directory, 'dist/assets/a-1234.js'), script)
    writeFileSync(join(directory, 'dist/favicon.svg'), '<svg/>')
    writeFileSync(join(directory, 'dist/.hidden.json'), 'canary')
    writeFileSync(join(directory, 'outside.json'), 'canary')
    symlinkSync(join(directory, 'outside.json'), join(directory, 'dist/link.json'))
  })

  it.each(['/', '/index.html', '/syncs', '/syncs/5f0c?tab=tries', '/connections/a.b'])(
    'serves the page at %s',
    async (url) => {
      const answer = await get(url, { accept: 'text/html,*/*;q=0.8' })
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(answer.headers['cache-control']).toBe('no-store')
    },
  )

  it('names the files of the page asked for, and no others', async () => {
    for (const [url, wanted] of [
      ['/syncs?status=failed', ['/assets/list.js']],
      ['/syncs/5f0c', ['/assets/any.js']],
      ['/', ['/assets/any.js']],
    ] as const) {
      const { body } = await get(url)
      expect([...body.matchAll(/<link [^>]*href="([^"]+)"/g)].map((match) => match[1])).toEqual(wanted)
    }
  })

  it('puts a nonce of its own into every answer and its policy', async () => {
    const nonces = new Set<string>()
    for (const _ of [1, 2, 3]) {
      const answer = await get('/')
      const found = [...answer.body.matchAll(/nonce="([^"]+)"/g)].map((match) => match[1])
      expect(found).toHaveLength(2)
      expect(new Set(found).size).toBe(1)
      const policy = String(answer.headers['content-security-policy'])
      expect(policy).toContain(`script-src 'self' 'nonce-${found[0]}'; style-src 'self' 'nonce-${found[0]}'`)
      expect(policy).toMatch(/^default-src 'none'; /)
      for (const directive of [
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "connect-src 'self'",
      ])
        expect(policy).toContain(directive)
      expect(policy).not.toContain('unsafe')
      nonces.add(found[0] as string)
    }
    expect(nonces.size).toBe(3)
  })

  it('answers HEAD with the same headers', async () => {
    const answer = await edge.inject({ method: 'HEAD', url: '/' })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-security-policy']).toContain("script-src 'self' 'nonce-")
  })

  it('serves named files for good, compressed where it is wanted', async () => {
    const plain = await get('/assets/a-1234.js')
    expect(plain.body).toBe(script)
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    })
    const packed = await get('/assets/a-1234.js', { 'accept-encoding': 'gzip, br' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(packed.rawPayload).toString()).toBe(script)
    expect((await get('/favicon.svg')).headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'no-cache',
    })
  })

  it.each([
    '/../outside.json',
    '/..%2foutside.json',
    '/assets/..%2f..%2foutside.json',
    '/%2e%2e/outside.json',
    '/link.json',
    '/.hidden.json',
    '//outside.json',
    '/assets/../../outside.json',
  ])('lets nothing else out: %s', async (url) => {
    const answer = await get(url, { accept: 'application/json' })
    expect(answer.statusCode).toBe(404)
    expect(answer.body).not.toContain('canary')
  })

  it.each(['/assets/none.js', '/api/none', '/trpc', '/trpc/'])('is not the answer to %s', async (url) => {
    const answer = await get(url, { accept: 'text/html' })
    expect(answer.statusCode).toBe(404)
    const body = answer.json()
    expect(body.error.data?.syncline ?? body).toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })
})

describe('over https', () => {
  it('asks browsers to stay there, and sets a cookie that only works there', async () => {
    expect((await get('/')).headers['strict-transport-security']).toMatch(/^max-age=63072000/)
    const answer = await edge.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      headers: { 'content-type': 'application/json', origin: 'https://hub.example.com' },
      payload: { email: 'admin@example.com', password: 'a long enough password' },
    })
    expect(answer.statusCode).toBe(200)
    const cookies = [answer.headers['set-cookie'] ?? []].flat()
    // The session, and the mark of a browser that was used before.
    expect(cookies).toHaveLength(2)
    for (const set of cookies)
      expect(set).toMatch(
        /^__Host-syncline_session(_known)?=[^;]+; Max-Age=\d+; Path=\/(; HttpOnly|; Secure|; SameSite=Lax){3}$/,
      )
    const cookie = cookies[0]?.split(';')[0] as string
    expect((await get('/trpc/session.me', { cookie })).statusCode).toBe(200)
  })

  it('sends pages that were asked for in the clear there', async () => {
    const answer = await get('/syncs', {
      accept: 'text/html',
      'x-forwarded-proto': 'http',
      host: 'evil.example',
    })
    expect(answer.statusCode).toBe(308)
    expect(answer.headers.location).toBe('https://hub.example.com/syncs')
    expect((await get('/health', { 'x-forwarded-proto': 'http' })).statusCode).toBe(200)
  })

  it('refuses calls that came in the clear, whatever they bring', async () => {
    const asks = [
      { url: '/trpc/session.me' },
      { url: '/api/v1/syncs', headers: { 'x-api-key': 'syn_test_a_key_that_was_on_the_wire' } },
      { url: '/api/erp/status' },
      { url: '/api/auth/sign-in/email', method: 'POST' as const, payload: {} },
    ]
    for (const { headers = {}, method = 'GET' as const, ...ask } of asks) {
      const inTheClear = { ...headers, 'x-forwarded-proto': 'http' }
      const answer = await edge.inject({ ...ask, method, headers: inTheClear })
      expect([answer.statusCode, answer.body]).toEqual([403, expect.stringContaining('HTTPS_REQUIRED')])
      const sealed = { ...headers, 'x-forwarded-proto': 'https' }
      expect((await edge.inject({ ...ask, method, headers: sealed })).body).not.toContain('HTTPS_REQUIRED')
    }
  })
})
