import { randomUUID } from 'node:crypto'
import { createPool } from '@syncline/db/pool'
import { createTestDatabase } from '@syncline/db/testing'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Auth, createAuth } from '../auth/index.ts'
import { origin, ownHeaders } from '../testing/edge.ts'
import { registerFailures } from './failures.ts'
import { registerRequestState } from './request-state.ts'
import { registerSetup, type Setup } from './setup.ts'

const token = 'a token of the tests'
const admin = {
  token,
  name: 'Tunde Bakare',
  email: 'tunde@marina.example',
  password: 'a long enough password',
  organizationName: 'Marina Group',
  timeZone: 'Africa/Lagos',
}
let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: ReturnType<typeof createPool>
let auth: Auth
let app: FastifyInstance

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, role: 'syncline_app', max: 8, applicationName: 'setup test' })
  auth = createAuth({
    pool,
    baseUrl: origin,
    trustedOrigins: [],
    secret: 'a secret of the tests, long enough',
  })
  const setup: Setup = {
    token,
    isOpen: () => auth.isEmpty(),
    found: async ({ organizationName: name, timeZone, ...user }) =>
      (await auth.foundFirst(user, { id: randomUUID(), name, timeZone })) !== null,
  }
  app = Fastify()
  registerRequestState(app)
  registerFailures(app)
  registerSetup(app, { setup, limits: { countStranger: async () => {} }, origins: [origin] })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await pool.end()
  await database.drop()
})
beforeEach(() => pool.query('delete from auth."user"'))

const post = (change: Partial<typeof admin> = {}, headers = ownHeaders) =>
  app.inject({ method: 'POST', url: '/api/setup', headers, payload: { ...admin, ...change } })
const isOpen = async () => (await app.inject({ method: 'GET', url: '/api/setup' })).json().open

describe('the first admin', () => {
  it('is made once, with the organization they run', async () => {
    expect(await isOpen()).toBe(true)
    expect((await post()).statusCode).toBe(200)
    expect(await isOpen()).toBe(false)
    const { rows } = await pool.query(
      `select o.name, o."timeZone", m.role, u.email from auth.member m
       join auth.organization o on o.id = m."organizationId" join auth."user" u on u.id = m."userId"`,
    )
    expect(rows).toEqual([
      { name: 'Marina Group', timeZone: 'Africa/Lagos', role: 'admin', email: 'tunde@marina.example' },
    ])
    expect((await post({ email: 'second@marina.example' })).json()).toMatchObject({
      code: 'STATE_CONFLICT',
      details: { reason: 'somebody_is_there' },
    })
  })

  it('is one, however many try at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, n) => post({ email: `person-${n}@marina.example` })),
    )
    expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([
      200, 409, 409, 409,
    ])
  })

  it.each([
    ['without the token', 401, { token: 'a guess' }, ownHeaders],
    ['with a short password', 400, { password: 'short' }, ownHeaders],
    ['in no zone there is', 400, { timeZone: 'Mars/Olympus' }, ownHeaders],
    ['from another site', 403, {}, { ...ownHeaders, origin: 'https://elsewhere.example' }],
  ])('is not made %s', async (_how, status, change, headers) => {
    expect((await post(change, headers)).statusCode).toBe(status)
    expect(await isOpen()).toBe(true)
  })
})
