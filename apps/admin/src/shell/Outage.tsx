import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useCallback, useSyncExternalStore } from 'react'
import type { LiveState } from '../api/live.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { relativeTime } from '../time/format.ts'
import { Icon } from '../ui/Icon.tsx'

const words = strings.shell.outage

const subscribe = (changed: () => void) => {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}

/** Whether the browser has a network at all. */
export const useOnline = () => useSyncExternalStore(subscribe, () => navigator.onLine)

/** Says that what is on screen may be old, how old, and what happens next; nothing while all is well. */
export function Outage({
  state,
  online,
  updatedAtMs,
  onRetry,
}: {
  state: LiveState
  online: boolean
  updatedAtMs: number
  onRetry: () => void
}) {
  const ago = useTicking(
    useCallback((nowMs: number) => relativeTime(Math.min(updatedAtMs, nowMs), nowMs, 'UTC'), [updatedAtMs]),
  )
  const shown = !online || state === 'down'
  return (
    <Box role="status">
      {shown && (
        <Box
          sx={{
            display: 'flex',
            alignItems: { xs: 'start', md: 'center' },
            gap: 2,
            px: { xs: 4, md: 6 },
            py: '6px',
            color: 'status.waiting.main',
            backgroundColor: 'status.waiting.wash',
          }}
        >
          <Icon name="warning" />
          <Box component="span" sx={{ flex: 1, minWidth: 0 }}>
            <Box component="span" sx={{ fontWeight: 500 }}>
              {online ? words.down : words.offline}
            </Box>{' '}
            {/* Read aloud once, not every second. */}
            {updatedAtMs > 0 && <span aria-hidden>{words.readAt(ago)} </span>}
            {online ? words.downNext : words.offlineNext}
          </Box>
          {online && (
            <Button size="small" variant="text" onClick={onRetry} sx={{ color: 'inherit' }}>
              {words.retry}
            </Button>
          )}
        </Box>
      )}
    </Box>
  )
}
