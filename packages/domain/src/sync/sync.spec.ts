import { describe, expect, it } from 'vitest'
import { sourceVersion } from '../record/version.ts'
import { specify } from '../testing/index.ts'
import { syncCan } from './can.ts'
import type { SyncCommand } from './commands.ts'
import { decide, openOperation, retryWaitMs } from './decide.ts'
import { syncEvents } from './events.ts'
import { evolve, initialSync, type Sync, type SyncEvent } from './evolve.ts'
import { syncFace } from './face.ts'
import { defaultRetryWaitsMs } from './retry.ts'

const spec = specify<Sync, SyncCommand, SyncEvent>({ initial: initialSync, evolve, decide })
const attempt = syncEvents.SyncSucceeded.example.attempt
const request = syncEvents.SyncRequested.example as Extract<SyncEvent, { type: 'SyncRequested' }>['data']

function change(order: number, { rank = 2, objectVersion = null as number | null } = {}) {
  const { operation, label, amount, deliveryId } = request
  const sourceVersionText = sourceVersion(order, rank, 99)
  return {
    operation,
    label,
    amount,
    deliveryId,
    payloadId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c21',
    payloadKind: 'webhook' as const,
    objectVersion,
    sourceVersion: sourceVersionText,
  }
}

const requested: SyncEvent = { type: 'SyncRequested', data: request }
const started = (number = 1, generation = 1): SyncEvent => ({
  type: 'SyncStarted',
  data: {
    try: number,
    generation,
    idempotencyKey: `id.${generation}`,
    operation: 'sealed:v1:o1:AAAA',
    worker: 'w',
  },
})
const failed = (certainty: 'not_executed' | 'rejected' | 'unknown', number = 1): SyncEvent => ({
  type: 'SyncFailed',
  data: { try: number, code: 'PROVIDER_UNAVAILABLE', certainty, detail: null, repeatable: true, attempt },
})
const scheduled = (retry: number, hold: 'retry_at' | 'outcome_unknown' = 'retry_at'): SyncEvent => ({
  type: 'SyncRetryScheduled',
  data: { retry, hold, nextRetryAt: '2026-11-21T08:00:02.000Z' },
})
const succeeded: SyncEvent = {
  type: 'SyncSucceeded',
  data: { try: 1, externalId: 'C-1', externalVersion: 4, effect: 'created', attempt },
}
const skipped: SyncEvent = { type: 'SyncSkipped', data: { reason: 'booked by hand' } }
const cancelled: SyncEvent = { type: 'SyncCancelled', data: { reason: 'by mistake' } }

const histories = {
  none: [],
  pending: [requested],
  waiting: [requested, started(), failed('not_executed'), scheduled(1)],
  unknown: [requested, started(), failed('unknown'), scheduled(1, 'outcome_unknown')],
  syncing: [requested, started()],
  synced: [requested, started(), succeeded],
  failed: [requested, started(), failed('rejected')],
  skipped: [requested, skipped],
  cancelled: [requested, cancelled],
} satisfies Record<string, SyncEvent[]>
type Place = keyof typeof histories

const commands = {
  request: { type: 'request', request },
  start: { type: 'start', idempotencyBase: 'id', sealedOperation: 'sealed:v1:o1:AAAA', worker: 'w' },
  succeed: { type: 'succeed', try: 1, externalId: 'C-1', externalVersion: 4, effect: 'created', attempt },
  fail: {
    type: 'fail',
    try: 1,
    code: 'PROVIDER_UNAVAILABLE',
    certainty: 'not_executed',
    detail: null,
    attempt,
    retryable: true,
    repeatable: true,
    retryAfterMs: 0,
    jitter: 0.5,
  },
  scheduleRetry: { type: 'scheduleRetry', hold: 'limit', waitMs: 1_000 },
  refuse: { type: 'refuse', code: 'MAPPING_FAILED', detail: 'name' },
  retry: { type: 'retry', reason: null },
  skip: { type: 'skip', reason: 'booked by hand' },
  supersede: { type: 'supersede', reason: 'newer_written', newerVersion: '9' },
  cancel: { type: 'cancel', reason: 'by mistake' },
  coalesce: { type: 'coalesce', change: change(1_790_000_001) },
  lookUp: { type: 'lookUp', externalId: 'C-1', externalVersion: 4, attempt },
} satisfies Record<string, SyncCommand>

