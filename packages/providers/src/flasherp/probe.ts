import { z } from 'zod'
import { codeOfRefusal, jsonOf, judgeSilence, maskDetail } from '../answer.ts'
import { exchange } from '../http.ts'
import type { Access, Manifest, ProbeResult } from '../provider.ts'
import { credentialsOf, signedHeaders } from './send.ts'
import { errorSchema } from './wire.ts'

const healthSchema = z.object({ status: z.literal('ok') })

/** Asks for FlashERP's health, signed: key, secret, clock and address are proved at once. */
export async function probe(access: Access, limits: Manifest['limits']): Promise<ProbeResult> {
  const credentials = credentialsOf(access)
  if (!credentials)
    return {
      ok: false,
      code: 'NOT_CONFIGURED',
      detail: 'The API key or the API secret is missing.',
      tookMs: 0,
    }
  const outcome = await exchange({
    method: 'GET',
    baseUrl: access.baseUrl,
    path: '/health',
    headers: signedHeaders(credentials, '', access.now()),
    body: '',
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  const tookMs = outcome.durationMs
  if (outcome.kind === 'unanswered')
    return { ok: false, code: judgeSilence(outcome).code, detail: null, tookMs }
  const json = jsonOf(outcome.body)
  if (outcome.status === 200 && healthSchema.safeParse(json).success) return { ok: true, tookMs }
  const error = errorSchema.safeParse(json)
  const detail = error.success ? maskDetail(error.data.error.message) : null
  return { ok: false, code: codeOfRefusal(outcome.status, outcome.body), detail, tookMs }
}
