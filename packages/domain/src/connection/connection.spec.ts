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

describe('what a connection is about', () => {
  const place = { accountId: 'merchant-1', baseUrl: 'https://till.example.com' }
  const chosen = (choices: Extract<ConnectionEvent, { type: 'ConnectionChoicesSet' }>['data']['choices']) =>
    ({ type: 'ConnectionChoicesSet', data: { choices, ...place } }) satisfies ConnectionEvent
  const [lekki, books] = [
    { id: 'L1', name: 'Lekki' },
    { id: '7', name: 'Supplies' },
  ]

  it('is chosen one by one, and what was chosen of other things stays', () => {
    const command: ConnectionCommand = { type: 'choose', name: 'expense_account', chosen: books, ...place }
    const decide = (given: ConnectionEvent[], decided: ConnectionCommand) =>
      spec.given(given).when(decided).decision
    expect(decide([connected, chosen({ location: lekki })], command)).toEqual({
      ok: true,
      events: [chosen({ location: lekki, expense_account: books })],
    })
    const back: ConnectionCommand = { type: 'choose', name: 'location', chosen: null, ...place }
    expect(decide([connected, chosen({ location: lekki, expense_account: books })], back)).toEqual({
      ok: true,
      events: [chosen({ expense_account: books })],
    })
    expect(decide([], command)).toMatchObject({ ok: false, code: 'RECORD_NOT_FOUND' })
  })
})

describe('a connection', () => {
  const disabled: ConnectionEvent = { type: 'ConnectionDisabled', data: { reason: 'The till is moved' } }
  const enabled: ConnectionEvent = { type: 'ConnectionEnabled', data: {} }
  const deleted: ConnectionEvent = {
    type: 'ConnectionDeleted',
    data: { reason: 'The venue was sold', credentialsDestroyed: 2 },
  }
  const decide = (given: ConnectionEvent[], command: ConnectionCommand) =>
    spec.given(given).when(command).decision

  it('is switched off and on, and keeps what was set on it', () => {
    expect(decide([connected, set([7])], { type: 'disable', reason: 'The till is moved' })).toEqual({
      ok: true,
      events: [disabled],
    })
    expect(decide([connected, set([7]), disabled], { type: 'enable' })).toEqual({
      ok: true,
      events: [enabled],
    })
    const state = [connected, set([7]), disabled, enabled].reduce(evolveConnection, initialConnection)
    expect(state).toEqual({
      status: 'connected',
      retryWaitsMs: [7],
      scopeOff: [],
      choices: {},
      webhookEndpointId: null,
    })
    for (const [given, command] of [
      [[connected, disabled], { type: 'disable', reason: 'again' }],
      [[connected], { type: 'enable' }],
    ] as const)
      expect(decide([...given], command)).toMatchObject({ ok: false, code: 'STATE_CONFLICT' })
  })

  it('does not exist any more once it was deleted, and does not come back under its id', () => {
    const { data } = connected
    const commands: ConnectionCommand[] = [
      { type: 'enable' },
      { type: 'disable', reason: 'again' },
      { type: 'delete', reason: 'again', credentialsDestroyed: 0 },
      { type: 'setRetryPolicy', retryWaitsMs: null },
      { type: 'noteTest', test: { code: null, tookMs: 1 } },
      { type: 'noteRetirement', retired: { kind: 'api_key', credentialVersion: 1 } },
    ]
    for (const command of commands)
      for (const given of [[], [connected, deleted], [connected, disabled, deleted, connected, enabled]])
        expect(decide(given, command), command.type).toMatchObject({ ok: false, code: 'RECORD_NOT_FOUND' })
    for (const given of [[connected], [connected, deleted]])
      expect(decide(given, { type: 'connect', data: data as never })).toMatchObject({
        ok: false,
        code: 'STATE_CONFLICT',
      })
  })
})

describe('the scope of a connection', () => {
  const scope = (off: ('customer' | 'subscription')[]): ConnectionEvent => ({
    type: 'ConnectionScopeSet',
    data: { off, reason: 'The new till' },
  })
  const command = (off: ('customer' | 'subscription')[]): ConnectionCommand => ({
    type: 'setScope',
    off,
    reason: 'The new till',
  })

  it('is set as a whole, each kind of record once', () => {
    const given = [connected, scope(['customer'])]
    const { decision } = spec.given(given).when(command(['subscription', 'customer', 'subscription']))
    expect(decision).toEqual({ ok: true, events: [scope(['customer', 'subscription'])] })
    expect(spec.given(given).when(command([])).decision).toEqual({ ok: true, events: [scope([])] })
  })

  it('stays while the connection is switched off and on', () => {
    const off: ConnectionEvent = { type: 'ConnectionDisabled', data: { reason: 'The till is moved' } }
    expect(spec.given([connected, scope(['customer']), off]).when(command(['customer']))).toMatchObject({
      state: { status: 'disabled', scopeOff: ['customer'] },
      decision: { ok: false, code: 'STATE_CONFLICT', details: { reason: 'unchanged' } },
    })
  })
})

describe('the schedule of a connection', () => {
  it('is an interval, or a time of the day in a zone', () => {
    const check = (data: unknown) => () =>
      checkEvent({ type: 'ConnectionScheduleSet', data } as ConnectionEvent, 'connection-1')
    expect(check({ isOn: true, timing: { every: 60 } })).not.toThrow()
    expect(check({ isOn: false, timing: { cron: '*/5 * * * *', timeZone: 'UTC' } })).not.toThrow()
    expect(check({ isOn: true, timing: { every: 59 } })).toThrow(/timing/)
    expect(check({ isOn: true, timing: { every: 60, cron: '* * * * *', timeZone: 'UTC' } })).toThrow(/timing/)
    expect(check({ isOn: true, timing: { cron: '* * * * *' } })).toThrow(/timing/)
  })
})
