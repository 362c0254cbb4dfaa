import type { Entity } from '@syncline/domain/connection'
import type { RecordOf } from '@syncline/domain/record'
import type { Manifest, Plan, PlanContext, Provider, PushAdapter } from '../provider.ts'
import { createTogether } from './batch.ts'
import { cachedReads } from './cached-reads.ts'
import { kinds } from './kinds.ts'
import { lookUp } from './look-up.ts'
import { manifest } from './manifest.ts'
import { planSubscription, planWrite } from './plan.ts'
import { probe } from './probe.ts'
import { createPull } from './pull.ts'
import { sendCall } from './send.ts'
import { webhook } from './webhook.ts'

/** @param limits of one call; the manifest's unless a test is in a hurry */
export function createFlasherp(limits: Manifest['limits'] = manifest.limits): Provider {
  const push = <Name extends Entity>(
    plan: (record: RecordOf<Name>, context: PlanContext) => Plan,
  ): PushAdapter<Name> => ({
    plan,
    send: (call, idempotencyKey, access) => sendCall(call, idempotencyKey, access, limits),
    lookUp: (call, access) => lookUp(call, access, limits),
  })
  return {
    manifest: { ...manifest, limits },
    webhook,
    push: {
      customer: push((record, context) => planWrite(kinds.customer, record, context)),
      transaction: {
        ...push((record, context) => planWrite(kinds.transaction, record, context)),
        together: createTogether(limits),
      },
      invoice: push((record, context) => planWrite(kinds.invoice, record, context)),
      subscription: push(planSubscription),
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
