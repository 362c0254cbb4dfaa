import { randomUUID } from 'node:crypto'
import type { CommandContext } from '@syncline/domain/event'
import { sourceVersion } from '@syncline/domain/record'
import {
  decide,
  evolve,
  initialSync,
  type Sync,
  type SyncCommand,
  type SyncEvent,
  syncEvents,
} from '@syncline/domain/sync'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Appender, createAppender } from '../log/index.ts'
import { createPool } from '../pool/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { advanceProjection, verifyLog, verifySyncStatus } from './index.ts'

const context: CommandContext = { now: new Date('2026-11-21T08:00:00Z'), actor: 'user:p', correlationId: 'c' }
const attempt = syncEvents.SyncSucceeded.example.attempt
const request = syncEvents.SyncRequested.example as Extract<SyncEvent, { type: 'SyncRequested' }>['data']

let database: { url: string; drop(): Promise<void> }
let appender: Appender
let admin: pg.Client
let worker: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  appender = createAppender({ url: database.url, role: 'syncline_worker' })
  worker = createPool({ url: database.url, role: 'syncline_worker', max: 4, applicationName: 'test worker' })
  admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
})
afterAll(async () => {
  await appender.close()
  await worker.end()
  await admin.end()
  await database.drop()
})

const command: fc.Arbitrary<(state: Sync) => SyncCommand> = fc.oneof(
  fc.constant(
    () =>
      ({ type: 'start', idempotencyBase: 'id', sealedOperation: 'sealed:v1:o1:AAAA', worker: 'w' }) as const,
  ),
  fc.boolean().map(
    (late) => (state: Sync) =>
      ({
        type: 'succeed',
        try: number(state, late),
        externalId: 'C-1',
        effect: 'created',
        attempt,
      }) as const,
  ),
  fc
    .record({
      certainty: fc.constantFrom('not_executed', 'rejected', 'unknown' as const),
      retryable: fc.boolean(),
      jitter: fc.constant(0.5),
      retryAfterMs: fc.nat(9_000),
    })
    .map(
      (rest) => (state: Sync) =>
        ({
          type: 'fail',
          try: number(state, false),
          code: 'PROVIDER_ERROR',
          detail: 'x',
          attempt,
          ...rest,
        }) as const as SyncCommand,
    ),
  fc.constantFrom('ask', 'keep_theirs' as const).map(
    (verdict) => (state: Sync) =>
      ({
        type: 'fail',
        try: number(state, false),
        code: 'VERSION_CONFLICT',
        certainty: 'rejected',
        detail: null,
        attempt,
        retryable: true,
        retryAfterMs: 0,
        jitter: 0.5,
        conflict: { verdict, externalId: 'C-1', externalVersion: 4 },
      }) as const as SyncCommand,
  ),
  fc
    .constantFrom('ours', 'theirs' as const)
    .map((choice) => () => ({ type: 'resolve', choice, reason: 'by hand' }) as const as SyncCommand),
  fc.constant(() => ({ type: 'scheduleRetry', hold: 'limit', waitMs: 1_000 }) as const),
  fc.constant(() => ({ type: 'refuse', code: 'MAPPING_FAILED', detail: null }) as const),
  fc.constant(() => ({ type: 'retry', reason: null }) as const),
  fc.constant(() => ({ type: 'skip', reason: 'by hand' }) as const),
  fc.constant(() => ({ type: 'supersede', reason: 'newer_written', newerVersion: '9' }) as const),
  fc
    .record({
      order: fc.integer({ min: 1, max: 4 }),
      rank: fc.integer({ min: 1, max: 2 }),
      arrival: fc.nat(9),
    })
    .map(
      ({ order, rank, arrival }) =>
        () =>
          ({ type: 'coalesce', change: change(order, rank, arrival) }) as const,
    ),
  fc.nat(9).map(
    (order) => () =>
      ({
        type: 'readSource',
        read: { ...change(order, 1, 0), deliveryId: null, payloadKind: 'record' },
      }) as const,
  ),
  fc.constantFrom('C-2', null).map((externalId) => () => ({ type: 'lookUp', externalId, attempt }) as const),
  fc.constant(() => ({ type: 'cancel', reason: 'by mistake' }) as const),
)

const change = (order: number, rank: number, arrival: number) => ({
  operation: rank === 2 ? ('delete' as const) : ('upsert' as const),
  sourceVersion: sourceVersion(1_790_000_000 + order, rank, arrival),
  objectVersion: null,
  label: null,
  deliveryId: randomUUID(),
  payloadId: randomUUID(),
  payloadKind: 'webhook' as const,
})

