import Box from '@mui/material/Box'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { type StatusKind, StatusShape } from '../ui/StatusShape.tsx'
import type { Health, SlotLook, Strip } from './health.ts'

const words = strings.overview.connections
const count = strings.list.count

const shapes: Record<Health, StatusKind> = {
  healthy: 'synced',
  failing: 'failed',
  waiting: 'waiting',
  quiet: 'pending',
}

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
        <Box key={index} component="i" sx={{ flex: 1, ...slotLooks[look] }} />
      ))}
    </Box>
  )
}

/** How a connection is, in shape, colour and word. */
export function HealthMark({ strip: { health, failed } }: { strip: Strip }) {
  const calm = health === 'healthy' || health === 'quiet'
  return (
    <Box
      component="span"
      sx={{
        display: 'flex',
        gap: '6px',
        alignItems: 'center',
        whiteSpace: 'nowrap',
        color: calm ? 'ink.soft' : `status.${shapes[health]}.main`,
        fontWeight: calm ? 400 : 500,
      }}
    >
      {health === 'quiet' ? <Icon name="dots" /> : <StatusShape kind={shapes[health]} />}
      {health === 'failing' ? words.failing(count(failed)) : words[health]}
    </Box>
  )
}