/** Every state × command: the facts that follow, or the code of the refusal. */
const table: Record<keyof typeof commands, Record<Place, string>> = {
  request: all('STATE_CONFLICT', { none: 'SyncRequested' }),
  start: all('STATE_CONFLICT', {
    none: 'RECORD_NOT_FOUND',
    pending: 'SyncStarted',
    waiting: 'SyncStarted',
    unknown: 'SyncStarted',
  }),
  succeed: all('EffectReportedLate', { none: 'RECORD_NOT_FOUND', syncing: 'SyncSucceeded' }),
  fail: all('STATE_CONFLICT', { none: 'RECORD_NOT_FOUND', syncing: 'SyncFailed+SyncRetryScheduled' }),
  scheduleRetry: all('STATE_CONFLICT', {
    none: 'RECORD_NOT_FOUND',
    pending: 'SyncRetryScheduled',
    waiting: 'SyncRetryScheduled',
    unknown: 'SyncRetryScheduled',
  }),
  refuse: all('STATE_CONFLICT', {
    none: 'RECORD_NOT_FOUND',
    pending: 'SyncFailed',
    waiting: 'SyncFailed',
    unknown: 'SyncFailed',
  }),
  retry: all('SyncRetryRequested', {
    none: 'RECORD_NOT_FOUND',
    pending: 'STATE_CONFLICT',
    syncing: 'STATE_CONFLICT',
    synced: 'STATE_CONFLICT',
  }),
  skip: all('STATE_CONFLICT', {
    none: 'RECORD_NOT_FOUND',
    pending: 'SyncSkipped',
    waiting: 'SyncSkipped',
    unknown: 'SyncSkipped',
    failed: 'SyncSkipped',
  }),
  supersede: all('STATE_CONFLICT', {
    none: 'RECORD_NOT_FOUND',
    pending: 'SyncSuperseded',
    waiting: 'SyncSuperseded',
    unknown: 'SyncSuperseded',
  }),
  cancel: all('STATE_CONFLICT', {
    none: 'RECORD_NOT_FOUND',
    pending: 'SyncCancelled',
    waiting: 'SyncCancelled',
    unknown: 'SyncCancelled',
    failed: 'SyncCancelled',
  }),
  coalesce: all('STATE_CONFLICT', { none: 'RECORD_NOT_FOUND', pending: 'SyncCoalesced' }),
  lookUp: all('STATE_CONFLICT', { none: 'RECORD_NOT_FOUND', unknown: 'EffectLookedUp' }),
}

function all(usual: string, others: Partial<Record<Place, string>>): Record<Place, string> {
  return {
    ...(Object.fromEntries(Object.keys(histories).map((place) => [place, usual])) as Record<Place, string>),
    ...others,
  }
}

describe('every state × command', () => {
  for (const [name, command] of Object.entries(commands))
    for (const [place, history] of Object.entries(histories))
      it(`${place} × ${name}`, () => {
        const { decision } = spec.given(history).when(command)
        const answer = decision.ok ? decision.events.map((event) => event.type).join('+') : decision.code
        expect(answer).toBe(table[name as keyof typeof commands][place as Place])
      })

  it('offers a button exactly where the decider agrees', () => {
    for (const [place, history] of Object.entries(histories)) {
      const { state } = spec.given(history).when(commands.retry)
      if (state.status === 'none') continue
      const looked = {
        status: state.status,
        hold: state.status === 'pending' ? state.hold : null,
        entity: state.request.entity,
        certainty: state.lastCertainty,
      }
      for (const name of ['retry', 'skip', 'cancel'] as const) {
        const { decision } = spec.given(history).when(commands[name])
        expect(syncCan[name](looked).allowed, `${place} ${name}`).toBe(decision.ok)
      }
    }
  })
})

