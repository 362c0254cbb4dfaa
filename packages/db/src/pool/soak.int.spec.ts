import { randomUUID } from 'node:crypto'
import { findBouncer, startBouncer } from '@syncline/infra/bouncer'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAppender } from '../log/index.ts'
import { advanceProjection } from '../projections/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { createPool, readOrganization, withOrganization } from './index.ts'

const requests = Number(process.env['SYNCLINE_TEST_REQUESTS'] ?? 3_000)
const lanes = 16
const sessions = 4
const organizations = Array.from({ length: 4 }, () => randomUUID())
const eventsEach = 5
const bouncer = findBouncer()
let database: { url: string; drop(): Promise<void> }
let admin: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Pool({ connectionString: database.url, max: 2 })
  const appender = createAppender({ url: database.url, role: 'syncline_app' })
  for (const organizationId of organizations)
    for (let n = 0; n < eventsEach; n++)
      await appender.append({
        organizationId,
        stream: `organization-${organizationId}`,
        events: [{ type: 'OrganizationFounded', data: { name: organizationId, demo: true } }],
        context: { now: new Date(), actor: 'system:test', correlationId: 'c' },
        idempotencyKey: `k${n}`,
      })
  await appender.close()
  const worker = createPool({ url: database.url, role: 'syncline_worker', max: 1, applicationName: 'soak' })
  await advanceProjection(worker, 'directory')
  await worker.end()
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

/** So many requests of four organizations over one pool; some end in errors, some lose their session or their line. */
async function soak(pool: pg.Pool) {
  const random = mulberry(20_261_121)
  const foreign: unknown[] = []
  let answered = 0
  let broken = 0
  const one = async (n: number) => {
    const organizationId = organizations[n % organizations.length] as string
    const fate = random()
    const begin = random() < 0.3 ? readOrganization : withOrganization
    try {
      await begin(pool, organizationId, async (tx) => {
        const { rows } = await tx.query<{ organization_id: string; pid: number }>(
          'select organization_id, pg_backend_pid() as pid from log.event union all select organization_id, 0 from read.organization',
        )
        if (rows.length !== eventsEach + 1) foreign.push({ n, rows: rows.length })
        for (const row of rows) if (row.organization_id !== organizationId) foreign.push(row)
        if (fate < 0.1) throw new Error('aborted by the caller')
        if (fate < 0.18) await tx.query('select 1 / 0')
        if (fate < 0.22) {
          await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid])
          await tx.query('select 1')
        }
        // As when the process on this side is gone in the middle of a statement.
        if (fate < 0.25) {
          const asked = tx.query('select pg_sleep(0.01)')
          ;(tx as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
          await asked
        }
        answered++
      })
    } catch {
      broken++
    }
  }
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let n = lane; n < requests; n += lanes) await one(n)
    }),
  )
  return { foreign, answered, broken }
}

const passes = ({ foreign, answered, broken }: Awaited<ReturnType<typeof soak>>) => {
  expect(foreign).toEqual([])
  expect(answered + broken).toBe(requests)
  expect(answered).toBeGreaterThan(requests * 0.6)
  expect(broken).toBeGreaterThan(requests * 0.15)
}

it('shows no row of another organization over four sessions that keep breaking', async () => {
  const pool = createPool({ url: database.url, role: 'syncline_app', max: sessions, applicationName: 'soak' })
  passes(await soak(pool))
  await pool.end()
})

// Where there is none, `pnpm nightly` says so.
if (bouncer)
  it('nor through PgBouncer, whose sessions belong to nobody and to a superuser', async () => {
    const pooler = await startBouncer(bouncer, database.url, sessions)
    const pool = createPool({ url: pooler.url, role: 'syncline_app', max: lanes, applicationName: 'soak' })
    const { rows } = await pool.query<{ role: string }>('select current_user as role')
    expect(rows[0]?.role).not.toBe('syncline_app')
    passes(await soak(pool))
    await pool.end()
    await pooler.stop()
  })

function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
