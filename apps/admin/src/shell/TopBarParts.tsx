import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import MenuItem from '@mui/material/MenuItem'
import { useColorScheme } from '@mui/material/styles'
import Tooltip from '@mui/material/Tooltip'
import { useCallback } from 'react'
import type { LiveState } from '../api/live.tsx'
import * as strings from '../strings/index.ts'
import { useTicking } from '../time/clock.tsx'
import { clockTime, relativeTime, zoneCity } from '../time/format.ts'
import { useZone, zones } from '../time/zone.tsx'
import { visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'

const live = strings.shell.live

/** Whether this screen follows the log, and when it was last read. */
export function LiveIndicator({
  state,
  updatedAtMs,
  short = false,
}: {
  state: LiveState
  updatedAtMs: number
  short?: boolean
}) {
  const ago = useTicking(
    useCallback((nowMs: number) => relativeTime(Math.min(updatedAtMs, nowMs), nowMs, 'UTC'), [updatedAtMs]),
  )
  const [word, hint] = {
    live: [live.now, live.hint],
    connecting: [live.connecting, live.connectingHint],
    down: [live.down, live.downHint],
  }[state]
  return (
    <Tooltip title={hint}>
      <Box
        tabIndex={0}
        role="note"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 2,
          minHeight: 32,
          px: short ? 2 : '10px',
          border: short ? 0 : 1,
          borderColor: 'line.border',
          borderRadius: '6px',
          whiteSpace: 'nowrap',
          color: 'ink.soft',
        }}
      >
        {state === 'down' ? (
          <Box component="span" sx={{ color: 'status.waiting.main' }}>
            <Icon name="warning" />
          </Box>
        ) : (
          <Dot resting={state === 'connecting'} />
        )}
        <Box
          component="b"
          sx={{ fontWeight: 500, color: state === 'down' ? 'status.waiting.main' : 'ink.strong' }}
        >
          {word}
        </Box>
        {!short && updatedAtMs > 0 && <span>{live.updated(ago)}</span>}
      </Box>
    </Tooltip>
  )
}

function Dot({ resting }: { resting: boolean }) {
  return (
    <Box
      component="span"
      sx={{
        width: 7,
        height: 7,
        flex: 'none',
        borderRadius: '50%',
        backgroundColor: resting ? 'line.edge' : 'status.synced.main',
        boxShadow: (theme) =>
          `0 0 0 3px ${resting ? theme.vars.palette.fill.sunken : theme.vars.palette.status.synced.wash}`,
        '@media (forced-colors: active)': { border: '4px solid' },
      }}
    />
  )
}

/** The zone that times are shown in, and the time there. */
export function ZoneChip() {
  const { zone, timeZone, browserTimeZone, venueTimeZone, choose } = useZone()
  const words = strings.shell.zone
  const time = useTicking(useCallback((nowMs: number) => clockTime(nowMs, timeZone), [timeZone]))
  const label = words.label(zoneCity(timeZone), time)
  const names = {
    venue: venueTimeZone === null ? null : words.venue(zoneCity(venueTimeZone)),
    browser: words.browser(zoneCity(browserTimeZone)),
    utc: words.utc,
  }
  return (
    <MenuButton
      button={(opens) => (
        <Button {...opens} startIcon={<Icon name="clock" />} sx={{ color: 'ink.soft', fontWeight: 400 }}>
          <Box component="span" sx={visuallyHidden}>
            {words.choose}
          </Box>
          {label}
        </Button>
      )}
    >
      {(close) =>
        zones
          .filter((each) => names[each] !== null)
          .map((each) => (
            <MenuItem
              key={each}
              role="menuitemradio"
              aria-checked={zone === each}
              selected={zone === each}
              onClick={() => {
                choose(each)
                close()
              }}
            >
              {names[each]}
            </MenuItem>
          ))
      }
    </MenuButton>
  )
}

const schemes = [
  ['light', 'sun'],
  ['dark', 'moon'],
  ['system', 'screen'],
] as const

/** Light, dark, or as the system says. */
export function SchemeSwitch() {
  const { mode = 'system', systemMode, setMode } = useColorScheme()
  const words = strings.shell.scheme
  const shown = mode === 'system' ? systemMode : mode
  return (
    <MenuButton
      button={(opens) => (
        <IconButton {...opens} aria-label={words.label}>
          <Icon name={shown === 'dark' ? 'moon' : 'sun'} />
        </IconButton>
      )}
    >
      {(close) =>
        schemes.map(([scheme, icon]) => (
          <MenuItem
            key={scheme}
            role="menuitemradio"
            aria-checked={mode === scheme}
            selected={mode === scheme}
            onClick={() => {
              setMode(scheme)
              close()
            }}
          >
            <Icon name={icon} />
            {words[scheme]}
          </MenuItem>
        ))
      }
    </MenuButton>
  )
}
