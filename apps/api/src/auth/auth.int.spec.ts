import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Edge, origin, ours, ownHeaders, password, query, startEdge } from '../testing/edge.ts'

let edge: Edge
beforeAll(async () => {
  edge = await startEdge()
})
afterAll(() => edge.close())

const signIn = (payload: unknown, headers: Record<string, string> = {}) =>
  edge.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { 'content-type': 'application/json', origin, ...headers },
    payload: JSON.stringify(payload),
  })

describe('tables', () => {
  it('are those that better-auth expects', async () => {
    const { toBeCreated, toBeAdded } = await getMigrations(edge.auth.betterAuth.options)
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] })
  })
})

describe('sign-in', () => {
  it('answers with the user, and keeps the token in a cookie out of reach of scripts', async () => {
    const answer = await signIn({ email: 'Admin@Example.com', password })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      user: { id: expect.any(String), name: 'admin', email: 'admin@example.com' },
    })
    const [cookie, ...more] = answer.cookies
    expect(more).toMatchObject([{ name: 'syncline_session_known', httpOnly: true, sameSite: 'Lax' }])
    expect(cookie).toMatchObject({ name: 'syncline_session', httpOnly: true, sameSite: 'Lax', path: '/' })
  })

  it('says the same of a wrong password and of an unknown person', async () => {
    const wrong = await signIn({ email: 'admin@example.com', password: 'not the password' })
    const unknown = await signIn({ email: 'stranger@example.com', password })
    for (const answer of [wrong, unknown]) {
      expect(answer.statusCode).toBe(401)
      expect(answer.json()).toMatchObject({
        code: 'AUTH_REQUIRED',
        details: { reason: 'wrong_email_or_password' },
      })
      expect(answer.cookies).toEqual([])
    }
  })

  it('names the field that is wrong, never what was in it', async () => {
    const answer = await signIn({
      email: 'canary-not-an-address',
      password: 'x',
      callbackURL: 'https://evil.example',
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'INVALID_INPUT' })
    expect(answer.json().details.fields).toEqual([
      { path: 'email', problem: 'invalid_format' },
      { path: 'callbackURL', problem: 'unrecognized_keys' },
    ])
    expect(answer.body).not.toContain('canary')
  })

  it.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', { 'content-type': 'text/plain' }, 415],
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['a hidden origin', { origin: 'null' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('refuses %s', async (_name, headers, status) => {
    const answer = await signIn({ email: 'admin@example.com', password }, headers)
    expect(answer.statusCode).toBe(status)
    expect(answer.cookies).toEqual([])
  })

  it('gives a new session each time and never takes one that was brought along', async () => {
    const first = await edge.signIn('admin')
    const answer = await signIn({ email: 'admin@example.com', password }, { cookie: first })
    expect(answer.cookies[0]?.value).not.toBe(decodeURIComponent(first.split('=')[1] as string))
  })

  it.each(['sign-up/email', 'get-session', 'organization/create', 'change-password', 'ok', 'list-sessions'])(
    'leaves /api/auth/%s closed',
    async (path) => {
      for (const method of ['GET', 'POST'] as const) {
        const answer = await edge.inject({
          method,
          url: `/api/auth/${path}`,
          headers: ownHeaders,
          payload: '{}',
        })
        expect(answer.statusCode).toBe(404)
        expect(answer.json()).toMatchObject({ code: 'RECORD_NOT_FOUND' })
      }
    },
  )
})

describe('a session', () => {
  const me = (cookie: string) => edge.inject(query('session.me', undefined, { cookie }))

  it('is over with the sign-out, also for a copy of its cookie', async () => {
    const cookie = await edge.signIn('operator')
    expect((await me(cookie)).statusCode).toBe(200)
    const out = await edge.inject({
      method: 'POST',
      url: '/api/auth/sign-out',
      headers: { ...ownHeaders, cookie },
      payload: '{}',
    })
    expect(out.statusCode).toBe(200)
    expect((await me(cookie)).statusCode).toBe(401)
  })

  it.each([
    ['no signature', (value: string) => value.split('.')[0] as string],
    ['a signature of nothing', (value: string) => `${value.split('.')[0]}.`],
    ['another token', (value: string) => `x${value}`],
    ['a cut signature', (value: string) => value.slice(0, -6)],
    [
      'a signature of the right length',
      (value: string) => `${value.split('.')[0]}.${Buffer.alloc(32).toString('base64')}`,
    ],
  ])('is not opened by a cookie with %s', async (_name, change) => {
    const [name, value] = (await edge.signIn('auditor')).split('=') as [string, string]
    const forged = encodeURIComponent(change(decodeURIComponent(value)))
    expect((await me(`${name}=${forged}`)).statusCode).toBe(401)
    expect((await me(`${name}=${value}`)).statusCode).toBe(200)
  })

  it('follows a changed role', async () => {
    const userId = await edge.auth.createUser({ email: 'mover@example.com', name: 'Mover', password })
    await edge.auth.addMember({ organizationId: ours.id, userId, role: 'operator' })
    const answer = await signIn({ email: 'mover@example.com', password })
    const cookie = `syncline_session=${encodeURIComponent(answer.cookies[0]?.value ?? '')}`
    expect((await me(cookie)).json().result.data.role).toBe('operator')
    await edge.auth.addMember({ organizationId: ours.id, userId, role: 'auditor' })
    await expect
      .poll(async () => (await me(cookie)).json().result.data.role, { timeout: 2_000 })
      .toBe('auditor')
    await edge.auth.endSessions(userId)
    await expect.poll(async () => (await me(cookie)).statusCode, { timeout: 2_000 }).toBe(401)
  })
})

describe('seeding', () => {
  it('may be repeated, and keeps the password', async () => {
    const seed = {
      email: 'admin@example.com',
      name: 'admin',
      password: 'another long password',
      organizationId: ours.id,
      organizationName: ours.name,
      role: 'admin' as const,
    }
    expect(await edge.auth.seedUser(seed)).toBe(await edge.auth.seedUser(seed))
    expect((await signIn({ email: 'admin@example.com', password })).statusCode).toBe(200)
  })

  it('refuses a short password', async () => {
    const user = { email: 'short@example.com', name: 'Short', password: 'too short' }
    await expect(edge.auth.createUser(user)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})
