import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventData } from '../event/catalogue.ts'
import { specify } from '../testing/index.ts'
import { runEvents } from './events.ts'
import { maxRunPages, maxRunRests } from './limits.ts'
import { addsUp, decideRun, evolveRun, initialRun, type Run, type RunCommand, type RunEvent } from './run.ts'

const spec = specify<Run, RunCommand, RunEvent>({
  initial: initialRun,
  evolve: evolveRun,
  decide: decideRun,
})
const request = runEvents.RunStarted.example as EventData<'RunStarted'>
const started: RunEvent = { type: 'RunStarted', data: request }
const page = (number: number, cursor: string | null = 'sealed:v1:o1:AAAA'): EventData<'RunPageRead'> => ({
  ...runEvents.RunPageRead.example,
  page: number,
  cursor,
})
const read = (number: number, cursor?: string | null): RunEvent => ({
  type: 'RunPageRead',
  data: page(number, cursor),
})
const failure = runEvents.RunFailed.example as EventData<'RunFailed'>
const paused: RunEvent = { type: 'RunPaused', data: {} }
const resumed: RunEvent = { type: 'RunResumed', data: {} }
const cancelled: RunEvent = { type: 'RunCancelled', data: { reason: 'by mistake' } }
const completed: RunEvent = { type: 'RunCompleted', data: {} }
const failed: RunEvent = { type: 'RunFailed', data: failure }

const histories = {
  none: [],
  running: [started, read(1)],
  paused: [started, read(1), paused],
  cancelled: [started, read(1), cancelled],
  completed: [started, read(1, null), completed],
  failed: [started, read(1), failed],
} satisfies Record<Run['status'], RunEvent[]>

const commands = {
  start: { type: 'start', request },
  readPage: { type: 'readPage', page: page(2) },
  pause: { type: 'pause' },
  resume: { type: 'resume' },
  cancel: { type: 'cancel', reason: 'by mistake' },
  fail: { type: 'fail', failure },
} satisfies Record<RunCommand['type'], RunCommand>

/** Every state by every command: the types of what is written, or why it is refused. */
const table: Record<Run['status'], Record<RunCommand['type'], string>> = {
  none: {
    start: 'RunStarted',
    readPage: 'RECORD_NOT_FOUND',
    pause: 'RECORD_NOT_FOUND',
    resume: 'RECORD_NOT_FOUND',
    cancel: 'RECORD_NOT_FOUND',
    fail: 'RECORD_NOT_FOUND',
  },
  running: {
    start: 'already_started',
    readPage: 'RunPageRead',
    pause: 'RunPaused',
    resume: 'already_running',
    cancel: 'RunCancelled',
    fail: 'RunFailed',
  },
  paused: {
    start: 'already_started',
    readPage: 'RunPageRead',
    pause: 'already_paused',
    resume: 'RunResumed',
    cancel: 'RunCancelled',
    fail: 'not_running',
  },
  cancelled: {
    start: 'already_started',
    readPage: 'RunPageRead',
    pause: 'already_ended',
    resume: 'already_ended',
    cancel: 'already_ended',
    fail: 'not_running',
  },
  completed: {
    start: 'already_started',
    readPage: 'not_running',
    pause: 'already_ended',
    resume: 'already_ended',
    cancel: 'already_ended',
    fail: 'not_running',
  },
  failed: {
    start: 'already_started',
    readPage: 'not_running',
    pause: 'already_ended',
    resume: 'RunResumed',
    cancel: 'already_ended',
    fail: 'not_running',
  },
}
const cases = Object.entries(table).flatMap(([status, row]) =>
  Object.entries(row).map(([command, outcome]) => ({
    status: status as Run['status'],
    command: command as RunCommand['type'],
    outcome,
  })),
)

