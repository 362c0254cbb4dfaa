import { createHmac, randomBytes } from 'node:crypto'

/** About two kilobytes of a customer, as Stripe sends it; the id makes each one new. */
const padding = 'x'.repeat(900)

export interface Webhook {
  readonly eventId: string
  readonly customerId: string
  readonly body: string
  readonly signature: string
}

/** A signed `customer.updated` of a customer that nobody has seen. */
export function newWebhook(secret: string): Webhook {
  const word = randomBytes(12).toString('hex')
  const seconds = Math.floor(Date.now() / 1_000)
  const customerId = `cus_${word}`
  const eventId = `evt_${word}`
  const body = JSON.stringify({
    id: eventId,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: seconds,
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: 'customer.updated',
    data: {
      object: {
        id: customerId,
        object: 'customer',
        address: {
          city: 'Lagos',
          country: 'NG',
          line1: '3 Marina',
          line2: null,
          postal_code: '101001',
          state: 'Lagos',
        },
        balance: 0,
        created: seconds,
        currency: 'ngn',
        default_source: null,
        delinquent: false,
        description: null,
        discount: null,
        email: `${word}@bench.example`,
        invoice_prefix: 'BENCH',
        invoice_settings: {
          custom_fields: null,
          default_payment_method: null,
          footer: null,
          rendering_options: null,
        },
        livemode: false,
        metadata: { note: padding },
        name: `Bench ${word}`,
        phone: '+2348012345678',
        preferred_locales: [],
        shipping: null,
        tax_exempt: 'none',
      },
      previous_attributes: { name: 'Before' },
    },
  })
  const signed = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return { eventId, customerId, body, signature: `t=${seconds},v1=${signed}` }
}

/** The bytes of the request on a kept-alive connection. */
export function requestBytes(webhook: Webhook, path: string, host: string): Buffer {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `stripe-signature: ${webhook.signature}\r\ncontent-length: ${Buffer.byteLength(webhook.body)}\r\n\r\n${webhook.body}`,
  )
}
