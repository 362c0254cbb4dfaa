import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { createPool, isDatabaseAway, readOrganization, withOrganization } from './index.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('a client that is lent out', () => {
  it('does not take the process with it when the server ends its session', async () => {
    const pool = createPool({ url: database.url, role: 'syncline_app', max: 2, applicationName: 'pool test' })
    const operator = new pg.Client({ connectionString: database.url })
    await operator.connect()
    const client = await pool.connect()
    try {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      const ended = new Promise((resolve) => {
        client.once('end', resolve)
      })
      await operator.query('select pg_terminate_backend($1)', [rows[0]?.pid])
      await ended
      const error = await client.query('select 1').catch((failure: unknown) => failure)
      expect(isDatabaseAway(error)).toBe(true)
      expect((await pool.query('select 1')).rowCount).toBe(1)
    } finally {
      client.release(true)
      await Promise.all([pool.end(), operator.end()])
    }
  })
})

it('is the application within a transaction, also where a pooler dropped what the session began with', async () => {
  const pool = createPool({ url: database.url, role: 'syncline_app', max: 1, applicationName: 'pool' })
  await pool.query('set role none')
  for (const begin of [withOrganization, readOrganization]) {
    const { rows } = await begin(pool, randomUUID(), (tx) =>
      tx.query<{ role: string }>('select current_user as role'),
    )
    expect(rows).toEqual([{ role: 'syncline_app' }])
  }
  await pool.end()
})
