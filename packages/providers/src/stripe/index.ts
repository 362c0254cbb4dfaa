import type { Manifest, Provider } from '../provider.ts'
import { cachedReads } from './cached-reads.ts'
import { lookUp } from './look-up.ts'
import { manifest } from './manifest.ts'
import { movements } from './movements.ts'
import { planCustomer } from './plan.ts'
import { planRefund } from './plan-refund.ts'
import { probe } from './probe.ts'
import { createPull } from './pull.ts'
import { readRefundable } from './refundable.ts'
import { sendCall } from './send.ts'
import { webhook } from './webhook.ts'
import { webhookEndpoints } from './webhook-endpoints.ts'

/** @param limits of one call; the manifest's unless a test is in a hurry */
export function createStripe(limits: Manifest['limits'] = manifest.limits): Provider {
  return {
    manifest: { ...manifest, limits },
    webhook,
    push: {
      customer: {
        plan: planCustomer,
        send: (call, idempotencyKey, access) => sendCall(call, idempotencyKey, access, limits),
        lookUp: (call, access) => lookUp(call, access, limits),
      },
      refund: {
        plan: planRefund,
        send: (call, idempotencyKey, access) => sendCall(call, idempotencyKey, access, limits),
        lookUp: (call, access) => lookUp(call, access, limits),
      },
    },
    refunds: {
      payment: (paymentId, accountId, access) => readRefundable(paymentId, accountId, access, limits),
    },
    pull: {
      customer: createPull('customer', limits),
      transaction: createPull('transaction', limits),
      invoice: createPull('invoice', limits),
      subscription: createPull('subscription', limits),
    },
    movements: movements(limits),
    webhookEndpoints: webhookEndpoints(limits),
    cachedReads: cachedReads(limits),
    probe: (access) => probe(access, limits),
  }
}

export const stripe = createStripe()
