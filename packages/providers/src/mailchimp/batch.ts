import type { ErrorCode } from '@syncline/domain/error'
import type { ContactRecord } from '@syncline/domain/record'
import type { z } from 'zod'
import { jsonOf } from '../answer.ts'
import { toDetail } from '../attempt.ts'
import type { Access, Link, Manifest, PlannedCall, PushOutcome } from '../provider.ts'
import { ask, noCredentials, sentOf } from './call.ts'
import { memberIdOf } from './member-id.ts'
import { toOutcome } from './outcome.ts'
import { type MemberBody, membersOf } from './plan.ts'
import { batchSchema, maxBatch, writtenSchema } from './written.ts'

/** What became of one contact of a batch. */
export type BatchResult =
  | { readonly outcome: 'done'; readonly link: Link; readonly effect: 'created' | 'updated' }
  | Pick<Failed, 'outcome' | 'code' | 'certainty' | 'retryable' | 'retryAfterMs' | 'detail'>
type Failed = Extract<PushOutcome, { outcome: 'failed' }>

const failed = (code: ErrorCode, detail: string | null) =>
  ({
    outcome: 'failed',
    code,
    certainty: 'rejected',
    retryable: false,
    retryAfterMs: 0,
    detail,
  }) as const satisfies BatchResult

/**
 * Writes up to 500 contacts by one call: whoever is there is changed, the others are added. Each has an outcome of its
 * own, in the order given. May be repeated. Who is to leave does so by a call of their own.
 * @throws RangeError for more than 500
 */
export async function writeBatch(
  records: readonly ContactRecord[],
  access: Access,
  limits: Manifest['limits'],
): Promise<readonly BatchResult[]> {
  if (records.length > maxBatch) throw new RangeError(`A batch holds ${maxBatch} contacts at most`)
  const members = new Map<string, MemberBody>()
  const planned = records.map((record) => plan(record, members))
  const resultOf = members.size > 0 ? await send([...members.values()], access, limits) : () => unaccounted
  return planned.map(({ refused, id }) => refused ?? resultOf(id))
}

/** A second contact of one address is refused: which of the two is meant nobody can tell. */
function plan(
  record: ContactRecord,
  members: Map<string, MemberBody>,
): { readonly id: string; readonly refused: BatchResult | null } {
  const asked = membersOf(record)
  if (!asked.ok) return { id: '', refused: failed(asked.code, asked.detail) }
  const id = memberIdOf(record.email)
  if (record.deleted || record.status === 'archived')
    return { id, refused: failed('PROVIDER_REFUSED', 'A batch archives nobody.') }
  if (members.has(id))
    return { id, refused: failed('DUPLICATE_RECORD', 'The batch has this address already.') }
  members.set(id, asked.members)
  return { id, refused: null }
}

/** What became of each, by its id. */
async function send(
  members: readonly MemberBody[],
  access: Access,
  limits: Manifest['limits'],
): Promise<(id: string) => BatchResult> {
  const call: PlannedCall = {
    method: 'POST',
    path: '',
    body: JSON.stringify({ members: members.map(toBatchMember), update_existing: true }),
    effect: 'updated',
    externalId: null,
    accountId: null,
  }
  const outcome = await ask(call, access, limits)
  if (!outcome) return () => ({ outcome: 'failed', ...noCredentials, certainty: 'not_executed' })
  const read = outcome.kind === 'answered' ? batchSchema.safeParse(jsonOf(outcome.body)) : null
  if (outcome.kind === 'answered' && outcome.status === 200 && read?.success)
    return resultsIn(call, read.data)
  const judged = toOutcome(call, outcome, access.now())
  if (judged.outcome === 'done') return () => unaccounted
  const { code, certainty, retryable, retryAfterMs, detail } = judged
  return () => ({ outcome: 'failed', code, certainty, retryable, retryAfterMs, detail })
}

/** A batch knows one status for the new and for the known. */
const toBatchMember = ({ status_if_new, ...member }: MemberBody) => ({ status: status_if_new, ...member })

/** The answer is good and says nothing of this contact. */
const unaccounted: BatchResult = {
  ...failed('PROVIDER_MALFORMED_RESPONSE', null),
  certainty: 'unknown',
  retryable: true,
}

function resultsIn(call: PlannedCall, answer: z.output<typeof batchSchema>): (id: string) => BatchResult {
  const done = (members: readonly unknown[], effect: 'created' | 'updated') =>
    members.flatMap((member): [string, BatchResult][] => {
      const read = writtenSchema.safeParse(member)
      if (!read.success) return []
      const { id } = read.data
      return [[id, { outcome: 'done', link: { externalId: id, externalVersion: null }, effect }]]
    })
  const refused = answer.errors.map(({ email_address, error, error_code }): [string, BatchResult] => [
    memberIdOf(email_address),
    failed(codes.get(error_code ?? '') ?? 'PROVIDER_REFUSED', toDetail(sentOf(call), error)),
  ])
  const results = new Map([
    ...done(answer.new_members, 'created'),
    ...done(answer.updated_members, 'updated'),
    ...refused,
  ])
  return (id) => results.get(id) ?? unaccounted
}

const codes: ReadonlyMap<string, ErrorCode> = new Map([
  ['ERROR_CONTACT_EXISTS', 'DUPLICATE_RECORD'],
  ['ERROR_MISSING_REQUIRED_MERGE_FIELD', 'REQUIRED_FIELD_MISSING'],
])
