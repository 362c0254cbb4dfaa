import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAppender } from '../log/index.ts'
import { begun, createPool } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { createWakeCalls } from './wake.ts'

const organizationId = randomUUID()
const context = { now: new Date(), actor: 'system:test', correlationId: 'c' } as const
const received = {
  type: 'WebhookReceived',
  data: {
    connectionId: randomUUID(),
    provider: 'stripe',
    providerEventId: 'evt_1',
    eventType: 'customer.created',
    accountId: null,
    headers: {},
    payloadId: randomUUID(),
    sizeBytes: 1,
  },
}

let database: { url: string; drop(): Promise<void> }
let pool: pg.Pool
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, role: 'syncline_worker', max: 4, applicationName: 'test wake' })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

/** As a consumer begins: the lift and the first read go out together. */
async function tipAfter(lift: string): Promise<number> {
  const session = await pool.connect()
  try {
    return await begun(session, lift, async (tx) => {
      const { rows } = await tx.query<{ tip: number }>('select log.tip() as tip')
      return rows[0]?.tip ?? 0
    })
  } finally {
    session.release()
  }
}

it('a woken consumer sees every event of writers that ring while it runs, without waiting for the poll', async () => {
  const appender = createAppender({ url: database.url, role: 'syncline_app', maxRequestsPerFlush: 3 })
  const errors: unknown[] = []
  const calls = createWakeCalls({
    url: database.url,
    applicationName: 'test wake',
    onError: (error) => errors.push(error),
  })
  let running = 0
  let together = 0
  let seen = 0
  let grown = Promise.withResolvers<void>()
  calls.on('wake-router', async (lift) => {
    together = Math.max(together, ++running)
    seen = await tipAfter(lift)
    running--
    grown.resolve()
    grown = Promise.withResolvers()
  })
  await calls.start()
  let late = 0
  for (let burst = 1; burst <= 40; burst++) {
    const append = () =>
      appender.append({ organizationId, stream: `delivery-${randomUUID()}`, events: [received], context })
    await Promise.all(Array.from({ length: 10 }, append))
    const startedAt = performance.now()
    while (seen < burst * 10) await grown.promise
    if (performance.now() - startedAt > 1_000) late++
  }
  // The poll comes every two seconds: it may catch up with a busy machine now and then, not with every other burst.
  expect(late).toBeLessThan(10)
  expect(together).toBe(1)
  expect(errors).toEqual([])
  await calls.stop()
  await appender.close()
})

it('an error of a consumer is told, and the next ring calls it again', async () => {
  const appender = createAppender({ url: database.url, role: 'syncline_app' })
  const told = Promise.withResolvers<unknown>()
  const again = Promise.withResolvers<void>()
  const calls = createWakeCalls({ url: database.url, applicationName: 'test', onError: told.resolve })
  let times = 0
  calls.on('wake-router', async () => {
    if (++times === 1) throw new Error('once')
    again.resolve()
  })
  await calls.start()
  expect(await told.promise).toEqual(new Error('once'))
  await appender.append({ organizationId, stream: `delivery-${randomUUID()}`, events: [received], context })
  await again.promise
  await calls.stop()
  await appender.close()
})
