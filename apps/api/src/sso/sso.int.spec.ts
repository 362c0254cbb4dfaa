import { createSandbox, type Sandbox } from '@syncline/sandbox'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ssoCallbackPath } from '../auth/index.ts'
import { codeOf } from '../testing/authenticator.ts'
import { type Edge, mutation, origin, ours, ownHeaders, query, startEdge } from '../testing/edge.ts'

const client = { clientId: 'syncline', clientSecret: 'a secret: with % and +' }
const person = (name: string, email = `${name}@example.com`, emailVerified = true) => ({
  sub: `sub-${name}`,
  name,
  email,
  emailVerified,
})
const people = [
  person('operator'),
  person('invited', 'Invited@Example.com'),
  person('stranger'),
  person('taken'),
  person('unverified', 'auditor@example.com', false),
  person('elsewhere', 'admin@elsewhere.example'),
  person('admin'),
]
let sandbox: Sandbox
let edge: Edge
beforeAll(async () => {
  sandbox = await createSandbox()
  const issuer = `${sandbox.url}/oidc`
  edge = await startEdge({
    auth: {
      sso: {
        ...client,
        issuer,
        label: 'Example',
        domains: ['example.com'],
        admitsUnknown: false,
        allowsAddress: (address) => address === '127.0.0.1',
      },
    },
  })
  sandbox.oidc({ people, clients: [{ ...client, redirectUris: [`${origin}${ssoCallbackPath}`] }] })
})
afterAll(async () => {
  await edge.close()
  await sandbox.close()
})
beforeEach(() => sandbox.oidc({ down: false, token: 'no' }))

const get = (url: string, cookie = '') =>
  edge.inject({ method: 'GET', url, headers: cookie === '' ? {} : { cookie } })
const cookiesOf = (answer: LightMyRequestResponse, ...more: string[]) =>
  answer.cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .concat(more)
    .join('; ')

/** Goes to the issuer as a browser would, says who one is there, and is sent back. */
async function go(
  sub: string,
  { next = '/syncs', again = '', session = '', change = (url: URL) => url } = {},
): Promise<LightMyRequestResponse> {
  const start = await get(`/api/auth/sso/start?next=${encodeURIComponent(next)}${again}`, session)
  if (start.statusCode !== 303 || !String(start.headers.location).startsWith(sandbox.url)) return start
  const there = new URL(String(start.headers.location))
  expect((await fetch(there)).status).toBe(200)
  const form = new URLSearchParams(there.search)
  form.set('sub', sub)
  form.set('decision', sub === 'nobody' ? 'deny' : 'approve')
  const said = await fetch(new URL(there.pathname, there), { method: 'POST', body: form, redirect: 'manual' })
  const back = change(new URL(said.headers.get('location') ?? ''))
  expect(back.origin).toBe(origin)
  return get(`${back.pathname}${back.search}`, cookiesOf(start, ...(session ? [session] : [])))
}
const me = async (cookie: string) => (await get(query('session.me').url as string, cookie)).json()
const post = (path: string, body: unknown, cookie: string) =>
  edge.inject({
    method: 'POST',
    url: `/api/auth/${path}`,
    headers: { ...ownHeaders, cookie },
    payload: JSON.stringify(body),
  })
const refusedFor = (reason: string) => ({
  statusCode: 303,
  headers: expect.objectContaining({ location: `/sign-in?refused=${reason}` }),
})

it('is offered where it is configured', async () => {
  expect((await get('/api/auth/ways')).json()).toEqual({ sso: { label: 'Example' } })
})

