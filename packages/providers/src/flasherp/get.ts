import { failureOfRead, jsonOf, maskDetail } from '../answer.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type { Access, Manifest, PullFailure } from '../provider.ts'
import { credentialsOf, noCredentials, signedHeaders } from './send.ts'
import { errorSchema } from './wire.ts'

export type Got =
  | { readonly ok: true; readonly json: unknown; readonly outcome: HttpOutcome }
  | (PullFailure & { readonly outcome: HttpOutcome | null })

/** One question, signed. `json` is null where FlashERP says that there is no such object. */
export async function get(path: string, access: Access, limits: Manifest['limits']): Promise<Got> {
  const credentials = credentialsOf(access)
  if (!credentials) return { ...noCredentials, ok: false, outcome: null }
  const outcome = await exchange({
    method: 'GET',
    baseUrl: access.baseUrl,
    path,
    headers: signedHeaders(credentials, '', access.now()),
    body: '',
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  const json = outcome.kind === 'answered' ? jsonOf(outcome.body) : undefined
  if (outcome.kind === 'answered' && outcome.status === 200 && json !== undefined)
    return { ok: true, json, outcome }
  const error = errorSchema.safeParse(json)
  if (outcome.kind === 'answered' && outcome.status === 404 && error.data?.error.code === 'not_found')
    return { ok: true, json: null, outcome }
  const detail = error.success ? maskDetail(error.data.error.message) : null
  return { ...failureOfRead(outcome, detail, access.now()), outcome }
}
