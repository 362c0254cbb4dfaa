import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Edge, origin, ownHeaders, password, query, startEdge } from '../testing/edge.ts'

let edge: Edge
beforeAll(async () => {
  edge = await startEdge({ settings: { trustedProxies: ['127.0.0.1'] } })
})
afterAll(() => edge.close())

const post = (url: string, payload: object, from: string, cookie = '') =>
  edge.inject({
    method: 'POST',
    url,
    headers: { ...ownHeaders, origin, cookie, 'x-forwarded-for': from },
    payload,
  })
const signIn = (person: string, given: string, from: string, cookie = '') =>
  post('/api/auth/sign-in/email', { email: `${person}@example.com`, password: given }, from, cookie)
const isSignedIn = async (cookie: string) =>
  (await edge.inject(query('session.me', undefined, { cookie }))).statusCode === 200
const cookieOf = ({ cookies }: Awaited<ReturnType<typeof signIn>>) =>
  cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')

async function guess(times: number, person: string, from: string): Promise<readonly number[]> {
  const answers: number[] = []
  for (let n = 0; n < times; n++) answers.push((await signIn(person, `guess number ${n}`, from)).statusCode)
  return answers
}

describe('guessing at a password', () => {
  it('locks the account for that address, and for nobody else', async () => {
    expect(await guess(11, 'operator', '192.0.2.1')).toEqual([...Array(10).fill(401), 429])
    const locked = await signIn('Operator', password, '192.0.2.1')
    expect([locked.statusCode, locked.json().code]).toEqual([429, 'RATE_LIMIT_EXCEEDED'])
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(600)
    expect((await signIn('operator', password, '192.0.2.2')).statusCode).toBe(200)
    expect((await signIn('auditor', password, '192.0.2.1')).statusCode).toBe(200)
  })

  it('is told from mistyping: a right one forgets the wrong ones', async () => {
    for (let round = 0; round < 2; round++) {
      expect(await guess(8, 'auditor', '192.0.2.3')).toEqual(Array(8).fill(401))
      expect((await signIn('auditor', password, '192.0.2.3')).statusCode).toBe(200)
    }
  })

  it('is counted where a password is asked for again, too', async () => {
    const cookie = await edge.signIn('admin')
    const again = (given: string) =>
      post('/api/auth/step-up', { password: given }, '192.0.2.4', cookie).then(({ statusCode }) => statusCode)
    for (let n = 0; n < 10; n++) expect(await again(`guess number ${n}`)).toBe(401)
    expect(await again(password)).toBe(429)
    expect((await signIn('admin', password, '192.0.2.4')).statusCode).toBe(429)
  })
})

describe('guessing from many addresses', () => {
  beforeAll(() =>
    edge.auth.createUser({ email: 'traveller@example.com', name: 'A traveller', password }).then(() => {}),
  )
  // Each lets a few through that its own limit would not stop.
  const guessFrom = async (count: number, person: string, network: string) => {
    const answers: number[] = []
    for (let n = 0; n < count; n++)
      answers.push((await signIn(person, `guess number ${n}`, `${network}.${n % 250}`)).statusCode)
    return answers
  }
  const known = (answer: Awaited<ReturnType<typeof signIn>>) =>
    answer.cookies
      .filter(({ name }) => name.endsWith('_known'))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')

  it('is no faster than from one: twenty in an hour, and then nothing is tried', async () => {
    const [home, office] = ['203.0.113.1', '203.0.113.2']
    const browser = known(await signIn('traveller', password, home))
    // A right one from a place of its own costs nothing of the twenty.
    expect((await signIn('traveller', password, office)).statusCode).toBe(200)
    expect(await guessFrom(22, 'traveller', '198.51.100')).toEqual([...Array(20).fill(401), 429, 429])
    const stranger = await signIn('traveller', password, '198.51.100.251')
    expect([stranger.statusCode, stranger.json().details]).toEqual([
      429,
      {
        limit: 20,
        windowMs: 3_600_000,
        what: 'wrong_passwords_elsewhere',
        retryAfterSeconds: expect.any(Number),
      },
    ])

    // Nobody is locked out where they were before: not from there, and not in a browser that has moved.
    for (const from of [home, office])
      expect((await signIn('traveller', password, from)).statusCode, from).toBe(200)
    expect((await signIn('traveller', password, '198.51.100.252', browser)).statusCode).toBe(200)
    expect((await signIn('auditor', password, '198.51.100.1')).statusCode).toBe(200)
  })

  it('knows nobody by the mark of another account, or by one that was made up', async () => {
    const marks = known(await signIn('auditor', password, '203.0.113.3'))
    const [name, value = ''] = marks.split('=')
    for (const cookie of ['', marks, `${name}=${value.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))}`])
      expect((await signIn('traveller', password, '198.51.101.251', cookie)).statusCode).toBe(429)
  })

  it('gains nothing by a browser that is known: its tries are counted wherever it is', async () => {
    const browser = known(await signIn('auditor', password, '203.0.113.4'))
    for (let n = 0; n < 10; n++)
      expect((await signIn('auditor', 'a guess', `198.51.102.${n}`, browser)).statusCode).toBe(401)
    expect((await signIn('auditor', password, '198.51.102.251', browser)).statusCode).toBe(429)
  })

  it('is counted by every instance, and names no account it is counted for', async () => {
    const { rows } = await edge.admin.query("select key from coordination.rate_limit where key like 'guess%'")
    expect(rows.length).toBeGreaterThan(20)
    expect(JSON.stringify(rows)).not.toMatch(/example|198\.51/)
  })
})

describe('a new password', () => {
  const change = (given: object, cookie: string, from = '192.0.2.5') =>
    post('/api/auth/password', given, from, cookie)

  it('is set by who knows the one before, and ends every other session', async () => {
    const [cookie, other] = [await edge.signIn('outsider'), await edge.signIn('outsider')]
    const newPassword = 'another long password'
    const refused = [
      [{ password: 'not the password', newPassword }, cookie, 401],
      [{ password, newPassword: 'short' }, cookie, 400],
      [{ password, newPassword }, '', 401],
    ] as const
    for (const [given, as, status] of refused) expect((await change(given, as)).statusCode).toBe(status)
    expect(await isSignedIn(other)).toBe(true)

    const changed = await change({ password, newPassword }, cookie)
    expect([changed.statusCode, changed.json()]).toEqual([200, { changed: true }])
    expect(changed.body + JSON.stringify(changed.headers['set-cookie'])).not.toContain(newPassword)
    expect(await isSignedIn(cookieOf(changed))).toBe(true)
    // Sessions are looked up at most a second late.
    await expect
      .poll(async () => [await isSignedIn(cookie), await isSignedIn(other)], { timeout: 5_000 })
      .toEqual([false, false])
    expect((await signIn('outsider', password, '192.0.2.6')).statusCode).toBe(401)
    expect((await signIn('outsider', newPassword, '192.0.2.6')).statusCode).toBe(200)
    expect(edge.ports.audited.filter(({ action }) => action === 'session.changePassword')).toMatchObject([
      { outcome: 'AUTH_REQUIRED' },
      { outcome: 'done' },
    ])
  })
})
