import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import ButtonBase from '@mui/material/ButtonBase'
import Drawer from '@mui/material/Drawer'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { chooseLanguage, chosenLanguage, type Language, languages } from '../strings/language.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { VenueMenu } from '../venue/VenueMenu.tsx'
import { Person } from './AccountMenu.tsx'
import { pages } from './Navigation.tsx'
import { OrganizationMenu } from './OrganizationMenu.tsx'
import { useOverlay } from './overlay.tsx'
import { SearchButton } from './SearchBox.tsx'
import type { ShellProps } from './shell-props.ts'
import { LiveIndicator, SchemeSwitch, ZoneChip } from './TopBarParts.tsx'

export function PhoneTop({ live, children }: Pick<ShellProps, 'live' | 'children'>) {
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
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <VenueMenu title={page?.name ?? ''} />
      </Box>
      <LiveIndicator {...live} short />
      {children}
      <SearchButton />
    </Box>
  )
}

/** The pages that have a place in the bar; the others are under More. */
const tabs = 4

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

const line = {
  display: 'flex',
  alignItems: 'center',
  gap: 3,
  minHeight: 44,
  typography: 'body1',
  textDecoration: 'none',
  color: 'ink.strong',
  '&[data-status="active"]': { color: 'accent.strong', fontWeight: 600 },
} as const

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
      {pages.slice(0, tabs).map(({ to, icon, name }) => (
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
  const { show } = useOverlay()
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
        <OrganizationMenu />
        {pages.length > tabs && (
          <Box sx={{ display: 'grid', gap: 1 }}>
            {pages.slice(tabs).map(({ to, icon, name }) => (
              <TextLink key={to} to={to} onClick={onClose} sx={line}>
                <Icon name={icon} />
                {name}
              </TextLink>
            ))}
          </Box>
        )}
        <Person />
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          <ZoneChip />
          <SchemeSwitch />
        </Box>
        <Button
          startIcon={<Icon name="help" />}
          onClick={() => {
            onClose()
            show('help')
          }}
        >
          {strings.shell.help}
        </Button>
        {(Object.keys(languages) as Language[])
          .filter((language) => language !== chosenLanguage())
          .map((language) => (
            <Button
              key={language}
              lang={language}
              startIcon={<Icon name="globe" />}
              onClick={() => chooseLanguage(language)}
            >
              {languages[language]}
            </Button>
          ))}
        <Button startIcon={<Icon name="signOut" />} onClick={onSignOut}>
          {strings.shell.signOut}
        </Button>
      </Box>
    </Drawer>
  )
}
