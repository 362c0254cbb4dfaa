import { z } from 'zod'
import { codeOfRefusal, jsonOf, judgeSilence, maskDetail } from '../answer.ts'
import { type AnswerBody, exchange } from '../http.ts'
import type { Access, ProbeResult } from '../provider.ts'
import { headerValue } from '../shape.ts'
import { manifest } from './manifest.ts'

/** As pinned by the SDK release that our types come from. */
const apiVersion = '2026-10-28.endive'

const listSchema = z.object({ object: z.literal('list'), data: z.array(z.unknown()) })
const errorSchema = z.object({ error: z.object({ message: z.string() }) })

/** Lists one customer: the cheapest call that needs the very right the hub needs. */
export async function probe(access: Access): Promise<ProbeResult> {
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
    timeoutMs: manifest.limits.requestTimeoutMs,
    maxAnswerBytes: manifest.limits.maxAnswerBytes,
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
