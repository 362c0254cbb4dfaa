import Box from '@mui/material/Box'
import type { ConnectionStrip } from '@syncline/domain/view'
import { useTicking } from '../time/clock.tsx'
import { HealthMark, StripBars } from './HealthMark.tsx'
import { stripOf } from './health.ts'

const minuteMs = 60_000

/** The newest half hour is the one that a moment just after the minute is in. */
export const useStripMoment = () => useTicking((nowMs) => Math.floor(nowMs / minuteMs)) * minuteMs + 1

export const slotsOf = (strips: readonly ConnectionStrip[] | null, connectionId: string) =>
  strips?.find((each) => each.connectionId === connectionId)?.slots ?? []

/** How it went in the last day, and how it is. */
export function LastDay({ slots }: { slots: ConnectionStrip['slots'] }) {
  const strip = stripOf(slots, useStripMoment())
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 3, alignItems: 'center' }}>
      <StripBars strip={strip} />
      <HealthMark strip={strip} />
    </Box>
  )
}
