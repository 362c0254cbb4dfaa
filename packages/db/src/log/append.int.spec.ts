import { randomUUID } from 'node:crypto'
import { SynclineError } from '@syncline/domain/error'
import type { CommandContext, NewEvent } from '@syncline/domain/event'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { type Appender, createAppender } from './index.ts'

const context: CommandContext = {
  now: new Date('2026-11-21T08:00:00Z'),
  actor: 'system:test',
  correlationId: 'c-1',
}
const ignored: NewEvent = { type: 'WebhookIgnored', data: { reason: 'unknown_type' } }
const organizationId = randomUUID()

let database: { url: string; drop(): Promise<void> }
let appender: Appender
let admin: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  appender = createAppender({ url: database.url, role: 'syncline_app' })
  admin = new pg.Pool({ connectionString: database.url, max: 4 })
})
afterAll(async () => {
  await appender.close()
  await admin.end()
  await database.drop()
})

const delivery = () => `delivery-${randomUUID()}`
const append = (stream: string, more: object = {}) =>
  appender.append({ organizationId, stream, events: [ignored], context, ...more })

async function density(): Promise<{ count: number; max: number }> {
  const { rows } = await admin.query(
    'select count(*)::int as count, coalesce(max(position), 0)::int as max from log.event',
  )
  return rows[0]
}

