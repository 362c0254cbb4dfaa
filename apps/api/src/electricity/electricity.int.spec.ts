import { randomUUID } from 'node:crypto'
import { buypower } from '@syncline/providers/buypower'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foundWallet, type TestWallet } from '../testing/electricity.ts'
import { startTestHub, type TestHub } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { createElectricity, type Electricity } from './index.ts'

const apiKey = 'key-of-the-electricity-tests'
let hub: TestHub
let jobs: TestJobs
let ours: TestWallet
let electricity: Electricity

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  jobs.sandbox.register({ buypower: { apiKey } })
  ours = await foundWallet(hub, jobs.sandbox.url, apiKey)
  const { targets, protection, log } = jobs.executor
  electricity = createElectricity({
    pool: hub.appPool,
    appender: hub.appender,
    targets,
    protection,
    log,
    loadClient: async () => buypower.client,
  })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const meter = { meter: '04123456789', disco: 'EKO', vendType: 'PREPAID' } as const

describe('a meter', () => {
  it('is told with whose it is masked, and its bounds in whole kobo', async () => {
    const told = await electricity.checkMeter(ours.organizationId, ours.connectionId, meter)
    expect(told).toMatchObject({ disco: 'EKO', vendType: 'PREPAID', minKobo: expect.any(Number) })
    for (const text of [told.name, told.address]) expect(text).toMatch(/^(?:.•••)(?: .•••)*$/u)
  })

  it('is asked about of BuyPower only, and of one’s own organization', async () => {
    const { organizationId, stripeId } = ours
    await expect(electricity.checkMeter(organizationId, stripeId, meter)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await expect(electricity.checkMeter(organizationId, randomUUID(), meter)).rejects.toMatchObject({
      code: 'RECORD_NOT_FOUND',
    })
  })
})

describe('a vend', () => {
  const orderId = randomUUID()
  const by = { actor: 'user:ngozi', correlationId: randomUUID() } as const
  const ask = (id: string) => electricity.requery(ours.organizationId, ours.connectionId, id, by)

  it('that never came is said to be none', async () => {
    expect(await ask(orderId)).toMatchObject({ state: 'failed', code: 'RECORD_NOT_FOUND', wasBegun: false })
  })

  it('that was sold is told without its token', async () => {
    const access = {
      baseUrl: `${jobs.sandbox.url}/buypower/v2`,
      secrets: { api_key: apiKey },
      now: () => new Date(),
      signal: new AbortController().signal,
    }
    const order = { ...meter, orderId, amountKobo: 500_000, phone: '08031234567', name: null, email: null }
    const sold = await buypower.client.vend(order, access)
    if (sold.verdict !== 'done') throw new Error(sold.code)
    const told = await ask(orderId)
    expect(told).toMatchObject({ state: 'sold', code: null, paidKobo: 500_000, askAgainInMs: null })
    expect(JSON.stringify(told)).not.toContain(sold.value.token)
  })
})
