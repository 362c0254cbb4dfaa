import { loadProvider } from '@syncline/providers/registry'
import { expect, it } from 'vitest'
import { stripeEventOf } from '../testing/hub.ts'
import { mentionIn, soughtWords } from './mention.ts'
import { subjectIdOf } from './subject-id.ts'

const organizationId = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a00'
const source = { connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01', accountId: null }
const ofCustomer = (sourceId: string) => subjectIdOf(organizationId, source, { kind: 'customer', sourceId })
const { webhook } = await loadProvider('stripe')

function mention(body: string, { ids = ['cus_12345678'], addresses = ['ada@example.com'] } = {}) {
  const sought = {
    organizationId,
    subjectIds: new Set([ofCustomer('cus_12345678')]),
    words: soughtWords(ids, addresses),
  }
  return mentionIn(Buffer.from(body), source.connectionId, webhook, sought)
}
const customer = (id: string, more = {}) =>
  stripeEventOf({ type: 'customer.created', object: { object: 'customer', id, name: 'Ada', ...more } })
const intent = (more: object) =>
  stripeEventOf({
    type: 'payment_intent.succeeded',
    object: {
      object: 'payment_intent',
      id: 'pi_1',
      status: 'succeeded',
      amount: 100,
      amount_received: 100,
      currency: 'usd',
      created: 1_790_000_000,
      ...more,
    },
  })

it.each([
  ['the person’s own record', customer('cus_12345678')],
  ['a record of theirs', intent({ customer: 'cus_12345678' })],
  ['a kind that is not routed', stripeEventOf({ type: 'x.y', object: { customer: 'cus_12345678' } })],
  ['an address in capitals', stripeEventOf({ type: 'x.y', object: { to: 'Ada@Example.com' } })],
  ['an address with escapes', '{"to":"ada\\u0040example.com"}'],
  ['an address in a form', 'data[email]=ada%40example.com&type=subscribe'],
  ['an address in what is no body at all', '\u0000 ada@example.com;'],
])('a webhook that holds %s names the person', (_what, body) => expect(mention(body).named).toBe(true))

it.each([
  ['another person', customer('cus_123456789')],
  ['an id that goes on', stripeEventOf({ type: 'x.y', object: { customer: 'cus_12345678_2' } })],
  ['an address that goes on', stripeEventOf({ type: 'x.y', object: { to: 'zada@example.com' } })],
  ['nothing', ''],
])('one that holds %s does not', (_what, body) => expect(mention(body).named).toBe(false))

it('short ids count only where an adapter says whose they are', () => {
  const body = stripeEventOf({ type: 'x.y', object: { number: '58', customer: 'C-7' } })
  expect(mention(body, { ids: ['58', 'C-7'], addresses: [] }).named).toBe(false)
})

it('a record that names no customer and holds the address is the person’s too', () => {
  const own = subjectIdOf(organizationId, source, { kind: 'transaction', sourceId: 'pi_1' })
  expect(mention(intent({ customer: null, receipt_email: 'ada@example.com' }))).toEqual({
    named: true,
    ownSubjectIds: [own],
  })
  expect(mention(intent({ customer: 'cus_other', receipt_email: 'ada@example.com' })).ownSubjectIds).toEqual(
    [],
  )
})
