import { randomUUID } from 'node:crypto'
import { rechargeEvents } from '@syncline/domain/recharge'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Appender, createAppender } from '../log/index.ts'
import { createPool, readOrganization } from '../pool/index.ts'
import { advanceProjection } from '../projections/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { recentRecharges } from './recharges.ts'

let database: { url: string; drop(): Promise<void> }
let worker: pg.Pool
let appender: Appender

beforeAll(async () => {
  database = await createTestDatabase()
  worker = createPool({ url: database.url, role: 'syncline_worker', max: 2, applicationName: 'recharges' })
  appender = createAppender({ url: database.url, role: 'syncline_worker' })
})
afterAll(async () => {
  await appender.close()
  await worker.end()
  await database.drop()
})

const { RechargeRequested, RechargeVended } = rechargeEvents

async function sell(organizationId: string, connectionId: string): Promise<string> {
  const stream = `recharge-${randomUUID()}`
  await appender.append({
    organizationId,
    stream,
    events: [
      { type: 'RechargeRequested', data: { ...RechargeRequested.example, connectionId } },
      { type: 'RechargeVended', data: RechargeVended.example },
    ],
    context: { now: new Date(), actor: 'user:test', correlationId: 'c' },
  })
  return stream
}

it('has the newest recharges of one connection of one organization, each whole', async () => {
  const [ours, theirs, wallet, other] = Array.from({ length: 4 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
  ]
  const streams: string[] = []
  for (let time = 0; time < 4; time++) {
    streams.unshift(await sell(ours, wallet))
    await sell(ours, other)
    await sell(theirs, wallet)
  }
  await advanceProjection(worker, 'event_entry')
  const recent = await readOrganization(worker, ours, (tx) => recentRecharges(tx, ours, wallet, 3))
  expect(recent.map((events) => events.map(({ stream, type }) => `${stream} ${type}`))).toEqual(
    streams.slice(0, 3).map((stream) => [`${stream} RechargeRequested`, `${stream} RechargeVended`]),
  )
})
