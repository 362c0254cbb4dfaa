import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ConnectionStrip } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { stripOf } from './health.ts'
import { StripBars } from './StripBars.tsx'

const words = strings.connections
const count = strings.list.count
const minuteMs = 60_000

/** The newest half hour is the one that a moment just after the minute is in. */
export const useStripMoment = () => useTicking((nowMs) => Math.floor(nowMs / minuteMs)) * minuteMs + 1

export const slotsOf = (strips: readonly ConnectionStrip[] | null, connectionId: string) =>
  strips?.find((each) => each.connectionId === connectionId)?.slots ?? []

/** How the last day went, in bars and in figures. */
export function LastDay({ slots }: { slots: ConnectionStrip['slots'] }) {
  const strip = stripOf(slots, useStripMoment())
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <StripBars strip={strip} />
      <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
        {words.dayText(count(strip.through), strip.failed === 0 ? null : count(strip.failed))}
      </Typography>
    </Box>
  )
}
