import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

export function KeyCap({ children }: { children: ReactNode }) {
  return (
    <Box
      component="kbd"
      sx={{
        typography: 'mono',
        fontSize: '0.6875rem',
        lineHeight: '1rem',
        color: 'ink.quiet',
        border: 1,
        borderColor: 'line.border',
        borderRadius: '4px',
        px: 1,
        backgroundColor: 'fill.surface',
      }}
    >
      {children}
    </Box>
  )
}
