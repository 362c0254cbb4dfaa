import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Edge, ours, query, startEdge } from '../testing/edge.ts'

let edge: Edge
let cookie: string
beforeAll(async () => {
  edge = await startEdge()
  cookie = await edge.signIn('operator')
})
afterAll(() => edge.close())

const kept = async () =>
  (
    await edge.admin.query(
      `select organization_id, error_id, left(actor, 5) as actor, operation, code, details, correlation_id
       from coordination.refusal order by at, operation`,
    )
  ).rows
const told = (answer: { json(): any }) => answer.json().error?.data?.syncline ?? answer.json()

describe('what is refused', () => {
  it('to a member is kept, by procedure or route, each of a batch for itself', async () => {
    const headers = { cookie, 'x-correlation-id': 'c-refused-0001' }
    const common = { organization_id: ours.id, actor: 'user:', correlation_id: 'c-refused-0001' }
    const read = await edge.inject(query('sync.list', { filter: { from: 'yesterday' } }, headers))
    await expect.poll(kept).toEqual([
      {
        ...common,
        error_id: told(read).errorId,
        operation: 'sync.list',
        code: 'INVALID_INPUT',
        details: told(read).details,
      },
    ])
    const route = await edge.inject({ method: 'GET', url: '/api/v1/syncs/none', headers })
    await expect
      .poll(async () => (await kept())[1])
      .toMatchObject({
        error_id: told(route).errorId,
        operation: 'GET /api/v1/syncs/:syncId',
      })
    const batch = await edge.inject({
      method: 'GET',
      url: `/trpc/sync.get,audit.list?batch=1&input=${encodeURIComponent('{"0":{},"1":{}}')}`,
      headers,
    })
    const answers = batch.json().map((one: any) => one.error.data.syncline)
    await expect
      .poll(async () => (await kept()).slice(2))
      .toMatchObject([
        { error_id: answers[1].errorId, operation: 'audit.list', code: 'PERMISSION_DENIED' },
        { error_id: answers[0].errorId, operation: 'sync.get', code: 'INVALID_INPUT' },
      ])
  })

  it('to a stranger, and to a member of another organization, leaves nothing', async () => {
    const before = await kept()
    await edge.inject(query('sync.list', {}))
    await edge.inject({ method: 'GET', url: '/api/nothing' })
    await edge.inject({ method: 'GET', url: '/api/v1/syncs', headers: { 'x-api-key': 'syn_live_none' } })
    await edge.inject(query('sync.list', {}, { cookie, 'x-syncline-organization': crypto.randomUUID() }))
    // What is kept is kept in its order: with this one there, nothing of those before is still to come.
    await edge.inject(query('sync.list', { filter: { from: 'tomorrow' } }, { cookie }))
    await expect.poll(async () => (await kept()).length).toBeGreaterThan(before.length)
    expect((await kept()).length).toBe(before.length + 1)
  })
})
