import { describe, expect, it } from 'vitest'
import { specify } from '../testing/index.ts'
import { type Bulk, type BulkCommand, type BulkEvent, decideBulk, evolveBulk, initialBulk } from './bulk.ts'
import { bulkEvents } from './events.ts'

const spec = specify<Bulk, BulkCommand, BulkEvent>({
  initial: initialBulk,
  evolve: evolveBulk,
  decide: decideBulk,
})
const request = bulkEvents.BulkRequested.example as Extract<BulkEvent, { type: 'BulkRequested' }>['data']
const requested: BulkEvent = { type: 'BulkRequested', data: request }
const part = (done: number, already = 0) => ({
  done,
  refused: already === 0 ? [] : [{ reason: 'already_synced' as const, count: already }],
  before: 900 - done,
})
const advanced = (done: number, already = 0): BulkEvent => ({
  type: 'BulkAdvanced',
  data: part(done, already),
})
const completed: BulkEvent = { type: 'BulkCompleted', data: {} }
const stopped: BulkEvent = { type: 'BulkStopped', data: {} }

describe('one command on many syncs', () => {
  it('is asked for once', () => {
    expect(spec.given([]).when({ type: 'request', request }).decision).toEqual({
      ok: true,
      events: [requested],
    })
    expect(spec.given([requested]).when({ type: 'request', request }).decision).toMatchObject({
      ok: false,
      code: 'STATE_CONFLICT',
      details: { reason: 'already_requested' },
    })
  })

  it('is asked for webhooks in an event of its own', () => {
    const { BulkReplayRequested } = bulkEvents
    const data = BulkReplayRequested.example as Extract<BulkEvent, { type: 'BulkReplayRequested' }>['data']
    const command = { type: 'request', request: { action: 'replay', ...data } } as const
    const asked = spec.given([]).when(command)
    expect(asked.decision).toEqual({ ok: true, events: [{ type: 'BulkReplayRequested', data }] })
    expect(
      spec.given([{ type: 'BulkReplayRequested', data }, advanced(7)]).when({ type: 'stop' }).state,
    ).toMatchObject({
      request: { action: 'replay', reason: data.reason },
      done: 7,
    })
  })

  it('goes on part by part, and ends with the last', () => {
    const next: BulkCommand = { type: 'advance', part: part(7), last: false }
    expect(spec.given([requested]).when(next).decision).toEqual({ ok: true, events: [advanced(7)] })
    expect(spec.given([requested]).when({ ...next, last: true }).decision).toEqual({
      ok: true,
      events: [advanced(7), completed],
    })
  })

  it('adds up what was done and what was refused', () => {
    const { state } = spec.given([requested, advanced(7, 1), advanced(5, 2)]).when({ type: 'stop' })
    expect(state).toMatchObject({ status: 'running', done: 12, refused: { already_synced: 3 }, before: 895 })
  })

  it('stops where it is, and goes no further', () => {
    expect(spec.given([requested, advanced(7)]).when({ type: 'stop' }).decision).toEqual({
      ok: true,
      events: [stopped],
    })
    for (const ended of [stopped, completed]) {
      const after = spec.given([requested, advanced(7), ended])
      expect(after.when({ type: 'advance', part: part(1), last: false }).decision).toMatchObject({
        ok: false,
        details: { reason: 'already_ended' },
      })
      expect(after.when({ type: 'stop' }).decision).toMatchObject({ ok: false })
    }
  })

  it('that nobody asked for can’t be stopped', () => {
    expect(spec.given([]).when({ type: 'stop' }).decision).toMatchObject({
      ok: false,
      code: 'RECORD_NOT_FOUND',
    })
  })
})
