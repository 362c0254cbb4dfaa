import Typography from '@mui/material/Typography'
import { visuallyHidden } from '../ui/hidden.ts'
import { useWide } from '../ui/useWide.ts'

/** The heading of a page that the phone's own bar names already. */
export function PageTitle({ children }: { children: string }) {
  const wide = useWide()
  return (
    <Typography variant="h1" {...(!wide && { sx: visuallyHidden })}>
      {children}
    </Typography>
  )
}
