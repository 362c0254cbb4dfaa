import type { Permission } from '@syncline/domain/access'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Edge,
  mutation,
  noSync,
  ourSync,
  ours,
  query,
  startEdge,
  theirSync,
  theirs,
} from '../testing/edge.ts'

const limit = 40
let edge: Edge
let admin: string
beforeAll(async () => {
  edge = await startEdge({ maxKeyRequests: limit })
  admin = await edge.signIn('admin')
})
afterAll(() => edge.close())

const make = (scopes: readonly Permission[] = ['sync.read'], organization = ours) =>
  edge.programs.apiKeys.create(
    organization.id,
    { name: 'A program', scopes: [...scopes], expiresInDays: 90 },
    'user:u1',
  )
const get = (key: string, syncId = ourSync) =>
  edge.inject(query('sync.get', { syncId }, { 'x-api-key': key }))
const codeOf = (answer: { json(): { error?: { data: { syncline: { code: string } } } } }) =>
  answer.json().error?.data.syncline.code

describe('a call with a key', () => {
  it.each([
    ['x-api-key', (key: string) => ({ 'x-api-key': key })],
    ['Authorization', (key: string) => ({ authorization: `Bearer ${key}` })],
    ['Authorization, in small letters', (key: string) => ({ authorization: `bearer ${key}` })],
  ])('is answered, by %s', async (_name, headers) => {
    const { secret } = await make()
    const answer = await edge.inject(query('sync.get', { syncId: ourSync }, headers(secret)))
    expect([answer.statusCode, codeOf(answer)]).toEqual([200, undefined])
  })

  it('does what its scopes say and no more', async () => {
    const { secret, key } = await make(['sync.read', 'sync.retry'])
    const call = (name: string) =>
      edge.inject({
        ...mutation(name, { syncId: ourSync, reason: 'The customer was corrected' }),
        headers: { 'content-type': 'application/json', 'x-api-key': secret },
      })
    expect((await call('sync.retry')).statusCode).toBe(200)
    expect(edge.ports.commands.at(-1)?.actor).toBe(`key:${key.keyId}`)
    expect(edge.ports.audited.at(-1)).toMatchObject({ actor: `key:${key.keyId}`, action: 'sync.retry' })
    const refused = await call('sync.skip')
    expect(refused.json().error.data.syncline).toMatchObject({
      code: 'PERMISSION_DENIED',
      details: { permission: 'sync.skip', role: 'key' },
    })
  })

  it('learns nothing of another organization', async () => {
    const { secret } = await make(['sync.read'], theirs)
    const bare = (answer: Awaited<ReturnType<typeof get>>) => {
      const { errorId, timestamp, ...rest } = answer.json().error.data.syncline
      expect([typeof errorId, typeof timestamp]).toEqual(['string', 'string'])
      return [answer.statusCode, rest]
    }
    expect((await get(secret, theirSync)).statusCode).toBe(200)
    const foreign = bare(await get(secret, ourSync))
    expect(foreign).toEqual(bare(await get(secret, noSync)))
    expect(foreign[0]).toBe(404)
    const named = await edge.inject(
      query('sync.list', {}, { 'x-api-key': secret, 'x-syncline-organization': ours.id }),
    )
    expect([named.statusCode, codeOf(named)]).toEqual([403, 'TENANT_ACCESS_DENIED'])
  })

  it('counts before a session that comes along', async () => {
    const { secret } = await make(['webhook.read'])
    const answer = await edge.inject(
      query('sync.get', { syncId: ourSync }, { 'x-api-key': secret, cookie: admin }),
    )
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'PERMISSION_DENIED'])
  })

  it.each([
    ['an unknown one', (key: string) => key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))],
    ['nothing', () => ''],
    ['something long', () => 'x'.repeat(5_000)],
    ['two in one', (key: string) => `${key}, ${key}`],
  ])('is refused with %s, even beside a session', async (_name, change) => {
    const { secret } = await make()
    const answer = await edge.inject(
      query('sync.get', { syncId: ourSync }, { 'x-api-key': change(secret), cookie: admin }),
    )
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'AUTH_REQUIRED'])
    expect(answer.body).not.toContain(secret)
  })

  it('needs no person for what is a person’s', async () => {
    const { secret } = await make()
    const answer = await edge.inject(query('session.me', undefined, { 'x-api-key': secret }))
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'PERMISSION_DENIED'])
  })

  it('is turned away when it comes too often, and told when to come again', async () => {
    const [busy, other] = await Promise.all([make(), make()])
    const answers = await Promise.all(Array.from({ length: limit + 5 }, () => get(busy.secret)))
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(limit)
    const refused = answers.filter((answer) => answer.statusCode !== 200)
    for (const answer of refused) {
      expect(codeOf(answer)).toBe('RATE_LIMIT_EXCEEDED')
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    expect((await get(other.secret)).statusCode).toBe(200)
  })
})

