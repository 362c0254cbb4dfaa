import { readStream } from '@syncline/db/log'
import { readOrganization, withOrganization } from '@syncline/db/pool'
import { claimReconciliations, endTurn, moveTurn, type Turn } from '@syncline/db/reconciliation'
import { type ErrorCode, SynclineError } from '@syncline/domain/error'
import { type EventData, type RecordedEvent, streamName } from '@syncline/domain/event'
import {
  evolveReconciliation,
  initialReconciliation,
  type Reconciliation,
  type ReconciliationCommand,
  type ReconciliationEvent,
} from '@syncline/domain/reconciliation'
import type pg from 'pg'
import { leaseMs, nextPart, type PartDeps } from './parts.ts'
import type { NotNow } from './read-provider.ts'
import type { ReconciliationRunner } from './runner.ts'

export interface CarryDeps extends PartDeps {
  readonly pool: pg.Pool
  readonly reconciliationRunner: ReconciliationRunner
}

/** Carried by one worker at a time, side by side. */
const mostAtOnce = 2
/** After that the next in line has its turn. */
const turnMs = 20_000
/** A provider that does not let itself be read for so long ends it. */
const longestSilenceMs = 6 * 3_600_000
const [shortestWaitMs, longestWaitMs] = [1_000, 300_000]
/** Parts of one stream: well below what a stream may hold. */
const maxParts = 900

/**
 * Carries on with the reconciliations that are due, each for a while. Where a worker dies, another goes on from the last
 * part that became a fact; what was compared after it is compared again and counted once.
 * @returns how many were carried on with
 */
export async function carryReconciliations(deps: CarryDeps): Promise<number> {
  const turns = await claimReconciliations(deps.pool, leaseMs, mostAtOnce)
  await Promise.all(
    turns.map((turn) =>
      carry(deps, turn).catch((error) =>
        deps.log.error({ err: error, ...turn }, 'a reconciliation could not be carried on with'),
      ),
    ),
  )
  return turns.length
}

async function carry(deps: CarryDeps, turn: Turn): Promise<void> {
  const untilMs = performance.now() + turnMs
  const within = <Result>(work: (tx: pg.ClientBase) => Promise<Result>) =>
    withOrganization(deps.pool, turn.organizationId, work)
  for (;;) {
    const { events, state } = await load(deps, turn)
    if (state.status !== 'running') {
      while (!(await within((tx) => endTurn(tx, turn))));
      return
    }
    const waitMs = await advance(deps, turn, state, events)
    if (waitMs === 0 && performance.now() < untilMs && !deps.stopping.aborted) continue
    await within((tx) => moveTurn(tx, turn, waitMs))
    return
  }
}

async function load({ pool }: CarryDeps, { organizationId, reconciliationId }: Turn) {
  const events = await readOrganization(pool, organizationId, (tx) =>
    readStream(tx, organizationId, streamName('reconciliation', reconciliationId)),
  )
  const state = events.reduce<Reconciliation>(
    (one, event) => evolveReconciliation(one, event as unknown as ReconciliationEvent),
    initialReconciliation,
  )
  return { events, state }
}

/** @returns how long to wait before the next part; 0 for not at all */
async function advance(
  deps: CarryDeps,
  turn: Turn,
  state: Extract<Reconciliation, { status: 'running' }>,
  events: readonly RecordedEvent[],
): Promise<number> {
  if (state.parts >= maxParts) return run(deps, turn, events, { type: 'fail', code: 'PAYLOAD_TOO_LARGE' })
  const { part, last, held } = await nextPart(deps, turn, state)
  const gotOn = last || part.cursor !== state.cursor || part.phase !== state.phase
  if (gotOn) await run(deps, turn, events, { type: 'advance', part, last })
  if (held === null) return 0
  if (gotOn) return waitOf(held)
  const silentMs = deps.now().getTime() - (events.at(-1) as RecordedEvent).occurredAt.getTime()
  if (held.failure.retryable && silentMs < longestSilenceMs) return waitOf(held)
  return run(deps, turn, events, { type: 'fail', code: recorded(held.failure.code) })
}

const waitOf = ({ failure }: NotNow) =>
  Math.min(Math.max(failure.retryAfterMs, shortestWaitMs), longestWaitMs)
const recorded = (code: ErrorCode) => code as EventData<'ReconciliationFailed'>['code']

/** On the version that the part was made on: of two workers one is right. @returns 0 */
async function run(
  deps: CarryDeps,
  { organizationId, reconciliationId }: Turn,
  events: readonly RecordedEvent[],
  command: ReconciliationCommand,
): Promise<0> {
  const [started] = events
  try {
    await deps.reconciliationRunner.run({
      organizationId,
      stream: streamName('reconciliation', reconciliationId),
      command,
      expectedVersion: events.length,
      context: {
        now: deps.now(),
        actor: 'system:reconciliation',
        correlationId: started?.correlationId ?? reconciliationId,
        ...(started && { causationPosition: started.position }),
      },
    })
  } catch (error) {
    // A person stopped it, or another worker went on: the next look at the stream says so.
    if (!(error instanceof SynclineError && error.code === 'STATE_CONFLICT')) throw error
  }
  return 0
}
