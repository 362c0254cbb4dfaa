import { permissionsOf } from '@syncline/domain/access'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Edge,
  mutation,
  noSync,
  ourSync,
  ours,
  type Person,
  query,
  startEdge,
  theirSync,
  theirs,
} from '../testing/edge.ts'

let edge: Edge
const cookies = {} as Record<Person, string>
beforeAll(async () => {
  edge = await startEdge()
  for (const person of ['admin', 'operator', 'auditor', 'outsider', 'nobody'] as const)
    cookies[person] = await edge.signIn(person)
})
afterAll(() => edge.close())

const reason = 'The customer was corrected'
const connecting = {
  connectionId: noSync,
  provider: 'flasherp',
  name: 'Till',
  venue: 'Lekki',
  accountId: null,
  baseUrl: null,
  secrets: { api_key: 'a key of the tests' },
}

const ask = (name: string, person: Person, input?: unknown, headers: Record<string, string> = {}) =>
  edge.inject(query(name, input, { cookie: cookies[person], ...headers }))
const tell = (name: string, person: Person, input: unknown, headers: Record<string, string> = {}) =>
  edge.inject(mutation(name, input, { cookie: cookies[person], ...headers }))

// What holds for every procedure is proved in tenancy.int.spec.ts; here is what the refusals say.
describe('a refusal', () => {
  it('says that nobody is signed in', async () => {
    const answer = await ask('sync.list', 'nobody', {})
    expect(answer.statusCode).toBe(401)
    expect(answer.json().error.data.syncline).toMatchObject({ code: 'AUTH_REQUIRED', error: 'Not signed in' })
  })

  it('names the permission that is missing, and the role that lacks it', async () => {
    const answer = await tell('sync.retry', 'auditor', { syncId: ourSync, reason })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.data.syncline).toMatchObject({
      code: 'PERMISSION_DENIED',
      details: { permission: 'sync.retry', role: 'auditor' },
    })
  })

  it.each([
    ['another one that exists', theirs.id],
    ['one that does not exist', noSync],
    ['what is no id', "' or 1=1"],
    ['nothing', ''],
  ])('tells nothing of an organization one is not in: %s', async (_name, organization) => {
    const answer = await ask('sync.list', 'admin', {}, { 'x-syncline-organization': organization })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.data.syncline).toMatchObject({ code: 'TENANT_ACCESS_DENIED', details: {} })
  })

  it('does not meet who takes their organization by name', async () => {
    const answer = await ask('sync.list', 'admin', {}, { 'x-syncline-organization': ours.id })
    expect(answer.statusCode).toBe(200)
  })
})

describe('a foreign id', () => {
  it('is no key to another organization’s rows', async () => {
    const answer = await ask('sync.list', 'outsider', {})
    const rows = answer.json().result.data.rows as { syncId: string }[]
    expect(rows.map((row) => row.syncId)).toEqual([theirSync])
    expect((await ask('sync.get', 'outsider', { syncId: ourSync })).statusCode).toBe(404)
  })
})

describe('a secret that comes in', () => {
  const canary = 'sk_test_canary_0123456789'
  it.each([
    ['connection.create', { ...connecting, secrets: { api_key: canary, api_secret: canary } }],
    ['connection.rotateCredential', { connectionId: ourSync, kind: 'api_key', secret: canary }],
    ['connection.test', { kind: 'draft', provider: 'flasherp', baseUrl: null, secrets: { api_key: canary } }],
  ])('by %s is in no audit, no log and no answer', async (name, input) => {
    const answer = await tell(name, 'admin', input)
    expect(answer.statusCode).toBe(200)
    expect(edge.ports.audited.at(-1)).toMatchObject({ action: name, outcome: 'done' })
    for (const told of [edge.ports.audited, edge.log, answer.body])
      expect(JSON.stringify(told)).not.toContain(canary)
  })
})

describe('replaying many', () => {
  const many = (selection: unknown) =>
    tell('webhook.replayMany', 'operator', { bulkId: ourSync, selection, reason })

  it.each([
    ['no webhook', { kind: 'ids', deliveryIds: [] }],
    ['more than 200', { kind: 'ids', deliveryIds: Array.from({ length: 201 }, () => ourSync) }],
    ['everything there ever was', { kind: 'filter', filter: {}, upto: 9, shown: 5 }],
  ])('refuses %s', async (_what, selection) => {
    const answer = await many(selection)
    expect([answer.statusCode, answer.json().error.data.syncline.code]).toEqual([400, 'INVALID_INPUT'])
  })
})

describe('session.me', () => {
  it('says who, where and what they may do', async () => {
    const answer = await ask('session.me', 'operator')
    expect(answer.json().result.data).toEqual({
      user: { id: expect.any(String), name: 'operator', email: 'operator@example.com' },
      organization: { ...ours, timeZone: null },
      role: 'operator',
      permissions: permissionsOf.operator,
      organizations: [{ ...ours, timeZone: null, role: 'operator' }],
      twoFactor: false,
      hasPassword: true,
      demo: false,
    })
  })
})

describe('the audit', () => {
  it('has who did what, and what came of it', async () => {
    edge.ports.audited.length = 0
    const headers = { 'user-agent': 'a browser', 'x-correlation-id': 'correlation-of-this-test' }
    await tell('sync.retry', 'operator', { syncId: ourSync, reason }, headers)
    await tell('sync.retry', 'operator', { syncId: noSync, reason }, headers)
    await tell('sync.skip', 'auditor', { syncId: ourSync, reason }, headers)
    await tell('sync.skip', 'admin', { syncId: 'no id' }, headers)
    await ask('sync.list', 'admin', {}, headers)
    expect(edge.ports.audited.map(({ action, target, outcome }) => [action, target, outcome])).toEqual([
      ['sync.retry', ourSync, 'done'],
      ['sync.retry', noSync, 'RECORD_NOT_FOUND'],
      ['sync.skip', ourSync, 'PERMISSION_DENIED'],
      ['sync.skip', null, 'INVALID_INPUT'],
    ])
    expect(edge.ports.audited[0]).toMatchObject({
      organizationId: ours.id,
      actor: expect.stringMatching(/^user:[0-9a-f-]{36}$/),
      ip: '127.0.0.1',
      userAgent: 'a browser',
      correlationId: 'correlation-of-this-test',
    })
  })

  it('carries the actor and the correlation into the command', async () => {
    const headers = { 'x-correlation-id': 'correlation-of-this-test' }
    await tell('sync.retry', 'operator', { syncId: ourSync, reason }, headers)
    expect(edge.ports.commands.at(-1)).toMatchObject({
      name: 'retry',
      organizationId: ours.id,
      id: ourSync,
      reason,
      actor: edge.ports.audited.at(-1)?.actor,
      correlationId: 'correlation-of-this-test',
    })
  })
})
