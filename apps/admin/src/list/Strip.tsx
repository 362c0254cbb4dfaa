import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** The line between the filters and the rows of the phone. */
export function Strip({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'space-between',
        flexWrap: 'wrap',
        minHeight: 36,
        px: 4,
        backgroundColor: 'fill.canvas',
        borderBottom: 1,
        borderColor: 'line.border',
        '&:empty': { display: 'none' },
      }}
    >
      {children}
    </Box>
  )
}