describe('append', () => {
  it('gives dense positions and stream versions', async () => {
    const stream = delivery()
    const first = await append(stream)
    const second = await append(stream, { events: [ignored, ignored] })
    expect(first).toMatchObject({ outcome: 'appended', version: 1 })
    expect(second).toMatchObject({
      outcome: 'appended',
      version: 3,
      position: (first as { position: number }).position + 2,
    })
  })

  it('answers a second append under the same key with the first', async () => {
    const stream = delivery()
    const first = await append(stream, { idempotencyKey: 'k1' })
    const again = await append(delivery(), { idempotencyKey: 'k1' })
    expect(again).toEqual({ ...first, outcome: 'duplicate' })
  })

  it('keeps the keys of two organizations apart', async () => {
    await append(delivery(), { idempotencyKey: 'shared' })
    const other = await append(delivery(), { idempotencyKey: 'shared', organizationId: randomUUID() })
    expect(other.outcome).toBe('appended')
  })

  it.each([512, 1])('writes nothing on what was not written before it, %i requests a flush', async (size) => {
    const chained = createAppender({ url: database.url, role: 'syncline_app', maxRequestsPerFlush: size })
    const stream = delivery()
    const decidedOn = (expectedVersion: number, follows = false) =>
      chained.append({ organizationId, stream, events: [ignored], context, expectedVersion, follows })
    await append(stream)
    // Somebody else wrote version 1: what was decided for version 2 does not stand on that.
    const lost = await Promise.all([decidedOn(0), decidedOn(1, true), decidedOn(2, true)])
    expect(lost.map(({ outcome }) => outcome)).toEqual(['conflict', 'conflict', 'conflict'])
    const again = await Promise.all([decidedOn(1), decidedOn(2, true)])
    expect(again.map(({ outcome }) => outcome)).toEqual(['appended', 'appended'])
    await chained.close()
  })

  it('recognises the same key twice in one flush', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => append(delivery(), { idempotencyKey: 'burst' })),
    )
    expect(answers.filter((answer) => answer.outcome === 'appended')).toHaveLength(1)
    expect(new Set(answers.map((answer) => (answer as { position: number }).position)).size).toBe(1)
  })

  it('gives a version conflict to the one that is wrong and writes its neighbours', async () => {
    const stream = delivery()
    await append(stream)
    const [wrong, right, fresh] = await Promise.all([
      append(stream, { expectedVersion: 0 }),
      append(stream, { expectedVersion: 1 }),
      append(delivery(), { expectedVersion: 0, idempotencyKey: 'neighbour' }),
    ])
    expect(wrong).toEqual({ outcome: 'conflict', version: 1 })
    expect(right).toMatchObject({ outcome: 'appended', version: 2 })
    expect(fresh).toMatchObject({ outcome: 'appended', version: 1 })
  })

  it('lets a chain of expected versions through in one flush', async () => {
    const stream = delivery()
    const answers = await Promise.all(
      [0, 1, 2, 3].map((expectedVersion) => append(stream, { expectedVersion })),
    )
    expect(answers.map((answer) => answer.outcome)).toEqual(Array(4).fill('appended'))
  })

  it('keeps versions dense and heads right whatever meets in one flush', async () => {
    const streams = Array.from({ length: 7 }, delivery)
    const request = (n: number) =>
      append(streams[(n * 5) % 7] as string, {
        events: Array(1 + (n % 3)).fill(ignored),
        // Some right, most wrong, and every tenth key twice.
        ...(n % 11 === 0 && { expectedVersion: n % 4 }),
        ...(n % 3 === 0 && { idempotencyKey: `mix-${Math.floor(n / 10)}-${n % 5}` }),
      })
    const answers = []
    // Bursts without conditions take the short road, the others the long one.
    for (const size of [1, 40, 3, 80, 60])
      answers.push(...(await Promise.all(Array.from({ length: size }, (_, n) => request(n)))))
    answers.push(...(await Promise.all(streams.flatMap((stream) => [stream, stream]).map((s) => append(s)))))
    expect(new Set(answers.map((answer) => answer.outcome))).toEqual(
      new Set(['appended', 'duplicate', 'conflict']),
    )
    const { rows } = await admin.query(
      `select h.version as head, h.position = max(e.position) as at_last, count(*)::int as events,
         array_agg(e.version order by e.position) = array_agg(e.version order by e.version) as in_order,
         max(e.version) as newest
       from log.event e join log.head h using (organization_id, stream)
       where e.organization_id = $1 and e.stream = any ($2) group by h.version, h.position, e.stream`,
      [organizationId, streams],
    )
    expect(rows).toHaveLength(7)
    for (const row of rows)
      expect(row).toEqual({
        head: row.events,
        at_last: true,
        events: row.events,
        in_order: true,
        newest: row.events,
      })
    const { count, max } = await density()
    expect(max).toBe(count)
  })

  it('finds the end of the log when the caller knows of a position that is gone', async () => {
    const { max } = await density()
    const event = JSON.stringify([
      [
        organizationId,
        delivery(),
        'WebhookIgnored',
        1,
        0,
        'system:test',
        'c-1',
        null,
        {},
        null,
        null,
        0,
        1,
        true,
      ],
    ])
    const { rows } = await admin.query('select tip from log.append($1, null, null, $2, $3)', [
      event,
      max + 1_000,
      [],
    ])
    expect(Number(rows[0].tip)).toBe(max)
  })

  it('isolates 100 poisoned requests and loses neither neighbours nor density', async () => {
    const before = await density()
    const poison: NewEvent = {
      type: 'WebhookReceived',
      data: {
        connectionId: randomUUID(),
        provider: 'stripe',
        providerEventId: 'a\u0000b',
        eventType: 'x',
        accountId: null,
        headers: {},
        payloadId: randomUUID(),
        sizeBytes: 1,
      },
    }
    const answers = await Promise.allSettled(
      Array.from({ length: 300 }, (_, n) => append(delivery(), n % 3 === 0 ? { events: [poison] } : {})),
    )
    const refusals = answers.filter((answer) => answer.status === 'rejected')
    expect(refusals).toHaveLength(100)
    for (const refusal of refusals) expect((refusal.reason as SynclineError).code).toBe('DB_ERROR')
    const after = await density()
    expect(after.count).toBe(before.count + 200)
    expect(after.max).toBe(after.count)
  })

  it('refuses events that are not in the catalogue or do not fit', async () => {
    await expect(append(delivery(), { events: [{ type: 'Nonsense', data: {} }] })).rejects.toMatchObject({
      code: 'INVALID_EVENT',
    })
    await expect(
      append(delivery(), { events: [{ type: 'WebhookIgnored', data: { reason: 'no' } }] }),
    ).rejects.toMatchObject({
      paths: ['data.reason'],
    })
    await expect(append(`sync-${randomUUID()}`)).rejects.toMatchObject({ paths: ['stream'] })
  })

  it('refuses with OVERLOADED when its queue is full', async () => {
    const small = createAppender({ url: database.url, role: 'syncline_app', maxQueuedRequests: 2 })
    const request = { organizationId, events: [ignored], context }
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => small.append({ ...request, stream: delivery() })),
    )
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    await small.close()
  })

  it('says so when the database went away and works again after', async () => {
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'syncline append' and datname = current_database()",
    )
    const answers = await Promise.allSettled([append(delivery()), append(delivery())])
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason.code).toBe('DATABASE_UNAVAILABLE')
    expect((await append(delivery())).outcome).toBe('appended')
  })

  it('keeps a payload with its event and none for a duplicate', async () => {
    const sealed = Buffer.from('sealed bytes')
    const one = uuidNow(1)
    const two = uuidNow(2)
    await append(delivery(), { idempotencyKey: 'p', payload: { payloadId: one, sealed } })
    await append(delivery(), { idempotencyKey: 'p', payload: { payloadId: two, sealed } })
    const { rows } = await admin.query(
      'select payload_id, sealed from log.payload where payload_id = any($1)',
      [[one, two]],
    )
    expect(rows).toEqual([{ payload_id: one, sealed }])
  })
})

describe('the database itself refuses', () => {
  for (const role of [
    'syncline_app',
    'syncline_worker',
    'syncline_append',
    'syncline_owner',
    'syncline_projector',
  ])
    for (const statement of [
      "update log.event set type = 'x'",
      'delete from log.event',
      'truncate log.event',
      'truncate log.event_1',
      'delete from log.event_1',
      'drop table log.event_1',
      'alter table log.event disable trigger all',
    ].filter((text) => role !== 'syncline_owner' || !/^(drop|alter)/.test(text)))
      it(`${role}: ${statement}`, async () => {
        const client = await admin.connect()
        try {
          await client.query(
            `begin; set local role ${role}; set local syncline.organization = '${organizationId}'`,
          )
          const outcome = await client.query(statement).then(
            () => 'done',
            (error: { code: string }) => error.code,
          )
          expect(outcome).toBe('42501')
        } finally {
          await client.query('rollback')
          client.release()
        }
      })
})

function uuidNow(n: number): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-00000000000${n}`
}
