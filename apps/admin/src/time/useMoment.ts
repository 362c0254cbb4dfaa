import { dateTime } from './format.ts'
import { useZone } from './zone.tsx'

/** Writes a moment as date and time, in the zone that the page shows. */
export function useMoment(): (iso: string) => string {
  const { timeZone } = useZone()
  return (iso) => dateTime(Date.parse(iso), Date.now(), timeZone)
}
