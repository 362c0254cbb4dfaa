import type { Entity } from '@syncline/domain/connection'
import type { Manifest, Provider, PushAdapter } from '../provider.ts'
import { asRead } from './as-read.ts'
import { cachedReads } from './cached-reads.ts'
import type { Kind } from './kind.ts'
import { kinds } from './kinds.ts'
import { lookUp } from './look-up.ts'
import { manifest } from './manifest.ts'
import { planSubscription, planWrite } from './plan.ts'
import { probe } from './probe.ts'
import { createPull } from './pull.ts'
import { sendCall } from './send.ts'
import { webhook } from './webhook.ts'

export { type BatchItem, maxBatch, writeBatch } from './batch.ts'

/** @param limits of one call; the manifest's unless a test is in a hurry */
export function createFlasherp(limits: Manifest['limits'] = manifest.limits): Provider {
  const push = <Name extends Entity>(
    kind: Kind<Name>,
    plan: PushAdapter<Name>['plan'] = (record, context) => planWrite(kind, record, context),
  ): PushAdapter<Name> => ({
    plan,
    asRead: (record, context) => asRead(kind, record, context),
    send: (call, idempotencyKey, access) => sendCall(call, idempotencyKey, access, limits),
    lookUp: (call, access) => lookUp(call, access, limits),
  })
  return {
    manifest: { ...manifest, limits },
    webhook,
    push: {
      customer: push(kinds.customer),
      transaction: push(kinds.transaction),
      invoice: push(kinds.invoice),
      subscription: push(kinds.subscription, planSubscription),
    },
    pull: {
      customer: createPull(kinds.customer, limits),
      transaction: createPull(kinds.transaction, limits),
      invoice: createPull(kinds.invoice, limits),
      subscription: createPull(kinds.subscription, limits),
    },
    cachedReads: cachedReads(limits),
    probe: (access) => probe(access, limits),
  }
}

export const flasherp = createFlasherp()
