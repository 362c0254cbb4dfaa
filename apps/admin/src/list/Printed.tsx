import Box from '@mui/material/Box'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { fullTime, zoneCity } from '../time/format.ts'
import { useZone } from '../time/zone.tsx'
import type { ListFilter } from './filter.ts'

const words = strings.list.printed
const minuteMs = 60_000

/** What a page was asked for, for who reads it on paper: whose it is, of which time and filters, and when it was printed. */
export function Printed({ filters }: { filters: readonly Pick<ListFilter, 'name' | 'value' | 'active'>[] }) {
  const { organization } = useSession()
  const { timeZone } = useZone()
  const minute = useTicking((nowMs) => Math.floor(nowMs / minuteMs))
  const chosen = filters.filter(({ active }) => active)
  return (
    <Box sx={{ display: 'none', '@media print': { display: 'block', typography: 'caption', pb: 3 } }}>
      <div>
        {chosen.length === 0
          ? words.everything
          : chosen.map(({ name, value }) => words.filter(name, value)).join(' · ')}
      </div>
      <div>{words.when(organization.name, fullTime(minute * minuteMs, timeZone), zoneCity(timeZone))}</div>
    </Box>
  )
}
