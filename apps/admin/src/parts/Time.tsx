import { useCallback } from 'react'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { clockTimeSeconds, fullTime, relativeTime, zoneCity } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'

/** A moment as it is in this browser and in UTC. */
export function bothZones(atMs: number, browserTimeZone: string): string {
  const here = strings.time.here(fullTime(atMs, browserTimeZone), zoneCity(browserTimeZone))
  return `${here} · ${strings.time.utc(fullTime(atMs, 'UTC'))}`
}

/** A moment in words: relative within a day, with the date beyond; the full times on hover. */
export function Time({ at, exact = false }: { at: string; exact?: boolean }) {
  const { timeZone, browserTimeZone } = useZone()
  const atMs = Date.parse(at)
  const words = useTicking(
    useCallback(
      (nowMs: number) => (exact ? clockTimeSeconds(atMs, timeZone) : relativeTime(atMs, nowMs, timeZone)),
      [atMs, timeZone, exact],
    ),
  )
  return (
    <time dateTime={at} title={bothZones(atMs, browserTimeZone)}>
      {words}
    </time>
  )
}
