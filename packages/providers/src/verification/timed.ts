import type { Verdict } from '../provider.ts'
import { accepted, anyMatches, refused } from './hmac.ts'

/** How far the signed time may be from ours, either way. */
const toleranceSeconds = 300

/** Unix seconds as every scheme writes them: no sign, no fraction, no leading zero, nothing around. */
const unixSeconds = /^(?:0|[1-9]\d{0,11})$/

export const isUnixSeconds = (text: string): boolean => unixSeconds.test(text)

/**
 * The end of every scheme that signs its time. The signature is judged first, so that «too old» is only ever said of
 * a delivery that was genuine.
 * @param timestamp the signed text, already known to be Unix seconds
 */
export function judgeTimed(
  given: readonly string[],
  expected: readonly string[],
  timestamp: string,
  now: Date,
): Verdict {
  if (!anyMatches(given, expected)) return refused('signature_mismatch')
  const ageSeconds = Math.floor(now.getTime() / 1_000) - Number(timestamp)
  // Written so that a time which is no number fails both: every comparison with NaN is false.
  if (!(ageSeconds <= toleranceSeconds)) return refused('too_old')
  if (!(ageSeconds >= -toleranceSeconds)) return refused('from_the_future')
  return accepted
}
