import { z } from 'zod'
import { jsonOf, partOf } from '../answer.ts'
import { sentAmong, sentBy } from '../attempt.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type { Access, Manifest, PushOutcome, Together, TogetherItem } from '../provider.ts'
import { toOutcome } from './outcome.ts'
import { credentialsOf, signedHeaders, unsent } from './send.ts'

/** What FlashERP takes at once. */
export const maxBatch = 50

const resultsSchema = z.object({
  results: z
    .array(
      z.object({
        status: z.int().min(100).max(599),
        object: z.unknown().optional(),
        error: z.unknown().optional(),
      }),
    )
    .max(maxBatch),
})

const address = { method: 'POST', path: '/transactions/batch' } as const

/** @param limits of one call */
export const createTogether = (limits: Manifest['limits']): Together => ({
  most: maxBatch,
  takes: ({ method, path }) => method === 'POST' && path === '/transactions',
  send: (items, access) => writeBatch(items, access, limits),
})

/**
 * Writes up to 50 new transactions by one call; each has an outcome of its own, in the order given. Each key is remembered
 * as if its transaction had gone out alone: one whose outcome is unknown may be repeated, alone or in another batch. Null:
 * the batch was refused as a whole, which says nothing of the one.
 * @throws Error for more than 50: whoever calls has a bug
 */
async function writeBatch(
  items: readonly TogetherItem[],
  access: Access,
  limits: Manifest['limits'],
): Promise<readonly (PushOutcome | null)[]> {
  if (items.length > maxBatch) throw new Error(`A batch holds at most ${maxBatch} transactions`)
  const credentials = credentialsOf(access)
  if (!credentials) return items.map(({ call }) => unsent(call))
  const body = JSON.stringify({
    items: items.map(({ call, idempotencyKey }) => ({
      idempotency_key: idempotencyKey,
      transaction: JSON.parse(call.body) as unknown,
    })),
  })
  const outcome = await exchange({
    ...address,
    baseUrl: access.baseUrl,
    headers: { ...signedHeaders(credentials, body, access.now()), 'content-type': 'application/json' },
    body,
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  const results = resultsIn(outcome, items.length)
  return items.map(({ call }, index) => {
    const result = results?.[index]
    if (result && outcome.kind === 'answered')
      return sentBy(address, toOutcome(call, alone(outcome, result), access.now()))
    const judged = sentAmong(address, toOutcome(call, outcome, access.now()))
    return judged.outcome === 'failed' && judged.certainty === 'rejected' ? null : judged
  })
}

type Result = z.output<typeof resultsSchema>['results'][number]

/** Null where the batch as a whole was refused, went unanswered, or does not say what became of each. */
function resultsIn(outcome: HttpOutcome, length: number): readonly Result[] | null {
  if (outcome.kind !== 'answered' || outcome.status < 200 || outcome.status >= 300) return null
  const read = resultsSchema.safeParse(jsonOf(outcome.body))
  return read.success && read.data.results.length === length ? read.data.results : null
}

const alone = (outcome: Parameters<typeof partOf>[0], { status, object, error }: Result): HttpOutcome =>
  partOf(outcome, status, error === undefined ? object : { error })
