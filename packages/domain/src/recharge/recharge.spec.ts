import { describe, expect, it } from 'vitest'
import { specify, testContext } from '../testing/index.ts'
import {
  decideRecharge,
  evolveRecharge,
  initialRecharge,
  nigerianPhone,
  type Recharge,
  type RechargeCommand,
  type RechargeEvent,
  type RechargeNews,
  rechargeEvents,
} from './index.ts'

const spec = specify<Recharge, RechargeCommand, RechargeEvent>({
  initial: initialRecharge,
  evolve: evolveRecharge,
  decide: decideRecharge,
})
type DataOf<Type extends RechargeEvent['type']> = Extract<RechargeEvent, { type: Type }>['data']

const at = (ms: number) => ({ ...testContext, now: new Date(testContext.now.getTime() + ms) })
const outMs = 300_000
const request: DataOf<'RechargeRequested'> = {
  ...(rechargeEvents.RechargeRequested.example as DataOf<'RechargeRequested'>),
  outUntil: at(outMs).now.toISOString(),
}
const requested: RechargeEvent = { type: 'RechargeRequested', data: request }
const sale = rechargeEvents.RechargeVended.example as DataOf<'RechargeVended'>
const vended: RechargeEvent = { type: 'RechargeVended', data: sale }
const noSale = { code: 'PROVIDER_REFUSED', certainty: 'rejected' } as const
const failed: RechargeEvent = { type: 'RechargeFailed', data: noSale }
const nothing = { code: 'TIMEOUT', askAgainAt: at(120_000).now.toISOString() } as const
const unknown: RechargeEvent = { type: 'RechargeOutcomeUnknown', data: nothing }
const neverBegun = { code: 'RECORD_NOT_FOUND', certainty: 'not_executed' } as const

const learn = (from: 'vend' | 'requery', news: RechargeNews): RechargeCommand => ({
  type: 'learn',
  from,
  news,
})
const news = {
  vended: { verdict: 'vended', ...sale },
  failed: { verdict: 'failed', ...noSale },
  'never begun': { verdict: 'failed', ...neverBegun },
  unknown: { verdict: 'unknown', ...nothing },
} as const satisfies Record<string, RechargeNews>

describe('a recharge', () => {
  it('is asked for once, and what differs under the same id is refused', () => {
    const ask: RechargeCommand = { type: 'request', request }
    expect(spec.given([]).when(ask).decision).toEqual({ ok: true, events: [requested] })
    for (const then of [[], [unknown], [vended], [failed]])
      expect(spec.given([requested, ...then]).when(ask).decision).toMatchObject({ code: 'STATE_CONFLICT' })
    const other = { ...request, digest: request.digest.replaceAll('9', '8') }
    expect(spec.given([requested]).when({ type: 'request', request: other }).decision).toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    })
  })

  it.each([
    ['vend', [], 'vended', [vended]],
    ['vend', [], 'failed', [failed]],
    ['vend', [], 'never begun', [{ type: 'RechargeFailed', data: neverBegun }]],
    ['vend', [], 'unknown', [unknown]],
    ['requery', [unknown], 'vended', [vended]],
    ['requery', [unknown], 'failed', [failed]],
    ['requery', [unknown], 'unknown', []],
    // Whoever sells tells it: a second click in the meantime adds nothing.
    ['requery', [], 'unknown', []],
    ['requery', [], 'never begun', []],
    ['requery', [unknown], 'never begun', []],
    ['requery', [failed], 'failed', []],
    ['requery', [failed], 'unknown', []],
    // What was sold was sold, whatever was said before and after.
    ['vend', [failed], 'vended', [vended]],
    ['requery', [failed], 'vended', [vended]],
    ['requery', [vended], 'vended', []],
    ['requery', [vended], 'failed', []],
    ['vend', [vended], 'unknown', []],
  ] as const)('by a %s after %j that says it is %s', (from, before, said, events) => {
    const { decision } = spec.given([requested, ...before]).when(learn(from, news[said]))
    expect(decision).toEqual({ ok: true, events })
  })

  it('whose call can be out no more was never begun where BuyPower knows of none', () => {
    const ask = learn('requery', news['never begun'])
    for (const before of [[requested], [requested, unknown]]) {
      expect(spec.given(before).when(ask, at(outMs - 1)).decision).toEqual({ ok: true, events: [] })
      expect(spec.given(before).when(ask, at(outMs)).decision).toEqual({
        ok: true,
        events: [{ type: 'RechargeFailed', data: neverBegun }],
      })
    }
    expect(spec.given([requested]).when(learn('requery', news.unknown), at(outMs)).decision).toEqual({
      ok: true,
      events: [unknown],
    })
  })

  it('that nobody asked for is none', () => {
    expect(spec.given([]).when(learn('requery', news.vended)).decision).toMatchObject({
      code: 'RECORD_NOT_FOUND',
    })
  })
})

it.each([
  ['08031234567', '08031234567'],
  ['+234 803 123 4567', '08031234567'],
  ['234-803-123-4567', '08031234567'],
  ['12345', null],
  ['+1 202 555 0123', null],
  ['call 08031234567', null],
])('%s is the number %s', (text, number) => {
  expect(nigerianPhone(text)).toBe(number)
})
