import Typography from '@mui/material/Typography'
import * as strings from '../strings/index.ts'
import { conditionOf } from './condition.ts'
import type { Connections } from './facts.tsx'
import { stripOf } from './health.ts'
import { slotsOf, useStripMoment } from './LastDay.tsx'
import { standingOf } from './standings.ts'

const words = strings.connections
const matters = ['reconnect', 'down', 'resting', 'degraded', 'failing', 'off'] as const

/** How many there are, and what is the matter with some of them. */
export function Verdict({ connections, strips, standings }: Connections) {
  const nowMs = useStripMoment()
  const all = words.lead(connections.length)
  const conditions = connections.map((each) =>
    conditionOf(
      each,
      standingOf(standings, each.connectionId),
      stripOf(slotsOf(strips, each.connectionId), nowMs).health,
    ),
  )
  const parts = matters.flatMap((matter) => {
    const many = conditions.filter((condition) => condition === matter).length
    return many === 0 ? [] : [words.matters[matter](many)]
  })
  return (
    <Typography variant="lead" component="p" sx={{ color: 'ink.soft' }}>
      {strips === null && parts.length === 0 ? all : words.verdict(all, parts)}
    </Typography>
  )
}
