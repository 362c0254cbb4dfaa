import { z } from 'zod'
import { jsonOf } from '../answer.ts'
import { exchange, type HttpOutcome } from '../http.ts'
import type { Access, Manifest, PlannedCall, PushOutcome } from '../provider.ts'
import { toOutcome } from './outcome.ts'
import { credentialsOf, signedHeaders, unsent } from './send.ts'

/** What FlashERP takes at once. */
export const maxBatch = 50

/** The creation of a transaction as it was planned, under the key it would go out with alone. */
export interface BatchItem {
  readonly call: PlannedCall
  readonly idempotencyKey: string
}

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

/**
 * Writes up to 50 new transactions by one call; each has an outcome of its own, in the order given. Each key is remembered
 * as if its transaction had gone out alone: one whose outcome is unknown may be repeated, alone or in another batch.
 * @throws Error for more than 50, or for what is no creation of a transaction: whoever calls has a bug
 */
export async function writeBatch(
  items: readonly BatchItem[],
  access: Access,
  limits: Manifest['limits'],
): Promise<readonly PushOutcome[]> {
  if (items.length > maxBatch) throw new Error(`A batch holds at most ${maxBatch} transactions`)
  if (items.some(({ call }) => call.path !== '/transactions' || call.method !== 'POST'))
    throw new Error('A batch holds new transactions only')
  const credentials = credentialsOf(access)
  if (!credentials) return items.map(({ call }) => unsent(call))
  const body = JSON.stringify({
    items: items.map(({ call, idempotencyKey }) => ({
      idempotency_key: idempotencyKey,
      transaction: JSON.parse(call.body) as unknown,
    })),
  })
  const outcome = await exchange({
    method: 'POST',
    baseUrl: access.baseUrl,
    path: '/transactions/batch',
    headers: { ...signedHeaders(credentials, body, access.now()), 'content-type': 'application/json' },
    body,
    timeoutMs: limits.requestTimeoutMs,
    maxAnswerBytes: limits.maxAnswerBytes,
    signal: access.signal,
    allowsAddress: access.allowsAddress,
  })
  const results = resultsIn(outcome, items.length)
  return items.map(({ call }, index) =>
    toOutcome(call, results ? alone(outcome, results[index]) : outcome, access.now()),
  )
}

type Result = z.output<typeof resultsSchema>['results'][number]

/** Null where the batch as a whole was refused, went unanswered, or does not say what became of each. */
function resultsIn(outcome: HttpOutcome, length: number): readonly Result[] | null {
  if (outcome.kind !== 'answered' || outcome.status < 200 || outcome.status >= 300) return null
  const read = resultsSchema.safeParse(jsonOf(outcome.body))
  return read.success && read.data.results.length === length ? read.data.results : null
}

/** What FlashERP would have answered to this one alone. */
function alone(outcome: HttpOutcome, result: Result | undefined): HttpOutcome {
  if (outcome.kind !== 'answered' || !result) return outcome
  const text = JSON.stringify(result.error === undefined ? (result.object ?? null) : { error: result.error })
  const body = { kind: 'whole', text, sizeBytes: Buffer.byteLength(text) } as const
  return { ...outcome, status: result.status, body }
}
