import { createHmac, randomUUID } from 'node:crypto'
import { encodeEvent, eventSample } from '@syncline/providers/samples/mailchimp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startDoor, type TestDoor } from '../testing/door.ts'
import { connectAnother, foundOrganization, startTestHub, type TestHub } from '../testing/hub.ts'

/** Of the samples. */
const audience = 'b8c41d7e20'
let hub: TestHub
let door: TestDoor
let address: string
let secret: string
let stripeAddress: string

beforeAll(async () => {
  hub = await startTestHub()
  const organization = await foundOrganization(hub)
  const { connectionId, webhookSecret } = await connectAnother(hub, organization, 'mailchimp', audience)
  address = `/api/webhooks/mailchimp/${connectionId}`
  secret = webhookSecret
  stripeAddress = `/api/webhooks/stripe/${organization.stripeId}`
  door = await startDoor(hub)
})
afterAll(async () => {
  await door.close()
  await hub.close()
})

const body = encodeEvent(eventSample('subscribe'))
function signedPost(text: string) {
  const seconds = Math.floor(Date.now() / 1_000)
  const v1 = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')
  return door.post(address, text, { 'x-mailchimp-signature': `t=${seconds},v1=${v1}` })
}

it('is there when Mailchimp looks, and for nobody who has no need to', async () => {
  const look = async (path: string) => (await fetch(`http://127.0.0.1:${door.port}${path}`)).status
  expect(await look(address)).toBe(200)
  expect(await look(`${address}?secret=anything`)).toBe(200)
  expect(await look(stripeAddress)).toBe(404)
  expect(await look(`/api/webhooks/mailchimp/${randomUUID()}`)).toBe(404)
  expect(await look(address.replace('mailchimp', 'flasherp'))).toBe(404)
})

it('takes what is signed, once, and tells two events of one name apart by their bytes', async () => {
  expect((await signedPost(body)).json).toEqual({ received: true, duplicate: false })
  expect((await signedPost(body)).json).toEqual({ received: true, duplicate: true })
  const other = encodeEvent(eventSample('subscribe', { 'data[merges][LNAME]': 'Okafor' }))
  expect((await signedPost(other)).json).toEqual({ received: true, duplicate: false })
  const { rows } = await hub.admin.query<{ id: string }>(
    `select data ->> 'providerEventId' as id from log.event where type = 'WebhookReceived'
     and data ->> 'provider' = 'mailchimp'`,
  )
  expect(rows).toHaveLength(2)
  for (const { id } of rows) expect(id).toMatch(/^subscribe:b8c41d7e20:4e1f09c2ab:2026-09-21T09:30:00:/)
})

it('keeps what is of another audience, and routes none of it', async () => {
  const foreign = encodeEvent(eventSample('subscribe', { 'data[list_id]': 'c0ffee0000' }))
  expect((await signedPost(foreign)).json).toEqual({ received: true, duplicate: false })
  const { rows } = await hub.admin.query<{ type: string; event_type: string; reason: string | null }>(
    `select e.type, r.data ->> 'eventType' as event_type, e.data ->> 'reason' as reason
     from log.event r join log.event e on e.stream = r.stream and e.type <> 'WebhookReceived'
     where r.type = 'WebhookReceived' and r.data ->> 'accountId' = 'c0ffee0000'`,
  )
  expect(rows).toEqual([{ type: 'WebhookQuarantined', event_type: '', reason: 'unknown_account' }])
})

it('takes what is not signed at an address that tells the secret, and logs no such address', async () => {
  const fields = encodeEvent(eventSample('unsubscribe'))
  const at = (told: string) => door.post(`${address}${told}`, fields, {})
  expect((await at('')).status).toBe(401)
  expect((await at('?secret=guess')).status).toBe(401)
  expect((await at(`?secret=${encodeURIComponent(secret)}`)).json).toMatchObject({ duplicate: false })
  expect(door.lines.join('\n')).not.toContain(secret)
})