describe('keys of an organization', () => {
  const call = (name: string, input: unknown, cookie = admin) =>
    edge.inject(mutation(`apiKey.${name}`, input, { cookie }))
  const created = async () =>
    (await call('create', { name: 'Books', scopes: ['sync.read'] })).json().result.data as {
      secret: string
      key: { keyId: string }
    }
  const list = async (): Promise<{ keyId: string; [name: string]: unknown }[]> =>
    (await edge.inject(query('apiKey.list', undefined, { cookie: admin }))).json().result.data

  it('show their secret once', async () => {
    const { secret, key } = await created()
    expect((await get(secret)).statusCode).toBe(200)
    const listed = await list()
    expect(listed.find(({ keyId }) => keyId === key.keyId)).toMatchObject({
      name: 'Books',
      environment: 'test',
      prefix: secret.slice(0, 25),
      scopes: ['sync.read'],
      status: 'live',
      createdBy: { actor: expect.stringMatching(/^user:/), name: 'admin' },
      dueForRotation: false,
    })
    expect(JSON.stringify(listed)).not.toContain(secret.slice(26))
    expect(JSON.stringify(edge.ports.audited.at(-1))).not.toContain(secret.slice(26))
    expect(JSON.stringify(edge.log)).not.toContain(secret.slice(26))
  })

  it('end at once when they are revoked', async () => {
    const { secret, key } = await created()
    expect((await get(secret)).statusCode).toBe(200)
    expect((await call('revoke', { keyId: key.keyId })).statusCode).toBe(200)
    await expect.poll(async () => (await get(secret)).statusCode, { timeout: 2_000 }).toBe(401)
    const again = await call('revoke', { keyId: key.keyId })
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'STATE_CONFLICT'])
    expect(edge.ports.audited.at(-2)).toMatchObject({
      action: 'apiKey.revoke',
      target: key.keyId,
      before: { keyId: key.keyId, status: 'live' },
      outcome: 'done',
    })
  })

  it('are two while one follows the other, never three', async () => {
    const { secret, key } = await created()
    const rotated = await call('rotate', { keyId: key.keyId, overlapHours: 1 })
    const next = rotated.json().result.data as { secret: string; key: { keyId: string; scopes: unknown } }
    expect(next.key.scopes).toEqual(['sync.read'])
    expect((await get(secret)).statusCode).toBe(200)
    expect((await get(next.secret)).statusCode).toBe(200)
    expect((await list()).find(({ keyId }) => keyId === key.keyId)).toMatchObject({
      replacedBy: next.key.keyId,
      status: 'live',
    })
    const third = await call('rotate', { keyId: key.keyId })
    expect(third.json().error.data.syncline.details).toEqual({ reason: 'key_has_successor' })
    await call('rotate', { keyId: next.key.keyId, overlapHours: 0 })
    await expect.poll(async () => (await get(next.secret)).statusCode, { timeout: 2_000 }).toBe(401)
  })

  it('get another successor when theirs was revoked, for as long as they were made', async () => {
    const { key } = await created()
    const first = await call('rotate', { keyId: key.keyId, overlapHours: 1 })
    await call('revoke', { keyId: first.json().result.data.key.keyId })
    const before = (await list()).find(({ keyId }) => keyId === key.keyId)
    expect(before).toMatchObject({ status: 'live', replacedBy: null })
    const { key: next } = (await call('rotate', { keyId: key.keyId })).json().result.data
    const daysOf = (one: { createdAt: string; expiresAt: string | null }) =>
      Math.round((Date.parse(one.expiresAt ?? '') - Date.parse(one.createdAt)) / 86_400_000)
    expect(daysOf(next)).toBe(90)
    expect((await list()).find(({ keyId }) => keyId === key.keyId)?.replacedBy).toBe(next.keyId)
  })

  it('are of no use to another organization', async () => {
    const { key } = await created()
    const outsider = await edge.signIn('outsider')
    for (const name of ['revoke', 'rotate'])
      expect((await call(name, { keyId: key.keyId }, outsider)).statusCode).toBe(404)
    const theirList = await edge.inject(query('apiKey.list', undefined, { cookie: outsider }))
    expect(theirList.body).not.toContain(key.keyId)
  })

  it('say when they were used, from where, and how often', async () => {
    const { secret, key } = await created()
    for (let n = 0; n < 3; n++) await get(secret)
    await edge.programs.uses.flush()
    await get(secret)
    await edge.programs.uses.flush()
    expect((await list()).find(({ keyId }) => keyId === key.keyId)).toMatchObject({
      lastUsedAt: expect.any(String),
      lastUsedFrom: '127.0.0.1',
      usesToday: 4,
      uses: 4,
      unusual: null,
    })
  })

  it('say when their use is unusual: from a new address, or all of a sudden', async () => {
    const [known, sudden, quiet] = [await created(), await created(), await created()]
    const used = (keyId: string, daysAgo: number, address: string, uses: number) =>
      edge.admin.query(
        `insert into coordination.api_key_use (organization_id, key_id, day, address, uses, last_used_at)
         values ($1, $2, current_date - $3::int, $4, $5, now() - make_interval(days => $3::int))`,
        [ours.id, keyId, daysAgo, address, uses],
      )
    await edge.admin.query(
      "update custody.api_key set created_at = created_at - interval '20 days' where key_id = any ($1)",
      [[known, sudden, quiet].map(({ key }) => key.keyId)],
    )
    await used(known.key.keyId, 10, '192.0.2.7', 5)
    for (const { key } of [sudden, quiet]) await used(key.keyId, 10, '127.0.0.1', 400)
    await get(known.secret)
    await edge.programs.uses.flush()
    // 20 a day until now: two hundred times that, and less than a thousand in all.
    await used(sudden.key.keyId, 0, '127.0.0.1', 4_000)
    await used(quiet.key.keyId, 0, '127.0.0.1', 900)
    const listed = await list()
    const unusualOf = ({ key }: typeof known) => listed.find(({ keyId }) => keyId === key.keyId)?.unusual
    expect([known, sudden, quiet].map(unusualOf)).toEqual(['address', 'volume', null])
  })

  it('ask to be rotated after 90 days, until they have a successor', async () => {
    const { key } = await created()
    const due = async () => (await list()).find(({ keyId }) => keyId === key.keyId)?.dueForRotation
    const age = (days: number) =>
      edge.admin.query(
        'update custody.api_key set created_at = now() - make_interval(days => $2) where key_id = $1',
        [key.keyId, days],
      )
    await age(89)
    expect(await due()).toBe(false)
    await age(90)
    expect(await due()).toBe(true)
    await call('rotate', { keyId: key.keyId, overlapHours: 1 })
    expect(await due()).toBe(false)
  })

  it('are made by a person who has just given the password', async () => {
    await edge.admin.query(`update auth.session set "createdAt" = now() - interval '1 hour'`)
    edge.auth.forget({ cookie: admin })
    const late = await call('create', { name: 'Late', scopes: ['sync.read'] })
    expect(late.json().error?.data.syncline.details).toMatchObject({ reason: 'password_needed' })
    expect([late.statusCode, codeOf(late)]).toEqual([403, 'PERMISSION_DENIED'])
    const stepUp = (password: string) =>
      edge.inject({
        ...mutation('x', { password }, { cookie: admin }),
        url: '/api/auth/step-up',
      })
    expect((await stepUp('not the password')).statusCode).toBe(401)
    expect((await call('create', { name: 'Late', scopes: ['sync.read'] })).statusCode).toBe(403)
    expect((await stepUp('a long enough password')).statusCode).toBe(200)
    expect((await call('create', { name: 'Late', scopes: ['sync.read'] })).statusCode).toBe(200)
  })
})
