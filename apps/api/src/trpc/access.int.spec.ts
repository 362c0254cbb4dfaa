import { permissionsOf } from '@syncline/domain/access'
import { usualPolicy } from '@syncline/domain/connection'
import type { InjectOptions } from 'fastify'
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
const flow = { sourceConnectionId: theirs.id, targetConnectionId: ours.id, entity: 'customer' }
const connecting = {
  connectionId: noSync,
  provider: 'flasherp',
  name: 'Till',
  venue: 'Lekki',
  accountId: null,
  baseUrl: null,
  secrets: { api_key: 'a key of the tests' },
}
const selection = { kind: 'ids', syncIds: [ourSync] }
const calls: Readonly<Record<string, (headers: Record<string, string>, syncId?: string) => InjectOptions>> = {
  'session.me': (headers) => query('session.me', undefined, headers),
  'sync.list': (headers) => query('sync.list', {}, headers),
  'sync.counts': (headers) => query('sync.counts', {}, headers),
  'sync.get': (headers, syncId = ourSync) => query('sync.get', { syncId }, headers),
  'webhook.list': (headers) => query('webhook.list', {}, headers),
  'webhook.counts': (headers) => query('webhook.counts', {}, headers),
  'webhook.refused': (headers) => query('webhook.refused', {}, headers),
  'webhook.detail': (headers, deliveryId = ourSync) => query('webhook.detail', { deliveryId }, headers),
  'connection.list': (headers) => query('connection.list', undefined, headers),
  'metric.read': (headers) =>
    query(
      'metric.read',
      { from: '2026-11-21T08:00:00Z', to: '2026-11-21T09:00:00Z', step: 'minute' },
      headers,
    ),
  'metric.overview': (headers) =>
    query('metric.overview', { from: '2026-11-21T08:00:00Z', to: '2026-11-21T09:00:00Z' }, headers),
  'metric.strips': (headers) => query('metric.strips', undefined, headers),
  'metric.needs': (headers) => query('metric.needs', undefined, headers),
  'event.list': (headers) => query('event.list', {}, headers),
  'event.get': (headers) => query('event.get', { eventId: '7' }, headers),
  'event.kinds': (headers) => query('event.kinds', undefined, headers),
  'event.causes': (headers) => query('event.causes', { correlationId: 'c' }, headers),
  'flow.list': (headers) => query('flow.list', undefined, headers),
  'sync.retry': (headers, syncId = ourSync) => mutation('sync.retry', { syncId, reason }, headers),
  'sync.skip': (headers, syncId = ourSync) => mutation('sync.skip', { syncId, reason }, headers),
  'webhook.replay': (headers, deliveryId = ourSync) =>
    mutation('webhook.replay', { deliveryId, reason }, headers),
  'webhook.replayMany': (headers, bulkId = ourSync) =>
    mutation(
      'webhook.replayMany',
      { bulkId, selection: { kind: 'ids', deliveryIds: [ourSync] }, reason },
      headers,
    ),
  'sync.cancel': (headers, syncId = ourSync) => mutation('sync.cancel', { syncId, reason }, headers),
  'sync.request': (headers) => mutation('sync.request', { ...flow, sourceId: 'cus_1' }, headers),
  'sync.requestMany': (headers) => mutation('sync.requestMany', { ...flow, sourceIds: ['cus_1'] }, headers),
  'sync.retryMany': (headers, bulkId = ourSync) =>
    mutation('sync.retryMany', { bulkId, selection, reason }, headers),
  'sync.skipMany': (headers, bulkId = ourSync) =>
    mutation('sync.skipMany', { bulkId, selection, reason }, headers),
  'bulk.get': (headers, bulkId = ourSync) => query('bulk.get', { bulkId }, headers),
  'connection.setRetryPolicy': (headers, connectionId = ourSync) =>
    mutation('connection.setRetryPolicy', { connectionId, retryWaitsMs: [1_000] }, headers),
  'connection.protection': (headers, connectionId = ourSync) =>
    query('connection.protection', { connectionId }, headers),
  'connection.setLimits': (headers, connectionId = ourSync) =>
    mutation('connection.setLimits', { connectionId, policy: usualPolicy }, headers),
  'connection.resetBreaker': (headers, connectionId = ourSync) =>
    mutation('connection.resetBreaker', { connectionId, reason }, headers),
  'connection.checkHealth': (headers, connectionId = ourSync) =>
    mutation('connection.checkHealth', { connectionId }, headers),
  'cachedRead.list': (headers, connectionId = ourSync) => query('cachedRead.list', { connectionId }, headers),
  'cachedRead.answer': (headers, connectionId = ourSync) =>
    query('cachedRead.answer', { connectionId, name: 'lists' }, headers),
  'cachedRead.purge': (headers, connectionId = ourSync) =>
    mutation('cachedRead.purge', { connectionId }, headers),
  'connection.providers': (headers) => query('connection.providers', undefined, headers),
  'credential.list': (headers, connectionId = ourSync) => query('credential.list', { connectionId }, headers),
  'connection.create': (headers) => mutation('connection.create', connecting, headers),
  'connection.test': (headers, connectionId = ourSync) =>
    mutation('connection.test', { kind: 'stored', connectionId }, headers),
  'connection.sendTest': (headers, connectionId = ourSync) =>
    mutation('connection.sendTest', { connectionId }, headers),
  'connection.rotateCredential': (headers, connectionId = ourSync) =>
    mutation('connection.rotateCredential', { connectionId, kind: 'api_key', secret: 'sk' }, headers),
  'connection.retireCredential': (headers, connectionId = ourSync) =>
    mutation('connection.retireCredential', { connectionId, kind: 'api_key', version: 1 }, headers),
  'connection.disable': (headers, connectionId = ourSync) =>
    mutation('connection.disable', { connectionId, reason }, headers),
  'connection.enable': (headers, connectionId = ourSync) =>
    mutation('connection.enable', { connectionId }, headers),
  'connection.delete': (headers, connectionId = ourSync) =>
    mutation('connection.delete', { connectionId, reason }, headers),
  'flow.enable': (headers, targetConnectionId = ourSync) =>
    mutation('flow.enable', { ...flow, targetConnectionId }, headers),
  'connection.startSignIn': (headers, connectionId = ourSync) =>
    mutation('connection.startSignIn', { provider: 'quickbooks', connectionId, venue: 'Quay 4' }, headers),
  'sync.conflict': (headers, syncId = ourSync) => query('sync.conflict', { syncId }, headers),
  'sync.resolve': (headers, syncId = ourSync) =>
    mutation('sync.resolve', { syncId, choice: 'theirs', reason }, headers),
  'flow.setConflictPolicy': (headers, flowId = ourSync) =>
    mutation('flow.setConflictPolicy', { flowId, policy: 'ask' }, headers),
  'search.find': (headers) => query('search.find', { text: 'cus_1' }, headers),
  'demo.load': (headers) => mutation('demo.load', {}, headers),
  'view.list': (headers) => query('view.list', undefined, headers),
  'view.save': (headers) =>
    mutation('view.save', { list: 'syncs', name: 'Failed today', address: '?status=failed' }, headers),
  'view.remove': (headers, viewId = ourSync) => mutation('view.remove', { viewId }, headers),
  'privacy.get': (headers) => query('privacy.get', undefined, headers),
  'privacy.setPolicy': (headers) => mutation('privacy.setPolicy', { policy: 'reject' }, headers),
  'privacy.try': (headers) => mutation('privacy.try', { text: 'MRN 5512309' }, headers),
  'bulk.stop': (headers, bulkId = ourSync) => mutation('bulk.stop', { bulkId }, headers),
}
const names = Object.keys(calls)
/** What changes something, with the permission it demands. */
const changing: Readonly<Record<string, string>> = {
  'sync.retry': 'sync.retry',
  'sync.skip': 'sync.skip',
  'sync.cancel': 'sync.cancel',
  'sync.request': 'sync.request',
  'sync.requestMany': 'sync.request',
  'sync.retryMany': 'sync.retry',
  'sync.skipMany': 'sync.skip',
  'bulk.stop': 'bulk.stop',
  'sync.resolve': 'sync.resolve',
  'flow.setConflictPolicy': 'connection.configure',
  'connection.setRetryPolicy': 'connection.configure',
  'connection.create': 'connection.configure',
  'connection.rotateCredential': 'connection.configure',
  'connection.retireCredential': 'connection.configure',
  'connection.disable': 'connection.configure',
  'connection.enable': 'connection.configure',
  'connection.delete': 'connection.configure',
  'connection.test': 'connection.configure',
  'connection.setLimits': 'connection.configure',
  'connection.resetBreaker': 'connection.configure',
  'connection.checkHealth': 'connection.configure',
  'connection.sendTest': 'connection.configure',
  'cachedRead.purge': 'connection.configure',
  'flow.enable': 'connection.configure',
  'connection.startSignIn': 'connection.configure',
  'webhook.replay': 'webhook.replay',
  'webhook.replayMany': 'webhook.replay',
  'demo.load': 'connection.configure',
  'view.save': 'view.manage',
  'view.remove': 'view.manage',
  'privacy.setPolicy': 'organization.configure',
  'privacy.try': 'organization.read',
}

