import { type Decision, decided, refused } from '../error/domain-error.ts'
import type { CommandContext } from '../event/envelope.ts'
import { isTie } from '../record/version.ts'
import { type Allowed, syncCan } from './can.ts'
import type { SyncCommand } from './commands.ts'
import type { Sync, SyncEvent } from './evolve.ts'

/** No provider may make a sync wait longer than this by Retry-After. */
export const maxRetryAfterMs = 3_600_000

type Known = Exclude<Sync, { status: 'none' }>

/** The facts that follow from a command, or why none do. Pure: time and chance come with the command. */
export function decide(
  command: SyncCommand,
  state: Sync,
  context: Pick<CommandContext, 'now'>,
): Decision<SyncEvent> {
  if (command.type === 'request')
    return state.status === 'none'
      ? decided({ type: 'SyncRequested', data: command.request })
      : refused('STATE_CONFLICT', { status: state.status, reason: 'already_requested' })
  if (state.status === 'none') return refused('RECORD_NOT_FOUND')
  switch (command.type) {
    case 'coalesce':
      return coalesce(command, state)
    case 'readSource':
      return state.status === 'pending' && state.request.payloadKind === 'source'
        ? decided({ type: 'SourceRead', data: command.read })
        : conflict(state, 'already_read')
    case 'start':
      return start(command, state)
    case 'succeed':
      return succeed(command, state)
    case 'fail':
      return fail(command, state, context.now)
    case 'scheduleRetry':
      return state.status === 'pending'
        ? decided(scheduled(state.retries, command.hold, context.now, command.waitMs))
        : conflict(state, 'not_pending')
    case 'refuse':
      return state.status === 'pending'
        ? decided({
            type: 'SyncFailed',
            data: {
              try: state.tries + 1,
              code: command.code,
              // Nothing goes out now; what became of an earlier try is as open as before, and so is its key.
              certainty: state.lastCertainty === 'unknown' ? 'unknown' : 'rejected',
              detail: command.detail,
              repeatable: state.repeatable,
              attempt: null,
            },
          })
        : conflict(state, 'not_pending')
    case 'retry':
      return guarded(
        syncCan.retry(looked(state)),
        state,
        { type: 'SyncRetryRequested', data: { reason: command.reason } },
        ...(command.mapping === 'recorded' ? [chosen(state.mapping.version)] : []),
      )
    case 'skip':
      return guarded(syncCan.skip(looked(state)), state, {
        type: 'SyncSkipped',
        data: { reason: command.reason },
      })
    case 'cancel':
      return guarded(syncCan.cancel(looked(state)), state, {
        type: 'SyncCancelled',
        data: { reason: command.reason },
      })
    case 'resolve':
      return guarded(syncCan.resolve(looked(state)), state, {
        type: 'SyncConflictResolved',
        data: { choice: command.choice, reason: command.reason },
      })
    case 'supersede':
      return state.status === 'pending'
        ? decided({
            type: 'SyncSuperseded',
            data: { reason: command.reason, newerVersion: command.newerVersion },
          })
        : conflict(state, 'not_pending')
    case 'lookUp':
      return lookUp(command, state)
  }
}

/** Only what never went out can take a newer change in: a try that is open has to be repeated as it was. */
function coalesce(command: Extract<SyncCommand, { type: 'coalesce' }>, state: Known): Decision<SyncEvent> {
  if (state.status !== 'pending') return conflict(state, 'not_pending')
  if (state.tries > 0) return conflict(state, 'already_tried')
  const { change } = command
  const known = state.request.sourceVersion
  const tied = isTie(known, change.sourceVersion)
  // The same version of the object brings nothing new. That it arrived earlier does not make a change of one time older.
  const isNew = tied
    ? change.objectVersion === null && change.sourceVersion !== known
    : change.sourceVersion > known
  if (!isNew) return conflict(state, 'outdated')
  const sourceVersion = change.sourceVersion > known ? change.sourceVersion : known
  return decided({ type: 'SyncCoalesced', data: { ...change, sourceVersion, tied } })
}

/** Settles a try whose outcome is open: it is there, or it never was and a new key may go out. */
function lookUp(command: Extract<SyncCommand, { type: 'lookUp' }>, state: Known): Decision<SyncEvent> {
  if (state.status !== 'pending' && state.status !== 'failed') return conflict(state, 'not_pending')
  if (state.lastCertainty !== 'unknown') return conflict(state, 'outcome_known')
  const { externalId, externalVersion, attempt } = command
  const answer = externalId === null ? 'absent' : 'present'
  return decided({ type: 'EffectLookedUp', data: { answer, externalId, externalVersion, attempt } })
}

