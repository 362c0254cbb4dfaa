import { randomUUID } from 'node:crypto'
import { conflictPolicies, connectionEvents, flowEvents } from '@syncline/domain/connection'
import type { NewEvent } from '@syncline/domain/event'
import { mappingEvents } from '@syncline/domain/mapping'
import {
  decideReconciliation,
  emptyTally,
  evolveReconciliation,
  initialReconciliation,
  type ReconciliationCommand,
  type ReconciliationEvent,
  type ReconciliationRequest,
  reconciliationEvents,
} from '@syncline/domain/reconciliation'
import { decideRun, evolveRun, initialRun, type Run, type RunCommand, runEvents } from '@syncline/domain/run'
import { webhookEvents } from '@syncline/domain/webhook'
import fc from 'fast-check'
import type { Appender } from '../log/index.ts'
import { attempt, command, context, type History, syncHistory } from './sync-histories.fixture.ts'

/** Streams as commands really make them, for tests of what is folded from them. */

const verdict = fc.constantFrom<NewEvent>(
  { type: 'WebhookRouted', data: webhookEvents.WebhookRouted.example },
  { type: 'WebhookIgnored', data: { reason: 'no_flow' } },
  { type: 'WebhookQuarantined', data: { reason: 'not_json' } },
  { type: 'WebhookReplayed', data: webhookEvents.WebhookReplayed.example },
)

export const deliveryHistory: fc.Arbitrary<History> = fc
  .array(verdict, { maxLength: 5 })
  .map((verdicts) => [
    [{ type: 'WebhookReceived', data: webhookEvents.WebhookReceived.example }],
    ...verdicts.map((event) => [event]),
  ])

const runCommand = fc.constantFrom<(pages: number) => RunCommand>(
  (pages) => ({ type: 'readPage', page: { ...runEvents.RunPageRead.example, page: pages + 1 } }),
  (pages) => ({
    type: 'readPage',
    page: { ...runEvents.RunPageRead.example, page: pages + 1, cursor: null },
  }),
  () => ({ type: 'pause' }),
  () => ({ type: 'resume' }),
  () => ({ type: 'cancel', reason: 'by mistake' }),
  () => ({ type: 'fail', failure: { code: 'TOKEN_EXPIRED', detail: null } }),
)

export const runHistory: fc.Arbitrary<History> = fc.array(runCommand, { maxLength: 9 }).map((commands) => {
  const { example: request } = runEvents.RunStarted
  const history: NewEvent[][] = []
  let state: Run = initialRun
  for (const make of [(): RunCommand => ({ type: 'start', request }), ...commands]) {
    const decision = decideRun(make(state.status === 'none' ? 0 : state.pages), state)
    if (!decision.ok) continue
    history.push([...decision.events])
    state = decision.events.reduce(evolveRun, state)
  }
  return history
})

const connected = fc.constantFrom<NewEvent>(
  ...['First', 'Second', 'Third'].map((name) => ({
    type: 'ConnectionConnected',
    data: { ...connectionEvents.ConnectionConnected.example, name },
  })),
)
const retryPolicy = fc
  .option(fc.array(fc.nat(9_000), { maxLength: 3 }))
  .map((retryWaitsMs): NewEvent => ({ type: 'ConnectionRetryPolicySet', data: { retryWaitsMs } }))

const switched = fc.constantFrom<NewEvent>(
  { type: 'ConnectionDisabled', data: connectionEvents.ConnectionDisabled.example },
  { type: 'ConnectionChoicesSet', data: connectionEvents.ConnectionChoicesSet.example },
  { type: 'ConnectionScheduleSet', data: connectionEvents.ConnectionScheduleSet.example },
  { type: 'ConnectionScopeSet', data: connectionEvents.ConnectionScopeSet.example },
  { type: 'ConnectionScopeSet', data: { off: [], reason: 'All of it travels again' } },
  { type: 'ConnectionEnabled', data: {} },
  { type: 'ConnectionDeleted', data: connectionEvents.ConnectionDeleted.example },
  { type: 'ConnectionReconnectNeeded', data: connectionEvents.ConnectionReconnectNeeded.example },
  { type: 'ConnectionReconnected', data: connectionEvents.ConnectionReconnected.example },
)

/** A connection, connected again and again, with what was set on it between. */
export const connectionHistory: fc.Arbitrary<History> = fc
  .tuple(connected, fc.array(fc.oneof(connected, retryPolicy, switched), { maxLength: 6 }))
  .map(([first, rest]) => [first, ...rest].map((event) => [event]))

const enabled = fc.integer({ min: 1, max: 9 }).map(
  (mappingVersion): NewEvent => ({
    type: 'FlowEnabled',
    data: { ...flowEvents.FlowEnabled.example, mappingVersion },
  }),
)
const conflictPolicy = fc
  .constantFrom(...conflictPolicies)
  .map((policy): NewEvent => ({ type: 'FlowConflictPolicySet', data: { policy } }))

