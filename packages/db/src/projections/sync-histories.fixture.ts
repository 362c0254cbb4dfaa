import { randomUUID } from 'node:crypto'
import type { CommandContext, NewEvent } from '@syncline/domain/event'
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

export const context: CommandContext = {
  now: new Date('2026-11-21T08:00:00Z'),
  actor: 'user:p',
  correlationId: 'c',
}
export const { attempt } = syncEvents.SyncSucceeded.example
const request = syncEvents.SyncRequested.example as Extract<SyncEvent, { type: 'SyncRequested' }>['data']

type MakeCommand = (state: Sync) => SyncCommand
const measured = fc.nat(400_000).map((durationMs) => ({ ...attempt, durationMs }))

export const command: fc.Arbitrary<MakeCommand> = fc.oneof(
  fc.constantFrom(1, 2).map(
    (mappingVersion) => () =>
      ({
        type: 'start',
        idempotencyBase: 'id',
        sealedOperation: 'sealed:v1:o1:AAAA',
        worker: 'w',
        mappingVersion,
      }) as const,
  ),
  fc.tuple(fc.boolean(), measured).map(
    ([late, attempt]) =>
      (state: Sync) =>
        ({
          type: 'succeed',
          try: number(state, late),
          externalId: 'C-1',
          externalVersion: null,
          effect: 'created',
          attempt,
        }) as const,
  ),
  fc
    .record({
      certainty: fc.constantFrom('not_executed', 'rejected', 'unknown' as const),
      code: fc.constantFrom('PROVIDER_ERROR', 'TIMEOUT'),
      retryable: fc.boolean(),
      repeatable: fc.boolean(),
      jitter: fc.constant(0.5),
      retryAfterMs: fc.nat(9_000),
      attempt: fc.option(measured),
    })
    .map(
      (rest) => (state: Sync) =>
        ({ type: 'fail', try: number(state, false), detail: 'x', ...rest }) as const as SyncCommand,
    ),
  fc
    .constantFrom('limit', 'retry_at', 'outcome_unknown' as const)
    .map((hold) => () => ({ type: 'scheduleRetry', hold, waitMs: 1_000 }) as const),
  fc.constant(() => ({ type: 'refuse', code: 'MAPPING_FAILED', detail: null }) as const),
  fc
    .constantFrom('current', 'recorded' as const)
    .map((mapping) => () => ({ type: 'retry', reason: null, mapping }) as const),
  fc.constant(() => ({ type: 'skip', reason: 'by hand' }) as const),
  fc.constant(() => ({ type: 'supersede', reason: 'newer_written', newerVersion: '9' }) as const),
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
        repeatable: true,
        retryAfterMs: 0,
        jitter: 0.5,
        conflict: { verdict, externalId: 'C-1', externalVersion: 4 },
      }) as const as SyncCommand,
  ),
  fc
    .constantFrom('ours', 'theirs' as const)
    .map((choice) => () => ({ type: 'resolve', choice, reason: 'by hand' }) as const as SyncCommand),
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
  fc.tuple(fc.constantFrom('C-2', null), measured).map(
    ([externalId, attempt]) =>
      () =>
        ({ type: 'lookUp', externalId, externalVersion: null, attempt }) as const,
  ),
  fc.constant(() => ({ type: 'cancel', reason: 'by mistake' }) as const),
)

/** Failed, to be tried again by itself, and then by a person before that. */
export const retriedByHand: readonly MakeCommand[] = [
  () => ({
    type: 'start',
    idempotencyBase: 'id',
    sealedOperation: 'sealed:v1:o1:AAAA',
    worker: 'w',
    mappingVersion: 1,
  }),
  (state) => ({
    type: 'fail',
    try: number(state, false),
    code: 'PROVIDER_UNAVAILABLE',
    certainty: 'not_executed',
    detail: null,
    attempt,
    retryable: true,
    repeatable: true,
    retryAfterMs: 0,
    jitter: 0.5,
  }),
  () => ({ type: 'retry', reason: null, mapping: 'current' }),
]

const change = (order: number, rank: number, arrival: number) => ({
  operation: rank === 2 ? ('delete' as const) : ('upsert' as const),
  sourceVersion: sourceVersion(1_790_000_000 + order, rank, arrival),
  objectVersion: null,
  label: null,
  // No money, what was given back, and what no longer fits 32 bits.
  amount: arrival % 2 === 0 ? null : { minor: (order - 2) * 3_000_000_000, currency: 'KWD' },
  deliveryId: randomUUID(),
  payloadId: randomUUID(),
  payloadKind: 'webhook' as const,
})

const number = (state: Sync, late: boolean) =>
  state.status === 'none' ? 1 : Math.max(1, state.tries - (late ? 1 : 0))

/** One array per append: what a decision says is written together. */
export type History = readonly (readonly NewEvent[])[]

export function syncHistory(
  commands: readonly MakeCommand[],
  connectionId = request.connectionId,
  entity = request.entity,
): History {
  // Every other one was asked for by hand, with nothing at hand.
  const byHand = { payloadId: null, payloadKind: 'source' as const }
  const requested: SyncEvent = {
    type: 'SyncRequested',
    data: { ...request, ...(commands.length % 2 === 1 && byHand), connectionId, entity },
  }
  const history: SyncEvent[][] = [[requested]]
  let state = evolve(initialSync, requested)
  for (const make of commands) {
    const decision = decide(make(state), state, context)
    if (!decision.ok) continue
    history.push([...decision.events])
    state = decision.events.reduce(evolve, state)
  }
  return history
}
