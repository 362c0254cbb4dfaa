import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

/** A page or section that has nothing to list: what is so, why, and the next step. */
export function Notice({
  mark,
  title,
  level = 'h2',
  children,
  action,
}: {
  mark: ReactNode
  title: string
  /** The page's own heading where it has no other. */
  level?: 'h1' | 'h2'
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <Box
      sx={{
        display: 'grid',
        justifyItems: 'center',
        textAlign: 'center',
        gap: 2,
        px: 4,
        py: { xs: 12, md: 20 },
        mx: 'auto',
        maxWidth: 480,
      }}
    >
      {mark}
      <Typography variant="h2" component={level} sx={{ mt: 1 }}>
        {title}
      </Typography>
      <Typography component="div" sx={{ color: 'ink.soft', overflowWrap: 'anywhere' }}>
        {children}
      </Typography>
      {action !== undefined && <Box sx={{ mt: 2, display: 'flex', gap: 2 }}>{action}</Box>}
    </Box>
  )
}
