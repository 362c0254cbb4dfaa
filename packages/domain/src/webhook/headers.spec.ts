import { expect, it } from 'vitest'
import { catalogue, checkEvent } from '../event/index.ts'
import { keptHeaders, maxHeaders } from './index.ts'

it('keeps what tells of sender and message, and hides what proves it', () => {
  expect(
    keptHeaders({
      'content-type': 'application/json',
      'user-agent': 'Stripe/1.0',
      'stripe-signature': 't=1790000000,v1=5257a869',
      'x-flasherp-signature': '5257a869',
      'x-flasherp-timestamp': '1790000000',
      'square-retry-number': '2',
    }),
  ).toEqual({
    'content-type': 'application/json',
    'user-agent': 'Stripe/1.0',
    'stripe-signature': '•••',
    'x-flasherp-signature': '•••',
    'x-flasherp-timestamp': '1790000000',
    'square-retry-number': '2',
  })
})

it('leaves out cookies, keys, addresses and what it does not know', () => {
  const headers = {
    cookie: 'session=abc',
    authorization: 'Bearer abc',
    host: 'hub.example.com',
    'x-forwarded-for': '203.0.113.7',
    'x-anything': 'else',
  }
  expect(keptHeaders(headers)).toEqual({})
})

it('keeps few and short ones, whatever comes, so that each fits its event', () => {
  const many = Object.fromEntries(
    Array.from({ length: 50 }, (_, n) => [`stripe-x-${n}`, `${'\u0000'.repeat(300)}\ud800`]),
  )
  const headers = keptHeaders({ ...many, 'user-agent': 'ada@example.org '.repeat(40) })
  expect(Object.keys(headers)).toHaveLength(maxHeaders)
  expect(JSON.stringify(headers)).not.toContain('ada@')
  const data = { ...catalogue.WebhookReceived.example, headers }
  expect(() => checkEvent({ type: 'WebhookReceived', data }, 'delivery-1')).not.toThrow()
})
