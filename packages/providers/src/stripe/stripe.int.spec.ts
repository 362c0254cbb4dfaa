import { createSandbox } from '@syncline/sandbox'
import Stripe from 'stripe'
import { describeProviderContract } from '../provider.contract.ts'
import { stripe } from './index.ts'
import { customerEventSample, customerSample, samples } from './samples/index.ts'

const secretKey = 'sk_test_contract'
const error = (type: string) =>
  JSON.stringify({ error: { type, message: 'No: sk_test_canary4711 is unknown.' } })

describeProviderContract('stripe', {
  provider: stripe,
  webhook: {
    secret: 'whsec_contract',
    signatureHeader: 'stripe-signature',
    sign: (payload, secret, timestamp) => ({
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp }),
    }),
    samples: samples.map(({ name, body }) => ({
      name,
      body,
      eventType: body.type,
      operation: body.type === 'customer.deleted' ? 'delete' : 'upsert',
    })),
    namedBody: (name) => JSON.stringify(customerEventSample('customer.created', customerSample({ name }))),
    unrouted: {
      body: { id: 'evt_2', object: 'event', type: 'charge.succeeded', data: { object: { id: 'ch_1' } } },
      eventType: 'charge.succeeded',
    },
  },
  probe: {
    async open() {
      const sandbox = await createSandbox({ accounts: [{ stripe: { secretKey } }] })
      return {
        access: () => ({
          baseUrl: sandbox.url,
          secrets: { api_key: secretKey },
          now: () => new Date(),
          signal: new AbortController().signal,
        }),
        close: () => sandbox.close(),
      }
    },
    answers: [
      { answer: { status: 200, body: '{"object":"balance"}' }, code: 'PROVIDER_MALFORMED_RESPONSE' },
      { answer: { status: 401, body: error('invalid_request_error') }, code: 'INVALID_CREDENTIALS' },
      { answer: { status: 403, body: error('invalid_request_error') }, code: 'PROVIDER_FORBIDDEN' },
      { answer: { status: 404, body: '<html>' }, code: 'NOT_CONFIGURED' },
      { answer: { status: 429, body: error('invalid_request_error') }, code: 'RATE_LIMIT_EXCEEDED' },
      { answer: { status: 500, body: error('api_error') }, code: 'PROVIDER_ERROR' },
      {
        answer: { status: 200, body: '{"object":"list","data":[]}', ending: 'cut' },
        code: 'PROVIDER_MALFORMED_RESPONSE',
      },
    ],
  },
})
