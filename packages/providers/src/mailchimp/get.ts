import { failureOfRead, jsonOf, maskDetail } from '../answer.ts'
import type { HttpOutcome } from '../http.ts'
import type { Access, Manifest, PullFailure } from '../provider.ts'
import { ask, noCredentials, type Question } from './call.ts'
import { problemSchema } from './problem.ts'

export type Got =
  | { readonly ok: true; readonly json: unknown; readonly outcome: HttpOutcome }
  | (PullFailure & { readonly outcome: HttpOutcome | null })

/** One question, or a change that is no record's. `json` is null where Mailchimp says that there is no such thing. */
export async function get(question: Question, access: Access, limits: Manifest['limits']): Promise<Got> {
  const outcome = await ask(question, access, limits)
  if (!outcome) return { ...noCredentials, ok: false, outcome }
  const json = outcome.kind === 'answered' ? jsonOf(outcome.body) : undefined
  const problem = problemSchema.safeParse(json)
  if (outcome.kind === 'answered') {
    if (outcome.status === 200 && json !== undefined) return { ok: true, json, outcome }
    if (outcome.status === 204) return { ok: true, json: {}, outcome }
    if (outcome.status === 404 && problem.success) return { ok: true, json: null, outcome }
  }
  const detail = problem.success ? maskDetail(problem.data.detail) : null
  const failure = failureOfRead(outcome, detail, access.now())
  // Under load a gateway refuses in its stead, and says so in no JSON.
  const isGateway = failure.code === 'PROVIDER_FORBIDDEN' && !problem.success
  return {
    ...failure,
    ...(isGateway ? ({ code: 'RATE_LIMIT_EXCEEDED', retryable: true } as const) : {}),
    outcome,
  }
}

/** A failure as it is told to those who show no attempt. */
export function failureIn({ outcome: _seen, ...failure }: Extract<Got, { ok: false }>): PullFailure {
  return failure
}
