import type { WebhookEndpointView, WebhookSetup } from '@syncline/domain/view'
import { expect, it } from 'vitest'
import { standingOf } from './standing.ts'

const one: WebhookEndpointView = {
  endpointId: 'we_1',
  isEnabled: true,
  missing: [],
  surplus: [],
  isOurs: true,
  createdAt: '2026-11-20T08:00:00.000Z',
}
const setup = (change: Partial<WebhookSetup>): WebhookSetup => ({
  address: 'https://hub.example/api/webhooks/stripe/c',
  isReachable: true,
  state: 'right',
  endpoints: [one],
  elsewhere: 0,
  hasSecret: true,
  ...change,
})

it.each([
  ['nothing there', setup({ state: 'none', endpoints: [] }), 'pending'],
  ['set up from here', setup({}), 'synced'],
  ['by hand', setup({ endpoints: [{ ...one, isOurs: false }] }), 'synced'],
  ['by hand, no secret', setup({ endpoints: [{ ...one, isOurs: false }], hasSecret: false }), 'failed'],
  ['too much', setup({ state: 'wrong_events', endpoints: [{ ...one, surplus: ['*'] }] }), 'synced'],
  [
    'too little',
    setup({ state: 'wrong_events', endpoints: [{ ...one, missing: ['refund.created'] }] }),
    'waiting',
  ],
  ['off', setup({ state: 'disabled', endpoints: [{ ...one, isEnabled: false }] }), 'failed'],
  ['several', setup({ state: 'several', endpoints: [one, { ...one, endpointId: 'we_2' }] }), 'waiting'],
] as const)('%s', (_what, given, mark) => {
  expect(standingOf(given).mark).toBe(mark)
})

it('names a few of what is missing, and counts the rest', () => {
  const missing = ['a.b', 'c.d', 'e.f', 'g.h', 'i.j', 'k.l']
  const { lines } = standingOf(setup({ state: 'wrong_events', endpoints: [{ ...one, missing }] }))
  expect(lines[0]).toBe('Not sent: 6 types (a.b, c.d, e.f, g.h and 2 more).')
})
