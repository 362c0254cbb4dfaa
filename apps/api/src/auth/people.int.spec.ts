import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Edge, mutation, origin, ours, ownHeaders, password, query, startEdge } from '../testing/edge.ts'

let edge: Edge
let admin: string
beforeAll(async () => {
  edge = await startEdge()
  admin = await edge.signIn('admin')
})
afterAll(() => edge.close())

const change = (name: string, input: unknown, cookie = admin) =>
  edge.inject(mutation(name, input, { cookie }))
const people = async () =>
  (await edge.inject(query('member.list', undefined, { cookie: admin }))).json().result.data as {
    members: { userId: string; email: string; role: string }[]
    invitations: { invitationId: string; email: string }[]
  }
const idOf = async (email: string) =>
  (await people()).members.find((member) => member.email === email)?.userId
const invite = async (email: string, role = 'operator') => {
  const answer = await change('invitation.create', { email, role })
  const { link, invitation } = answer.json().result.data
  return { token: String(link).split('#')[1] as string, invitation }
}
const post = (path: string, body: unknown) =>
  edge.inject({
    method: 'POST',
    url: `/api/auth/invitation${path}`,
    headers: ownHeaders,
    payload: JSON.stringify(body),
  })
const signIn = (email: string, given = password) =>
  edge.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { 'content-type': 'application/json', origin },
    payload: { email, password: given },
  })

describe('an invitation', () => {
  it('lets a stranger in once, with the role it says', async () => {
    const { token } = await invite('New@Example.com', 'auditor')
    expect((await post('', { token })).json()).toEqual({
      organization: ours.name,
      email: 'new@example.com',
      role: 'auditor',
      known: false,
    })
    const both = await Promise.all([1, 2].map(() => post('/accept', { token, name: 'New', password })))
    expect(both.map((answer) => answer.statusCode).sort((a, b) => a - b)).toEqual([200, 404])
    expect((await people()).members.find(({ email }) => email === 'new@example.com')).toMatchObject({
      role: 'auditor',
    })
    expect((await signIn('new@example.com')).statusCode).toBe(200)
    expect((await post('', { token })).statusCode).toBe(404)
    expect(edge.ports.audited.at(-2)).toMatchObject({
      action: 'invitation.accept',
      after: { role: 'auditor' },
    })
  })

  it('lets somebody known in by their own password only, which stays as it is', async () => {
    const { token } = await invite('outsider@example.com')
    expect((await post('', { token })).json()).toMatchObject({ known: true })
    const stolen = await post('/accept', { token, name: 'X', password: 'a password of my own' })
    expect([stolen.statusCode, stolen.json().code]).toEqual([401, 'AUTH_REQUIRED'])
    const joined = await post('/accept', { token, name: 'X', password })
    expect([joined.statusCode, joined.json().organizationId]).toEqual([200, ours.id])
    expect((await signIn('outsider@example.com')).statusCode).toBe(200)
  })

  it('ends when it is revoked, sent anew, or a week old', async () => {
    const first = await invite('late@example.com')
    const second = await invite('late@example.com')
    expect((await post('', { token: first.token })).statusCode).toBe(404)
    expect((await post('', { token: second.token })).statusCode).toBe(200)
    await edge.admin.query(`update auth.invitation set "expiresAt" = now() where id = $1`, [
      second.invitation.invitationId,
    ])
    expect((await post('', { token: second.token })).statusCode).toBe(404)
    const third = await invite('late@example.com')
    await change('invitation.revoke', { invitationId: third.invitation.invitationId })
    expect((await post('', { token: third.token })).statusCode).toBe(404)
    expect((await people()).invitations).toEqual([])
  })

  it.each(['', 'x', '.', 'x.y', `${'0'.repeat(36)}.${'A'.repeat(43)}`])('is not %j', async (token) => {
    expect([400, 404]).toContain((await post('', { token })).statusCode)
  })

  it('is refused for a member, a weak password and another origin', async () => {
    const again = await change('invitation.create', { email: 'auditor@example.com', role: 'admin' })
    expect(again.json().error.data.syncline.details).toEqual({ reason: 'member_already' })
    const { token } = await invite('weak@example.com')
    expect((await post('/accept', { token, name: 'Weak', password: 'short' })).statusCode).toBe(400)
    expect((await post('', { token })).statusCode).toBe(200)
    const foreign = await edge.inject({
      method: 'POST',
      url: '/api/auth/invitation',
      headers: { ...ownHeaders, origin: 'https://evil.example' },
      payload: JSON.stringify({ token }),
    })
    expect(foreign.statusCode).toBe(403)
  })
})

describe('a member', () => {
  it('gets another role, and is taken out, at once', async () => {
    const cookie = await edge.signIn('operator')
    const userId = await idOf('operator@example.com')
    const role = async () =>
      (await edge.inject(query('session.me', undefined, { cookie }))).json().result?.data.role
    expect((await change('member.setRole', { userId, role: 'auditor' })).statusCode).toBe(200)
    await expect.poll(role, { timeout: 2_000 }).toBe('auditor')
    expect(edge.ports.audited.at(-1)).toMatchObject({
      before: { role: 'operator' },
      after: { role: 'auditor' },
    })
    expect((await change('member.remove', { userId })).statusCode).toBe(200)
    await expect.poll(role, { timeout: 2_000 }).toBeUndefined()
  })

  it('stays, and stays an admin, while there is no other', async () => {
    const userId = await idOf('admin@example.com')
    for (const [name, input] of [
      ['member.setRole', { userId, role: 'operator' }],
      ['member.remove', { userId }],
    ] as const) {
      const answer = await change(name, input)
      expect([answer.statusCode, answer.json().error.data.syncline.details]).toEqual([
        409,
        { reason: 'last_admin' },
      ])
    }
    expect((await people()).members.find((member) => member.userId === userId)?.role).toBe('admin')
  })
})

describe('one’s own sessions', () => {
  it('are listed, and ended one by one or all others at once', async () => {
    const [own, second, third] = (await Promise.all([1, 2, 3].map(() => edge.signIn('auditor')))) as [
      string,
      string,
      string,
    ]
    const list = async (cookie = own) =>
      (await edge.inject(query('session.list', undefined, { cookie }))).json().result?.data as
        | { sessionId: string; current: boolean; address: string | null }[]
        | undefined
    const idOfSession = async (cookie: string) =>
      (await list(cookie))?.find(({ current }) => current)?.sessionId
    const sessions = await list()
    expect(sessions?.filter(({ current }) => current)).toHaveLength(1)
    expect(sessions?.[0]).toMatchObject({ address: '127.0.0.1' })
    const foreign = await change('session.revoke', { sessionId: await idOfSession(admin) }, own)
    expect(foreign.statusCode).toBe(404)
    await change('session.revoke', { sessionId: await idOfSession(second) }, own)
    await expect.poll(() => list(second), { timeout: 2_000 }).toBeUndefined()
    expect(await list(third)).toBeDefined()
    await change('session.revokeOthers', {}, own)
    await expect.poll(() => list(third), { timeout: 2_000 }).toBeUndefined()
    expect(await list()).toHaveLength(1)
  })
})
