import { useCallback, useMemo } from 'react'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { clockTimeSeconds, fullTime, relativeTime, zoneCity } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'

/** A moment as it is at the venue, in this browser and in UTC; places with one name are named once. */
export function allZones(atMs: number, timeZones: readonly (string | null)[]): string {
  const places = [...new Set(timeZones)].filter((zone) => zone !== null && zone !== 'UTC') as string[]
  return [
    ...places.map((zone) => strings.time.here(fullTime(atMs, zone), zoneCity(zone))),
    strings.time.utc(fullTime(atMs, 'UTC')),
  ].join(' · ')
}

/** A moment in words: relative within a day, with the date beyond; the full times on hover. */
export function Time({ at, exact = false }: { at: string; exact?: boolean }) {
  const { timeZone, browserTimeZone, venueTimeZone } = useZone()
  const atMs = Date.parse(at)
  const words = useTicking(
    useCallback(
      (nowMs: number) => (exact ? clockTimeSeconds(atMs, timeZone) : relativeTime(atMs, nowMs, timeZone)),
      [atMs, timeZone, exact],
    ),
  )
  const everywhere = useMemo(
    () => allZones(atMs, [venueTimeZone, browserTimeZone]),
    [atMs, venueTimeZone, browserTimeZone],
  )
  return (
    <time dateTime={at} title={everywhere}>
      {words}
    </time>
  )
}
