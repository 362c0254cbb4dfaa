import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { readStored, writeStored } from '../ui/stored.ts'

export const zones = ['venue', 'browser', 'utc'] as const
export type Zone = (typeof zones)[number]

interface ZoneChoice {
  readonly zone: Zone
  /** The IANA name that times are shown in. */
  readonly timeZone: string
  readonly browserTimeZone: string
  /** Where the organization's venues are; null while it is not known. */
  readonly venueTimeZone: string | null
  readonly choose: (zone: Zone) => void
  readonly setVenue: (timeZone: string | null) => void
}

const storageKey = 'syncline-zone'
const ZoneContext = createContext<ZoneChoice | null>(null)

const isZone = (text: string | null): text is Zone => zones.some((zone) => zone === text)

/** Times are shown as at the venue, in the browser's zone or in UTC; the choice is remembered on this device. */
export function ZoneProvider({
  browserTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
  children,
}: {
  browserTimeZone?: string
  children: ReactNode
}) {
  const [chosen, setChosen] = useState<Zone>(() => {
    const stored = readStored(storageKey)
    return isZone(stored) ? stored : 'venue'
  })
  const [venueTimeZone, setVenue] = useState<string | null>(null)
  const zone = chosen === 'venue' && venueTimeZone === null ? 'browser' : chosen
  const choice = useMemo(
    () => ({
      zone,
      timeZone: { venue: venueTimeZone ?? browserTimeZone, browser: browserTimeZone, utc: 'UTC' }[zone],
      browserTimeZone,
      venueTimeZone,
      choose: (next: Zone) => {
        setChosen(next)
        writeStored(storageKey, next)
      },
      setVenue,
    }),
    [zone, browserTimeZone, venueTimeZone],
  )
  return <ZoneContext value={choice}>{children}</ZoneContext>
}

export function useZone(): ZoneChoice {
  const choice = use(ZoneContext)
  if (!choice) throw new Error('useZone needs a ZoneProvider above it')
  return choice
}

/** Makes the venue's zone known while the component is on screen. */
export function useVenueZone(timeZone: string | null): void {
  const { setVenue } = useZone()
  useEffect(() => {
    setVenue(timeZone)
    return () => setVenue(null)
  }, [timeZone, setVenue])
}
