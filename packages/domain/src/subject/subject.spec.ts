import { describe, expect, it } from 'vitest'
import { specify } from '../testing/index.ts'
import { subjectEvents } from './events.ts'
import {
  decideErasure,
  type Erasure,
  type ErasureCommand,
  evolveErasure,
  initialErasure,
  type SubjectEvent,
} from './subject.ts'

const spec = specify<Erasure, ErasureCommand, SubjectEvent>({
  initial: initialErasure,
  evolve: evolveErasure,
  decide: decideErasure,
})
const request = subjectEvents.SubjectErasureRequested.example as Extract<
  ErasureCommand,
  { type: 'request' }
>['request']
const requested: SubjectEvent = { type: 'SubjectErasureRequested', data: request }
const part = (
  after: number,
  more: { destroyed?: number; cancelled?: number; subjectIds?: string[] } = {},
) => ({
  searched: 100,
  destroyed: 0,
  cancelled: 0,
  subjectIds: [],
  ...more,
  after,
})
const advanced = (...given: Parameters<typeof part>): SubjectEvent => ({
  type: 'SubjectErasureAdvanced',
  data: part(...given),
})
const guest = '1c5d2c1e-5a0f-8b7e-9d54-0c3c6f6f9a78'
const erased: SubjectEvent = {
  type: 'SubjectErased',
  data: { keys: 2, webhooks: 3, syncs: 4, cancelled: 1, searched: 200 },
}

describe('the erasure of a person', () => {
  it('is asked for once', () => {
    expect(spec.given([]).when({ type: 'request', request }).decision).toEqual({
      ok: true,
      events: [requested],
    })
    expect(spec.given([requested]).when({ type: 'request', request }).decision).toMatchObject({
      ok: false,
      details: { reason: 'already_requested' },
    })
  })

  it('goes through the webhooks once, part by part', () => {
    const given = spec.given([requested, advanced(40)])
    expect(given.when({ type: 'advance', part: part(90) }).decision).toEqual({
      ok: true,
      events: [advanced(90)],
    })
    expect(given.when({ type: 'advance', part: part(40) }).decision).toMatchObject({
      ok: false,
      details: { reason: 'already_searched' },
    })
  })

  it('remembers whose keys it found on the way', () => {
    const { state } = spec
      .given([requested, advanced(40, { subjectIds: [guest] }), advanced(90, { subjectIds: [guest] })])
      .when({ type: 'finish', keys: 0, syncs: 0 })
    expect(state).toMatchObject({ status: 'running', after: 90, subjectIds: [...request.subjectIds, guest] })
  })

  it('reports the sums of its parts, and ends once', () => {
    const facts = [requested, advanced(40, { destroyed: 1, cancelled: 1 }), advanced(90, { destroyed: 2 })]
    const finish = { type: 'finish', keys: 2, syncs: 4 } as const
    expect(spec.given(facts).when(finish).decision).toEqual({ ok: true, events: [erased] })
    expect(spec.given([...facts, erased]).when(finish).decision).toMatchObject({
      ok: false,
      details: { reason: 'already_ended' },
    })
  })

  it('ends nothing that nobody asked for', () => {
    expect(spec.given([]).when({ type: 'finish', keys: 0, syncs: 0 }).decision).toMatchObject({
      ok: false,
      code: 'RECORD_NOT_FOUND',
    })
  })
})
