import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox, type Sandbox } from '../index.ts'
import { createReceiver, type Receiver } from '../testing.ts'

const secret = `whsec_${Buffer.from('pcs sandbox secret').toString('base64')}`
const apiKey = 'syn_live_sandbox_spec'

let sandbox: Sandbox
let receiver: Receiver
beforeEach(async () => {
  receiver = await createReceiver()
  const settings = { apiKey, intakeUrl: receiver.url, callbackSecret: secret }
  sandbox = await createSandbox({ accounts: [{ 'pcs-ai': settings }] })
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

async function callBack(
  body: string,
  { key = 'pcs sandbox secret', id = 'msg_1', seconds = Math.floor(Date.now() / 1_000), to = 'pcs' } = {},
) {
  const signature = createHmac('sha256', Buffer.from(key)).update(`${id}.${seconds}.${body}`).digest('base64')
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  }
  return (await fetch(`${sandbox.url}/pcs-ai/callbacks/${to}`, { method: 'POST', headers, body })).status
}
const callback = (invoiceId: string) =>
  JSON.stringify({
    type: 'invoice.posted',
    timestamp: new Date().toISOString(),
    data: { invoice_id: invoiceId },
  })
const effects = () => sandbox.effects('pcs-ai').map(({ entity, objectId }) => `${entity} ${objectId}`)

test('invoices leave with the key, add up unless asked not to, and are the same when sent again', async () => {
  const { objects } = await sandbox.trigger('pcs-ai', 'invoice', { name: 'Eko Linen Ltd', currency: 'ngn' })
  await sandbox.trigger('pcs-ai', 'again', { id: objects[0] ?? '' })
  await receiver.count(2)
  const [first, second] = receiver.received
  expect(first?.headers['x-api-key']).toBe(apiKey)
  expect(second?.body).toBe(first?.body)
  const invoice = JSON.parse(first?.body ?? '') as { lines: { amount: number }[] } & Record<string, number>
  expect(invoice).toMatchObject({ id: objects[0], currency: 'NGN', vendor: { name: 'Eko Linen Ltd' } })
  expect(invoice.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(invoice.subtotal)
  expect((invoice.subtotal ?? 0) + (invoice.tax ?? 0)).toBe(invoice.total)
  await sandbox.trigger('pcs-ai', 'wrong')
  await receiver.count(3)
  const wrong = JSON.parse(receiver.received[2]?.body ?? '') as Record<string, number>
  expect((wrong.subtotal ?? 0) + (wrong.tax ?? 0)).toBe((wrong.total ?? 0) - 1)
  expect(effects()).toHaveLength(2)
})

test('callbacks are verified, heard once, and noted at their invoice', async () => {
  const { objects } = await sandbox.trigger('pcs-ai', 'invoice')
  const body = callback(objects[0] ?? '')
  expect([await callBack(body), await callBack(body)]).toEqual([202, 202])
  expect(effects()).toEqual([`invoice ${objects[0]}`, 'callback msg_1'])
  const held = await fetch(`${sandbox.url}/_sandbox/objects?provider=pcs-ai&entity=invoices`)
  expect(await held.json()).toMatchObject({ entries: [{ object: { heard: ['invoice.posted'] } }] })
})

test.each([
  ['another secret', { key: 'another' }, 401],
  ['an old time', { seconds: Math.floor(Date.now() / 1_000) - 400 }, 401],
  ['a time ahead', { seconds: Math.floor(Date.now() / 1_000) + 400 }, 401],
  ['nobody’s address', { to: 'gone' }, 410],
])('a callback with %s is refused', async (_what, changes, status) => {
  expect(await callBack(callback('x'), changes)).toBe(status)
  expect(effects()).toEqual([])
})

test('a trigger by address may name it', async () => {
  const sent = await fetch(`${sandbox.url}/_sandbox/trigger/pcs-ai/invoice`, { method: 'POST' })
  expect(sent.status).toBe(200)
  await receiver.count(1)
})
