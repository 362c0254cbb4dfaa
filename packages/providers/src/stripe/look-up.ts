import type Stripe from 'stripe'
import { z } from 'zod'
import { toAttempt } from '../attempt.ts'
import { holdsMembers } from '../json.ts'
import type { Access, Link, LookUp, Manifest, PlannedCall } from '../provider.ts'
import { ask } from './client.ts'
import { decodeForm } from './form.ts'
import { objectId } from './id.ts'
import { metadataSchema } from './object.ts'
import { objectOf, referenceOf, requestIdHeader, sentOf } from './outcome.ts'

const foundSchema = z.object({ id: objectId, deleted: z.boolean().nullish(), metadata: metadataSchema })
const listSchema = z.object({ data: z.array(foundSchema).max(100), has_more: z.boolean() })

interface Question {
  readonly path: string
  readonly put: (stripe: Stripe, options: Stripe.RequestOptions) => Promise<unknown>
  /** The object that bears the call's effect; null when none does; undefined when the answer makes no sense. */
  readonly linkIn: (answer: unknown) => Link | null | undefined
}

/**
 * Whether a call was carried out, read off Stripe's customers and refunds: a creation by the reference it wrote into the
 * metadata, a change by the members it sent, a deletion by the mark it leaves.
 */
export async function lookUp(call: PlannedCall, access: Access, limits: Manifest['limits']): Promise<LookUp> {
  const question = questionOf(call)
  const asked = await ask(access, call.accountId, limits, question.put)
  const attempt = toAttempt(
    { method: 'GET', path: question.path, members: null },
    asked.outcome,
    requestIdHeader,
    sentOf(call),
  )
  // Whatever hinders the question, the call itself stays in doubt.
  const failed = { outcome: 'failed', certainty: 'unknown', learned: null, attempt } as const
  if (!asked.ok) {
    const { code, retryable, retryAfterMs, detail } = asked
    return { ...failed, code, retryable, retryAfterMs, detail }
  }
  const link = question.linkIn(asked.answer)
  if (link === undefined)
    return {
      ...failed,
      code: 'PROVIDER_MALFORMED_RESPONSE',
      retryable: true,
      retryAfterMs: 0,
      detail: null,
    }
  return link ? { outcome: 'present', link, attempt } : { outcome: 'absent', attempt }
}

function questionOf(call: PlannedCall): Question {
  if (call.externalId !== null) return byId(call, call.externalId)
  return objectOf(call) === 'refund' ? amongRefunds(call) : byReference(call)
}

function byId(call: PlannedCall, externalId: string): Question {
  const link = { externalId, externalVersion: null }
  return {
    path: call.path,
    put: (stripe, options) => stripe.customers.retrieve(externalId, {}, options),
    linkIn(answer) {
      const gone = answer === null || foundSchema.safeParse(answer).data?.deleted === true
      if (call.effect === 'deleted') return gone ? link : null
      return !gone && holdsMembers(answer, decodeForm(call.body)) ? link : null
    },
  }
}

/**
 * Of one e-mail address there are few customers, and the list of them is up to date at once. Without an address the
 * search has to do: it may be a minute behind, which does no harm to a question asked a day later.
 */
function byReference(call: PlannedCall): Question {
  const reference = referenceOf(call)
  const { email } = decodeForm(call.body)
  const linkIn = bearing(reference)
  if (typeof email === 'string')
    return {
      path: '/v1/customers',
      put: (stripe, options) => stripe.customers.list({ email, limit: 100 }, options),
      linkIn,
    }
  const query = `metadata['syncline_ref']:'${(reference ?? '').replaceAll(/['\\]/g, '\\$&')}'`
  return {
    path: '/v1/customers/search',
    put: (stripe, options) => stripe.customers.search({ query, limit: 1 }, options),
    linkIn,
  }
}

/** All refunds of the payment; a payment has few. */
function amongRefunds(call: PlannedCall): Question {
  const { payment_intent: intent, charge } = decodeForm(call.body)
  const payment = {
    ...(typeof intent === 'string' && { payment_intent: intent }),
    ...(typeof charge === 'string' && { charge }),
  }
  return {
    path: '/v1/refunds',
    put: (stripe, options) => stripe.refunds.list({ ...payment, limit: 100 }, options),
    linkIn: bearing(referenceOf(call)),
  }
}

/** The one of a list that bears our reference. */
const bearing =
  (reference: string | null): Question['linkIn'] =>
  (answer) => {
    const list = listSchema.safeParse(answer)
    if (!list.success) return undefined
    const found = list.data.data.find(({ metadata }) => metadata?.syncline_ref === reference)
    if (found) return { externalId: found.id, externalVersion: null }
    // Among more than a hundred it may be one that was not shown.
    return list.data.has_more ? undefined : null
  }