describe('the mapping of a sync', () => {
  const versions = (events: readonly SyncEvent[], command: SyncCommand) => {
    const { decision } = spec.given(events).when(command)
    return decision.ok
      ? decision.events.map(({ type, data }) => [type, (data as { mappingVersion?: number }).mappingVersion])
      : []
  }
  it('is the one it was asked for with, and another only on record', () => {
    expect(versions([requested], { ...commands.start, mappingVersion: 1 })).toEqual([
      ['SyncStarted', undefined],
    ])
    expect(versions([requested], { ...commands.start, mappingVersion: 2 })).toEqual([
      ['SyncMappingChosen', 2],
      ['SyncStarted', undefined],
    ])
  })
  it('is the current one after a retry, unless the person keeps the one of then', () => {
    const after = (mapping: 'current' | 'recorded') => {
      const { state, decision } = spec.given(histories.failed).when({ ...commands.retry, mapping })
      const now = decision.ok ? decision.events.reduce(evolve, state) : state
      return now.status === 'none' ? null : now.mapping
    }
    expect(after('current')).toEqual({ version: 1, takesCurrent: true })
    expect(after('recorded')).toEqual({ version: 1, takesCurrent: false })
  })
})

describe('a change that meets another one at the target', () => {
  const found = { externalId: 'C-1', externalVersion: 4 }
  const fail = (verdict: 'keep_theirs' | 'ask'): SyncCommand => ({
    ...commands.fail,
    code: 'VERSION_CONFLICT',
    certainty: 'rejected',
    conflict: { verdict, ...found },
  })
  const asked: SyncEvent[] = [
    requested,
    started(),
    failed('rejected'),
    { type: 'SyncConflictFound', data: found },
  ]
  const resolve = (choice: 'ours' | 'theirs'): SyncCommand => ({
    type: 'resolve',
    choice,
    reason: 'Corrected there',
  })

  it('waits for a person without burning a retry', () => {
    const { decision } = spec.given([requested, started()]).when(fail('ask'))
    expect(decision).toMatchObject({
      events: [{ type: 'SyncFailed' }, { type: 'SyncConflictFound', data: found }],
    })
    const { state } = spec.given(asked).when(commands.retry)
    expect(state).toMatchObject({ status: 'pending', hold: 'conflict', retries: 0, nextRetryAt: null })
  })

  it('ends where theirs is to be kept', () => {
    const { decision } = spec.given([requested, started()]).when(fail('keep_theirs'))
    expect(decision).toMatchObject({
      events: [{ type: 'SyncFailed' }, { type: 'SyncSuperseded', data: { reason: 'target_kept' } }],
    })
  })

  it.each(['ours', 'theirs'] as const)('goes on when a person chose %s, with the reason', (choice) => {
    const { decision } = spec.given(asked).when(resolve(choice))
    expect(decision).toEqual({
      ok: true,
      events: [{ type: 'SyncConflictResolved', data: { choice, reason: 'Corrected there' } }],
    })
    const events = decision.ok ? decision.events : []
    const { state } = spec.given([...asked, ...events]).when(commands.start)
    expect(state).toMatchObject({ status: 'pending', hold: null, conflict: { ...found, choice } })
    expect(spec.given([...asked, ...events]).when(resolve('ours')).decision).toMatchObject({
      ok: false,
      details: { reason: 'no_conflict' },
    })
  })

  it('can be skipped or cancelled, but not retried past the question', () => {
    expect(spec.given(asked).when(commands.retry).decision).toMatchObject({
      ok: false,
      details: { reason: 'awaits_choice' },
    })
    expect(spec.given(asked).when(commands.skip).decision.ok).toBe(true)
    expect(spec.given(asked).when(commands.cancel).decision.ok).toBe(true)
  })
})