describe('a run', () => {
  it.each(cases)('that is $status, told to $command: $outcome', ({ status, command, outcome }) => {
    const { state, decision } = spec.given(histories[status]).when(commands[command])
    expect(state.status).toBe(status)
    const told = decision.ok
      ? decision.events.map(({ type }) => type).join(' ')
      : (decision.details['reason'] ?? decision.code)
    expect(told).toBe(outcome)
  })

  it('adds up what its pages came to, and keeps the checkpoint of the last', () => {
    const { state } = spec.given([started, read(1), read(2, 'sealed:v1:o1:BBBB')]).when({ type: 'pause' })
    expect(state).toMatchObject({
      pages: 2,
      cursor: 'sealed:v1:o1:BBBB',
      counts: { read: 200, changed: 6, unchanged: 192, leftOut: 0, unreadable: 2, asked: 6 },
    })
  })

  it('is completed by its last page, also by one that was in hand when it was paused', () => {
    for (const before of [[started], [started, paused]])
      expect(spec.given(before).when({ type: 'readPage', page: page(1, null) }).decision).toEqual({
        ok: true,
        events: [read(1, null), completed],
      })
  })

  it('takes each page once and none before its turn', () => {
    for (const number of [1, 3])
      expect(
        spec.given([started, read(1)]).when({ type: 'readPage', page: page(number) }).decision,
      ).toMatchObject({ ok: false, code: 'STATE_CONFLICT', details: { reason: 'other_page' } })
  })

  it('takes no page whose counts do not add up', () => {
    expect(
      spec.given([started]).when({ type: 'readPage', page: { ...page(1), unchanged: 95 } }).decision,
    ).toMatchObject({ ok: false, code: 'INVALID_INPUT' })
  })

  it('ends at the limit of pages, and can’t go on from there', () => {
    const before = [started, ...Array.from({ length: maxRunPages - 1 }, (_, n) => read(n + 1))]
    const last = spec.given(before).when({ type: 'readPage', page: page(maxRunPages) })
    expect(last.decision).toMatchObject({
      ok: true,
      events: [{ type: 'RunPageRead' }, { type: 'RunFailed', data: { code: 'QUOTA_EXCEEDED' } }],
    })
    const after = [...before, read(maxRunPages), failed]
    expect(spec.given(after).when({ type: 'resume' }).decision).toMatchObject({
      details: { reason: 'page_limit' },
    })
  })

  it('rests only so often', () => {
    const rests = Array.from({ length: maxRunRests }, () => [paused, resumed]).flat()
    expect(spec.given([started, ...rests]).when({ type: 'pause' }).decision).toMatchObject({
      details: { reason: 'rested_too_often' },
    })
  })

  it('always adds up, whatever happens to it', () => {
    const anyPage = fc
      .record({
        page: fc.integer({ min: 1, max: 4 }),
        changed: fc.nat(5),
        unchanged: fc.nat(5),
        leftOut: fc.nat(2),
        unreadable: fc.nat(2),
        off: fc.constantFrom(0, 0, 1),
        last: fc.boolean(),
      })
      .map(({ off, last, ...counts }): RunCommand => {
        const sum = counts.changed + counts.unchanged + counts.leftOut + counts.unreadable
        const cursor = last ? null : 'sealed:v1:o1:AAAA'
        return { type: 'readPage', page: { ...counts, read: sum + off, asked: counts.changed, cursor } }
      })
    const any = fc.oneof({ weight: 4, arbitrary: anyPage }, fc.constantFrom(...Object.values(commands)))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (given) => {
        let state: Run = evolveRun(initialRun, started)
        let pages = 0
        for (const command of given) {
          const decision = decideRun(command, state)
          if (!decision.ok) continue
          state = decision.events.reduce(evolveRun, state)
          pages += decision.events.filter(({ type }) => type === 'RunPageRead').length
        }
        if (state.status === 'none') throw new Error('It was started')
        expect(addsUp(state.counts)).toBe(true)
        expect(state.pages).toBe(pages)
        if (state.status === 'completed') expect(state.cursor).toBeNull()
      }),
      { numRuns: 300 },
    )
  })
})