/** The body that the next try has to repeat as it was; null when it may be planned afresh. */
export function openOperation({ operation, lastCertainty }: Known): string | null {
  const settled = lastCertainty === 'rejected' || lastCertainty === 'not_executed'
  return operation && !settled ? operation.sealed : null
}

/** Another body is another key, and so is the same one after a certain no. */
function generationOf({ operation: last, lastCertainty }: Known, sealed: string): number {
  if (!last) return 1
  return lastCertainty !== 'rejected' && last.sealed === sealed ? last.generation : last.generation + 1
}

function start(command: Extract<SyncCommand, { type: 'start' }>, state: Known): Decision<SyncEvent> {
  if (state.status !== 'pending') return conflict(state, 'not_pending')
  const open = openOperation(state)
  if (open !== null && open !== command.sealedOperation) return conflict(state, 'outcome_open')
  const generation = generationOf(state, command.sealedOperation)
  const { mappingVersion = state.mapping.version } = command
  const started: SyncEvent = {
    type: 'SyncStarted',
    data: {
      try: state.tries + 1,
      generation,
      idempotencyKey: `${command.idempotencyBase}.${generation}`,
      operation: command.sealedOperation,
      worker: command.worker,
    },
  }
  return mappingVersion === state.mapping.version
    ? decided(started)
    : decided<SyncEvent>(chosen(mappingVersion), started)
}

const chosen = (mappingVersion: number): SyncEvent => ({
  type: 'SyncMappingChosen',
  data: { mappingVersion },
})

function succeed(command: Extract<SyncCommand, { type: 'succeed' }>, state: Known): Decision<SyncEvent> {
  const { externalId, externalVersion, effect, attempt } = command
  if (state.status === 'syncing' && state.tries === command.try)
    return decided({
      type: 'SyncSucceeded',
      data: { try: command.try, externalId, externalVersion, effect, attempt },
    })
  // The worker lost the sync meanwhile, yet the provider did write: that must stay on record.
  return decided({ type: 'EffectReportedLate', data: { try: command.try, externalId, attempt } })
}

function fail(command: Extract<SyncCommand, { type: 'fail' }>, state: Known, now: Date): Decision<SyncEvent> {
  if (state.status !== 'syncing' || state.tries !== command.try) return conflict(state, 'not_this_try')
  const { code, detail, attempt } = command
  // That this try did nothing says nothing of an earlier one under the same key.
  const open = state.lastCertainty === 'unknown' && command.certainty === 'not_executed'
  const certainty = open ? 'unknown' : command.certainty
  const failed: SyncEvent = {
    type: 'SyncFailed',
    data: { try: command.try, code, certainty, detail, repeatable: command.repeatable, attempt },
  }
  if (command.conflict) {
    const { verdict, externalId, externalVersion } = command.conflict
    return verdict === 'ask'
      ? decided<SyncEvent>(failed, { type: 'SyncConflictFound', data: { externalId, externalVersion } })
      : decided<SyncEvent>(failed, {
          type: 'SyncSuperseded',
          data: { reason: 'target_kept', newerVersion: null },
        })
  }
  if (!command.retryable || state.retries >= state.request.retryWaitsMs.length) return decided(failed)
  const hold = certainty === 'unknown' ? 'outcome_unknown' : 'retry_at'
  return decided(
    failed,
    scheduled(
      state.retries + 1,
      hold,
      now,
      retryWaitMs(state.request.retryWaitsMs[state.retries] ?? 0, command),
    ),
  )
}

/** Wait before the next try: the one set for it, spread by up to a quarter, or what the provider asked for when longer. */
export function retryWaitMs(waitMs: number, asked: { retryAfterMs: number; jitter: number }): number {
  const spread = Math.round(waitMs * (1 + (asked.jitter - 0.5) / 2))
  return Math.max(spread, Math.min(asked.retryAfterMs, maxRetryAfterMs))
}

function scheduled(
  retry: number,
  hold: Extract<SyncEvent, { type: 'SyncRetryScheduled' }>['data']['hold'],
  now: Date,
  waitMs: number,
): SyncEvent {
  return {
    type: 'SyncRetryScheduled',
    data: { retry, hold, nextRetryAt: new Date(now.getTime() + waitMs).toISOString() },
  }
}

function looked(state: Known) {
  const { status, request, lastCertainty: certainty } = state
  return { status, hold: status === 'pending' ? state.hold : null, entity: request.entity, certainty }
}

function guarded(allowed: Allowed, state: Known, ...events: readonly SyncEvent[]): Decision<SyncEvent> {
  return allowed.allowed ? decided(...events) : conflict(state, allowed.reason)
}

function conflict(state: Known, reason: string): Decision<SyncEvent> {
  return refused('STATE_CONFLICT', { status: state.status, reason })
}
