import { randomUUID } from 'node:crypto'
import { advanceProjection } from '@syncline/db/projections'
import { loadProvider } from '@syncline/providers/registry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bySystem, keepSecret, startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { createMovements, type Movements } from './index.ts'

const connectionId = randomUUID()
let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let movements: Movements

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  ours = await jobs.found({ flows: [] })
  const secretKey = `sk_test_${randomUUID()}`
  jobs.sandbox.register({ stripe: { secretKey } })
  await hub.appender.append({
    organizationId: ours.organizationId,
    stream: `connection-${connectionId}`,
    events: [
      {
        type: 'ConnectionConnected',
        data: {
          provider: 'stripe',
          name: 'Stripe',
          venue: 'Quay 4',
          accountId: 'a',
          baseUrl: jobs.sandbox.url,
        },
      },
    ],
    context: bySystem(),
  })
  await advanceProjection(hub.workerPool, 'directory')
  await keepSecret(hub, ours.organizationId, connectionId, 'api_key', secretKey)
  const pay = new URLSearchParams({
    amount: '4200',
    currency: 'eur',
    confirm: 'true',
    payment_method: 'pm_card_visa',
  })
  for (let number = 0; number < 3; number += 1)
    await fetch(`${jobs.sandbox.url}/v1/payment_intents`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secretKey}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: pay.toString(),
    })
  const { targets, protection, log } = jobs.executor
  movements = createMovements({ pool: hub.appPool, targets, protection, log, loadProvider })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const list = (asked: Partial<Parameters<Movements['list']>[1]> = {}) =>
  movements.list(ours.organizationId, { connectionId, filter: {}, limit: 2, ...asked })

it('are read page by page, through what protects the provider', async () => {
  const first = await list()
  expect(first).toMatchObject({ hasOlder: true, rows: [{ amount: { amount: 4_200, currency: 'EUR' } }, {}] })
  const second = await list({ cursor: first.rows[1]?.movementId })
  expect(second).toMatchObject({ hasOlder: false, rows: [{ type: 'charge' }] })
  expect(await list({ filter: { type: 'refund' } })).toEqual({ rows: [], hasOlder: false })
})

it('are nobody else’s, of nobody who keeps no balance, and of no time that ends before it begins', async () => {
  const times = { from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' }
  await expect(list({ filter: times })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { field: 'filter.to' },
  })
  await expect(list({ connectionId: randomUUID() })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' })
  await expect(list({ connectionId: ours.flasherpId })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { field: 'connectionId' },
  })
})
