import { describe, expect, it } from 'vitest'
import { specify } from '../testing/index.ts'
import { decideDiscrepancy, discrepancyCan, evolveDiscrepancy, initialDiscrepancy } from './discrepancy.ts'
import { discrepancyEvents, reconciliationEvents } from './events.ts'
import {
  decideReconciliation,
  evolveReconciliation,
  initialReconciliation,
  maxDiscrepancies,
  type Part,
  type Reconciliation,
  type ReconciliationCommand,
  type ReconciliationEvent,
} from './index.ts'
import { emptyTally } from './tally.ts'

const spec = specify<Reconciliation, ReconciliationCommand, ReconciliationEvent>({
  initial: initialReconciliation,
  evolve: evolveReconciliation,
  decide: decideReconciliation,
})
const request = reconciliationEvents.ReconciliationStarted.example as Extract<
  ReconciliationEvent,
  { type: 'ReconciliationStarted' }
>['data']
const started: ReconciliationEvent = { type: 'ReconciliationStarted', data: request }
const found = {
  kind: 'missing_here',
  sourceConnectionId: null,
  sourceId: null,
  externalId: 'T-1',
  syncId: null,
  ours: null,
  theirs: { amount: 5, currency: 'JPY' },
  fields: [],
} as const
const part = (count: number, cursor: string | null = 'T-100'): Part => ({
  phase: 'theirs',
  cursor,
  tally: { ...emptyTally, counts: { ...emptyTally.counts, compared: count, missing_here: count } },
  found: Array.from({ length: count }, () => found),
})
const eventsOf = (state: readonly ReconciliationEvent[], command: ReconciliationCommand) => {
  const { decision } = spec.given(state).when(command)
  if (!decision.ok) throw new Error(decision.code)
  return decision.events
}

describe('a reconciliation', () => {
  it('is started once', () => {
    expect(spec.given([]).when({ type: 'start', request }).decision).toEqual({ ok: true, events: [started] })
    expect(spec.given([started]).when({ type: 'start', request }).decision).toMatchObject({
      ok: false,
      code: 'STATE_CONFLICT',
    })
  })

  it('numbers what it finds, part after part, and ends with the sums of the last', () => {
    const first = eventsOf([started], { type: 'advance', part: part(2), last: false })
    const second = eventsOf([started, ...first], { type: 'advance', part: part(1), last: true })
    expect(second.map(({ type }) => type)).toEqual(['ReconciliationAdvanced', 'ReconciliationCompleted'])
    expect(second[0]?.data).toMatchObject({ cursor: 'T-100', found: [{ number: 3, externalId: 'T-1' }] })
    expect(second[1]?.data).toMatchObject({ counts: { compared: 1, missing_here: 1 } })
    const { state } = spec.given([started, ...first]).when({ type: 'cancel' })
    expect(state).toMatchObject({ status: 'running', phase: 'theirs', cursor: 'T-100', parts: 1, listed: 2 })
  })

  it('lists no more in one event than it holds, and no more than can be gone through', () => {
    const many = eventsOf([started], { type: 'advance', part: part(450), last: false })
    expect(many.map(({ data }) => 'found' in data && data.found.length)).toEqual([200, 200, 50])
    const most = eventsOf([started], { type: 'advance', part: part(maxDiscrepancies + 7), last: false })
    const beyond = eventsOf([started, ...most], { type: 'advance', part: part(3), last: false })
    expect(beyond).toHaveLength(1)
    expect(beyond[0]?.data).toMatchObject({ found: [], counts: { missing_here: 3 } })
  })

  it('goes no further once it ended', () => {
    for (const ended of [
      { type: 'ReconciliationCancelled', data: {} },
      { type: 'ReconciliationFailed', data: { code: 'INVALID_CREDENTIALS' } },
      { type: 'ReconciliationCompleted', data: reconciliationEvents.ReconciliationCompleted.example },
    ] as ReconciliationEvent[])
      for (const command of [
        { type: 'advance', part: part(1), last: false },
        { type: 'cancel' },
        { type: 'fail', code: 'TIMEOUT' },
      ] as ReconciliationCommand[])
        expect(spec.given([started, ended]).when(command).decision).toMatchObject({
          ok: false,
          details: { reason: 'already_ended' },
        })
  })

  it('that nobody started can’t be stopped', () => {
    expect(spec.given([]).when({ type: 'cancel' }).decision).toMatchObject({ code: 'RECORD_NOT_FOUND' })
  })
})

describe('a discrepancy', () => {
  const resolution = discrepancyEvents.DiscrepancyResolved.example
  const resolve = specify({
    initial: initialDiscrepancy,
    evolve: evolveDiscrepancy,
    decide: decideDiscrepancy,
  })

  it('is resolved once', () => {
    const resolved = { type: 'DiscrepancyResolved', data: resolution } as const
    const command = { type: 'resolve', resolution } as const
    expect(resolve.given([]).when(command).decision).toEqual({ ok: true, events: [resolved] })
    expect(resolve.given([resolved]).when(command).decision).toMatchObject({
      ok: false,
      details: { status: 'ignored', reason: 'already_resolved' },
    })
  })

  it('is pushed where there is something here, and pulled where there is something there', () => {
    const here = { sourceConnectionId: 'stripe', externalId: null }
    const there = { sourceConnectionId: null, externalId: 'T-1' }
    expect(discrepancyCan.push({ kind: 'missing_there', ...here }, 'erp')).toBe(true)
    expect(discrepancyCan.push({ kind: 'fields_differ', ...here }, 'stripe')).toBe(false)
    expect(discrepancyCan.pull({ kind: 'missing_there', ...here })).toBe(false)
    expect(discrepancyCan.push({ kind: 'missing_here', ...there }, 'erp')).toBe(false)
    expect(discrepancyCan.pull({ kind: 'missing_here', ...there })).toBe(true)
  })
})
