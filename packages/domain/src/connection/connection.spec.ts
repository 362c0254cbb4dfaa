import { describe, expect, it } from 'vitest'
import { checkEvent } from '../event/catalogue.ts'
import { specify } from '../testing/index.ts'
import {
  type Connection,
  type ConnectionCommand,
  type ConnectionEvent,
  decideConnection,
  evolveConnection,
  initialConnection,
} from './connection.ts'
import { connectionEvents } from './events.ts'

const spec = specify<Connection, ConnectionCommand, ConnectionEvent>({
  initial: initialConnection,
  evolve: evolveConnection,
  decide: decideConnection,
})
const connected: ConnectionEvent = {
  type: 'ConnectionConnected',
  data: connectionEvents.ConnectionConnected.example,
}
const set = (retryWaitsMs: number[] | null): ConnectionEvent => ({
  type: 'ConnectionRetryPolicySet',
  data: { retryWaitsMs },
})

describe('the retries of a connection', () => {
  it('are set, and set back', () => {
    const command: ConnectionCommand = { type: 'setRetryPolicy', retryWaitsMs: [1_000, 60_000] }
    expect(spec.given([connected]).when(command).decision).toEqual({
      ok: true,
      events: [set([1_000, 60_000])],
    })
    const back = spec.given([connected, set([1_000])]).when({ ...command, retryWaitsMs: null })
    expect(back).toMatchObject({
      state: { retryWaitsMs: [1_000] },
      decision: { ok: true, events: [set(null)] },
    })
  })

  it('need a connection', () => {
    expect(spec.given([]).when({ type: 'setRetryPolicy', retryWaitsMs: null }).decision).toMatchObject({
      ok: false,
      code: 'RECORD_NOT_FOUND',
    })
  })

  it('are bounded in number and length', () => {
    const check = (retryWaitsMs: number[]) => () => checkEvent(set(retryWaitsMs), 'connection-1')
    expect(check(Array.from({ length: 20 }, () => 1_000))).not.toThrow()
    expect(check(Array.from({ length: 21 }, () => 1_000))).toThrow(/retryWaitsMs/)
    expect(check([3_600_001])).toThrow(/retryWaitsMs/)
    expect(check([-1])).toThrow(/retryWaitsMs/)
  })
})
