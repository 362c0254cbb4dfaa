import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { readStored, writeStored } from '../ui/stored.ts'

export type Zone = 'browser' | 'utc'

interface ZoneChoice {
  readonly zone: Zone
  /** The IANA name that times are shown in. */
  readonly timeZone: string
  readonly browserTimeZone: string
  readonly choose: (zone: Zone) => void
}

const storageKey = 'syncline-zone'
const ZoneContext = createContext<ZoneChoice | null>(null)

/** Times are shown in the browser's zone or in UTC; the choice is remembered on this device. */
export function ZoneProvider({
  browserTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
  children,
}: {
  browserTimeZone?: string
  children: ReactNode
}) {
  const [zone, setZone] = useState<Zone>(() => (readStored(storageKey) === 'utc' ? 'utc' : 'browser'))
  const choice = useMemo(
    () => ({
      zone,
      timeZone: zone === 'utc' ? 'UTC' : browserTimeZone,
      browserTimeZone,
      choose: (next: Zone) => {
        setZone(next)
        writeStored(storageKey, next)
      },
    }),
    [zone, browserTimeZone],
  )
  return <ZoneContext value={choice}>{children}</ZoneContext>
}

export function useZone(): ZoneChoice {
  const choice = use(ZoneContext)
  if (!choice) throw new Error('useZone needs a ZoneProvider above it')
  return choice
}
