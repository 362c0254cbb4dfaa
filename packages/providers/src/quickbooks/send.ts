import { z } from 'zod'
import { judgeSilence, judgeUnreadable } from '../answer.ts'
import { type SentCall, toAttempt, toDetail } from '../attempt.ts'
import type { HttpOutcome } from '../http.ts'
import type { Access, Link, Manifest, PlannedCall, PushOutcome } from '../provider.ts'
import { faultIn } from './fault.ts'
import { get, query, quote } from './get.ts'
import { judgeFault, waitAsked } from './judge.ts'
import { answerIn, noToken, request, requestIdHeader } from './request.ts'
import { linkOf, objectIn } from './written.ts'

export const membersOf = (call: PlannedCall) => JSON.parse(call.body) as Record<string, unknown>
export const sentOf = (call: PlannedCall): SentCall => ({
  method: call.method,
  path: call.path,
  members: membersOf(call),
})

/** One try: the planned bytes under the key. A stale version is refused for certain, and then the current one is read. */
export async function sendCall(
  call: PlannedCall,
  idempotencyKey: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<PushOutcome> {
  const { path, body } = call
  const outcome = await request({ method: 'POST', path, body, requestId: idempotencyKey }, access, limits)
  return learn(call, toOutcome(call, outcome, access.now()), access, limits)
}

/** What a refusal teaches only who reads on: the version there is, and who has the name. */
export async function learn(
  call: PlannedCall,
  judged: PushOutcome,
  access: Access,
  limits: Manifest['limits'],
): Promise<PushOutcome> {
  if (judged.outcome !== 'failed') return judged
  if (judged.code === 'DUPLICATE_RECORD' && call.path === '/vendor' && call.externalId === null) {
    const learned = await vendorOfName(call, access, limits)
    return learned ? { ...judged, learned, retryable: true } : judged
  }
  if (judged.code !== 'VERSION_CONFLICT' || call.externalId === null) return judged
  return { ...judged, learned: await currentLink(call, call.externalId, access, limits) }
}

/** Null where it can't be read now: the next refusal asks again. */
async function currentLink(
  call: PlannedCall,
  externalId: string,
  access: Access,
  limits: Manifest['limits'],
): Promise<Link | null> {
  const got = await get(`${objectPath(call)}/${externalId}`, access, limits)
  return got.ok ? linkOf(objectIn(call, got.json)) : null
}

const vendorsSchema = z.object({
  QueryResponse: z.object({ Vendor: z.array(z.unknown()).max(1).default([]) }),
})

/** A vendor is whoever has the name: the one that is there is written to from then on. Null where a customer has it. */
async function vendorOfName(
  call: PlannedCall,
  access: Access,
  limits: Manifest['limits'],
): Promise<Link | null> {
  const name = quote(String(membersOf(call)['DisplayName']))
  const got = await query(`select * from Vendor where DisplayName = ${name} maxresults 1`, access, limits)
  const read = got.ok ? vendorsSchema.safeParse(got.json) : null
  return read?.success ? linkOf(read.data.QueryResponse.Vendor[0]) : null
}

/** Where objects of the call's kind live. */
export const objectPath = ({ path }: PlannedCall): string => path.split('?')[0] as string

/** What an answer to a call says became of it. */
export function toOutcome(call: PlannedCall, outcome: HttpOutcome | null, now: Date): PushOutcome {
  const sent = sentOf(call)
  const attempt = toAttempt(sent, outcome, requestIdHeader)
  const failed = { outcome: 'failed', retryAfterMs: 0, detail: null, learned: null, attempt } as const
  if (!outcome) return { ...failed, ...noToken, certainty: 'not_executed' }
  if (outcome.kind === 'unanswered') return { ...failed, ...judgeSilence(outcome) }
  const answer = answerIn(outcome)
  // A fault may come with 200.
  const fault = faultIn(answer)
  if (outcome.status >= 200 && outcome.status < 300 && !fault) {
    const link = writtenLink(call, answer)
    return link
      ? { outcome: 'done', link, effect: call.effect, attempt }
      : { ...failed, ...judgeUnreadable(outcome.body) }
  }
  // What a 400 means only its fault says.
  if (outcome.status === 400 && outcome.body.kind !== 'whole')
    return { ...failed, ...judgeUnreadable(outcome.body) }
  const judgement = judgeFault(outcome.status, fault, call.externalId !== null)
  return {
    ...failed,
    ...judgement,
    retryAfterMs: waitAsked(outcome, judgement.code, now),
    detail: fault && toDetail(sent, fault.message),
  }
}

/** The written object, if the answer is one and speaks of what we wrote: a mixed-up answer must link nothing. */
function writtenLink(call: PlannedCall, answer: unknown): Link | null {
  const object = objectIn(call, answer)
  const link = linkOf(object)
  if (!link || !object) return null
  if (call.externalId !== null) return link.externalId === call.externalId ? link : null
  const sent = membersOf(call)
  const same = (member: string) => sent[member] === undefined || object[member] === sent[member]
  return same('DisplayName') && same('PrivateNote') ? link : null
}