describe('a sync that was asked for with nothing at hand', () => {
  const asked: SyncEvent = {
    type: 'SyncRequested',
    data: { ...request, sourceVersion: sourceVersion(0, 0, 0), payloadId: null, payloadKind: 'source' },
  }
  const read = { ...change(1_790_000_001), payloadKind: 'record' as const }
  const readSource: SyncCommand = { type: 'readSource', read }

  it('takes in what was read from the source, once', () => {
    const { decision } = spec.given([asked]).when(readSource)
    expect(decision).toEqual({ ok: true, events: [{ type: 'SourceRead', data: read }] })
    const after = spec.given([asked, { type: 'SourceRead', data: read }])
    expect(after.when(readSource)).toMatchObject({
      state: { status: 'pending', request: { payloadKind: 'record', sourceVersion: read.sourceVersion } },
      decision: { ok: false, code: 'STATE_CONFLICT' },
    })
  })

  it('is not read again where a webhook brought it', () => {
    expect(spec.given([requested]).when(readSource).decision).toMatchObject({ ok: false })
  })
})

describe('changes that come while a sync is in line', () => {
  const decision = (newer: ReturnType<typeof change>) =>
    spec.given([requested]).when({ type: 'coalesce', change: newer }).decision
  const after = (newer: ReturnType<typeof change>) => {
    const decided = decision(newer)
    return decided.ok ? [requested, ...decided.events].reduce(evolve, initialSync) : decided
  }
  const first = Number(request.sourceVersion.slice(0, 12))

  it('carries the newest of them', () => {
    const newer = change(first + 5)
    expect(after(newer)).toMatchObject({
      status: 'pending',
      tied: false,
      request: { source: request.source, sourceVersion: newer.sourceVersion },
    })
  })
  it('takes no older one in', () => {
    expect(decision(change(first - 1))).toMatchObject({ ok: false, details: { reason: 'outdated' } })
  })
  it('remembers a tie, which only the provider can decide', () => {
    expect(after(change(first, { rank: 1 }))).toMatchObject({ status: 'pending', tied: true })
  })
  it('takes a version that the provider counted only once', () => {
    const again = change(first, { rank: 1, objectVersion: 3 })
    expect(decision(again)).toMatchObject({ ok: false, details: { reason: 'outdated' } })
  })
})

describe('keys and bodies', () => {
  const body = commands.start.sealedOperation
  const asked: SyncEvent = { type: 'SyncRetryRequested', data: { reason: null } }
  /** The body that has to be repeated, and the generation that the same body, and another one, would go out under. */
  const next = (history: SyncEvent[]) => {
    const settled = history.reduce(evolve, initialSync)
    const events = settled.status === 'failed' ? [...history, asked] : history
    const state = events.reduce(evolve, initialSync)
    if (state.status === 'none') throw new Error('no state')
    const generation = (sealedOperation: string) => {
      const { decision } = spec.given(events).when({ ...commands.start, sealedOperation })
      const [begun] = decision.ok ? decision.events : []
      return begun?.type === 'SyncStarted' ? begun.data.generation : 'refused'
    }
    return { open: openOperation(state), same: generation(body), other: generation('sealed:v1:o1:BBBB') }
  }
  const open = { open: body, same: 1, other: 'refused' }

  it('repeats the same body under the same key while the outcome is unknown', () => {
    expect(next(histories.unknown)).toEqual(open)
  })
  it('keeps the key of a body when nothing was executed; another body is another key', () => {
    expect(next(histories.waiting)).toEqual({ open: null, same: 1, other: 2 })
  })
  it('takes a new key and a fresh body after a certain no', () => {
    expect(next(histories.failed)).toEqual({ open: null, same: 2, other: 2 })
  })
  it('takes a new key when the provider knows of no such effect', () => {
    const { decision } = spec
      .given(histories.unknown)
      .when({ ...commands.lookUp, externalId: null, externalVersion: null })
    const after = decision.ok ? [...histories.unknown, ...decision.events] : []
    expect(next(after)).toEqual({ open: null, same: 2, other: 2 })
  })
  it('keeps the unknown key when a later try could not even be put on the wire', () => {
    const { decision } = spec.given(histories.unknown).when(commands.refuse)
    const after = decision.ok ? [...histories.unknown, ...decision.events] : []
    expect(next(after)).toEqual(open)
  })
  it('keeps the unknown key through an operator’s retry', () => {
    expect(next([requested, started(), failed('unknown'), asked])).toEqual(open)
  })
  it('keeps the unknown key when a later try certainly did nothing', () => {
    const again = [...histories.unknown, started(2)]
    const { decision } = spec.given(again).when({ ...commands.fail, try: 2, certainty: 'not_executed' })
    const after = decision.ok ? [...again, ...decision.events] : []
    expect(after.reduce(evolve, initialSync)).toMatchObject({ hold: 'outcome_unknown' })
    expect(next(after)).toEqual(open)
  })
})

