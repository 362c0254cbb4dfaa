import { z } from 'zod'
import { toAttempt } from '../attempt.ts'
import { holdsMembers } from '../json.ts'
import type { Access, Link, LookUp, Manifest, PlannedCall } from '../provider.ts'
import { membersOf, sentOf } from './call.ts'
import { type Asked, ask, requestIdHeader } from './client.ts'
import { writtenSchema } from './outcome.ts'

/**
 * Whether a call was carried out, read off Square's customers: a creation by the reference it wrote, a change by the
 * members it sent, a deletion by what is not there any more.
 */
export async function lookUp(call: PlannedCall, access: Access, limits: Manifest['limits']): Promise<LookUp> {
  const question =
    call.externalId === null
      ? { method: 'POST', path: '/v2/customers/search', asked: await search(call, access, limits) }
      : { method: 'GET', path: call.path, asked: await getCustomer(call.externalId, access, limits) }
  const { method, path, asked } = question
  const attempt = toAttempt({ method, path, members: null }, asked.outcome, requestIdHeader, sentOf(call))
  // Whatever hinders the question, the call itself stays in doubt.
  const failed = { outcome: 'failed', certainty: 'unknown', learned: null, attempt } as const
  if (!asked.ok) {
    const { code, retryable, retryAfterMs, detail } = asked
    return { ...failed, code, retryable, retryAfterMs, detail }
  }
  const link = call.externalId === null ? linkInSearch(call, asked.answer) : linkIn(call, asked.answer)
  if (link === undefined)
    return { ...failed, code: 'PROVIDER_MALFORMED_RESPONSE', retryable: true, retryAfterMs: 0, detail: null }
  return link ? { outcome: 'present', link, attempt } : { outcome: 'absent', attempt }
}

export const getCustomer = (customerId: string, access: Access, limits: Manifest['limits']): Promise<Asked> =>
  ask(access, limits, (square) => square.customers.get({ customerId }))

/** May be a minute behind, which does no harm to a question asked a day later. */
function search(call: PlannedCall, access: Access, limits: Manifest['limits']): Promise<Asked> {
  const reference = String(membersOf(call).reference_id)
  return ask(access, limits, (square) =>
    square.customers.search({ query: { filter: { referenceId: { exact: reference } } }, limit: 1n }),
  )
}

const foundSchema = z.object({ customers: z.array(z.unknown()).max(100).default([]) })

/** The object that bears the call's effect; null when none does; undefined when the answer makes no sense. */
function linkInSearch(call: PlannedCall, answer: unknown): Link | null | undefined {
  const found = foundSchema.safeParse(answer)
  if (!found.success) return undefined
  const [customer] = found.data.customers
  if (customer === undefined) return null
  const { reference_id } = membersOf(call)
  return linkOf({ customer }, { reference_id })
}

/** The same for one customer, as it is now; null: there is none. */
export function linkIn(call: PlannedCall, answer: unknown): Link | null | undefined {
  const { externalId } = call
  if (externalId === null) return undefined
  if (call.effect === 'deleted') return answer === null ? { externalId, externalVersion: null } : null
  if (answer === null) return null
  const { version: _expected, ...members } = membersOf(call)
  return linkOf(answer, members)
}

function linkOf(answer: unknown, sent: Record<string, unknown>): Link | null | undefined {
  const read = writtenSchema.safeParse(answer)
  if (!read.success) return undefined
  const { id, version } = read.data.customer
  const held = (answer as { customer: unknown }).customer
  return holdsMembers(held, sent) ? { externalId: id, externalVersion: version ?? null } : null
}
