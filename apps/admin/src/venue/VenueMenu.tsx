import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import Popover from '@mui/material/Popover'
import Typography from '@mui/material/Typography'
import { lazy, Suspense, useState } from 'react'
import * as strings from '../strings/index.ts'
import { oneLine, visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { useOpenMenu } from '../ui/openMenus.ts'
import { useVenues } from './VenueProvider.tsx'

const VenueOptions = lazy(async () => ({ default: (await import('./VenueOptions.tsx')).VenueOptions }))
const words = strings.shell.venue

/** The key and the palette open it from anywhere. */
export const venueMenuId = 'venue-menu'

/**
 * Which venue's things are on screen. Nobody needs to choose where there is one venue alone; what an address asks for
 * can be taken off wherever it leads.
 * @param title the name of the page, where the menu stands beneath it
 */
export function VenueMenu({ title }: { title?: string | undefined }) {
  const { all, chosen, here, choose } = useVenues()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const close = () => setAnchor(null)
  const open = anchor !== null
  useOpenMenu(open)
  if (chosen === undefined && (all === null || all.length < 2))
    return title === undefined ? null : <Title>{title}</Title>
  const shown = chosen ?? words.all
  const apart = chosen !== undefined && !here
  return (
    <>
      <ButtonBase
        id={venueMenuId}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={title === undefined ? box : beneath}
      >
        {title !== undefined && <Title>{title}</Title>}
        <Box
          component="span"
          sx={{ display: 'flex', alignItems: 'center', gap: 2, minWidth: 0, width: '100%' }}
        >
          <Box component="span" sx={visuallyHidden}>
            {words.label}
          </Box>
          <Typography
            component="span"
            title={shown}
            {...(title !== undefined && { variant: 'caption' })}
            sx={{
              ...(title === undefined && { flex: 1 }),
              textAlign: 'left',
              color: apart ? 'ink.quiet' : chosen === undefined ? 'ink.soft' : 'accent.strong',
              fontWeight: chosen === undefined || apart ? 400 : 600,
              ...oneLine,
            }}
          >
            {shown}
          </Typography>
          <Icon name="chevronDown" />
        </Box>
      </ButtonBase>
      {apart && title === undefined && (
        <Typography variant="caption" component="p" sx={{ mt: -1, mb: 2, px: 2, color: 'ink.quiet' }}>
          {words.notHere}
        </Typography>
      )}
      <Popover
        open={open}
        anchorEl={anchor}
        onClose={close}
        marginThreshold={8}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': words.label } }}
      >
        <Suspense fallback={null}>
          <VenueOptions
            all={all ?? []}
            chosen={chosen}
            note={apart ? words.notHere : null}
            onChoose={(venue) => {
              close()
              choose(venue)
            }}
          />
        </Suspense>
      </Popover>
    </>
  )
}

const Title = ({ children }: { children: string }) => (
  <Typography
    component="span"
    sx={{ fontSize: '1rem', fontWeight: 600, letterSpacing: '-0.015em', ...oneLine }}
  >
    {children}
  </Typography>
)

const box = {
  width: '100%',
  mb: 2,
  p: '5px 8px',
  border: 1,
  borderColor: 'line.border',
  borderRadius: '6px',
  backgroundColor: 'fill.surface',
} as const
const beneath = {
  display: 'grid',
  justifyItems: 'start',
  alignContent: 'center',
  minWidth: 0,
  minHeight: 44,
  borderRadius: '6px',
  textAlign: 'left',
} as const
