import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import type { Permission, Role } from '@syncline/domain/access'
import type { RechargeCreateInput, RechargeRow } from '@syncline/domain/view'
import { createSandbox, type Sandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mutation, query } from '../testing/edge.ts'
import { askedRecharge, foundWallet, type TestWallet } from '../testing/electricity.ts'
import { startTestHub, type TestHub } from '../testing/hub.ts'
import { everyRow } from '../testing/told.ts'
import { startTestWeb, type TestWeb } from '../testing/web.ts'
import { rechargeIdOf } from './recharge-stream.ts'

const apiKey = 'key-of-the-tests-of-doors'
let hub: TestHub
let sandbox: Sandbox
let ours: TestWallet
let web: TestWeb
let cookies: Awaited<ReturnType<TestWeb['people']>>

beforeAll(async () => {
  hub = await startTestHub()
  sandbox = await createSandbox({ accounts: [{ buypower: { apiKey } }] })
  ours = await foundWallet(hub, sandbox.url, apiKey)
  // What plays BuyPower is on this machine.
  web = await startTestWeb(hub, { SYNCLINE_DEMO: '1' })
  cookies = await web.people(ours.organizationId, 'quay')
})
afterAll(async () => {
  await web.close()
  await sandbox.close()
  await hub.close()
})

const asked = (changes: Partial<RechargeCreateInput> = {}) => askedRecharge(ours.connectionId, changes)

const call = (name: string, input: unknown, as: Role) =>
  web.inject(mutation(name, input, { cookie: cookies[as] }))
const list = async () => {
  await advanceProjection(hub.workerPool, 'event_entry')
  const input = { connectionId: ours.connectionId }
  const answer = await web.inject(query('recharge.list', input, { cookie: cookies.auditor }))
  return answer.json().result.data.rows as readonly RechargeRow[]
}

it('is sold by operators, not by auditors, who see that it was', async () => {
  const input = asked({ meter: '04123451234' })
  for (const name of ['recharge.create', 'recharge.revealTokens']) {
    const rechargeId = rechargeIdOf(ours.organizationId, input.requestId)
    const refused = await call(name, name === 'recharge.create' ? input : { rechargeId }, 'auditor')
    expect(refused.json().error.data.syncline.code).toBe('PERMISSION_DENIED')
  }
  const answer = await call('recharge.create', input, 'operator')
  expect(answer.json().result.data).toMatchObject({
    state: 'sold',
    rechargeId: rechargeIdOf(ours.organizationId, input.requestId),
  })
  const [newest] = await list()
  expect(newest).toMatchObject({
    rechargeId: rechargeIdOf(ours.organizationId, input.requestId),
    status: 'vended',
    meter: '•••1234',
    amountKobo: 500_000,
    by: { name: 'operator' },
  })
})

it('is sold by a program whose key may, once under its request id', async () => {
  const keyWith = async (scope: Permission) => {
    const made = await call('apiKey.create', { name: scope, scopes: [scope], expiresInDays: 1 }, 'admin')
    return made.json().result.data.secret as string
  }
  const post = (key: string, payload: object) =>
    web.inject({
      method: 'POST',
      url: '/api/v1/recharges',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      payload,
    })
  const input = asked()
  const refused = await post(await keyWith('connection.read'), input)
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'PERMISSION_DENIED'])
  const key = await keyWith('electricity.sell')
  const [sold, again] = [await post(key, input), await post(key, input)]
  expect([sold.statusCode, sold.json().tokens.length]).toEqual([201, 1])
  expect(again.json()).toMatchObject({ state: 'sold', replayed: true, tokens: [] })
  const wrong = await post(key, { ...input, amountKobo: 9_999 })
  expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'INVALID_INPUT'])
})

it('leaves neither token nor meter nor phone anywhere', async () => {
  const input = asked({ meter: '04198765432', phone: '08031239876' })
  const { tokens, rechargeId } = (await call('recharge.create', input, 'admin')).json().result.data
  const [{ digits }] = tokens
  expect(digits).toMatch(/^\d{20}$/)
  const shown = await call('recharge.revealTokens', { rechargeId }, 'admin')
  expect(shown.json().result.data.tokens).toEqual(tokens)
  await call('connection.requeryVend', { connectionId: ours.connectionId, orderId: rechargeId }, 'admin')
  await call('recharge.create', { ...input, requestId: randomUUID(), amountKobo: 30_000 }, 'admin')
  const kept = [...(await everyRow(hub)), ...web.log.map((line) => JSON.stringify(line))].join('\n')
  expect(kept).toContain(rechargeId)
  const dashed = digits.replaceAll(/(?<=\d)(?=(?:\d{4})+$)/g, '-')
  for (const secret of [digits, dashed, input.meter, '08031239876', '8031239876'])
    expect(kept).not.toContain(secret)
  const { rows } = await hub.admin.query<{ action: string }>(
    `select action from coordination.audit where target in ($1, $2) and outcome = 'done' order by at`,
    [rechargeId, ours.connectionId],
  )
  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['recharge.create', 'recharge.revealTokens', 'connection.requeryVend']),
  )
})

it('sells nothing while the connection is off', async () => {
  const off = { connectionId: ours.connectionId, reason: 'Stocktaking' }
  expect((await call('connection.disable', off, 'admin')).statusCode).toBe(200)
  await advanceProjection(hub.workerPool, 'directory')
  const input = asked()
  const before = sandbox.requests('buypower').length
  // Felt within five seconds: another process, that remembers nothing, feels it at once.
  const fresh = await startTestWeb(hub, { SYNCLINE_DEMO: '1' })
  const refused = await fresh.inject(mutation('recharge.create', input, { cookie: cookies.operator }))
  expect(refused.json().error.data.syncline).toMatchObject({
    code: 'STATE_CONFLICT',
    details: { reason: 'is_off' },
  })
  expect(sandbox.requests('buypower')).toHaveLength(before)
  await fresh.close()
})
