import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import * as strings from '../strings/index.ts'
import { drawn } from '../ui/drawn.ts'
import type { SlotLook, Strip } from './health.ts'

const words = strings.overview.connections
const count = strings.list.count

/** Height tells the state as well as colour. */
const slotLooks: Record<SlotLook, object> = {
  through: { height: '100%', backgroundColor: 'brand.band' },
  waited: { height: '65%', backgroundColor: 'status.waiting.main' },
  failed: { height: '45%', backgroundColor: 'status.failed.main' },
  nothing: { height: '100%', backgroundColor: 'fill.sunken' },
}

/** The last day in half hours. */
export function StripBars({ strip }: { strip: Strip }) {
  const { looks, through, waited, failed } = strip
  return (
    <Box
      component="span"
      role="img"
      aria-label={words.strip(count(through), count(waited), count(failed))}
      sx={{ display: 'flex', alignItems: 'flex-end', gap: '1px', height: 14 }}
    >
      {looks.map((look, index) => (
        <Box key={index} component="i" sx={{ flex: 1, ...drawn, ...slotLooks[look] }} />
      ))}
    </Box>
  )
}

const told = ['through', 'waited', 'failed'] as const

/** What the bars of a strip mean. */
export function StripLegend() {
  return (
    <Typography
      variant="caption"
      component="p"
      sx={{ display: { xs: 'none', md: 'flex' }, flexWrap: 'wrap', gap: '4px 16px', color: 'ink.soft' }}
    >
      {told.map((look) => (
        <Box key={look} component="span" sx={{ display: 'flex', gap: '6px', alignItems: 'center' }}>
          <Box
            component="i"
            aria-hidden
            sx={{ display: 'flex', alignItems: 'flex-end', width: 10, height: 10 }}
          >
            <Box component="i" sx={{ flex: 1, ...drawn, ...slotLooks[look] }} />
          </Box>
          {words.looks[look]}
        </Box>
      ))}
      <Box component="span" sx={{ color: 'ink.quiet' }}>
        {words.strips}
      </Box>
    </Typography>
  )
}
