import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import IconButton from '@mui/material/IconButton'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { KeyCap } from '../ui/KeyCap.tsx'
import { useOverlay } from './overlay.tsx'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Looks like a field, and opens one. */
export function SearchBox() {
  const { show } = useOverlay()
  return (
    <ButtonBase
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => show('search')}
      sx={{
        gap: 2,
        px: '10px',
        minHeight: 32,
        flex: '0 1 360px',
        minWidth: 0,
        justifyContent: 'flex-start',
        border: 1,
        borderColor: 'line.edge',
        borderRadius: '6px',
        backgroundColor: 'fill.canvas',
        color: 'ink.soft',
        typography: 'body1',
        whiteSpace: 'nowrap',
        overflow: 'hidden',
      }}
    >
      <Icon name="search" />
      <Box component="span" sx={{ flex: 1, textAlign: 'left', overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {strings.palette.open}
      </Box>
      <KeyCap>{isMac ? '⌘ K' : 'Ctrl K'}</KeyCap>
    </ButtonBase>
  )
}

export function SearchButton() {
  const { show } = useOverlay()
  return (
    <IconButton aria-label={strings.palette.open} aria-haspopup="dialog" onClick={() => show('search')}>
      <Icon name="search" size={20} />
    </IconButton>
  )
}
