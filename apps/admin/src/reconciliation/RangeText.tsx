import * as strings from '../strings/index.ts'
import { useClock } from '../time/clock.tsx'
import { dateTime } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'

/** From when up to when, in the venue's time. */
export function RangeText({ from, to }: { from: string; to: string }) {
  const { timeZone } = useZone()
  const nowMs = useClock().now()
  const told = (at: string) => dateTime(Date.parse(at), nowMs, timeZone)
  return <>{strings.reconciliation.range(told(from), told(to))}</>
}
