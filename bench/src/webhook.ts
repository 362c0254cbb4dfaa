import { createHmac } from 'node:crypto'
import { customerEventSample, customerSample } from '../../packages/providers/src/stripe/samples/index.ts'

/** Where signed webhooks go, and what they are signed with. */
export interface WebhookTarget {
  readonly port: number
  readonly path: string
  readonly secret: string
}

const customerMark = 'cus_mark'
const eventMark = 'evt_mark'

/** As Stripe writes them, two kilobytes with what venues keep in metadata. */
const template = JSON.stringify(
  {
    ...customerEventSample(
      'customer.updated',
      customerSample({
        id: customerMark,
        metadata: {
          membership: 'terrace-2026',
          table_preference: 'by the water, never beside the kitchen door',
          allergies_noted_by: 'front of house, confirmed at the table on arrival',
          loyalty_card: '0000-4417-2291-8830',
          referred_by: 'a friend who books the large table every other month',
          last_visit: 'anniversary dinner for six, stayed until the lights went down, left a generous tip',
          seating_note:
            'the corner with the view when the weather allows it, inside by the window when it does not',
          newsletter: 'monthly, in English, never on a Sunday; asked to be left out of the birthday mails',
        },
      }),
      { description: 'Books the terrace now and then' },
    ),
    id: eventMark,
  },
  null,
  2,
)
const [beforeEvent = '', afterEvent = ''] = template.split(eventMark)
const [betweenIds = '', afterCustomer = ''] = afterEvent.split(customerMark)

/** The customer that the webhook of a number speaks of. */
export const customerOf = (run: string, number: number) => `cus_${run}${String(number).padStart(8, '0')}`

/**
 * A whole HTTP request, signed now. Each number of a run is an event of its own about a customer of its own.
 * @param run letters and digits; tells runs against one database apart
 */
export function signedWebhook(target: WebhookTarget, run: string, number: number): Buffer {
  const eventId = `evt_${run}${String(number).padStart(8, '0')}`
  const body = beforeEvent + eventId + betweenIds + customerOf(run, number) + afterCustomer
  const timestamp = Math.floor(Date.now() / 1_000)
  const signature = createHmac('sha256', target.secret).update(`${timestamp}.${body}`).digest('hex')
  return Buffer.from(
    `POST ${target.path} HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\n` +
      'User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)\r\n' +
      'Content-Type: application/json; charset=utf-8\r\nAccept: */*; q=0.5, application/xml\r\n' +
      `Stripe-Signature: t=${timestamp},v1=${signature}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