const call = (name: string, person: Person, headers: Record<string, string> = {}, syncId?: string) =>
  edge.inject(
    (calls[name] as NonNullable<(typeof calls)[string]>)({ cookie: cookies[person], ...headers }, syncId),
  )

describe.each(names)('%s', (name) => {
  it('is closed to nobody', async () => {
    const answer = await call(name, 'nobody')
    expect(answer.statusCode).toBe(401)
    expect(answer.json().error.data.syncline).toMatchObject({ code: 'AUTH_REQUIRED', error: 'Not signed in' })
  })

  it.each(['admin', 'operator', 'auditor'] as const)(
    'answers to the role %s as its permissions say',
    async (role) => {
      const answer = await call(name, role)
      const permission = changing[name]
      if (permission && !(permissionsOf[role] as readonly string[]).includes(permission)) {
        expect(answer.statusCode).toBe(403)
        expect(answer.json().error.data.syncline).toMatchObject({
          code: 'PERMISSION_DENIED',
          details: { permission, role },
        })
      } else expect([answer.statusCode, answer.json().error]).toEqual([200, undefined])
    },
  )

  it.each([
    ['another one that exists', theirs.id],
    ['one that does not exist', noSync],
    ['what is no id', "' or 1=1"],
    ['nothing', ''],
  ])('is refused for an organization one is not in: %s', async (_name, organization) => {
    const answer = await call(name, 'admin', { 'x-syncline-organization': organization })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().error.data.syncline).toMatchObject({ code: 'TENANT_ACCESS_DENIED', details: {} })
  })

  it('takes the organization by name', async () => {
    const answer = await call(name, 'admin', { 'x-syncline-organization': ours.id })
    expect(answer.statusCode).toBe(200)
  })

  it('refuses fields it does not know', async () => {
    const made = changing[name]
      ? mutation(name, { syncId: ourSync, reason, more: 1 }, { cookie: cookies.admin })
      : query(name, { syncId: ourSync, more: 'canary' }, { cookie: cookies.admin })
    const answer = await edge.inject(made)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error.data.syncline).toMatchObject({ code: 'INVALID_INPUT' })
    expect(answer.body).not.toContain('canary')
  })
})