describe('retries', () => {
  it('waits 2, 4, 8, 16, 32 s, spread by a quarter at most', () => {
    const waits = defaultRetryWaitsMs.map((waitMs) => retryWaitMs(waitMs, { retryAfterMs: 0, jitter: 0.5 }))
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000])
    expect(retryWaitMs(2_000, { retryAfterMs: 0, jitter: 0 })).toBe(1_500)
    expect(retryWaitMs(2_000, { retryAfterMs: 0, jitter: 1 })).toBe(2_500)
  })
  it('obeys a longer Retry-After, up to an hour', () => {
    expect(retryWaitMs(2_000, { retryAfterMs: 9_000, jitter: 0.5 })).toBe(9_000)
    expect(retryWaitMs(2_000, { retryAfterMs: 1_000, jitter: 0.5 })).toBe(2_000)
    expect(retryWaitMs(2_000, { retryAfterMs: 1e12, jitter: 0.5 })).toBe(3_600_000)
  })
  it('fails for good after five retries', () => {
    const history: SyncEvent[] = [requested]
    for (let retry = 0; retry < 5; retry++)
      history.push(started(retry + 1), failed('not_executed', retry + 1), scheduled(retry + 1))
    history.push(started(6))
    const { decision } = spec.given(history).when({ ...commands.fail, try: 6 })
    expect(decision.ok && decision.events.map((event) => event.type)).toEqual(['SyncFailed'])
  })
  it('starts counting anew when a person asks', () => {
    const state = [
      requested,
      started(),
      failed('rejected'),
      { type: 'SyncRetryRequested', data: { reason: null } } as SyncEvent,
    ].reduce(evolve, initialSync)
    expect(state).toMatchObject({ status: 'pending', retries: 0, tries: 1, hold: null })
  })
  it('does not retry what is not retryable', () => {
    const { decision } = spec.given(histories.syncing).when({ ...commands.fail, retryable: false })
    expect(decision.ok && decision.events).toHaveLength(1)
  })
  it('holds an unknown outcome as such', () => {
    const { decision } = spec.given(histories.syncing).when({ ...commands.fail, certainty: 'unknown' })
    expect(decision.ok && decision.events[1]?.data).toMatchObject({ hold: 'outcome_unknown', retry: 1 })
  })
  it('ignores a result of an earlier try', () => {
    const again = [requested, started(1), failed('unknown'), scheduled(1, 'outcome_unknown'), started(2)]
    expect(spec.given(again).when(commands.fail).decision.ok).toBe(false)
    const late = spec.given(again).when(commands.succeed).decision
    expect(late.ok && late.events[0]?.type).toBe('EffectReportedLate')
  })
})

it('shows unknown apart from waiting and failed', () => {
  expect(syncFace('pending', 'outcome_unknown', 'unknown')).toBe('unknown')
  expect(syncFace('pending', 'retry_at', 'not_executed')).toBe('waiting')
  expect(syncFace('failed', null, 'unknown')).toBe('unknown')
  expect(syncFace('failed', null, 'rejected')).toBe('failed')
})
