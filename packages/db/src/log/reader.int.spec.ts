import { randomUUID } from 'node:crypto'
import type { CommandContext, NewEvent } from '@syncline/domain/event'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPool } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { createAppender, readWindow } from './index.ts'

const context: CommandContext = { now: new Date(), actor: 'system:test', correlationId: 'c' }
const ignored: NewEvent = { type: 'WebhookIgnored', data: { reason: 'unknown_type' } }
const organizationId = randomUUID()
/** `pnpm nightly` raises it to a million. */
const total = Number(process.env.SYNCLINE_TEST_EVENTS || 24_000)
const writers = 12

let database: { url: string; drop(): Promise<void> }
let pool: pg.Pool
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool({ url: database.url, role: 'syncline_worker', max: 4, applicationName: 'test reader' })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

/** A write transaction that is never ended stalls readers that go by transaction ids. */
async function holdTransaction(): Promise<pg.Client> {
  const foreign = new pg.Client({ connectionString: database.url })
  await foreign.connect()
  await foreign.query(
    'begin; create temporary table held (n int); insert into held values (1); select pg_current_xact_id()',
  )
  return foreign
}

it.each(['past a foreign transaction', 'alone'])(
  `a tailing reader sees ${total} events of ${writers} writers once each, in order, %s`,
  async (how) => {
    const foreign = how === 'alone' ? null : await holdTransaction()
    const { rows: tips } = await pool.query<{ tip: number }>('select log.tip(0) as tip')
    const begun = tips[0]?.tip ?? 0
    const appenders = Array.from({ length: writers }, () =>
      createAppender({ url: database.url, role: 'syncline_app', maxRequestsPerFlush: 7 }),
    )
    let written = 0
    const writing = Promise.all(
      appenders.map(async (appender) => {
        while (written < total) {
          const burst = Array.from({ length: 20 }, () =>
            appender.append({
              organizationId,
              stream: `delivery-${randomUUID()}`,
              events: [ignored],
              context,
            }),
          )
          written += burst.length
          await Promise.all(burst)
        }
        await appender.close()
      }),
    )
    let done = false
    void writing.finally(() => {
      done = true
    })

    const seen: number[] = []
    let after = begun
    const client = await pool.connect()
    for (;;) {
      const finished = done
      const { events, upto } = await readWindow(client, after, ['WebhookIgnored'], 500)
      for (const event of events) seen.push(event.position)
      after = upto
      if (finished && events.length === 0) break
    }
    client.release()
    await writing
    await foreign?.end()

    expect(seen).toHaveLength(written)
    expect(seen.every((position, index) => position === begun + index + 1)).toBe(true)
  },
  30_000 + total,
)
