import type { Entity } from '@syncline/domain/connection'
import type { Manifest, Provider, PushAdapter } from '../provider.ts'
import { createTogether } from './batch.ts'
import { cachedReads } from './cached-reads.ts'
import { choices } from './choices.ts'
import { lookUp } from './look-up.ts'
import { manifest } from './manifest.ts'
import { oauth } from './oauth.ts'
import { planWrite, type Writing } from './plan.ts'
import { probe } from './probe.ts'
import { createPull, namesOf } from './pull.ts'
import { sendCall } from './send.ts'
import { webhook } from './webhook.ts'
import { customerWriting, vendorWriting } from './write-names.ts'
import { billWriting, invoiceWriting, paymentWriting } from './write-transactions.ts'

export { intuitAddresses } from './oauth.ts'

/** @param limits of one call; the manifest's unless a test is in a hurry */
export function createQuickbooks(limits: Manifest['limits'] = manifest.limits): Provider {
  const push = <Kind extends Entity>(writing: Writing<Kind>): PushAdapter<Kind> => ({
    plan: (record, context) => planWrite(writing, record, context),
    send: (call, idempotencyKey, access) => sendCall(call, idempotencyKey, access, limits),
    lookUp: (call, access) => lookUp(call, access, limits),
    together: createTogether(limits),
  })
  return {
    manifest: { ...manifest, limits },
    webhook,
    oauth,
    push: {
      customer: push(customerWriting),
      vendor: push(vendorWriting),
      invoice: push(invoiceWriting),
      bill: push(billWriting),
      payment: push(paymentWriting),
    },
    pull: {
      customer: createPull('customer', namesOf.customer, limits),
      vendor: createPull('vendor', namesOf.vendor, limits),
      invoice: createPull('invoice', namesOf.invoice, limits),
      bill: createPull('bill', namesOf.bill, limits),
      payment: createPull('payment', namesOf.payment, limits),
    },
    choices,
    cachedReads: cachedReads(limits),
    probe: (access) => probe(access, limits),
  }
}

export const quickbooks = createQuickbooks()
