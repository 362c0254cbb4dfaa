import type { WebhookEndpointView, WebhookSetup } from '@syncline/domain/view'
import { ago } from './samples.ts'

const one: WebhookEndpointView = {
  endpointId: 'we_1SyncExample0000000001',
  isEnabled: true,
  missing: [],
  surplus: [],
  isOurs: true,
  createdAt: ago(190_000),
}
const setup = (change: Partial<WebhookSetup>): WebhookSetup => ({
  address: 'https://hub.marina.example/api/webhooks/stripe/0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c12',
  isReachable: true,
  state: 'right',
  endpoints: [one],
  elsewhere: 2,
  hasSecret: true,
  ...change,
})

export const right = setup({})
export const none = setup({ state: 'none', endpoints: [], elsewhere: 0 })
export const local = setup({
  address: 'http://localhost:8080/api/webhooks/stripe/0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c12',
  isReachable: false,
  state: 'none',
  endpoints: [],
  hasSecret: false,
})
export const wrong = setup({
  state: 'wrong_events',
  endpoints: [
    {
      ...one,
      isOurs: false,
      missing: ['charge.refunded', 'customer.deleted', 'invoice.voided', 'refund.created', 'refund.updated'],
      surplus: ['payout.paid'],
    },
  ],
})
export const off = setup({ state: 'disabled', endpoints: [{ ...one, isEnabled: false }] })
export const several = setup({
  state: 'several',
  endpoints: [
    one,
    { ...one, endpointId: 'we_1SyncExample0000000002', isOurs: false, createdAt: ago(900_000) },
    { ...one, endpointId: 'we_1SyncExample0000000003', isOurs: false, isEnabled: false, createdAt: ago(9e6) },
  ],
})
