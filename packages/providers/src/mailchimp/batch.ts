import type { ErrorCode } from '@syncline/domain/error'
import type { z } from 'zod'
import { jsonOf, judgeUnreadable, partOf } from '../answer.ts'
import { sentAmong, sentBy, toAttempt, toDetail } from '../attempt.ts'
import type { HttpOutcome } from '../http.ts'
import type { Access, Manifest, PlannedCall, PushOutcome, Together, TogetherItem } from '../provider.ts'
import { ask, bodyOf, requestIdHeader, sentOf } from './call.ts'
import { memberIdOf } from './member-id.ts'
import { toOutcome } from './outcome.ts'
import type { MemberBody } from './plan.ts'
import { unsent } from './send.ts'
import { batchSchema, maxBatch, writtenSchema } from './written.ts'

/** The audience itself, which is the connection's address. */
const address = { method: 'POST', path: '/' } as const

/** @param limits of one call */
export const createTogether = (limits: Manifest['limits']): Together => ({
  most: maxBatch,
  takes: (call) => memberIn(call) !== null,
  send: (items, access) => writeBatch(items, access, limits),
})

/**
 * What a call asks of the member whose address it goes to. Null for what a batch can't say: it knows one status for the
 * new and for the known, archives nobody and moves no address.
 */
function memberIn(call: PlannedCall): MemberBody | null {
  const member = call.method === 'PUT' ? (bodyOf(call) as MemberBody | null) : null
  if (member?.status === undefined || member.status !== member.status_if_new) return null
  return call.path === `/members/${memberIdOf(member.email_address)}` ? member : null
}

/**
 * Writes up to 500 contacts by one call: whoever is there is changed, the others are added. Each has an outcome of its own,
 * in the order given, and may be repeated alone. Null: the batch was refused as a whole, or has the address already, and
 * which of the two is meant it can't tell.
 * @throws RangeError for more than 500: whoever calls has a bug
 */
async function writeBatch(
  items: readonly TogetherItem[],
  access: Access,
  limits: Manifest['limits'],
): Promise<readonly (PushOutcome | null)[]> {
  if (items.length > maxBatch) throw new RangeError(`A batch holds ${maxBatch} contacts at most`)
  const calls = new Map<string, PlannedCall>()
  for (const { call } of items) if (!calls.has(call.path)) calls.set(call.path, call)
  const members = [...calls.values()].flatMap((call) => memberIn(call) ?? [])
  const body = JSON.stringify({ members: members.map(toBatchMember), update_existing: true })
  const outcome = await ask({ method: 'POST', path: '', body }, access, limits)
  const results = outcome && resultsIn(outcome)
  return items.map(({ call }) => {
    if (calls.get(call.path) !== call) return null
    if (!outcome) return unsent(call)
    if (results) return results(call)
    const judged = sentAmong(address, toOutcome(call, outcome, access.now()))
    return judged.outcome === 'failed' && judged.certainty === 'rejected' ? null : judged
  })
}

const toBatchMember = ({ status_if_new: _ifNew, ...member }: MemberBody) => member

/** What became of each; null where the answer does not say. */
function resultsIn(outcome: HttpOutcome): ((call: PlannedCall) => PushOutcome) | null {
  if (outcome.kind !== 'answered' || outcome.status !== 200) return null
  const read = batchSchema.safeParse(jsonOf(outcome.body))
  if (!read.success) return null
  const { new_members: created, updated_members: updated, errors } = read.data
  const written = new Map([...membersById(created, 'created'), ...membersById(updated, 'updated')])
  const refused = new Map(errors.map((error) => [memberIdOf(error.email_address), error]))
  return (call) => {
    const id = call.path.slice('/members/'.length)
    const [done, no] = [written.get(id), refused.get(id)]
    const attempt = toAttempt(sentOf(call), partOf(outcome, 200, done?.member ?? no), requestIdHeader)
    const failed = { outcome: 'failed', retryAfterMs: 0, detail: null, learned: null, attempt } as const
    if (done) {
      const link = { externalId: id, externalVersion: null }
      return sentBy(address, { outcome: 'done', link, effect: done.effect, attempt })
    }
    if (no) return sentBy(address, { ...failed, ...judgeRefusal(call, no) })
    // The answer is good and says nothing of this contact.
    return sentAmong(address, { ...failed, ...judgeUnreadable(outcome.body) })
  }
}

const membersById = (members: readonly unknown[], effect: 'created' | 'updated') =>
  members.flatMap((member) => {
    const read = writtenSchema.safeParse(member)
    return read.success ? [[read.data.id, { member, effect }] as const] : []
  })

type Refusal = z.output<typeof batchSchema>['errors'][number]

const judgeRefusal = (call: PlannedCall, { error, error_code }: Refusal) =>
  ({
    code: codes.get(error_code ?? '') ?? 'PROVIDER_REFUSED',
    certainty: 'rejected',
    retryable: false,
    detail: toDetail(sentOf(call), error),
  }) as const

const codes: ReadonlyMap<string, ErrorCode> = new Map([
  ['ERROR_CONTACT_EXISTS', 'DUPLICATE_RECORD'],
  ['ERROR_MISSING_REQUIRED_MERGE_FIELD', 'REQUIRED_FIELD_MISSING'],
])
