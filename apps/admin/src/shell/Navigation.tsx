import Box from '@mui/material/Box'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { VenueMenu } from '../venue/VenueMenu.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { OrganizationMenu } from './OrganizationMenu.tsx'

interface Page {
  readonly to:
    | '/'
    | '/syncs'
    | '/webhooks'
    | '/reconciliation'
    | '/connections'
    | '/runs'
    | '/mappings'
    | '/events'
    | '/settings'
  readonly icon: IconName
  readonly name: string
}

/** Named when it is asked for: this is here before another language is. */
const page = (to: Page['to'], icon: IconName, key: keyof typeof strings.shell.pages): Page => ({
  to,
  icon,
  get name() {
    return strings.shell.pages[key]
  },
})

/** The pages there are. */
export const pages: readonly Page[] = [
  page('/', 'overview', 'overview'),
  page('/syncs', 'syncs', 'syncs'),
  page('/webhooks', 'webhook', 'webhooks'),
  page('/connections', 'link', 'connections'),
  page('/reconciliation', 'balance', 'reconciliation'),
  page('/runs', 'download', 'runs'),
  page('/mappings', 'columns', 'mappings'),
  page('/events', 'history', 'events'),
  page('/settings', 'settings', 'settings'),
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
      <VenueMenu />
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
