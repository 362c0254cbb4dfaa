import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { chooseOrganization } from '../api/organization.ts'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { oneLine, visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { DemoMark } from './DemoMark.tsx'

const box = {
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 2,
  width: '100%',
  mb: 2,
  p: '5px 8px',
  border: 1,
  borderColor: 'line.border',
  borderRadius: '6px',
  backgroundColor: 'fill.surface',
  typography: 'body1',
} as const

/** Whose data is on screen; who belongs to several organizations chooses here. */
export function OrganizationMenu() {
  const { organization, organizations, demo } = useSession()
  const name = (
    <Typography component="span" title={organization.name} sx={{ fontWeight: 500, ...oneLine }}>
      {organization.name}
    </Typography>
  )
  if (organizations.length < 2)
    return (
      <Box sx={box}>
        {name}
        {demo && <DemoMark />}
      </Box>
    )
  return (
    <MenuButton
      button={(opens) => (
        <ButtonBase {...opens} sx={box}>
          <Box component="span" sx={visuallyHidden}>
            {strings.shell.organization}
          </Box>
          {name}
          <Icon name="chevronDown" />
        </ButtonBase>
      )}
    >
      {(close) =>
        organizations.map((each) => (
          <MenuItem
            key={each.id}
            role="menuitemradio"
            aria-checked={each.id === organization.id}
            selected={each.id === organization.id}
            onClick={() => {
              close()
              if (each.id !== organization.id) chooseOrganization(each.id)
            }}
          >
            <Box sx={{ minWidth: 0 }}>
              <Box sx={oneLine}>{each.name}</Box>
              <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
                {strings.shell.roles[each.role]}
              </Typography>
            </Box>
          </MenuItem>
        ))
      }
    </MenuButton>
  )
}
