import Avatar from '@mui/material/Avatar'
import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import Divider from '@mui/material/Divider'
import MenuItem from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { chooseLanguage, chosenLanguage, type Language, languages } from '../strings/language.ts'
import { oneLine, visuallyHidden } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { useKeySettings } from './keys.tsx'

/** First letters of the first and the last name. */
function initials(name: string): string {
  const parts = name.trim().split(/\s+/)
  return [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
    .map((part) => part?.charAt(0) ?? '')
    .join('')
    .toUpperCase()
}

export function Person() {
  const { user, role } = useSession()
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', minWidth: 0, flex: 1 }}>
      <Avatar
        variant="rounded"
        aria-hidden
        sx={{
          width: '1.5rem',
          height: '1.5rem',
          fontSize: '0.6875rem',
          fontWeight: 600,
          backgroundColor: 'accent.main',
          color: 'accent.on',
        }}
      >
        {initials(user.name)}
      </Avatar>
      <Box sx={{ minWidth: 0, textAlign: 'left' }}>
        <Typography variant="caption" component="div" title={user.name} sx={{ fontWeight: 500, ...oneLine }}>
          {user.name}
        </Typography>
        <Typography variant="caption" component="div" sx={{ color: 'ink.quiet' }}>
          {strings.shell.roles[role]}
        </Typography>
      </Box>
    </Box>
  )
}

/** Who is signed in, and the way out. */
export function AccountMenu({ onSignOut }: { onSignOut: () => void }) {
  const { user } = useSession()
  const { showMap } = useKeySettings()
  return (
    <MenuButton
      button={(opens) => (
        <ButtonBase
          {...opens}
          sx={{
            p: 2,
            gap: 2,
            borderRadius: '6px',
            width: '100%',
            '&:hover': { backgroundColor: 'fill.sunken' },
          }}
        >
          <Box component="span" sx={visuallyHidden}>
            {strings.shell.account}
          </Box>
          <Person />
          <Icon name="dots" />
        </ButtonBase>
      )}
    >
      {(close) => [
        <Typography key="email" component="li" variant="caption" sx={{ px: 2, py: 1, color: 'ink.quiet' }}>
          {user.email}
        </Typography>,
        <Divider key="line" component="li" sx={{ my: 1 }} />,
        <MenuItem
          key="keys"
          onClick={() => {
            close()
            showMap(true)
          }}
        >
          <Icon name="keyboard" />
          {strings.shell.keys}
        </MenuItem>,
        ...(Object.keys(languages) as Language[])
          .filter((language) => language !== chosenLanguage())
          .map((language) => (
            <MenuItem key={language} lang={language} onClick={() => chooseLanguage(language)}>
              <Icon name="globe" />
              {languages[language]}
            </MenuItem>
          )),
        <MenuItem
          key="out"
          onClick={() => {
            close()
            onSignOut()
          }}
        >
          <Icon name="signOut" />
          {strings.shell.signOut}
        </MenuItem>,
      ]}
    </MenuButton>
  )
}
