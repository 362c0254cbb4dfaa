import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { readStored, writeStored } from '../ui/stored.ts'

export const zones = ['venue', 'browser', 'utc'] as const
export type Zone = (typeof zones)[number]

interface ZoneChoice {
  /** What the person chose. */
  readonly chosen: Zone
  /** What is shown: the browser's zone stands in for a venue that is not known. */
  readonly zone: Zone
  /** The IANA name that times are shown in. */
  readonly timeZone: string
  readonly browserTimeZone: string
  /** Where the organization's venues are; null while it is not known. */
  readonly venueTimeZone: string | null
  readonly choose: (zone: Zone) => void
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
  const choice = useMemo<ZoneChoice>(
    () => ({
      // No venue is known outside an organization.
      zone: chosen === 'venue' ? 'browser' : chosen,
      timeZone: chosen === 'utc' ? 'UTC' : browserTimeZone,
      browserTimeZone,
      venueTimeZone: null,
      chosen,
      choose: (next) => {
        setChosen(next)
        writeStored(storageKey, next)
      },
    }),
    [chosen, browserTimeZone],
  )
  return <ZoneContext value={choice}>{children}</ZoneContext>
}

export function useZone(): ZoneChoice {
  const choice = use(ZoneContext)
  if (!choice) throw new Error('useZone needs a ZoneProvider above it')
  return choice
}

/** Makes the venue's zone known below, from the first rendering on: what is read in a zone is not read twice. */
export function VenueZone({ timeZone, children }: { timeZone: string | null; children: ReactNode }) {
  const above = useZone()
  const choice = useMemo<ZoneChoice>(
    () =>
      timeZone === null
        ? above
        : {
            ...above,
            venueTimeZone: timeZone,
            zone: above.chosen,
            timeZone: above.chosen === 'venue' ? timeZone : above.timeZone,
          },
    [above, timeZone],
  )
  return <ZoneContext value={choice}>{children}</ZoneContext>
}
