import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeOf } from '../testing/authenticator.ts'
import { type Edge, origin, ownHeaders, password, query, startEdge } from '../testing/edge.ts'

let edge: Edge
beforeAll(async () => {
  edge = await startEdge()
})
afterAll(() => edge.close())

const post = (path: string, body: unknown, cookie = '') =>
  edge.inject({
    method: 'POST',
    url: `/api/auth/${path}`,
    headers: { ...ownHeaders, origin, ...(cookie && { cookie }) },
    payload: JSON.stringify(body),
  })
const cookieOf = (answer: Awaited<ReturnType<typeof post>>) =>
  answer.cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ')
const me = async (cookie: string) =>
  (await edge.inject(query('session.me', undefined, { cookie }))).statusCode
const email = 'operator@example.com'
/** Taken already: clocks differ. */
const nextCodeOf = (uri: string) => codeOf(uri, Date.now() + 30_000)

it('asks for a code once an app was proved, takes each recovery code once, and can be switched off', async () => {
  const own = await edge.signIn('operator')
  expect((await post('two-factor/enable', { password: 'not the password' }, own)).statusCode).toBe(401)
  expect(edge.ports.audited.at(-1)).toMatchObject({
    action: 'session.enableTwoFactor',
    outcome: 'AUTH_REQUIRED',
  })
  const begun = await post('two-factor/enable', { password }, own)
  const { totpURI, backupCodes } = begun.json()
  // Not proved yet: nobody is locked out by an app that was never set up.
  expect((await post('sign-in/email', { email, password })).json()).toHaveProperty('user')
  expect((await post('two-factor', { code: '000000' }, own)).statusCode).toBe(401)
  const proved = await post('two-factor', { code: codeOf(totpURI) }, own)
  expect(proved.statusCode).toBe(200)

  const half = await post('sign-in/email', { email, password })
  expect(half.json()).toEqual({ codeWanted: true })
  expect(edge.ports.audited.at(-1)).toMatchObject({ action: 'session.beginSignIn', outcome: 'done' })
  const waiting = cookieOf(half)
  expect(await me(waiting)).toBe(401)
  // Somebody who looked on has the code as well: it is of no use to them.
  const seen = await post('two-factor', { code: codeOf(totpURI) }, waiting)
  expect([seen.statusCode, seen.json().details]).toEqual([401, { reason: 'code_used' }])
  expect(edge.ports.audited.at(-1)).toMatchObject({ action: 'session.signIn', outcome: 'AUTH_REQUIRED' })
  expect((await post('two-factor', { code: '000000' }, waiting)).statusCode).toBe(401)
  const whole = await post('two-factor', { code: nextCodeOf(totpURI) }, waiting)
  expect(whole.statusCode).toBe(200)
  expect(whole.body).not.toContain('token')
  const signedIn = cookieOf(whole)
  expect(await me(signedIn)).toBe(200)

  const recovered = await post(
    'two-factor',
    { code: backupCodes[0] },
    cookieOf(await post('sign-in/email', { email, password })),
  )
  expect(recovered.statusCode).toBe(200)
  const again = await post(
    'two-factor',
    { code: backupCodes[0] },
    cookieOf(await post('sign-in/email', { email, password })),
  )
  expect(again.statusCode).toBe(401)

  expect((await post('two-factor/disable', { password }, signedIn)).statusCode).toBe(200)
  expect((await post('sign-in/email', { email, password })).json()).toHaveProperty('user')
  expect(edge.ports.audited.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['session.enableTwoFactor', 'session.disableTwoFactor']),
  )
})

it('takes few wrong codes for each password, recovery codes too, and then none for a while', async () => {
  const who = 'auditor@example.com'
  const own = await edge.signIn('auditor')
  const { totpURI, backupCodes } = (await post('two-factor/enable', { password }, own)).json()
  await post('two-factor', { code: codeOf(totpURI) }, own)
  const waiting = async () => cookieOf(await post('sign-in/email', { email: who, password }))
  const tryCodes = async (count: number, codeAt: (n: number) => string) => {
    const cookie = await waiting()
    const said = []
    for (let n = 0; n < count; n++) said.push((await post('two-factor', { code: codeAt(n) }, cookie)).json())
    return said.map(({ code, details }) => [code, details.reason ?? details.what])
  }
  const wrong = ['AUTH_REQUIRED', 'wrong_email_or_password']
  const over = ['AUTH_REQUIRED', 'sign_in_over']
  expect(await tryCodes(6, (n) => `wrong-code${n}`)).toEqual([wrong, wrong, wrong, wrong, wrong, over])
  const locked = ['RATE_LIMIT_EXCEEDED', 'wrong_codes']
  expect(await tryCodes(6, (n) => `00000${n}`)).toEqual([wrong, wrong, wrong, wrong, wrong, locked])
  // Ten in a row: a right one waits, too.
  expect(await tryCodes(1, () => backupCodes[0])).toEqual([locked])
})

it('is not finished without the password first', async () => {
  expect((await post('two-factor', { code: '123456' })).statusCode).toBe(401)
  expect((await post('two-factor/disable', { password })).statusCode).toBe(401)
})
