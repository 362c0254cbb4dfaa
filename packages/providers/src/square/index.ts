import type { Entity } from '@syncline/domain/connection'
import type { Manifest, Provider, PushAdapter } from '../provider.ts'
import { cachedReads } from './cached-reads.ts'
import { choices } from './choices.ts'
import { createTogether } from './count-batch.ts'
import { customerWrites } from './customer-writes.ts'
import { countWrites, planCount } from './inventory-writes.ts'
import { lookUp } from './look-up.ts'
import { manifest } from './manifest.ts'
import { orderWrites, planOrder } from './order-writes.ts'
import { planCustomer } from './plan.ts'
import { probe } from './probe.ts'
import { createPull } from './pull.ts'
import type { PushKind } from './push-kind.ts'
import { sendCall } from './send.ts'
import { counts, customers, orders, payments, refunds } from './sources.ts'
import { webhook } from './webhook.ts'

/** @param limits of one call; the manifest's unless a test is in a hurry */
export function createSquare(limits: Manifest['limits'] = manifest.limits): Provider {
  const push = <Kind extends Entity>(plan: PushAdapter<Kind>['plan'], kind: PushKind): PushAdapter<Kind> => ({
    plan,
    send: (call, idempotencyKey, access) => sendCall(kind, call, idempotencyKey, access, limits),
    lookUp: (call, access) => lookUp(kind, call, access, limits),
  })
  return {
    manifest: { ...manifest, limits },
    webhook,
    push: {
      customer: push(planCustomer, customerWrites),
      order: push(planOrder, orderWrites),
      inventory_item: { ...push(planCount, countWrites), together: createTogether(limits) },
    },
    pull: {
      customer: createPull('customer', [customers], limits),
      transaction: createPull('transaction', [payments, refunds], limits),
      order: createPull('order', [orders], limits),
      inventory_item: createPull('inventory_item', [counts], limits),
    },
    choices,
    cachedReads: cachedReads(limits),
    probe: (access) => probe(access, limits),
  }
}

export const square = createSquare()
