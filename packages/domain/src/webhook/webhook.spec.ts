import { describe, expect, it } from 'vitest'
import { specify } from '../testing/index.ts'
import {
  type Delivery,
  decideDelivery,
  deliveryCan,
  evolveDelivery,
  initialDelivery,
  maxReplays,
  type ReplayCommand,
  type WebhookEvent,
  webhookEvents,
} from './index.ts'

const spec = specify<Delivery, ReplayCommand, WebhookEvent>({
  initial: initialDelivery,
  evolve: evolveDelivery,
  decide: decideDelivery,
})
const received: WebhookEvent = {
  type: 'WebhookReceived',
  data: webhookEvents.WebhookReceived.example as Extract<WebhookEvent, { type: 'WebhookReceived' }>['data'],
}
const routed: WebhookEvent = { type: 'WebhookRouted', data: { syncIds: ['a', 'b'] } }
const quarantined: WebhookEvent = { type: 'WebhookQuarantined', data: { reason: 'unexpected_shape' } }
const ignored: WebhookEvent = { type: 'WebhookIgnored', data: { reason: 'no_flow' } }
const replayed: WebhookEvent = { type: 'WebhookReplayed', data: { reason: 'A new build' } }
const replay: ReplayCommand = { type: 'replay', reason: 'A new build', bytes: 'kept' }

describe('replaying a webhook', () => {
  it.each([
    ['led to syncs', routed],
    ['was ignored', ignored],
    ['was quarantined', quarantined],
  ])('is possible once it %s', (_what, verdict) => {
    expect(spec.given([received, verdict]).when(replay).decision).toEqual({ ok: true, events: [replayed] })
  })

  it.each([
    ['that nobody received', [], replay, 'RECORD_NOT_FOUND', {}],
    ['that waits for its first verdict', [received], replay, 'STATE_CONFLICT', { reason: 'not_routed_yet' }],
    [
      'that waits for the verdict of a replay',
      [received, routed, replayed],
      replay,
      'STATE_CONFLICT',
      { reason: 'not_routed_yet' },
    ],
    ['whose bytes expired', [received, routed], { ...replay, bytes: 'expired' }, 'PAYLOAD_EXPIRED', {}],
    ['of an erased person', [received, routed], { ...replay, bytes: 'erased' }, 'SUBJECT_ERASED', {}],
  ] as const)('is refused for one %s', (_what, events, command, code, details) => {
    expect(spec.given(events).when(command).decision).toMatchObject({ ok: false, code, details })
  })

  it('ends after so many times, so that its stream stays short', () => {
    const often = Array.from({ length: maxReplays }, () => [replayed, routed]).flat()
    expect(spec.given([received, routed, ...often.slice(2)]).when(replay).decision).toMatchObject({
      ok: true,
    })
    expect(spec.given([received, routed, ...often]).when(replay).decision).toMatchObject({
      ok: false,
      details: { reason: 'replayed_too_often' },
    })
    expect(deliveryCan.replay({ status: 'routed', replays: maxReplays }).allowed).toBe(false)
  })

  it('keeps the syncs that came of it until a routing names others', () => {
    const after = (...events: WebhookEvent[]) =>
      [received, routed, replayed, ...events].reduce(evolveDelivery, initialDelivery)
    expect(after()).toMatchObject({ status: 'received', syncIds: ['a', 'b'], replays: 1 })
    expect(after(quarantined)).toMatchObject({ status: 'quarantined', syncIds: ['a', 'b'] })
    expect(after({ type: 'WebhookRouted', data: { syncIds: ['a', 'c'] } })).toMatchObject({
      syncIds: ['a', 'c'],
    })
  })
})
