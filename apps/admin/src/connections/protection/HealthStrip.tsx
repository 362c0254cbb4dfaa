import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Health } from '@syncline/domain/connection'
import type { HealthLookView } from '@syncline/domain/view'
import { Time } from '../../parts/Time.tsx'
import * as strings from '../../strings/index.ts'
import { duration } from '../../time/format.ts'
import { drawn } from '../../ui/drawn.ts'
import { Status } from '../../ui/Status.tsx'

const words = strings.protection

const marks = {
  healthy: 'synced',
  degraded: 'waiting',
  down: 'failed',
  reconnect_needed: 'failed',
} as const satisfies Record<Health, string>
/** Height says it too, for those who see no difference in the colours. */
const heights: Readonly<Record<Health, number>> = {
  healthy: 10,
  degraded: 16,
  down: 24,
  reconnect_needed: 24,
}
const shown = 60

/** How a connection was at its last looks, and what the newest said. `looks`: newest first. */
export function HealthStrip({ looks }: { looks: readonly HealthLookView[] }) {
  const [newest] = looks
  if (!newest) return <Typography sx={{ color: 'ink.soft' }}>{words.never}</Typography>
  const last = looks.slice(0, shown)
  const good = last.filter(({ health }) => health === 'healthy').length
  return (
    <div>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '4px 8px', alignItems: 'center' }}>
        <Status kind={marks[newest.health]} label={words.health[newest.health]} />
        <Box component="span" sx={{ color: 'ink.soft' }}>
          {newest.code === null ? words.looked(duration(newest.tookMs)) : words.lookedFailed}{' '}
          <Time at={newest.at} />
        </Box>
      </Box>
      <Box
        role="img"
        aria-label={words.historySpoken(last.length, good)}
        sx={{ display: 'flex', alignItems: 'flex-end', gap: '2px', height: 24, mt: 2, overflow: 'hidden' }}
      >
        {last.toReversed().map(({ at, health }) => (
          <Box
            key={at}
            sx={{
              ...drawn,
              width: 4,
              flexShrink: 0,
              height: heights[health],
              borderRadius: '1px',
              // Quiet when good.
              backgroundColor: health === 'healthy' ? 'brand.band' : `status.${marks[health]}.main`,
            }}
          />
        ))}
      </Box>
      <Typography variant="caption" component="p" sx={{ mt: 1, color: 'ink.quiet' }}>
        {words.history}
      </Typography>
    </div>
  )
}
