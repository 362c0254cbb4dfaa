import { SynclineError } from '@syncline/domain/error'
import { emptyTally } from '@syncline/domain/reconciliation'
import type { ExportedList, ReconciliationRow } from '@syncline/domain/view'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Edge, ourSync, ours, startEdge, theirs } from '../testing/edge.ts'

let edge: Edge
let operator: string
let auditor: string
beforeAll(async () => {
  edge = await startEdge()
  operator = await edge.signIn('operator')
  auditor = await edge.signIn('auditor')
})
afterAll(() => edge.close())

const get = (address: string, headers: Record<string, string> = {}) =>
  edge.inject({ method: 'GET', url: `/api/export/${address}`, headers: { cookie: operator, ...headers } })
const ownIdOf = async (person: string) => {
  const { rows } = await edge.admin.query('select id from auth."user" where email like $1', [`${person}%`])
  return String(rows[0]?.id)
}
const of = (organization: { id: string }, filter: unknown = {}) =>
  `?${new URLSearchParams({ organization: organization.id, filter: JSON.stringify(filter) }).toString()}`

describe('an export', () => {
  it.each(['syncs', 'webhooks'])('of %s is a file with a line per row', async (list) => {
    const answer = await get(`${list}.csv${of(ours)}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="syncline-${list}.csv"`,
      'cache-control': 'no-store',
    })
    const [head, row, end] = answer.body.split('\r\n')
    expect(head).toMatch(/^\uFEFF(sync|delivery)_id,status,/)
    expect(row).toContain(ourSync)
    expect(end).toBe('')
  })

  it('of events has a line for each, and nothing of what they say', async () => {
    const { list } = edge.ports.eventReads
    const { row } = (await edge.ports.eventReads.get(ours.id, 7)) ?? {}
    edge.ports.eventReads.list = async (organizationId) => ({
      ...(await list(organizationId, { filter: {}, limit: 1 })),
      rows: row && organizationId === ours.id ? [{ ...row, type: '=SyncFailed' }] : [],
    })
    const answer = await get(`events.csv${of(ours, { nouns: ['sync'] })}`)
    expect(answer.headers['content-disposition']).toBe('attachment; filename="syncline-events.csv"')
    const [head, first, end] = answer.body.split('\r\n')
    expect(head).toBe(
      '\uFEFFevent,meaning,stream,version,by,correlation_id,causation_position,occurred_at,recorded_at,position',
    )
    expect(first).toMatch(/^'=SyncFailed,/)
    expect(end).toBe('')
    edge.ports.eventReads.list = list
  })

  it('makes text of what a spreadsheet would run', async () => {
    const { list } = edge.ports.syncReads
    const planted = await list(ours.id, { filter: {}, limit: 1 })
    const [row] = planted.rows
    edge.ports.syncReads.list = async () => ({
      ...planted,
      rows: [{ ...(row as typeof row & object), label: '=HYPERLINK("x","y"),' }],
    })
    expect((await get(`syncs.csv${of(ours)}`)).body).toContain(`"'=HYPERLINK(""x"",""y""),"`)
    edge.ports.syncReads.list = list
  })

  it('reads page after page to the end, each row once', async () => {
    const { list } = edge.ports.syncReads
    const { rows, ...rest } = await list(ours.id, { filter: {}, limit: 1 })
    const pageAt = (position: number) => [
      { ...(rows[0] as (typeof rows)[number]), requestedPosition: position },
    ]
    edge.ports.syncReads.list = async (_organization, { cursor }) => {
      const from = cursor?.position ?? 4
      return { ...rest, rows: pageAt(from - 1), hasOlder: from > 2 }
    }
    const lines = (await get(`syncs.csv${of(ours)}`)).body.trim().split('\r\n')
    expect(lines.map((line) => line.split(',').at(-1))).toEqual(['position', '3', '2', '1'])
    edge.ports.syncReads.list = list
  })

  const flow = { connectionId: 'c', provider: 'stripe', name: 'Stripe Lekki' } as const
  const at = '2026-11-21T10:00:00.000Z'
  const compared = {
    reconciliationId: 'c',
    connectionId: 'c',
    connectionName: '=c',
    provider: 'stripe',
    entity: 'customer',
    number: 3,
    from: at,
    to: at,
    status: 'completed',
    errorCode: null,
    phase: 'ours',
    counts: emptyTally.counts,
    totals: [],
    listed: 0,
    by: { actor: 'user:u', name: 'Ngozi' },
    startedAt: at,
    startedPosition: 1,
    endedAt: at,
  } satisfies ReconciliationRow

  it.each<[ExportedList, string, () => void]>([
    ['connections', 'connection_id,name,provider,venue,status,off_because', () => {}],
    [
      'mappings',
      'flow_id,entity,becomes,source',
      () => {
        edge.ports.mappings.list = async () => [
          {
            flowId: 'c',
            entity: 'customer',
            source: flow,
            target: flow,
            version: 2,
            origin: 'published',
            targetEntity: 'customer',
            publishedAt: at,
          },
        ]
      },
    ],
    [
      'reconciliations',
      'reconciliation_id,number,connection,connection_id,entity,from,to,status,compared,matched',
      () => {
        edge.ports.reconciliationReads.list = async () => ({ rows: [compared], hasOlder: false, position: 1 })
      },
    ],
    [
      'refused',
      'reason,connection_id,connection,size_bytes,refused_at',
      () => {
        edge.ports.webhookReads.refused = async (_organizationId, { connectionId }) => [
          {
            connectionId: connectionId ?? 'c',
            connectionName: 'c',
            refusedAt: at,
            reason: 'c',
            sizeBytes: 7,
          },
        ]
      },
    ],
    [
      'erasures',
      'erasure_id,status,person,reason',
      () => {
        edge.ports.erasureReads.list = async () => [
          {
            erasureId: 'c',
            status: 'erased',
            reason: '=asked',
            objects: [
              {
                connectionId: 'c',
                connectionName: null,
                provider: 'stripe',
                entity: 'customer',
                id: 'cus_1',
              },
            ],
            searched: 9,
            webhooks: 2,
            cancelled: 0,
            unknown: 0,
            unknownWrites: [],
            report: { keys: 1, syncs: 4 },
            by: { actor: 'user:u', name: 'Ngozi' },
            requestedAt: at,
            endedAt: at,
            returnedAt: null,
          },
        ]
      },
    ],
  ])('of %s has a line for each', async (list, columns, plant) => {
    plant()
    const answer = await get(`${list}.csv${of(ours)}`, { cookie: auditor })
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="syncline-${list}.csv"`)
    const [head, first, end] = answer.body.split('\r\n')
    expect(head?.startsWith(`\uFEFF${columns}`)).toBe(true)
    expect(first?.split(',')).toContain('c')
    expect(first).not.toContain(',=')
    expect(end).toBe('')
  })

  it('without a line still names its columns', async () => {
    const { list } = edge.ports.webhookReads
    edge.ports.webhookReads.list = async (organizationId, input) => ({
      ...(await list(organizationId, input)),
      rows: [],
    })
    expect((await get(`webhooks.csv${of(ours)}`)).body).toMatch(/^\uFEFFdelivery_id,status,[a-z_,]+\r\n$/)
    edge.ports.webhookReads.list = list
  })

  it('of people has members and who was asked in, of keys no secret', async () => {
    const { invitation } = await edge.ports.people.invite(
      ours.id,
      { email: 'ada@example.com', role: 'operator' },
      await ownIdOf('admin'),
    )
    const people = await get(`people.csv${of(ours)}`, { cookie: auditor })
    const lines = people.body.trimEnd().split('\r\n')
    expect(lines).toHaveLength(1 + 3 + 1)
    expect(lines.at(-1)).toMatch(new RegExp(`^invited,,${invitation.email},operator,`))
    const { key, secret } = await edge.ports.apiKeys.create(
      ours.id,
      { name: 'Till', scopes: ['sync.read', 'event.read'], expiresInDays: null },
      'user:u',
    )
    const keys = await get(`keys.csv${of(ours)}`, { cookie: auditor })
    expect(keys.body).toContain(`${key.keyId},Till,live,`)
    expect(keys.body).toContain(',sync.read event.read,')
    expect(keys.body).not.toContain(secret)
  })

  it('of sessions has one’s own, for a person alone', async () => {
    const own = await get(`sessions.csv${of(ours)}`)
    const lines = own.body.trimEnd().split('\r\n')
    expect(lines.map((line) => line.split(',')[1])).toEqual(['this_one', 'yes'])
    const { secret } = await edge.ports.apiKeys.create(
      ours.id,
      { name: 'Till', scopes: ['sync.read'], expiresInDays: null },
      'user:u',
    )
    const headers = { cookie: '', authorization: `Bearer ${secret}` }
    expect((await get(`syncs.csv${of(ours)}`, headers)).statusCode).toBe(200)
    expect((await get(`sessions.csv${of(ours)}`, headers)).statusCode).toBe(403)
  })

  it('of callbacks goes on after the last, for one connection', async () => {
    const { list } = edge.ports.callbacks
    const connectionId = '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b09'
    const row = { type: 'invoice.posted', invoiceId: 'i', billId: null, state: 'told', tries: 1 } as const
    const rest = { nextTryAt: null, toldAt: at, failure: null, syncId: null }
    edge.ports.callbacks.list = async (_organizationId, { connectionId: asked, cursor }) => ({
      rows: [{ ...row, ...rest, callbackId: cursor ? 'second' : asked, happenedAt: at }],
      hasOlder: cursor === undefined,
      counts: { waiting: 0, told: 2, given_up: 0 },
    })
    const answer = await get(`callbacks.csv${of(ours, { connectionId, state: 'told' })}`)
    const lines = answer.body.trimEnd().split('\r\n')
    expect(lines.map((line) => line.split(',')[0]?.trim())).toEqual(['callback_id', connectionId, 'second'])
    expect((await get(`callbacks.csv${of(ours)}`)).statusCode).toBe(400)
    edge.ports.callbacks.list = list
  })

  it('of movements goes on behind the last, waits where the provider is busy, and keeps what left a number', async () => {
    const { list } = edge.ports.movements
    const connectionId = '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b09'
    const left = { amount: -700, currency: 'JPY' }
    const row = { type: 'refund', status: null, amount: left, fee: left, net: left, sourceId: 're_1' }
    let asked = 0
    edge.ports.movements.list = async (_organizationId, { cursor, limit, filter }) => {
      asked += 1
      if (asked === 2) throw new SynclineError('RATE_LIMIT_EXCEEDED', { retryAfterMs: 1 })
      expect([limit, filter]).toEqual([100, { type: 'refund' }])
      return {
        rows: [{ ...row, movementId: cursor ? 'second' : 'first', createdAt: at, availableAt: at }],
        hasOlder: cursor === undefined,
      }
    }
    const answer = await get(`movements.csv${of(ours, { connectionId, type: 'refund' })}`)
    expect(answer.body.trimEnd().split('\r\n').slice(1)).toEqual([
      `first,refund,,-700,-700,-700,JPY,re_1,${at},${at}`,
      `second,refund,,-700,-700,-700,JPY,re_1,${at},${at}`,
    ])
    edge.ports.movements.list = list
  })

  it('of what was refused takes its filter', async () => {
    const connectionId = '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b09'
    const answer = await get(`refused.csv${of(ours, { connectionId })}`)
    expect(answer.body).toContain(connectionId)
    expect((await get(`refused.csv${of(ours, { connectionId: 'c' })}`)).statusCode).toBe(400)
  })

  it.each(['people', 'keys', 'erasures'])('of %s is closed to who may not see the list', async (list) => {
    expect((await get(`${list}.csv${of(ours)}`)).statusCode).toBe(403)
    expect((await get(`${list}.csv${of(ours)}`, { cookie: auditor })).statusCode).toBe(200)
  })

  it.each([
    ['nobody', 401, `syncs.csv${of(ours)}`, { cookie: '' }],
    ['who is elsewhere', 403, `syncs.csv${of(theirs)}`, {}],
    ['another site', 403, `syncs.csv${of(ours)}`, { 'sec-fetch-site': 'cross-site' }],
    ['a filter there is not', 400, `syncs.csv${of(ours, { unicorn: 1 })}`, {}],
    ['no JSON', 400, `syncs.csv?organization=${ours.id}&filter={`, {}],
    ['a list there is not', 404, `secrets.csv${of(ours)}`, {}],
    ['no file', 404, `syncs${of(ours)}`, {}],
  ] as const)('is refused to %s', async (_who, status, address, headers) => {
    expect((await get(address, headers)).statusCode).toBe(status)
  })
})
