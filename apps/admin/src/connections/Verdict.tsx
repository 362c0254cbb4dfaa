import Typography from '@mui/material/Typography'
import * as strings from '../strings/index.ts'
import type { Connections } from './ConnectionCard.tsx'
import { stripOf } from './health.ts'
import { slotsOf, useStripMoment } from './LastDay.tsx'

const words = strings.connections

/** How many there are, and what is the matter with some of them. */
export function Verdict({ connections, strips }: Connections) {
  const nowMs = useStripMoment()
  const all = words.lead(connections.length)
  const on = connections.filter(({ disabledBecause }) => disabledBecause === null)
  const signedOut = on.filter(({ reconnectSince }) => reconnectSince !== null)
  const failing = on.filter(
    ({ connectionId, reconnectSince }) =>
      reconnectSince === null && stripOf(slotsOf(strips, connectionId), nowMs).health === 'failing',
  )
  const counts = {
    reconnect: signedOut.length,
    failing: failing.length,
    off: connections.length - on.length,
  }
  const parts = (['reconnect', 'failing', 'off'] as const)
    .filter((matter) => counts[matter] > 0)
    .map((matter) => words.matters[matter](counts[matter]))
  return (
    <Typography variant="lead" component="p" sx={{ color: 'ink.soft' }}>
      {strips === null && parts.length === 0 ? all : words.verdict(all, parts)}
    </Typography>
  )
}