const number = (state: Sync, late: boolean) =>
  state.status === 'none' ? 1 : Math.max(1, state.tries - (late ? 1 : 0))

/** A stream as commands really make it. */
function history(commands: readonly ((state: Sync) => SyncCommand)[]): SyncEvent[] {
  // Every other one was asked for by hand, with nothing at hand.
  const data =
    commands.length % 2 === 0 ? request : { ...request, payloadId: null, payloadKind: 'source' as const }
  const events: SyncEvent[] = [{ type: 'SyncRequested', data }]
  let state = events.reduce(evolve, initialSync)
  for (const make of commands) {
    const decision = decide(make(state), state, context)
    if (!decision.ok) continue
    events.push(...decision.events)
    state = decision.events.reduce(evolve, state)
  }
  return events
}

const organizations = [randomUUID(), randomUUID()]

async function append(streams: readonly SyncEvent[][]): Promise<void> {
  const requests = streams.map((events, n) => {
    const stream = `sync-${randomUUID()}`
    const organizationId = organizations[n % 2] as string
    return events.map((event) => ({ organizationId, stream, events: [event], context }))
  })
  // Interleaved: streams grow side by side, as they do in life.
  const longest = Math.max(...requests.map((one) => one.length))
  for (let step = 0; step < longest; step++)
    await Promise.all(
      requests.flatMap((one) => one.slice(step, step + 1)).map((request) => appender.append(request)),
    )
}

describe('sync_status', () => {
  it('equals the pure fold of every stream, whatever the windows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(command, { maxLength: 14 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        async (streams, windowEvents) => {
          await append(streams.map(history))
          await advanceProjection(worker, 'sync_status', { windowEvents })
          const { findings } = await verifySyncStatus(admin)
          expect(findings).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
    const { rows } = await admin.query('select count(distinct face)::int as faces from read.sync_status')
    expect(rows[0].faces).toBeGreaterThanOrEqual(7)
  })

  it('folds a window that comes twice only once', async () => {
    await append([history([])])
    await advanceProjection(worker, 'sync_status')
    await admin.query("update coordination.consumer set position = 0 where name = 'sync_status'")
    await advanceProjection(worker, 'sync_status', { windowEvents: 7 })
    expect((await verifySyncStatus(admin)).findings).toEqual([])
  })

  it('lets two workers take turns', async () => {
    await append(Array.from({ length: 60 }, () => history([])))
    await Promise.all([1, 2, 3, 4].map(() => advanceProjection(worker, 'sync_status', { windowEvents: 5 })))
    const { findings, rows } = await verifySyncStatus(admin)
    expect(findings).toEqual([])
    expect(rows).toBeGreaterThan(60)
  })
})

describe('verify', () => {
  it('finds nothing wrong with an honest log', async () => {
    expect((await verifyLog(admin)).findings).toEqual([])
  })

  it('reports a row corrupted by hand', async () => {
    const { rows } = await admin.query(
      "select sync_id, face from read.sync_status where status = 'pending' limit 1",
    )
    await admin.query("update read.sync_status set status = 'synced' where sync_id = $1", [rows[0].sync_id])
    const { findings } = await verifySyncStatus(admin)
    expect(findings).toHaveLength(1)
    expect(findings[0]?.message).toContain(`sync-${rows[0].sync_id}: status is synced`)
    await admin.query("update read.sync_status set status = 'pending' where sync_id = $1", [rows[0].sync_id])
  })

  it('reports a missing and an extra row', async () => {
    const { rows } = await admin.query('select * from read.sync_status limit 1')
    await admin.query('delete from read.sync_status where sync_id = $1', [rows[0].sync_id])
    expect((await verifySyncStatus(admin)).findings[0]?.message).toContain('the row is missing')
  })

  it('names the position where the log has a hole, goes back in time or skips a version', async () => {
    await admin.query('alter table log.event_1 disable trigger all')
    await admin.query('delete from log.event_1 where position = 5')
    await admin.query(
      "update log.event_1 set recorded_at = recorded_at - interval '1 day' where position = 9",
    )
    const { findings } = await verifyLog(admin)
    await admin.query('alter table log.event_1 enable trigger all')
    expect(findings).toContainEqual(expect.objectContaining({ check: 'density', position: 6 }))
    expect(findings).toContainEqual(expect.objectContaining({ check: 'order', position: 9 }))
  })
})
