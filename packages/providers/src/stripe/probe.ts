import { z } from 'zod'
import { codeOfRefusal, jsonOf, judgeSilence, maskDetail } from '../answer.ts'
import { type AnswerBody, exchange } from '../http.ts'
import type { Access, Manifest, ProbeResult } from '../provider.ts'
import { headerValue } from '../shape.ts'
import { apiVersion } from './manifest.ts'
import { errorSchema } from './outcome.ts'

const listSchema = z.object({ object: z.literal('list'), data: z.array(z.unknown()) })

/** Lists one customer: the cheapest call that needs the very right the hub needs. */
export async function probe(access: Access, limits: Manifest['limits']): Promise<ProbeResult> {
  const key = headerValue.safeParse(access.secrets.api_key)
  if (!key.success)
    return { ok: false, code: 'NOT_CONFIGURED', detail: 'The secret key is missing.', tookMs: 0 }
  const outcome = await exchange({
    method: 'GET',
    baseUrl: access.baseUrl,
    path: '/v1/customers?limit=1',
    headers: {
      authorization: `Bearer ${key.data}`,
      'stripe-version': apiVersion,
      accept: 'application/json',
    },
    body: '',
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  const tookMs = outcome.durationMs
  if (outcome.kind === 'unanswered')
    return { ok: false, code: judgeSilence(outcome).code, detail: null, tookMs }
  const { status, body } = outcome
  if (status === 200 && listSchema.safeParse(jsonOf(body)).success) return { ok: true, tookMs }
  return { ok: false, code: codeOfRefusal(status, body), detail: messageOf(body), tookMs }
}

function messageOf(body: AnswerBody): string | null {
  const error = errorSchema.safeParse(jsonOf(body))
  return error.success ? maskDetail(error.data.error.message) : null
}
