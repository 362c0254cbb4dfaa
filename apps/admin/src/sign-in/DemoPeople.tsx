import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import Typography from '@mui/material/Typography'
import type { DemoSignIn } from '../api/auth.ts'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'

const words = strings.signIn

interface Props {
  readonly people: readonly DemoSignIn[]
  readonly busy: boolean
  readonly onSubmit: (email: string, password: string) => void
}

/** The demo's people, each one press away. */
export function DemoPeople({ people, busy, onSubmit }: Props) {
  return (
    <Box component="section" aria-label={words.demoTitle} sx={{ mt: 8 }}>
      <Typography variant="caption" component="h2" sx={{ color: 'ink.quiet', mb: 2 }}>
        {words.demoTitle}
      </Typography>
      <Box
        component="ul"
        sx={{ border: 1, borderColor: 'line.border', borderRadius: '8px', overflow: 'hidden' }}
      >
        {people.map((person) => (
          <Box
            component="li"
            key={person.email}
            sx={{ '& + &': { borderTop: 1, borderColor: 'line.border' } }}
          >
            <ButtonBase
              aria-disabled={busy || undefined}
              onClick={() => !busy && onSubmit(person.email, person.password)}
              sx={{
                width: '100%',
                px: 3,
                py: 2,
                gap: 3,
                justifyContent: 'space-between',
                textAlign: 'left',
                color: 'ink.quiet',
                '&:hover': { backgroundColor: 'fill.hover' },
                '&:focus-visible': { outlineOffset: -2 },
              }}
            >
              <Box sx={{ minWidth: 0 }}>
                <Typography component="div" sx={{ fontWeight: 500, color: 'ink.strong', ...oneLine }}>
                  {person.name}
                </Typography>
                <Typography variant="caption" component="div" sx={{ color: 'ink.quiet', ...oneLine }}>
                  {strings.shell.roles[person.role]}, {words.demoMay(person.role)}
                </Typography>
              </Box>
              <Icon name="arrowRight" />
            </ButtonBase>
          </Box>
        ))}
      </Box>
    </Box>
  )
}