/** Those that name one thing. */
const byId = [
  'sync.get',
  'sync.retry',
  'sync.skip',
  'sync.cancel',
  'bulk.get',
  'bulk.stop',
  'connection.setRetryPolicy',
  'credential.list',
  'connection.rotateCredential',
  'connection.retireCredential',
  'connection.disable',
  'connection.enable',
  'connection.delete',
  'connection.test',
  'connection.protection',
  'connection.setLimits',
  'connection.resetBreaker',
  'connection.checkHealth',
  'connection.sendTest',
  'cachedRead.list',
  'cachedRead.answer',
  'cachedRead.purge',
  'flow.enable',
  'connection.startSignIn',
  'flow.setConflictPolicy',
  'sync.resolve',
  'sync.conflict',
  'webhook.detail',
  'webhook.replay',
  'view.remove',
]

describe('a foreign id', () => {
  it.each(byId)('answers %s exactly as one that does not exist', async (name) => {
    const [foreign, none] = await Promise.all([
      call(name, 'admin', {}, theirSync),
      call(name, 'admin', {}, noSync),
    ])
    expect(foreign.statusCode).toBe(404)
    const bare = (answer: typeof none) => {
      const body = answer.json()
      const { errorId, timestamp, ...rest } = body.error.data.syncline
      expect([typeof errorId, typeof timestamp]).toEqual(['string', 'string'])
      return { ...body.error, data: { ...body.error.data, syncline: rest } }
    }
    expect(bare(foreign)).toEqual(bare(none))
  })

  it('is no key to another organization’s rows', async () => {
    const answer = await call('sync.list', 'outsider')
    const rows = answer.json().result.data.rows as { syncId: string }[]
    expect(rows.map((row) => row.syncId)).toEqual([theirSync])
    expect((await call('sync.get', 'outsider', {}, ourSync)).statusCode).toBe(404)
  })
})

