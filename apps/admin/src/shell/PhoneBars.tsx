import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import ButtonBase from '@mui/material/ButtonBase'
import Drawer from '@mui/material/Drawer'
import Typography from '@mui/material/Typography'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { ButtonLink, TextLink } from '../parts/links.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Person } from './AccountMenu.tsx'
import { DemoMark, pages } from './Navigation.tsx'
import type { ShellProps } from './ShellView.tsx'
import { LiveIndicator, SchemeSwitch, ZoneChip } from './TopBarParts.tsx'

export function PhoneTop({ live }: Pick<ShellProps, 'live'>) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const page = pages.find(({ to }) => (to === '/' ? path === to : path.startsWith(to)))
  return (
    <Box
      component="header"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 'appBar',
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        minHeight: 52,
        pl: 4,
        pr: 2,
        borderBottom: 1,
        borderColor: 'line.border',
        backgroundColor: 'fill.surface',
      }}
    >
      <Logo />
      <Typography
        component="span"
        sx={{ flex: 1, fontSize: '1rem', fontWeight: 600, letterSpacing: '-0.015em' }}
      >
        {page?.name}
      </Typography>
      <LiveIndicator {...live} short />
    </Box>
  )
}

const tab = {
  display: 'grid',
  justifyItems: 'center',
  alignContent: 'center',
  gap: '2px',
  minHeight: 52,
  borderRadius: '8px',
  typography: 'caption',
  textDecoration: 'none',
  color: 'ink.soft',
  '&[data-status="active"]': { backgroundColor: 'accent.wash', color: 'accent.strong', fontWeight: 600 },
} as const

/** So many pages have room in the bar; the rest are one touch further. */
const inBar = 3

export function PhoneBar({ onSignOut }: Pick<ShellProps, 'onSignOut'>) {
  const [open, setOpen] = useState(false)
  return (
    <Box
      component="nav"
      aria-label={strings.shell.navigation}
      sx={{
        position: 'sticky',
        bottom: 0,
        zIndex: 'appBar',
        display: 'grid',
        gridAutoFlow: 'column',
        gridAutoColumns: 'minmax(0, 1fr)',
        gap: 1,
        p: '4px 8px max(4px, env(safe-area-inset-bottom))',
        borderTop: 1,
        borderColor: 'line.border',
        backgroundColor: 'fill.canvas',
      }}
    >
      {pages.slice(0, inBar).map(({ to, icon, name }) => (
        <TextLink key={to} to={to} activeOptions={{ exact: to === '/' }} sx={tab}>
          <Icon name={icon} size={20} />
          {name}
        </TextLink>
      ))}
      <ButtonBase sx={tab} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(true)}>
        <Icon name="more" size={20} />
        {strings.shell.openMenu}
      </ButtonBase>
      <MoreSheet open={open} onClose={() => setOpen(false)} onSignOut={onSignOut} />
    </Box>
  )
}

/** What has no room in the bars: who is signed in, the zone, the theme, the way out. */
function MoreSheet({
  open,
  onClose,
  onSignOut,
}: {
  open: boolean
  onClose: () => void
  onSignOut: () => void
}) {
  const { organization, demo } = useSession()
  return (
    <Drawer
      anchor="bottom"
      open={open}
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-modal': true,
          'aria-label': strings.shell.openMenu,
          sx: { borderRadius: '12px 12px 0 0' },
        },
      }}
    >
      <Box sx={{ display: 'grid', gap: 4, p: 4, pb: 6 }}>
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
          <Typography component="span" sx={{ fontWeight: 500, flex: 1 }}>
            {organization.name}
          </Typography>
          {demo && <DemoMark />}
        </Box>
        <Person />
        <Box sx={{ display: 'grid', gap: 2 }}>
          {pages.slice(inBar).map(({ to, icon, name }) => (
            <ButtonLink key={to} to={to} startIcon={<Icon name={icon} />} onClick={onClose}>
              {name}
            </ButtonLink>
          ))}
        </Box>
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          <ZoneChip />
          <SchemeSwitch />
        </Box>
        <Button startIcon={<Icon name="signOut" />} onClick={onSignOut}>
          {strings.shell.signOut}
        </Button>
      </Box>
    </Drawer>
  )
}
