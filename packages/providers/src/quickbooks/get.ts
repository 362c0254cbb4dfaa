import { failureOfRead, maskDetail } from '../answer.ts'
import type { HttpOutcome } from '../http.ts'
import type { Access, Manifest, PullFailure } from '../provider.ts'
import { faultIn } from './fault.ts'
import { judgeFault, waitAsked } from './judge.ts'
import { answerIn, noToken, request } from './request.ts'

export type Got =
  | { readonly ok: true; readonly json: unknown; readonly outcome: HttpOutcome }
  | (PullFailure & { readonly outcome: HttpOutcome | null })

/** One question. `json` is null where QuickBooks says that there is no such object. */
export async function get(path: string, access: Access, limits: Manifest['limits']): Promise<Got> {
  const outcome = await request({ method: 'GET', path, body: '' }, access, limits)
  if (!outcome) return { ok: false, ...noToken, outcome }
  if (outcome.kind === 'unanswered') return { ...failureOfRead(outcome, null, access.now()), outcome }
  const answer = answerIn(outcome)
  const fault = faultIn(answer)
  if (fault?.code === '610') return { ok: true, json: null, outcome }
  if (outcome.status === 200 && !fault && typeof answer === 'object')
    return { ok: true, json: answer, outcome }
  const detail = fault && maskDetail(fault.message)
  // A token may be refused without a word: that too is one to renew.
  if (!fault && outcome.status !== 401) return { ...failureOfRead(outcome, detail, access.now()), outcome }
  const { code, retryable } = judgeFault(outcome.status, fault, true)
  return { ok: false, code, retryable, retryAfterMs: waitAsked(outcome, code, access.now()), detail, outcome }
}

export const query = (text: string, access: Access, limits: Manifest['limits']): Promise<Got> =>
  get(`/query?query=${encodeURIComponent(text)}`, access, limits)

/** A text inside a query. */
export const quote = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`
