import Box from '@mui/material/Box'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { OrganizationMenu } from './OrganizationMenu.tsx'

/** The pages there are. */
export const pages: readonly {
  readonly to: '/' | '/syncs' | '/webhooks' | '/connections' | '/mappings' | '/events' | '/settings'
  readonly icon: IconName
  readonly name: string
}[] = [
  { to: '/', icon: 'overview', name: strings.shell.pages.overview },
  { to: '/syncs', icon: 'syncs', name: strings.shell.pages.syncs },
  { to: '/webhooks', icon: 'webhook', name: strings.shell.pages.webhooks },
  { to: '/connections', icon: 'link', name: strings.shell.pages.connections },
  { to: '/mappings', icon: 'columns', name: strings.shell.pages.mappings },
  { to: '/events', icon: 'history', name: strings.shell.pages.events },
  { to: '/settings', icon: 'settings', name: strings.shell.pages.settings },
]

export function Navigation({ onSignOut }: { onSignOut: () => void }) {
  return (
    <Box
      component="nav"
      aria-label={strings.shell.navigation}
      sx={{
        position: 'sticky',
        top: 0,
        height: '100dvh',
        display: 'flex',
        flexDirection: 'column',
        gap: '1px',
        p: '12px 8px 8px',
        overflowY: 'auto',
        backgroundColor: 'fill.canvas',
      }}
    >
      <Brand />
      <OrganizationMenu />
      {pages.map(({ to, icon, name }) => (
        <TextLink
          key={to}
          to={to}
          activeOptions={{ exact: to === '/' }}
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: '10px',
            p: '5px 8px',
            borderRadius: '6px',
            typography: 'body1',
            textDecoration: 'none',
            color: 'ink.soft',
            '&:hover': { backgroundColor: 'fill.sunken' },
            '&[data-status="active"]': {
              backgroundColor: 'accent.wash',
              color: 'accent.strong',
              fontWeight: 600,
            },
          }}
        >
          <Icon name={icon} />
          {name}
        </TextLink>
      ))}
      <Box sx={{ mt: 'auto', pt: 2, borderTop: 1, borderColor: 'line.border' }}>
        <AccountMenu onSignOut={onSignOut} />
      </Box>
    </Box>
  )
}

function Brand() {
  return (
    <TextLink
      to="/"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: '9px',
        p: '4px 8px 10px',
        fontSize: '1rem',
        lineHeight: '1.5rem',
        fontWeight: 600,
        letterSpacing: '-0.015em',
        color: 'ink.strong',
        textDecoration: 'none',
        borderRadius: '6px',
      }}
    >
      <Logo />
      {strings.shell.product}
    </TextLink>
  )
}
