import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import * as strings from '../strings/index.ts'

const words = strings.signIn

export interface OtherWayProps {
  readonly label: string
  readonly href: string
}

/** Below a form that asks for a password: signing in at an issuer instead. */
export function OtherWay({ label, href }: OtherWayProps) {
  return (
    <Box sx={{ display: 'grid', gap: 3, mt: 3 }}>
      <Typography variant="caption" component="p" sx={{ color: 'ink.quiet', textAlign: 'center' }}>
        {words.or}
      </Typography>
      <Button component="a" href={href} sx={{ minHeight: { xs: 44, md: 36 } }}>
        {words.sso(label)}
      </Button>
    </Box>
  )
}
