import Box from '@mui/material/Box'
import { ButtonLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { Logo } from '../ui/Logo.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useTitle } from '../ui/useTitle.ts'

export function NotFound() {
  const words = strings.shell.notFound
  useTitle(strings.shell.titled(words.title))
  return (
    <Box component="section" aria-label={words.title}>
      <Notice
        mark={<Logo size={32} />}
        level="h1"
        title={words.title}
        action={
          <ButtonLink variant="contained" to="/syncs">
            {words.action}
          </ButtonLink>
        }
      >
        {words.text}
      </Notice>
    </Box>
  )
}
