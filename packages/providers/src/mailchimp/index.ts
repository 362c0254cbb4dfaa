import type { Entity } from '@syncline/domain/connection'
import type { RecordOf } from '@syncline/domain/record'
import type { Manifest, Plan, PlanContext, Provider, PushAdapter } from '../provider.ts'
import { addressOf } from './address.ts'
import { createTogether } from './batch.ts'
import { cachedReads } from './cached-reads.ts'
import { choices } from './choices.ts'
import { lookUp } from './look-up.ts'
import { manifest } from './manifest.ts'
import { memberIdOf } from './member-id.ts'
import { planContact, planCustomer } from './plan.ts'
import { probe } from './probe.ts'
import { createPull } from './pull.ts'
import { sendCall } from './send.ts'
import { readMemberTags, setTags } from './tags.ts'
import { webhook } from './webhook.ts'

export { type Audience, createAudience, type NewAudience, readAudiences } from './lists.ts'

/** @param limits of one call; the manifest's unless a test is in a hurry */
export function createMailchimp(limits: Manifest['limits'] = manifest.limits): Provider {
  const push = <Name extends Entity>(
    plan: (record: RecordOf<Name>, context: PlanContext) => Plan,
  ): PushAdapter<Name> => ({
    plan,
    send: (call, _idempotencyKey, access) => sendCall(call, access, limits),
    lookUp: (call, access) => lookUp(call, access, limits),
  })
  return {
    manifest: { ...manifest, limits },
    webhook,
    push: {
      contact: { ...push(planContact), together: createTogether(limits) },
      customer: push(planCustomer),
    },
    pull: { contact: createPull(limits) },
    addressOf,
    tagging: {
      read: (email, access) => readMemberTags(memberIdOf(email), access, limits),
      set: (email, change, access) => setTags(memberIdOf(email), change, access, limits),
    },
    choices: choices(limits),
    cachedReads: cachedReads(limits),
    probe: (access) => probe(access, limits),
  }
}

export const mailchimp = createMailchimp()