describe('somebody who is here', () => {
  it('comes in, is linked once, and leaves', async () => {
    for (const linked of [1, 0]) {
      const before = edge.ports.audited.length
      const answer = await go('sub-operator')
      expect(answer.headers.location).toBe('/syncs')
      const cookie = cookiesOf(answer)
      expect((await me(cookie)).result.data).toMatchObject({
        user: { email: 'operator@example.com' },
        role: 'operator',
        hasPassword: true,
      })
      const audited = edge.ports.audited.slice(before).map(({ action }) => action)
      expect(audited.filter((action) => action === 'session.linkIssuer')).toHaveLength(linked)
      expect(audited).toContain('session.signIn')
      expect((await post('sign-out', {}, cookie)).statusCode).toBe(200)
      expect((await get(query('session.me').url as string, cookie)).statusCode).toBe(401)
    }
  })

  it('is asked in the way the standards want', async () => {
    const asked = new URL(String((await get('/api/auth/sso/start')).headers.location)).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(20)
  })
})

describe('somebody who was invited', () => {
  it('gets the role of the invitation and none besides, and steps up at the issuer or by code', async () => {
    const admin = await edge.signIn('admin')
    const invite = { email: 'invited@example.com', role: 'admin' }
    await edge.inject(mutation('invitation.create', invite, { cookie: admin }))
    const cookie = cookiesOf(await go('sub-invited'))
    expect((await me(cookie)).result.data).toMatchObject({
      user: { email: 'invited@example.com', name: 'invited' },
      role: 'admin',
      hasPassword: false,
      organizations: [{ id: ours.id }],
    })
    expect(edge.ports.audited.findLast(({ action }) => action === 'invitation.accept')).toMatchObject({
      organizationId: ours.id,
      after: { role: 'admin' },
    })
    const guarded = async (name: string) =>
      (
        await edge.inject(
          mutation('invitation.create', { email: `${name}@example.com`, role: 'auditor' }, { cookie }),
        )
      ).statusCode
    const grow = (userEmail: string) =>
      edge.admin.query(
        `update auth.session set "verifiedAt" = now() - interval '1 hour', "createdAt" = now() - interval '1 hour'
         where "userId" = (select id from auth."user" where email = $1)`,
        [userEmail],
      )
    await grow('invited@example.com')
    await expect.poll(() => guarded('a'), { timeout: 3_000 }).toBe(403)
    expect(await go('sub-stranger', { again: '&again=1', session: cookie })).toMatchObject(
      refusedFor('another_person'),
    )
    expect(await guarded('a')).toBe(403)
    const again = await go('sub-invited', { again: '&again=1', session: cookie, next: '/settings/people' })
    expect(again.headers.location).toBe('/settings/people')
    expect(await guarded('a')).toBe(200)

    const { totpURI } = (await post('two-factor/enable', {}, cookie)).json()
    const proved = await post('two-factor', { code: codeOf(totpURI) }, cookie)
    const withCode = cookiesOf(proved)
    await grow('invited@example.com')
    await expect.poll(async () => (await post('two-factor/disable', {}, withCode)).statusCode).toBe(403)
    expect((await post('step-up', { code: '000000' }, withCode)).statusCode).toBe(401)
    const next = codeOf(totpURI, Date.now() + 30_000)
    expect((await post('step-up', { code: next }, withCode)).statusCode).toBe(200)
    expect((await post('step-up', { code: next }, withCode)).json().details).toEqual({
      reason: 'code_used',
    })
    expect((await post('two-factor/disable', {}, withCode)).statusCode).toBe(200)
  })
})

describe('an address that somebody else took first', () => {
  it('is its owner’s again, without the password, the app and the sessions of the other', async () => {
    const admin = await edge.signIn('admin')
    const email = 'taken@example.com'
    const invited = await edge.inject(
      mutation('invitation.create', { email, role: 'auditor' }, { cookie: admin }),
    )
    // Who invites sees the link, too.
    const [, token] = String(invited.json().result.data.link).split('#')
    const password = 'known to who invited'
    expect((await post('invitation/accept', { token, name: 'Not me', password }, '')).statusCode).toBe(200)
    const signIn = () => post('sign-in/email', { email, password }, '')
    const theirs = cookiesOf(await signIn())
    const { totpURI } = (await post('two-factor/enable', { password }, theirs)).json()
    const proved = cookiesOf(await post('two-factor', { code: codeOf(totpURI) }, theirs))
    expect((await me(proved)).result.data.role).toBe('auditor')

    const owner = cookiesOf(await go('sub-taken'))
    expect((await me(owner)).result.data).toMatchObject({
      user: { email },
      hasPassword: false,
      twoFactor: false,
    })
    await expect.poll(async () => (await me(proved)).error?.data.httpStatus, { timeout: 2_000 }).toBe(401)
    expect((await signIn()).statusCode).toBe(401)
    // What is the owner's stays at the next sign-in.
    await go('sub-taken')
    expect((await me(owner)).result.data.user.email).toBe(email)
  })
})

