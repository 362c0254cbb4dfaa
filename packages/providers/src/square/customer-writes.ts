import { z } from 'zod'
import { holdsMembers } from '../json.ts'
import type { Link, PlannedCall } from '../provider.ts'
import { membersOf } from './call.ts'
import type { PushKind } from './push-kind.ts'
import { objectId, objectVersion } from './wire.ts'

/** As much of a customer as tells that it is the one we wrote. */
const writtenSchema = z.object({
  customer: z.looseObject({
    id: objectId,
    version: objectVersion.nullish(),
    reference_id: z.string().max(255).nullish(),
  }),
})
const foundSchema = z.object({ customers: z.array(z.unknown()).max(100).default([]) })

const linkOf = ({ id, version }: { id: string; version?: number | null | undefined }): Link => ({
  externalId: id,
  externalVersion: version ?? null,
})

/** Known by the reference a creation wrote, by the members a change sent, by what a deletion left: nothing. */
export const customerWrites: PushKind = {
  written(call, answer) {
    const { externalId } = call
    // A deletion is answered with an empty object.
    if (call.effect === 'deleted')
      return externalId !== null && answer !== undefined ? { externalId, externalVersion: null } : null
    const read = writtenSchema.safeParse(answer)
    if (!read.success) return null
    const { customer } = read.data
    if (externalId !== null && customer.id !== externalId) return null
    return customer.reference_id === membersOf(call).reference_id ? linkOf(customer) : null
  },

  current(answer) {
    const read = writtenSchema.safeParse(answer)
    return read.success ? linkOf(read.data.customer) : null
  },

  question(call) {
    const { externalId } = call
    if (externalId === null) return byReference(call)
    return {
      method: 'GET',
      path: call.path,
      put: (square) => square.customers.get({ customerId: externalId }),
      linkIn(answer) {
        if (call.effect === 'deleted') return answer === null ? { externalId, externalVersion: null } : null
        if (answer === null) return null
        const { version: _expected, ...members } = membersOf(call)
        return held(answer, members)
      },
    }
  },
}

/** May be a minute behind, which does no harm to a question asked a day later. */
function byReference(call: PlannedCall): ReturnType<PushKind['question']> {
  const { reference_id } = membersOf(call)
  return {
    method: 'POST',
    path: '/v2/customers/search',
    put: (square) =>
      square.customers.search({
        query: { filter: { referenceId: { exact: String(reference_id) } } },
        limit: 1n,
      }),
    linkIn(answer) {
      const found = foundSchema.safeParse(answer)
      if (!found.success) return undefined
      const [customer] = found.data.customers
      return customer === undefined ? null : held({ customer }, { reference_id })
    },
  }
}

function held(answer: unknown, sent: Record<string, unknown>): Link | null | undefined {
  const read = writtenSchema.safeParse(answer)
  if (!read.success) return undefined
  return holdsMembers(read.data.customer, sent) ? linkOf(read.data.customer) : null
}
