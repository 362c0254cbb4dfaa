import { type ErrorCode, errorTable } from '@syncline/domain/error'
import { type Certainty, syncFace } from '@syncline/domain/sync'
import type { SyncDetail } from '@syncline/domain/view'
import { detailOf, entry, requested, started, tryOf } from './detail-samples.ts'
import { rows } from './samples.ts'

/** Errors after which the provider may have written it all the same. */
const open: ReadonlySet<ErrorCode> = new Set([
  'TIMEOUT',
  'PROVIDER_ERROR',
  'PROVIDER_MALFORMED_RESPONSE',
  'GATEWAY_ERROR',
  'OUTCOME_UNKNOWN',
])

/** A sync that this error has stopped: at once, or after all its tries where it is tried again by itself. */
export function stoppedBy(code: ErrorCode): SyncDetail {
  const certainty: Certainty = open.has(code) ? 'unknown' : 'not_executed'
  const tries = errorTable[code].retryable ? 6 : 1
  const numbers = Array.from({ length: tries }, (_, index) => index + 1)
  const secondsAgo = (number: number) => 600 - number * 90
  const failure = { code, certainty, detail: null }
  const [, , failed] = rows
  if (failed === undefined) throw new Error('The samples have no failed sync')
  return detailOf({
    row: {
      ...failed,
      face: syncFace('failed', null, certainty),
      tries,
      retries: tries - 1,
      error: { code, detail: null },
      certainty,
    },
    tries: numbers.map((number) => tryOf(number, secondsAgo(number), { ...failure, attempt: null })),
    timeline: [
      requested(601),
      ...numbers.flatMap((number) => [
        started(number, secondsAgo(number)),
        entry('SyncFailed', secondsAgo(number) - 1, { try: number, ...failure }),
      ]),
    ],
  })
}