describe('it is refused', () => {
  const before = async () =>
    (
      await edge.admin.query(
        'select (select count(*) from auth.session) + (select count(*) from auth.account) as n',
      )
    ).rows[0]?.n
  it.each([
    ['nobody who says no there', 'nobody', 'said_no'],
    ['a stranger', 'sub-stranger', 'not_invited'],
    ['an address that the issuer has not verified', 'sub-unverified', 'email_unverified'],
    ['a domain that may not come', 'sub-elsewhere', 'email_domain'],
  ])('to %s', async (_who, sub, reason) => {
    const count = await before()
    expect(await go(sub)).toMatchObject(refusedFor(reason))
    expect(await before()).toBe(count)
  })

  it('and noted, where it is somebody’s address', () => {
    expect(edge.ports.audited.at(-1)).not.toMatchObject({ outcome: 'not_invited' })
    expect(edge.ports.audited.findLast(({ action }) => action === 'session.signIn')).toMatchObject({
      outcome: 'email_unverified',
    })
  })

  it.each(['wrong_nonce', 'wrong_audience', 'wrong_issuer', 'foreign_key', 'unsigned', 'expired'] as const)(
    'with a token of %s',
    async (token) => {
      const count = await before()
      sandbox.oidc({ token })
      expect(await go('sub-operator')).toMatchObject(refusedFor('issuer_answer'))
      expect(await before()).toBe(count)
    },
  )

  it('with another state, another issuer’s name, a way back that is over or used, and none at all', async () => {
    const forged = (name: string) => ({
      change: (url: URL) => {
        url.searchParams.set(name, 'https://issuer.example')
        return url
      },
    })
    expect(await go('sub-operator', forged('state'))).toMatchObject(refusedFor('issuer_answer'))
    expect(await go('sub-operator', forged('iss'))).toMatchObject(refusedFor('issuer_answer'))
    expect(await get(`${ssoCallbackPath}?code=x&state=y`)).toMatchObject(refusedFor('sign_in_over'))
    expect(await get(`${ssoCallbackPath}?code=x`, 'syncline_session_sso=%%%')).toMatchObject(
      refusedFor('sign_in_over'),
    )
  })

  it('when the issuer is away on the way back', async () => {
    sandbox.oidc({ token: 'no' })
    const change = (url: URL) => {
      sandbox.oidc({ down: true })
      return url
    }
    expect(await go('sub-operator', { change })).toMatchObject(refusedFor('issuer_unreachable'))
  })

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/a b'])(
    'to lead on to %s',
    async (next) => {
      const answer = await get(`/api/auth/sso/start?next=${encodeURIComponent(next)}`)
      expect(answer.statusCode).toBe(400)
    },
  )
})

it('never goes to an address that is not allowed, and asks again when the issuer is back', async () => {
  const settings = { ...client, label: 'L', domains: [], admitsUnknown: false }
  let allowed = false
  const other = await startEdge({
    auth: { sso: { ...settings, issuer: `${sandbox.url}/oidc`, allowsAddress: () => allowed } },
  })
  const start = () => other.inject({ method: 'GET', url: '/api/auth/sso/start' })
  expect(await start()).toMatchObject(refusedFor('issuer_unreachable'))
  allowed = true
  expect(String((await start()).headers.location)).toContain('/oidc/authorize')
  await other.close()
})