describe('a secret that comes in', () => {
  const canary = 'sk_test_canary_0123456789'
  it.each([
    ['connection.create', { ...connecting, secrets: { api_key: canary, api_secret: canary } }],
    ['connection.rotateCredential', { connectionId: ourSync, kind: 'api_key', secret: canary }],
    ['connection.test', { kind: 'draft', provider: 'flasherp', baseUrl: null, secrets: { api_key: canary } }],
  ])('by %s is in no audit, no log and no answer', async (name, input) => {
    const answer = await edge.inject(mutation(name, input, { cookie: cookies.admin }))
    expect(answer.statusCode).toBe(200)
    expect(edge.ports.audited.at(-1)).toMatchObject({ action: name, outcome: 'done' })
    for (const told of [edge.ports.audited, edge.log, answer.body])
      expect(JSON.stringify(told)).not.toContain(canary)
  })
})

describe('replaying many', () => {
  const many = (selection: unknown) =>
    edge.inject(
      mutation('webhook.replayMany', { bulkId: ourSync, selection, reason }, { cookie: cookies.operator }),
    )

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
    const answer = await call('session.me', 'operator')
    expect(answer.json().result.data).toEqual({
      user: { id: expect.any(String), name: 'operator', email: 'operator@example.com' },
      organization: { ...ours, timeZone: null },
      role: 'operator',
      permissions: permissionsOf.operator,
      organizations: [{ ...ours, timeZone: null, role: 'operator' }],
      twoFactor: false,
      demo: false,
    })
  })
})

describe('the audit', () => {
  it('has who did what, and what came of it', async () => {
    edge.ports.audited.length = 0
    const headers = { 'user-agent': 'a browser', 'x-correlation-id': 'correlation-of-this-test' }
    await call('sync.retry', 'operator', headers)
    await call('sync.retry', 'operator', headers, noSync)
    await call('sync.skip', 'auditor', headers)
    await edge.inject(mutation('sync.skip', { syncId: 'no id' }, { cookie: cookies.admin, ...headers }))
    await call('sync.list', 'admin', headers)
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
    await call('sync.retry', 'operator', { 'x-correlation-id': 'correlation-of-this-test' })
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