const mappingPublished = fc.integer({ min: 2, max: 9 }).map(
  (mappingVersion): NewEvent => ({
    type: 'MappingPublished',
    data: { ...mappingEvents.MappingPublished.example, mappingVersion },
  }),
)

export const flowHistory: fc.Arbitrary<History> = fc
  .tuple(enabled, fc.array(fc.oneof(enabled, conflictPolicy, mappingPublished), { maxLength: 6 }))
  .map(([first, rest]) => [first, ...rest].map((event) => [event]))

const found = fc.record({
  kind: fc.constantFrom('missing_here', 'amount_differs'),
  sourceConnectionId: fc.constant(null),
  sourceId: fc.option(fc.constant('pi_1')),
  externalId: fc.constantFrom('T-1', 'T-2'),
  syncId: fc.constant(null),
  ours: fc.option(fc.record({ amount: fc.nat(900), currency: fc.constant('JPY') })),
  theirs: fc.constant({ amount: 5, currency: 'JPY' }),
  fields: fc.constant([]),
} as const)
const part = fc.record({
  type: fc.constant('advance'),
  part: fc.record({
    phase: fc.constantFrom('theirs', 'ours'),
    cursor: fc.option(fc.constantFrom('a', 'b')),
    tally: fc.nat(900).map((compared) => ({
      counts: { ...emptyTally.counts, compared },
      totals: [{ currency: 'JPY', ours: { count: 1, amount: '-7' }, theirs: { count: 0, amount: '0' } }],
    })),
    found: fc.array(found, { maxLength: 4 }),
  }),
  last: fc.boolean(),
} as const)
const ending = fc.constantFrom<ReconciliationCommand>({ type: 'cancel' }, { type: 'fail', code: 'TIMEOUT' })

/** A reconciliation with what it found, part after part, and how it ended. */
export const reconciliationHistory: fc.Arbitrary<History> = fc
  .tuple(fc.array(part, { maxLength: 5 }), fc.option(ending))
  .map(([parts, end]) => {
    const request = reconciliationEvents.ReconciliationStarted.example as ReconciliationRequest
    const history: ReconciliationEvent[][] = []
    let state = initialReconciliation
    for (const command of [{ type: 'start', request } as const, ...parts, ...(end ? [end] : [])]) {
      const decision = decideReconciliation(command, state)
      if (!decision.ok) break
      history.push([...decision.events])
      state = decision.events.reduce(evolveReconciliation, state)
    }
    return history
  })

/** Many streams of each kind, the same ones for the same seed. */
export function sampleHistories(
  count: number,
  seed: number,
): Record<'sync' | 'delivery' | 'reconciliation' | 'run', readonly History[]> {
  const commands = fc.sample(fc.array(command, { minLength: 3, maxLength: 14 }), { numRuns: count, seed })
  return {
    sync: commands.map((made) => syncHistory(made)),
    delivery: fc.sample(deliveryHistory, { numRuns: count, seed }),
    reconciliation: fc.sample(reconciliationHistory, { numRuns: Math.ceil(count / 20), seed }),
    run: fc.sample(runHistory, { numRuns: Math.ceil(count / 20), seed }),
  }
}

/** Appends streams side by side, as they grow in life, each to one of the organizations. */
export async function appendHistories(
  appender: Appender,
  organizations: readonly string[],
  kind: 'sync' | 'delivery' | 'connection' | 'flow' | 'reconciliation' | 'run',
  histories: readonly History[],
): Promise<void> {
  const streams = histories.map((history, n) => ({
    history,
    organizationId: organizations[n % organizations.length] as string,
    stream: `${kind}-${randomUUID()}`,
  }))
  const longest = Math.max(0, ...histories.map((history) => history.length))
  for (let step = 0; step < longest; step++)
    await Promise.all(
      streams
        .filter(({ history }) => step < history.length)
        .map(({ organizationId, stream, history }) =>
          appender.append({ organizationId, stream, events: history[step] as readonly NewEvent[], context }),
        ),
    )
}

/** A sync whose one try took so long; beyond half a minute it timed out, and waits for its retry twice over. */
export function durationHistory(durationMs: number, connectionId: string): History {
  const base = {
    type: 'start',
    idempotencyBase: 'id',
    sealedOperation: 'sealed:v1:o1:AAAA',
    worker: 'w',
  } as const
  const taken = { ...attempt, durationMs }
  const done = {
    type: 'succeed',
    try: 1,
    externalId: 'C-1',
    externalVersion: 4,
    effect: 'created',
    attempt: taken,
  } as const
  const failed = { type: 'fail', try: 1, code: 'TIMEOUT', certainty: 'unknown', detail: null } as const
  const waits = { type: 'scheduleRetry', hold: 'outcome_unknown', waitMs: 1_000 } as const
  const retried = {
    ...failed,
    attempt: taken,
    retryable: true,
    repeatable: true,
    retryAfterMs: 0,
    jitter: 0.5,
  } as const
  return syncHistory([() => base, () => (durationMs < 30_000 ? done : retried), () => waits], connectionId)
}
