import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Edge, ourSync, ours, startEdge, theirs } from '../testing/edge.ts'

let edge: Edge
let operator: string
beforeAll(async () => {
  edge = await startEdge()
  operator = await edge.signIn('operator')
})
afterAll(() => edge.close())

const get = (address: string, headers: Record<string, string> = {}) =>
  edge.inject({ method: 'GET', url: `/api/export/${address}`, headers: { cookie: operator, ...headers } })
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
