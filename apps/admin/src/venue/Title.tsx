import Typography from '@mui/material/Typography'
import { oneLine } from '../ui/hidden.ts'

/** The name of the page in the bar of the phone. */
export const Title = ({ children }: { children: string }) => (
  <Typography
    component="span"
    sx={{ fontSize: '1rem', fontWeight: 600, letterSpacing: '-0.015em', ...oneLine }}
  >
    {children}
  </Typography>
)
