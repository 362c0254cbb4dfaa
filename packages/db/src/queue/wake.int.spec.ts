import { randomUUID } from 'node:crypto'
import { wakeQueues } from '@syncline/domain/job'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppender } from '../log/index.ts'
import { createTestDatabase } from '../testing/index.ts'

let database: { url: string; drop(): Promise<void> }
let admin: pg.Client
let boss: PgBoss
beforeAll(async () => {
  database = await createTestDatabase()
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  boss = new PgBoss({ connectionString: database.url, migrate: false, supervise: false, schedule: false })
  await boss.start()
})
afterAll(async () => {
  await boss.stop({ graceful: false })
  await admin.end()
  await database.drop()
})

/** The only job of a queue without what has to differ, then gone. */
async function takeRow(queue: string): Promise<Record<string, unknown>> {
  const { rows } = await admin.query(
    `delete from pgboss.job where name = $1 returning *, keep_until - created_on as kept, start_after - created_on as waits`,
    [queue],
  )
  expect(rows).toHaveLength(1)
  const { id: _id, created_on: _created, start_after: _start, keep_until: _until, ...same } = rows[0]
  return same
}

/** What was notified while `work` ran. */
async function heard(work: () => Promise<unknown>): Promise<string[]> {
  const notes: string[] = []
  const hear = (note: pg.Notification) => notes.push(`${note.channel} ${note.payload}`)
  const { rows } = await admin.query<{ channel: string }>(
    "select 'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24) as channel",
  )
  await admin.query(`listen "${rows[0]?.channel}"`)
  admin.on('notification', hear)
  await work()
  // Notifications come in order, with answers: what was sent before this query has arrived by its answer.
  await admin.query('select 1')
  admin.off('notification', hear)
  await admin.query('unlisten *')
  return notes
}

describe.each(wakeQueues)('the wake-up of %s', (queue) => {
  it('is the row that pg-boss itself would send, and is heard the same', async () => {
    const sent = await heard(() => boss.send(queue))
    const theirs = await takeRow(queue)
    const woken = await heard(() => admin.query('select log.wake($1)', [[queue]]))
    const ours = await takeRow(queue)
    expect(ours).toEqual(theirs)
    expect(woken).toEqual(sent)
    expect(woken).toHaveLength(1)
  })

  it('rings once however often it is asked for', async () => {
    const notes = await heard(async () => {
      for (let n = 0; n < 5; n++) await admin.query('select log.wake($1)', [[queue]])
    })
    expect(notes).toHaveLength(1)
    await takeRow(queue)
  })
})

it('comes with the commit of what it is about', async () => {
  const appender = createAppender({ url: database.url, role: 'syncline_app' })
  const notes = await heard(() =>
    appender.append({
      organizationId: randomUUID(),
      stream: `sync-${randomUUID()}`,
      events: [{ type: 'SyncSkipped', data: { reason: 'seen to by hand' } }],
      context: { now: new Date(), actor: 'system:test', correlationId: 'c' },
    }),
  )
  expect(notes.map((note) => note.split(' ')[1])).toEqual(['wake-projections'])
  await appender.close()
})
